package dev.taipan.server.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.eclipse.lsp4j.ClientCapabilities;
import org.eclipse.lsp4j.DiagnosticCapabilities;
import org.eclipse.lsp4j.DidCloseTextDocumentParams;
import org.eclipse.lsp4j.DocumentDiagnosticParams;
import org.eclipse.lsp4j.DocumentDiagnosticReport;
import org.eclipse.lsp4j.DocumentSymbolCapabilities;
import org.eclipse.lsp4j.DocumentSymbolParams;
import org.eclipse.lsp4j.FoldingRangeRequestParams;
import org.eclipse.lsp4j.GeneralClientCapabilities;
import org.eclipse.lsp4j.InitializeParams;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.SelectionRangeParams;
import org.eclipse.lsp4j.TextDocumentClientCapabilities;
import org.eclipse.lsp4j.TextDocumentIdentifier;
import org.eclipse.lsp4j.jsonrpc.ResponseErrorException;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionTest {
  @TempDir Path root;

  private static void pulls(ClientCapabilities can) {
    TextDocumentClientCapabilities text = new TextDocumentClientCapabilities();
    text.setDiagnostic(new DiagnosticCapabilities());
    DocumentSymbolCapabilities symbols = new DocumentSymbolCapabilities();
    symbols.setHierarchicalDocumentSymbolSupport(true);
    text.setDocumentSymbol(symbols);
    can.setTextDocument(text);
  }

  private String file(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.writeString(file, text);
    return TestClient.uri(file);
  }

  @Test
  void publishesSyntaxErrorsAndFollowsEdits() throws Exception {
    String uri = file("a.py", "x = 1\n");
    try (TestClient client = new TestClient()) {
      client.start(root, can -> {});
      client.open(uri, "x = 1\nnope\n");
      client.awaitPublished(uri, List.of("1:0 unresolved-reference"));
      client.change(uri, 2, 1, 0, 1, 4, "x");
      client.awaitPublished(uri, List.of());
      client.change(uri, 3, 1, 1, 1, 1, "yz");
      client.awaitPublished(uri, List.of("1:0 unresolved-reference"));
      client
          .server()
          .getTextDocumentService()
          .didClose(new DidCloseTextDocumentParams(new TextDocumentIdentifier(uri)));
      client.awaitPublished(uri, List.of());
    }
  }

  @Test
  void answersPullsWithResultIds() throws Exception {
    String uri = file("a.py", "");
    try (TestClient client = new TestClient()) {
      var capabilities = client.start(root, SessionTest::pulls).getCapabilities();
      assertTrue(capabilities.getDiagnosticProvider().isInterFileDependencies());
      client.open(uri, "nope\n");
      DocumentDiagnosticParams params =
          new DocumentDiagnosticParams(new TextDocumentIdentifier(uri));
      DocumentDiagnosticReport first =
          TestClient.get(client.server().getTextDocumentService().diagnostic(params));
      assertEquals(1, first.getLeft().getItems().size());
      params.setPreviousResultId(first.getLeft().getResultId());
      DocumentDiagnosticReport second =
          TestClient.get(client.server().getTextDocumentService().diagnostic(params));
      assertEquals(first.getLeft().getResultId(), second.getRight().getResultId());
      client.change(uri, 2, 0, 0, 0, 4, "1");
      assertEquals(List.of(), client.pull(uri));
    }
  }

  @Test
  void countsColumnsAsAgreed() throws Exception {
    String text = "s = '\uD83D\uDC0D\u00E9'; nope\n";
    for (Positions positions : Positions.values()) {
      String uri = file("a.py", "");
      try (TestClient client = new TestClient()) {
        var result =
            client.start(
                root,
                can -> {
                  pulls(can);
                  GeneralClientCapabilities general = new GeneralClientCapabilities();
                  general.setPositionEncodings(List.of(positions.kind()));
                  can.setGeneral(general);
                });
        assertEquals(positions.kind(), result.getCapabilities().getPositionEncoding());
        client.open(uri, text);
        int column = positions.length(text.substring(0, text.indexOf("nope")));
        assertEquals(List.of("0:" + column + " unresolved-reference"), client.pull(uri));
        client.change(uri, 2, 0, column, 0, column + 4, "s");
        assertEquals(List.of(), client.pull(uri));
      }
    }
  }

  @Test
  void checksUntitledBuffersAndFilesOutsideOfTheWorkspace(@TempDir Path elsewhere)
      throws Exception {
    Path outside = elsewhere.resolve("b.py");
    Files.writeString(outside, "");
    try (TestClient client = new TestClient()) {
      client.start(root, SessionTest::pulls);
      for (String uri :
          List.of("untitled:Untitled-1", "weird-scheme:/a/b c?x=1#frag", TestClient.uri(outside))) {
        client.open(uri, "nope\n");
        assertEquals(List.of("0:0 unresolved-reference"), client.pull(uri));
      }
    }
  }

  @Test
  void answersSyntacticFeatures() throws Exception {
    String uri = file("a.py", "");
    try (TestClient client = new TestClient()) {
      client.start(root, SessionTest::pulls);
      client.open(uri, "class C:\n    def f(self):\n        return 1\n");
      var documents = client.server().getTextDocumentService();
      TextDocumentIdentifier id = new TextDocumentIdentifier(uri);
      var symbols = TestClient.get(documents.documentSymbol(new DocumentSymbolParams(id)));
      assertEquals("C", symbols.getFirst().getRight().getName());
      assertEquals("f", symbols.getFirst().getRight().getChildren().getFirst().getName());
      var folds = TestClient.get(documents.foldingRange(new FoldingRangeRequestParams(id)));
      assertEquals(2, folds.size());
      var selections =
          TestClient.get(
              documents.selectionRange(new SelectionRangeParams(id, List.of(new Position(2, 15)))));
      assertEquals(15, selections.getFirst().getRange().getStart().getCharacter());
      assertEquals(8, selections.getFirst().getParent().getRange().getStart().getCharacter());
    }
  }

  @Test
  void refusesRequestsBeforeInitializeAndAfterShutdown() throws Exception {
    try (TestClient client = new TestClient()) {
      DocumentSymbolParams params =
          new DocumentSymbolParams(new TextDocumentIdentifier("file:///a.py"));
      assertEquals(
          ResponseErrorCode.ServerNotInitialized.getValue(),
          errorOf(client.server().getTextDocumentService().documentSymbol(params)));
      client.open("file:///a.py", "x"); // means nothing yet
      client.start(root, can -> {});
      assertEquals(
          ResponseErrorCode.InvalidRequest.getValue(),
          errorOf(client.server().initialize(new InitializeParams())));
      TestClient.get(client.server().shutdown());
      assertEquals(
          ResponseErrorCode.InvalidRequest.getValue(),
          errorOf(client.server().getTextDocumentService().documentSymbol(params)));
      client.server().exit();
      assertEquals(0, client.exitCode());
    }
  }

  private static int errorOf(CompletableFuture<?> future) {
    ExecutionException e =
        assertThrows(ExecutionException.class, () -> future.get(60, TimeUnit.SECONDS));
    return ((ResponseErrorException) e.getCause()).getResponseError().getCode();
  }

  @Test
  void endsWhenTheClientExitsWithoutShutdownOrClosesThePipe() throws Exception {
    try (TestClient client = new TestClient()) {
      client.start(root, can -> {});
      client.server().exit();
      assertEquals(1, client.exitCode());
    }
    try (TestClient client = new TestClient()) {
      client.start(root, can -> {});
      client.pipe().close();
      assertEquals(1, client.exitCode());
    }
  }

  @Test
  void endsWithTheProcessThatStartedIt() throws Exception {
    Process parent = new ProcessBuilder("sleep", "60").start();
    try (TestClient client = new TestClient()) {
      InitializeParams params = new InitializeParams();
      params.setProcessId((int) parent.pid());
      TestClient.get(client.server().initialize(params));
      parent.destroyForcibly();
      assertEquals(1, client.exitCode());
    } finally {
      parent.destroyForcibly();
    }
  }

  @Test
  void survivesMessagesThatMakeNoSense() throws Exception {
    String uri = file("a.py", "");
    try (TestClient client = new TestClient()) {
      client.start(root, SessionTest::pulls);
      client.open(uri, "x = 1\n");
      assertEquals(List.of(), client.pull(uri));
      for (String body :
          List.of(
              "{nonsense",
              "[]",
              "42",
              "{\"jsonrpc\":\"2.0\",\"id\":77,\"method\":\"no/such\",\"params\":{}}",
              "{\"jsonrpc\":\"2.0\",\"method\":\"no/such\"}",
              "{\"jsonrpc\":\"2.0\",\"id\":78,\"method\":\"textDocument/documentSymbol\"}",
              "{\"jsonrpc\":\"2.0\",\"id\":79,\"method\":\"textDocument/documentSymbol\",\"params\":[1]}",
              "{\"jsonrpc\":\"2.0\",\"method\":\"textDocument/didChange\",\"params\":{}}",
              "{\"jsonrpc\":\"2.0\",\"method\":\"textDocument/didOpen\",\"params\":null}")) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        synchronized (client.pipe()) {
          client
              .pipe()
              .write(
                  ("Content-Length: " + bytes.length + "\r\n\r\n")
                      .getBytes(StandardCharsets.UTF_8));
          client.pipe().write(bytes);
          client.pipe().flush();
        }
      }
      // Unknown documents, places beyond the text, ranges the wrong way round, old versions.
      client.change("file:///not/open.py", 1, 0, 0, 0, 0, "x");
      client.change(uri, 7, 99, 99, 200, 5, "nope\n");
      assertEquals(List.of("1:0 unresolved-reference"), client.pull(uri));
      client.change(uri, 3, 1, 4, 1, 0, "1");
      assertEquals(List.of(), client.pull(uri));
      client.change(uri, 3, -1, -5, 0, 1, "z");
      assertEquals(List.of(), client.pull(uri));
      client
          .server()
          .getTextDocumentService()
          .didClose(new DidCloseTextDocumentParams(new TextDocumentIdentifier("file:///no.py")));
      assertEquals(List.of("0:0 unreadable-file"), client.pull("file:///no/such/file.py"));
    }
  }

  @Test
  void answersAThousandRequestsAtOnce() throws Exception {
    String uri = file("a.py", "");
    try (TestClient client = new TestClient()) {
      client.start(root, SessionTest::pulls);
      client.open(uri, "def f():\n    pass\n".repeat(50));
      DocumentSymbolParams params = new DocumentSymbolParams(new TextDocumentIdentifier(uri));
      List<CompletableFuture<?>> answers = new ArrayList<>();
      for (int i = 0; i < 1000; i++) {
        answers.add(client.server().getTextDocumentService().documentSymbol(params));
        if (i % 3 == 0) {
          answers.getLast().cancel(true);
        }
      }
      for (int i = 0; i < answers.size(); i++) {
        if (i % 3 != 0) {
          assertFalse(((List<?>) TestClient.get(answers.get(i))).isEmpty());
        }
      }
    }
  }

  @Test
  void noticesPackagesThatAreInstalledWhileItRuns() throws Exception {
    Path packages = root.resolve(".venv/lib/python3.13/site-packages");
    Files.createDirectories(packages);
    Files.writeString(root.resolve(".venv/pyvenv.cfg"), "version = 3.13.0\n");
    String uri = file("a.py", "");
    try (TestClient client = new TestClient()) {
      client.start(root, SessionTest::pulls);
      client.open(uri, "import installed\nx: str = installed.number\n");
      assertEquals(List.of("0:7 import-not-found"), client.pull(uri));
      Files.createDirectories(packages.resolve("installed"));
      Files.writeString(packages.resolve("installed/py.typed"), "");
      Files.writeString(packages.resolve("installed/__init__.py"), "number: int = 1\n");
      client.awaitPulled(uri, List.of("1:9 invalid-assignment"));
    }
  }

  @Test
  void tellsWhatAnEditCost() throws Exception {
    String uri = file("a.py", "");
    try (TestClient client = new TestClient()) {
      client.start(root, SessionTest::pulls);
      client.open(uri, "def f() -> int:\n    return 1\n\ndef g() -> int:\n    return f()\n");
      assertEquals(List.of(), client.pull(uri));
      client.change(uri, 2, 1, 11, 1, 12, "2");
      assertEquals(List.of(), client.pull(uri));
      assertEquals(1, client.status("unitsInferred"));
      assertEquals(3, client.status("unitsKept"));
      client.change(uri, 3, 2, 0, 2, 0, "# a comment\n\n");
      assertEquals(List.of(), client.pull(uri));
      assertEquals(0, client.status("unitsInferred"));
      assertEquals(4, client.status("unitsKept"));
    }
  }

  @Test
  void endsWhenTheClientReadsNoMore() throws Exception {
    try (TestClient client = new TestClient()) {
      client.start(root, SessionTest::pulls);
      client.stopReading();
      client
          .server()
          .getTextDocumentService()
          .documentSymbol(
              new DocumentSymbolParams(new TextDocumentIdentifier(TestClient.uri(root))));
      assertEquals(1, client.exitCode());
    }
  }
}
