package dev.taipan.server.protocol;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.lsp4j.LogTraceParams;
import org.eclipse.lsp4j.MessageParams;
import org.eclipse.lsp4j.MessageType;
import org.eclipse.lsp4j.TraceValue;
import org.eclipse.lsp4j.services.LanguageClient;
import org.jspecify.annotations.Nullable;

/** What the server tells the user: the log, traces, and messages that pop up. */
final class ClientLog {
  private volatile @Nullable LanguageClient client;
  private volatile String trace = TraceValue.Off;

  /** Defects that were reported already, so that a request at each key stroke does not flood. */
  private final Set<String> reported = ConcurrentHashMap.newKeySet();

  void connect(LanguageClient connected) {
    client = connected;
  }

  void setTrace(@Nullable String value) {
    trace = value == null ? TraceValue.Off : value;
  }

  boolean traces() {
    return !trace.equals(TraceValue.Off);
  }

  void info(String message) {
    log(MessageType.Info, message);
  }

  void warn(String message) {
    log(MessageType.Warning, message);
  }

  /** One line of a trace, if the client asked for traces. */
  void trace(String message) {
    LanguageClient to = client;
    if (to != null && traces()) {
      to.logTrace(new LogTraceParams(message));
    }
  }

  /** A message that the user sees. */
  void show(MessageType type, String message) {
    LanguageClient to = client;
    if (to != null) {
      to.showMessage(new MessageParams(type, message));
    }
  }

  /** A defect of the server itself; the same one is reported once. */
  void defect(String what, Throwable cause) {
    StackTraceElement[] stack = cause.getStackTrace();
    String key = what + cause.getClass() + (stack.length == 0 ? "" : stack[0]);
    if (!reported.add(key)) {
      return;
    }
    StringWriter text = new StringWriter();
    cause.printStackTrace(new PrintWriter(text, true));
    String all = text.toString();
    log(
        MessageType.Error,
        "internal error in " + what + ": " + all.substring(0, Math.min(all.length(), 4000)));
  }

  private void log(MessageType type, String message) {
    LanguageClient to = client;
    if (to != null) {
      to.logMessage(new MessageParams(type, message));
    }
  }
}
