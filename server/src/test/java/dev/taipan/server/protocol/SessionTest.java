package dev.taipan.server.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.lsp4j.ClientCapabilities;
import org.eclipse.lsp4j.DiagnosticCapabilities;
import org.eclipse.lsp4j.DidCloseTextDocumentParams;
import org.eclipse.lsp4j.DocumentDiagnosticParams;
import org.eclipse.lsp4j.DocumentDiagnosticReport;
import org.eclipse.lsp4j.DocumentSymbolCapabilities;
import org.eclipse.lsp4j.DocumentSymbolParams;
import org.eclipse.lsp4j.FoldingRangeRequestParams;
import org.eclipse.lsp4j.GeneralClientCapabilities;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.SelectionRangeParams;
import org.eclipse.lsp4j.TextDocumentClientCapabilities;
import org.eclipse.lsp4j.TextDocumentIdentifier;
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
