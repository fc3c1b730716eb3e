package dev.taipan.server.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sessions of clients that announce what Eglot and Helix do. */
class ClientsTest {
  /** Emacs 30, shortened by what means nothing to a server for Python. */
  private static final String EGLOT =
      """
      {"workspace":{"applyEdit":true,"executeCommand":{"dynamicRegistration":false},
         "workspaceEdit":{"documentChanges":true},"didChangeWatchedFiles":{"dynamicRegistration":true},
         "symbol":{"dynamicRegistration":false},"configuration":true,"workspaceFolders":true},
       "textDocument":{"synchronization":{"dynamicRegistration":false,"willSave":true,"didSave":true},
         "completion":{"completionItem":{"snippetSupport":false,"deprecatedSupport":true,
           "resolveSupport":{"properties":["documentation","details","additionalTextEdits"]},
           "tagSupport":{"valueSet":[1]}},"contextSupport":true},
         "hover":{"contentFormat":["plaintext"]},
         "signatureHelp":{"signatureInformation":{"parameterInformation":{"labelOffsetSupport":true},
           "documentationFormat":["plaintext"],"activeParameterSupport":true}},
         "definition":{"linkSupport":true},"references":{},"documentHighlight":{},
         "documentSymbol":{"hierarchicalDocumentSymbolSupport":true},
         "codeAction":{"codeActionLiteralSupport":{"codeActionKind":{"valueSet":["quickfix"]}},
           "isPreferredSupport":true},"rename":{},"inlayHint":{},
         "publishDiagnostics":{"relatedInformation":false,"tagSupport":{"valueSet":[1,2]}}},
       "window":{"showDocument":{"support":true},"workDoneProgress":true},
       "general":{"positionEncodings":["utf-32","utf-8","utf-16"]},"experimental":{}}
      """;

  /** Helix 25. */
  private static final String HELIX =
      """
      {"workspace":{"configuration":true,"didChangeConfiguration":{"dynamicRegistration":false},
         "workspaceFolders":true,"applyEdit":true,"symbol":{"dynamicRegistration":false},
         "executeCommand":{"dynamicRegistration":false},"inlayHint":{"refreshSupport":false},
         "workspaceEdit":{"documentChanges":true,"failureHandling":"abort"},
         "didChangeWatchedFiles":{"dynamicRegistration":true,"relativePatternSupport":false},
         "fileOperations":{"willRename":true,"didRename":true}},
       "textDocument":{"completion":{"completionItem":{"snippetSupport":true,"insertReplaceSupport":true,
           "resolveSupport":{"properties":["documentation","detail","additionalTextEdits"]},
           "deprecatedSupport":true,"tagSupport":{"valueSet":[1]}}},
         "hover":{"contentFormat":["markdown"]},
         "signatureHelp":{"signatureInformation":{"documentationFormat":["markdown"],
           "parameterInformation":{"labelOffsetSupport":true},"activeParameterSupport":true}},
         "rename":{"dynamicRegistration":false,"prepareSupport":true},
         "codeAction":{"codeActionLiteralSupport":{"codeActionKind":{"valueSet":["","quickfix"]}},
           "isPreferredSupport":true,"disabledSupport":true,"dataSupport":true},
         "publishDiagnostics":{"versionSupport":true,"tagSupport":{"valueSet":[1,2]}},
         "inlayHint":{"dynamicRegistration":false}},
       "window":{"workDoneProgress":true},
       "general":{"positionEncodings":["utf-8","utf-32","utf-16"]}}
      """;

  @TempDir Path root;

  /** Works in a session as a user would; gives the answers to hover and completion. */
  private JsonObject[] work(String capabilities, String encoding, int column) throws IOException {
    Files.writeString(root.resolve("lib.py"), "def greet(name: str) -> str:\n    'Greets.'\n");
    String uri = TestClient.uri(root.resolve("main.py"));
    String text = "from lib import greet\\né = greet(1)\\n";
    try (RawClient client = new RawClient()) {
      client.request(
          1,
          "initialize",
          "{\"processId\":null,\"rootUri\":\"%s\",\"capabilities\":%s}"
              .formatted(TestClient.uri(root), capabilities));
      JsonObject can = client.answer(1).getAsJsonObject("result").getAsJsonObject("capabilities");
      assertEquals(encoding, can.get("positionEncoding").getAsString());
      assertFalse(can.has("diagnosticProvider"), "these clients are sent diagnostics");
      client.notification("initialized", "{}");
      JsonObject asked = client.message("workspace/configuration");
      client.body(
          "{\"jsonrpc\":\"2.0\",\"id\":%s,\"result\":[{\"inlayHints\":{\"argumentNames\":false}},{}]}"
              .formatted(asked.get("id")));
      client.notification(
          "textDocument/didOpen",
          "{\"textDocument\":{\"uri\":\"%s\",\"languageId\":\"python\",\"version\":1,\"text\":\"%s\"}}"
              .formatted(uri, text));
      JsonObject published = client.message("textDocument/publishDiagnostics");
      JsonObject first =
          published
              .getAsJsonObject("params")
              .getAsJsonArray("diagnostics")
              .get(0)
              .getAsJsonObject();
      assertEquals("invalid-argument-type", first.get("code").getAsString());
      JsonObject start = first.getAsJsonObject("range").getAsJsonObject("start");
      assertEquals(column + 6, start.get("character").getAsInt());
      String at =
          "{\"textDocument\":{\"uri\":\"%s\"},\"position\":{\"line\":1,\"character\":%d}}"
              .formatted(uri, column + 2);
      client.request(2, "textDocument/hover", at);
      client.request(3, "textDocument/completion", at);
      JsonObject hover = client.answer(2).getAsJsonObject("result");
      JsonObject completion = client.answer(3).getAsJsonObject("result");
      client.request(4, "shutdown", "null");
      client.answer(4);
      client.notification("exit", "null");
      assertEquals(0, client.exitCode());
      return new JsonObject[] {hover, completion};
    }
  }

  @Test
  void servesEglot() throws IOException {
    JsonObject[] answers = work(EGLOT, "utf-32", 4);
    JsonObject contents = answers[0].getAsJsonObject("contents");
    assertEquals("plaintext", contents.get("kind").getAsString());
    assertEquals("def greet(name: str) -> str\n\nGreets.", contents.get("value").getAsString());
    assertTrue(answers[1].toString().contains("\"label\":\"greet\""));
    assertFalse(answers[1].toString().contains("\"insertTextFormat\":2"), "no snippets");
  }

  @Test
  void servesHelix() throws IOException {
    JsonObject[] answers = work(HELIX, "utf-8", 5);
    JsonObject contents = answers[0].getAsJsonObject("contents");
    assertEquals("markdown", contents.get("kind").getAsString());
    assertTrue(answers[1].toString().contains("\"label\":\"greet\""));
  }
}
