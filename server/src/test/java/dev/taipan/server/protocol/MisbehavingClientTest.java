package dev.taipan.server.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever a client does wrong is answered by an error or ignored, or ends the server with the exit
 * code that the protocol asks for: the server is never left dead, and never left behind.
 */
class MisbehavingClientTest {
  private static final int NOT_INITIALIZED = ResponseErrorCode.ServerNotInitialized.getValue();
  private static final int INVALID_REQUEST = ResponseErrorCode.InvalidRequest.getValue();
  private static final int INVALID_PARAMS = ResponseErrorCode.InvalidParams.getValue();
  private static final int NO_SUCH_METHOD = ResponseErrorCode.MethodNotFound.getValue();

  /** What the server answers when a change came before the answer was ready. */
  private static final int OUTDATED = ResponseErrorCode.ServerCancelled.getValue();

  private static final int MAX_ATTEMPTS = 20;
  private static final int PARSE_ERROR = ResponseErrorCode.ParseError.getValue();

  @TempDir Path root;

  private RawClient client() throws IOException {
    RawClient client = new RawClient();
    client.start(root);
    return client;
  }

  private static String at(String uri, int line, int character) {
    return "{\"textDocument\":{\"uri\":\"%s\"},\"position\":{\"line\":%d,\"character\":%d}}"
        .formatted(uri, line, character);
  }

  private static void open(RawClient client, String uri, int version, String text)
      throws IOException {
    client.notification(
        "textDocument/didOpen",
        "{\"textDocument\":{\"uri\":\"%s\",\"languageId\":\"python\",\"version\":%d,\"text\":\"%s\"}}"
            .formatted(uri, version, text));
  }

  private static void change(
      RawClient client, String uri, String version, String range, String text) throws IOException {
    client.notification(
        "textDocument/didChange",
        "{\"textDocument\":{\"uri\":\"%s\",\"version\":%s},\"contentChanges\":[{%s\"text\":\"%s\"}]}"
            .formatted(uri, version, range, text));
  }

  private static String range(int l1, int c1, int l2, int c2) {
    return "\"range\":{\"start\":{\"line\":%d,\"character\":%d},\"end\":{\"line\":%d,\"character\":%d}},"
        .formatted(l1, c1, l2, c2);
  }

  /** The rules of the diagnostics of a document; asks again where the server says so. */
  private static List<String> problems(RawClient client, int id, String uri) throws IOException {
    JsonObject answer = null;
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      int number = id * MAX_ATTEMPTS + attempt;
      client.request(
          number, "textDocument/diagnostic", "{\"textDocument\":{\"uri\":\"%s\"}}".formatted(uri));
      answer = client.answer(number);
      JsonObject error = answer.getAsJsonObject("error");
      if (error == null) {
        return answer.getAsJsonObject("result").getAsJsonArray("items").asList().stream()
            .map(item -> item.getAsJsonObject().get("code").getAsString())
            .toList();
      }
      if (error.get("code").getAsInt() != OUTDATED) {
        break;
      }
    }
    throw new AssertionError("no diagnostics but " + answer);
  }

  private String uri(String name) {
    return TestClient.uri(root.resolve(name));
  }

  @Test
  void unknownDocuments() throws IOException {
    try (RawClient client = client()) {
      int id = 10;
      for (String method :
          List.of(
              "hover",
              "completion",
              "definition",
              "declaration",
              "typeDefinition",
              "implementation",
              "documentHighlight",
              "signatureHelp",
              "prepareCallHierarchy",
              "prepareTypeHierarchy",
              "linkedEditingRange",
              "documentSymbol",
              "foldingRange",
              "documentLink",
              "codeLens",
              "semanticTokens/full")) {
        client.request(id, "textDocument/" + method, at(uri("missing.py"), 3, 4));
        assertEquals(0, client.error(id++), method);
      }
      change(client, uri("missing.py"), "2", range(0, 0, 0, 0), "x");
      client.notification(
          "textDocument/didClose", "{\"textDocument\":{\"uri\":\"file:///nowhere/x.py\"}}");
      client.notification(
          "textDocument/didSave", "{\"textDocument\":{\"uri\":\"file:///nowhere/x.py\"}}");
      for (String strange : List.of("", "no-scheme", "file:", "file://host", "::", "a b")) {
        client.request(id, "textDocument/hover", at(strange, 0, 0));
        client.answer(id++);
      }
      assertTrue(client.answers());
    }
  }

  @Test
  void positionsBeyondTheText() throws IOException {
    String uri = uri("a.py");
    try (RawClient client = client()) {
      open(client, uri, 1, "def f(a): ...\\nf(1)\\n");
      int id = 10;
      int[][] places = {{0, 1000}, {1000, 0}, {-1, -1}, {2, 5}, {Integer.MAX_VALUE, 7}};
      for (int[] place : places) {
        for (String method :
            List.of(
                "hover",
                "completion",
                "definition",
                "references",
                "documentHighlight",
                "signatureHelp",
                "prepareRename",
                "prepareCallHierarchy",
                "linkedEditingRange")) {
          client.request(
              id,
              "textDocument/" + method,
              at(uri, place[0], place[1]).replaceFirst("}$", ",\"context\":{}}"));
          int code = client.error(id++);
          assertTrue(
              code == 0 || code == INVALID_PARAMS || code == -32803, method + " gave " + code);
        }
        client.request(
            id,
            "textDocument/selectionRange",
            "{\"textDocument\":{\"uri\":\"%s\"},\"positions\":[{\"line\":%d,\"character\":%d}]}"
                .formatted(uri, place[0], place[1]));
        assertEquals(0, client.error(id++));
        client.request(
            id,
            "textDocument/inlayHint",
            "{\"textDocument\":{\"uri\":\"%s\"},%s\"x\":0}"
                .formatted(uri, range(place[0], place[1], 0, 0)));
        assertEquals(0, client.error(id++));
      }
      assertTrue(client.answers());
    }
  }

  @Test
  void versionsOutOfOrder() throws IOException {
    String uri = uri("a.py");
    try (RawClient client = client()) {
      open(client, uri, 7, "x = 1\\n");
      change(client, uri, "3", range(1, 0, 1, 0), "nope\\n");
      assertEquals(List.of("unresolved-reference"), problems(client, 10, uri));
      change(client, uri, "3", range(1, 0, 1, 4), "x");
      assertEquals(List.of(), problems(client, 11, uri));
      change(client, uri, "null", range(1, 0, 1, 1), "nope");
      assertEquals(List.of("unresolved-reference"), problems(client, 12, uri));
      change(client, uri, "-5", range(1, 0, 1, 4), "x");
      assertEquals(List.of(), problems(client, 13, uri));
    }
  }

  @Test
  void editsThatDoNotApply() throws IOException {
    String uri = uri("a.py");
    try (RawClient client = client()) {
      open(client, uri, 1, "x = 1\\n");
      change(client, uri, "2", range(99, 99, 200, 5), "nope\\n"); // beyond the end: at the end
      assertEquals(List.of("unresolved-reference"), problems(client, 10, uri));
      change(client, uri, "3", range(1, 4, 1, 0), "x"); // the wrong way round
      assertEquals(List.of(), problems(client, 11, uri));
      change(client, uri, "4", range(-1, -5, 0, 1), "y"); // before the beginning
      assertEquals(List.of("unresolved-reference"), problems(client, 12, uri));
      change(client, uri, "5", "", "z = 1\\n");
      assertEquals(List.of(), problems(client, 13, uri));
      client.notification(
          "textDocument/didChange",
          "{\"textDocument\":{\"uri\":\"%s\",\"version\":6},\"contentChanges\":[null,{}]}"
              .formatted(uri));
      client.notification(
          "textDocument/didChange",
          "{\"textDocument\":{\"uri\":\"%s\",\"version\":6}}".formatted(uri));
      change(client, uri, "7", "", "z = nope\\n");
      assertEquals(List.of("unresolved-reference"), problems(client, 14, uri));
    }
  }

  @Test
  void messagesBeforeInitialize() throws IOException {
    try (RawClient client = new RawClient()) {
      open(client, uri("a.py"), 1, "x");
      client.notification("initialized", "{}");
      client.notification("workspace/didChangeConfiguration", "{\"settings\":{}}");
      client.notification("workspace/didChangeWatchedFiles", "{\"changes\":[]}");
      client.request(1, "textDocument/hover", at(uri("a.py"), 0, 0));
      assertEquals(NOT_INITIALIZED, client.error(1));
      client.request(2, "workspace/symbol", "{\"query\":\"\"}");
      assertEquals(NOT_INITIALIZED, client.error(2));
      client.request(3, "shutdown", "null");
      assertEquals(NOT_INITIALIZED, client.error(3));
      client.start(root);
      client.request(4, "initialize", "{\"capabilities\":{}}");
      assertEquals(INVALID_REQUEST, client.error(4));
      assertTrue(client.answers());
    }
  }

  @Test
  void exitBeforeInitialize() throws IOException {
    try (RawClient client = new RawClient()) {
      client.notification("exit", "null");
      assertEquals(1, client.exitCode());
    }
  }

  @Test
  void nonsenseInsteadOfJson() throws IOException {
    try (RawClient client = client()) {
      for (String body :
          List.of(
              "{nonsense",
              "",
              "[]",
              "42",
              "null",
              "\"text\"",
              "{}",
              "{\"jsonrpc\":\"2.0\"}",
              "{\"jsonrpc\":\"2.0\",\"id\":5}",
              "{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"shutdown\"}",
              "{\"jsonrpc\":\"2.0\",\"id\":6,\"result\":{}}",
              "{\"jsonrpc\":\"2.0\",\"method\":17}",
              "{\"method\":\"textDocument/hover\",\"params\":",
              "\u0000\u0001",
              "[{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"textDocument/hover\"}]",
              "{\"a\":".repeat(5000),
              "{nonsense" + "x".repeat(100_000))) {
        client.body(body);
      }
      assertTrue(client.answers());
    }
  }

  @Test
  void textThatIsNotUtf8() throws IOException {
    try (RawClient client = client()) {
      byte[] body = {'{', '"', (byte) 0xff, (byte) 0xc3, '"', ':', '1', '}'};
      client.bytes("Content-Length: " + body.length + "\r\n\r\n");
      client.pipe().write(body);
      client.pipe().flush();
      assertTrue(client.answers());
    }
  }

  @Test
  void lengthsThatAreWrong() throws IOException {
    for (String header :
        List.of(
            "Content-Length: nope\r\n\r\n{}",
            "Content-Length: -5\r\n\r\n{}",
            "Content-Length: 99999999999999999999\r\n\r\n{}",
            "Content-Length: 2147483647\r\n\r\n{}",
            "No-Length: 1\r\n\r\n{}",
            "Content-Length\r\n\r\n{}",
            "\r\n\r\n",
            "Content-Length: 1\r\n\r\n{\"jsonrpc\":\"2.0\"}")) {
      try (RawClient client = client()) {
        client.bytes(header);
        client.pipe().close();
        assertEquals(1, client.exitCode(), header);
      }
    }
  }

  @Test
  void lengthsThatAreWrongAndGoOn() throws IOException {
    for (String header :
        List.of(
            "Content-Length: nope\r\n\r\n",
            "Content-Length: -5\r\n\r\n",
            "No-Length: 1\r\n\r\n",
            "Content-Length: 0\r\n\r\n",
            "\r\n\r\n")) {
      try (RawClient client = client()) {
        client.bytes(header);
        client.bytes("");
        boolean alive;
        try {
          alive = client.answers();
        } catch (IOException e) {
          alive = false;
        }
        assertTrue(alive || client.isOver(), header);
      }
    }
  }

  @Test
  void aClosedPipe() throws IOException {
    try (RawClient client = client()) {
      client.pipe().close();
      assertEquals(1, client.exitCode());
    }
  }

  @Test
  void aClosedPipeInTheMiddleOfAMessage() throws IOException {
    try (RawClient client = client()) {
      client.bytes("Content-Length: 100\r\n\r\n{\"jsonrpc\":");
      client.pipe().close();
      assertEquals(1, client.exitCode());
    }
  }

  @Test
  void aParentThatIsKilled() throws Exception {
    Process parent = new ProcessBuilder("sleep", "60").start();
    try (RawClient client = new RawClient()) {
      client.request(1, "initialize", "{\"processId\":" + parent.pid() + ",\"capabilities\":{}}");
      client.answer(1);
      parent.destroyForcibly();
      assertEquals(1, client.exitCode());
    } finally {
      parent.destroyForcibly();
    }
  }

  @Test
  void aParentThatWasDeadBefore() throws Exception {
    Process parent = new ProcessBuilder("true").start();
    parent.waitFor();
    try (RawClient client = new RawClient()) {
      client.request(1, "initialize", "{\"processId\":" + parent.pid() + ",\"capabilities\":{}}");
      assertEquals(1, client.exitCode());
    }
  }

  @Test
  void shutdownWithoutExit() throws IOException {
    try (RawClient client = client()) {
      client.request(1, "shutdown", "null");
      assertEquals(0, client.error(1));
      client.pipe().close();
      assertEquals(0, client.exitCode());
    }
  }

  @Test
  void exitWithoutShutdown() throws IOException {
    try (RawClient client = client()) {
      client.notification("exit", "null");
      assertEquals(1, client.exitCode());
    }
  }

  @Test
  void messagesAfterShutdown() throws IOException {
    try (RawClient client = client()) {
      client.body("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"shutdown\"}");
      assertEquals(0, client.error(1));
      client.request(2, "textDocument/hover", at(uri("a.py"), 0, 0));
      assertEquals(INVALID_REQUEST, client.error(2));
      client.request(3, "shutdown", "null");
      assertEquals(INVALID_REQUEST, client.error(3));
      client.request(4, "initialize", "{\"capabilities\":{}}");
      assertEquals(INVALID_REQUEST, client.error(4));
      open(client, uri("a.py"), 1, "x");
      client.body("{\"jsonrpc\":\"2.0\",\"method\":\"exit\"}");
      assertEquals(0, client.exitCode());
    }
  }

  @Test
  void aThousandRequestsAtOnce() throws IOException {
    String uri = uri("a.py");
    try (RawClient client = client()) {
      open(client, uri, 1, "def f(): ...\\n".repeat(50));
      for (int id = 1; id <= 1000; id++) {
        client.request(id, "textDocument/hover", at(uri, id % 50, 4));
        if (id % 3 == 0) {
          client.notification("$/cancelRequest", "{\"id\":" + id + "}");
        }
        if (id % 10 == 0) {
          change(client, uri, String.valueOf(id), range(0, 0, 0, 0), "x = 1\\n");
        }
      }
      for (int id = 1; id <= 1000; id++) {
        int code = client.error(id);
        assertTrue(
            code == 0 || id % 3 == 0 && code == ResponseErrorCode.RequestCancelled.getValue(),
            id + " gave " + code);
      }
    }
  }

  @Test
  void documentsThatAreOpenedTwice() throws IOException {
    String uri = uri("a.py");
    try (RawClient client = client()) {
      open(client, uri, 1, "nope\\n");
      open(client, uri, 1, "x = 1\\n");
      assertEquals(List.of(), problems(client, 1, uri));
      change(client, uri, "2", range(0, 4, 0, 5), "nope");
      assertEquals(List.of("unresolved-reference"), problems(client, 2, uri));
    }
  }

  @Test
  void documentsThatAreClosedTwice() throws IOException {
    String uri = uri("a.py");
    Files.writeString(root.resolve("a.py"), "x = 1\n");
    try (RawClient client = client()) {
      open(client, uri, 1, "nope\\n");
      String id = "{\"textDocument\":{\"uri\":\"%s\"}}".formatted(uri);
      client.notification("textDocument/didClose", id);
      client.notification("textDocument/didClose", id);
      assertEquals(List.of(), problems(client, 1, uri));
      open(client, uri, 1, "nope\\n");
      assertEquals(List.of("unresolved-reference"), problems(client, 2, uri));
    }
  }

  @Test
  void aHugeMessage() throws IOException {
    String uri = uri("a.py");
    try (RawClient client = client()) {
      open(client, uri, 1, "# a comment that nobody reads\\n".repeat(400_000) + "nope\\n");
      assertEquals(List.of("unresolved-reference"), problems(client, 1, uri));
      assertTrue(client.answers());
    }
  }

  @Test
  void unknownMethods() throws IOException {
    try (RawClient client = client()) {
      client.request(1, "no/such", "{}");
      assertEquals(NO_SUCH_METHOD, client.error(1));
      client.request(2, "$/optional", "{}");
      assertEquals(NO_SUCH_METHOD, client.error(2));
      client.notification("no/such", "{}");
      client.notification("$/optional", "[1]");
      client.notification("$/cancelRequest", "{\"id\":12345}");
      client.notification("$/cancelRequest", "{}");
      client.notification("$/setTrace", "{\"value\":\"loud\"}");
      client.notification("window/workDoneProgress/cancel", "{\"token\":\"none\"}");
      assertTrue(client.answers());
    }
  }

  @Test
  void parametersOfWrongTypes() throws IOException {
    try (RawClient client = client()) {
      int id = 1;
      for (String params :
          List.of(
              "[1]",
              "null",
              "{}",
              "17",
              "\"text\"",
              "{\"textDocument\":5}",
              "{\"textDocument\":{}}",
              "{\"textDocument\":{\"uri\":{}},\"position\":{}}",
              "{\"textDocument\":{\"uri\":\"file:///a.py\"}}",
              "{\"textDocument\":{\"uri\":\"file:///a.py\"},\"position\":{\"line\":\"one\"}}",
              "{\"textDocument\":{\"uri\":\"file:///a.py\"},\"position\":{\"line\":1.5,\"character\":1e99}}")) {
        for (String method :
            List.of(
                "textDocument/hover",
                "textDocument/completion",
                "textDocument/rename",
                "textDocument/codeAction",
                "textDocument/selectionRange",
                "textDocument/inlayHint",
                "textDocument/semanticTokens/full/delta",
                "callHierarchy/incomingCalls",
                "completionItem/resolve",
                "codeLens/resolve",
                "workspace/willRenameFiles",
                "workspace/symbol")) {
          client.request(id, method, params);
          int code = client.error(id++);
          assertTrue(
              code == 0 || code == INVALID_PARAMS || code == PARSE_ERROR,
              method + params + " gave " + code);
        }
        for (String method :
            List.of(
                "textDocument/didOpen",
                "textDocument/didChange",
                "textDocument/didClose",
                "notebookDocument/didOpen",
                "notebookDocument/didChange",
                "workspace/didChangeConfiguration",
                "workspace/didChangeWatchedFiles",
                "workspace/didChangeWorkspaceFolders",
                "initialized")) {
          client.notification(method, params);
        }
      }
      assertFalse(client.isOver());
      assertTrue(client.answers());
    }
  }

  @Test
  void initializeWithWrongParameters() throws IOException {
    try (RawClient client = new RawClient()) {
      client.request(1, "initialize", "[]");
      client.answer(1);
      client.request(2, "initialize", "null");
      client.answer(2);
      client.request(3, "initialize", "{\"capabilities\":7}");
      client.answer(3);
      client.request(
          4,
          "initialize",
          "{\"capabilities\":{},\"workspaceFolders\":[{\"uri\":\"untitled:x\",\"name\":\"\"}],"
              + "\"initializationOptions\":[\"odd\"]}");
      client.answer(4);
      client.notification("initialized", "{}");
      assertTrue(client.answers());
    }
  }
}
