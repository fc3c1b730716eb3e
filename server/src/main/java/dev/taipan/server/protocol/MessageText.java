package dev.taipan.server.protocol;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonIOException;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.Map;
import java.util.function.Consumer;
import org.eclipse.lsp4j.jsonrpc.json.JsonRpcMethod;
import org.eclipse.lsp4j.jsonrpc.json.MessageJsonHandler;
import org.eclipse.lsp4j.jsonrpc.messages.Message;

/**
 * Reads the whole text of a message before it is understood, so that what makes no sense is passed
 * over to its end and the next message is found where it begins.
 */
final class MessageText extends MessageJsonHandler {
  /** No message of the protocol comes near; parsing recurses. */
  private static final int MAX_DEPTH = 500;

  MessageText(Map<String, JsonRpcMethod> methods, Consumer<GsonBuilder> configure) {
    super(methods, configure);
  }

  @Override
  public Message parseMessage(Reader reader) {
    StringWriter text = new StringWriter();
    try {
      reader.transferTo(text);
    } catch (IOException e) {
      throw new JsonIOException(e);
    }
    if (depth(text.getBuffer()) > MAX_DEPTH) {
      throw new JsonParseException("a message that is nested too deeply");
    }
    return super.parseMessage(new StringReader(text.toString()));
  }

  /** How deeply the arrays and objects in a text are nested. */
  private static int depth(CharSequence json) {
    int depth = 0;
    int most = 0;
    boolean inString = false;
    for (int i = 0; i < json.length(); i++) {
      switch (json.charAt(i)) {
        case '"' -> inString = !inString;
        case '\\' -> i += inString ? 1 : 0;
        case '{', '[' -> most = Math.max(most, inString ? most : ++depth);
        case '}', ']' -> depth -= inString ? 0 : 1;
        default -> {}
      }
    }
    return most;
  }
}
