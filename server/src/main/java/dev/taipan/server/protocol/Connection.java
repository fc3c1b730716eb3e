package dev.taipan.server.protocol;

import dev.taipan.server.workspace.ProjectLoader;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.lsp4j.jsonrpc.Launcher;
import org.eclipse.lsp4j.jsonrpc.MessageConsumer;
import org.eclipse.lsp4j.jsonrpc.json.MessageJsonHandler;
import org.eclipse.lsp4j.jsonrpc.messages.RequestMessage;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseError;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;
import org.eclipse.lsp4j.launch.LSPLauncher;
import org.eclipse.lsp4j.services.LanguageClient;

/** One client on a pair of streams. */
public final class Connection {
  private Connection() {}

  /**
   * Serves a client until it says {@code exit}, closes its end, or is gone.
   *
   * @return the exit code of the process: 0 after a proper {@code shutdown}, else 1
   */
  public static int serve(InputStream in, OutputStream out, ProjectLoader loader) {
    // LSP4J logs what clients get wrong with stack traces; the log belongs to the client.
    Logger.getLogger("org.eclipse.lsp4j").setLevel(Level.OFF);
    TaipanServer server = new TaipanServer(loader);
    ExecutorService reader =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread thread = new Thread(task, "messages");
              thread.setDaemon(true);
              return thread;
            });
    Launcher<LanguageClient> launcher =
        new Builder()
            .setLocalService(server)
            .setRemoteInterface(LanguageClient.class)
            .setInput(in)
            .setOutput(new ClientOutput(out, server.lifecycle()))
            .setExecutorService(reader)
            .setExceptionHandler(Connection::error)
            .wrapMessages(Connection::refusingUnknown)
            .create();
    server.connect(launcher.getRemoteProxy());
    Future<Void> listening = launcher.startListening();
    server.lifecycle().endWith(listening);
    int code = server.lifecycle().await();
    listening.cancel(true);
    reader.shutdownNow();
    server.stop();
    return code;
  }

  /** LSP4J's, but for how it reads. */
  private static final class Builder extends LSPLauncher.Builder<LanguageClient> {
    @Override
    protected MessageJsonHandler createJsonHandler() {
      return new MessageText(
          getSupportedMethods(), configureGson == null ? _ -> {} : configureGson);
    }
  }

  /**
   * Answers requests of the protocol's own that nobody knows as it wants it, with an error; LSP4J
   * would answer them with nothing.
   */
  private static MessageConsumer refusingUnknown(MessageConsumer next) {
    return message -> {
      if (message instanceof RequestMessage request && request.getMethod().startsWith("$/")) {
        request.setMethod("unknown" + request.getMethod());
      }
      next.consume(message);
    };
  }

  private static ResponseError error(Throwable thrown) {
    Throwable cause = thrown;
    while ((cause instanceof ExecutionException
            || cause instanceof CompletionException
            || cause instanceof InvocationTargetException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof org.eclipse.lsp4j.jsonrpc.ResponseErrorException known) {
      return known.getResponseError();
    }
    boolean badParameters =
        cause instanceof NullPointerException
            || cause instanceof IllegalArgumentException
            || cause instanceof ClassCastException;
    return new ResponseError(
        badParameters ? ResponseErrorCode.InvalidParams : ResponseErrorCode.InternalError,
        badParameters ? "the parameters of this request make no sense" : "internal error",
        null);
  }
}
