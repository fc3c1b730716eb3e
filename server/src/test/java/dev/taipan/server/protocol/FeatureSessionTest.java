package dev.taipan.server.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.eclipse.lsp4j.ClientCapabilities;
import org.eclipse.lsp4j.CodeActionContext;
import org.eclipse.lsp4j.CodeActionParams;
import org.eclipse.lsp4j.CodeLens;
import org.eclipse.lsp4j.CodeLensParams;
import org.eclipse.lsp4j.CompletionItem;
import org.eclipse.lsp4j.CompletionParams;
import org.eclipse.lsp4j.DefinitionParams;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.DiagnosticCapabilities;
import org.eclipse.lsp4j.DiagnosticTag;
import org.eclipse.lsp4j.DidChangeNotebookDocumentParams;
import org.eclipse.lsp4j.DidChangeWatchedFilesParams;
import org.eclipse.lsp4j.DidOpenNotebookDocumentParams;
import org.eclipse.lsp4j.DocumentDiagnosticParams;
import org.eclipse.lsp4j.DocumentLinkParams;
import org.eclipse.lsp4j.FileChangeType;
import org.eclipse.lsp4j.FileEvent;
import org.eclipse.lsp4j.FileRename;
import org.eclipse.lsp4j.HoverParams;
import org.eclipse.lsp4j.InlayHintParams;
import org.eclipse.lsp4j.LinkedEditingRangeParams;
import org.eclipse.lsp4j.Location;
import org.eclipse.lsp4j.NotebookCell;
import org.eclipse.lsp4j.NotebookCellKind;
import org.eclipse.lsp4j.NotebookDocument;
import org.eclipse.lsp4j.NotebookDocumentChangeEvent;
import org.eclipse.lsp4j.NotebookDocumentChangeEventCellTextContent;
import org.eclipse.lsp4j.NotebookDocumentChangeEventCells;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.PreviousResultId;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.RenameFilesParams;
import org.eclipse.lsp4j.RenameParams;
import org.eclipse.lsp4j.SemanticTokens;
import org.eclipse.lsp4j.SemanticTokensDeltaParams;
import org.eclipse.lsp4j.SemanticTokensParams;
import org.eclipse.lsp4j.SemanticTokensRangeParams;
import org.eclipse.lsp4j.TextDocumentClientCapabilities;
import org.eclipse.lsp4j.TextDocumentContentChangeEvent;
import org.eclipse.lsp4j.TextDocumentIdentifier;
import org.eclipse.lsp4j.TextDocumentItem;
import org.eclipse.lsp4j.TypeHierarchyPrepareParams;
import org.eclipse.lsp4j.VersionedNotebookDocumentIdentifier;
import org.eclipse.lsp4j.VersionedTextDocumentIdentifier;
import org.eclipse.lsp4j.WorkDoneProgressCancelParams;
import org.eclipse.lsp4j.WorkspaceDiagnosticParams;
import org.eclipse.lsp4j.WorkspaceSymbolParams;
import org.eclipse.lsp4j.jsonrpc.ResponseErrorException;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;
import org.eclipse.lsp4j.services.TextDocumentService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Features as a client sees them. */
class FeatureSessionTest {
  @TempDir Path root;

  private static void pulls(ClientCapabilities can) {
    TextDocumentClientCapabilities text = new TextDocumentClientCapabilities();
    text.setDiagnostic(new DiagnosticCapabilities());
    can.setTextDocument(text);
  }

  private String file(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return TestClient.uri(file);
  }

  private static Range range(int l1, int c1, int l2, int c2) {
    return new Range(new Position(l1, c1), new Position(l2, c2));
  }

  @Test
  void sendsTokensAndTheirDifferences() throws Exception {
    String uri = file("a.py", "");
    try (TestClient client = new TestClient()) {
      var capabilities = client.start(root, can -> {}).getCapabilities();
      assertTrue(capabilities.getSemanticTokensProvider().getFull().getRight().getDelta());
      client.open(uri, "x = 1\ndef f(): ...\n");
      TextDocumentService documents = client.server().getTextDocumentService();
      TextDocumentIdentifier id = new TextDocumentIdentifier(uri);
      SemanticTokens full =
          TestClient.get(documents.semanticTokensFull(new SemanticTokensParams(id)));
      assertEquals(10, full.getData().size());
      assertEquals(List.of(0, 0, 1), full.getData().subList(0, 3));
      assertEquals(List.of(1, 4, 1), full.getData().subList(5, 8));
      client.change(uri, 2, 0, 0, 0, 0, "y = 1\n");
      var delta =
          TestClient.get(
                  documents.semanticTokensFullDelta(
                      new SemanticTokensDeltaParams(id, full.getResultId())))
              .getRight();
      assertEquals(1, delta.getEdits().size());
      assertEquals(5, delta.getEdits().getFirst().getData().size());
      SemanticTokens part =
          TestClient.get(
              documents.semanticTokensRange(new SemanticTokensRangeParams(id, range(2, 0, 2, 5))));
      assertEquals(5, part.getData().size());
    }
  }

  @Test
  void sendsHintsThatCanBeInserted() throws Exception {
    String uri = file("a.py", "");
    try (TestClient client = new TestClient()) {
      client.start(root, can -> {});
      client.open(uri, "def f(size: int):\n    return size\n");
      var hints =
          TestClient.get(
              client
                  .server()
                  .getTextDocumentService()
                  .inlayHint(
                      new InlayHintParams(new TextDocumentIdentifier(uri), range(0, 0, 2, 0))));
      assertEquals(" -> int", hints.getFirst().getLabel().getLeft());
      assertEquals(new Position(0, 16), hints.getFirst().getPosition());
      assertEquals(" -> int", hints.getFirst().getTextEdits().getFirst().getNewText());
    }
  }

  @Test
  void completesWithImportsAndResolvesDocs() throws Exception {
    file("lib.py", "def helper_function(x: int) -> int:\n    '''Helps.'''\n    return x\n");
    String uri = file("a.py", "");
    try (TestClient client = new TestClient()) {
      client.start(root, can -> {});
      client.open(uri, "helper_fun\n");
      TextDocumentService documents = client.server().getTextDocumentService();
      CompletionItem item = null;
      for (int i = 0; i < 200 && item == null; i++) {
        item =
            TestClient.get(
                    documents.completion(
                        new CompletionParams(new TextDocumentIdentifier(uri), new Position(0, 10))))
                .getRight()
                .getItems()
                .stream()
                .filter(one -> one.getLabel().equals("helper_function"))
                .findFirst()
                .orElse(null);
        Thread.sleep(20);
      }
      assertNotNull(item, "the project is read in the background");
      assertEquals(
          "from lib import helper_function\n\n",
          item.getAdditionalTextEdits().getFirst().getNewText());
      CompletionItem resolved = TestClient.get(documents.resolveCompletionItem(item));
      assertTrue(resolved.getDetail().contains("def helper_function(x: int) -> int"));
      assertEquals("Helps.", resolved.getDocumentation().getRight().getValue());
    }
  }

  @Test
  void findsSymbolsOfTheWorkspace() throws Exception {
    file("a.py", "class FindMe: ...\n");
    try (TestClient client = new TestClient()) {
      client.start(root, can -> {});
      var found =
          TestClient.get(
                  client.server().getWorkspaceService().symbol(new WorkspaceSymbolParams("fme")))
              .getRight();
      assertEquals("FindMe", found.getFirst().getName());
      assertEquals("a", found.getFirst().getContainerName());
    }
  }

  @Test
  void reportsTheWholeWorkspaceInParts() throws Exception {
    for (int i = 0; i < 20; i++) {
      file("m" + i + ".py", "nope\n");
    }
    try (TestClient client = new TestClient()) {
      client.start(root, FeatureSessionTest::pulls, "{\"diagnostics\": {\"mode\": \"workspace\"}}");
      WorkspaceDiagnosticParams params = new WorkspaceDiagnosticParams(List.of());
      var service = client.server().getWorkspaceService();
      var items = TestClient.get(service.diagnostic(params)).getItems();
      assertEquals(20, items.size());
      var first = items.getFirst().getLeft();
      assertEquals(1, first.getItems().size());
      params.setPreviousResultIds(
          List.of(new PreviousResultId(first.getUri(), first.getResultId())));
      assertTrue(
          TestClient.get(service.diagnostic(params)).getItems().stream()
              .anyMatch(item -> item.isRight() && item.getRight().getUri().equals(first.getUri())));
      params.setPartialResultToken("part");
      params.setWorkDoneToken("work");
      assertEquals(List.of(), TestClient.get(service.diagnostic(params)).getItems());
      assertTrue(
          client.progress.stream().filter(one -> one.getToken().getLeft().equals("part")).count()
              >= 2);
      assertTrue(client.progress.stream().anyMatch(one -> one.getToken().getLeft().equals("work")));
    }
  }

  @Test
  void stopsWhenTheUserCancelsTheProgress() throws Exception {
    for (int i = 0; i < 500; i++) {
      file("m" + i + ".py", "import os, re, json\ndef f(x):\n    return os.path.join(x)\n");
    }
    try (TestClient client = new TestClient()) {
      client.start(root, FeatureSessionTest::pulls, "{\"diagnostics\": {\"mode\": \"workspace\"}}");
      WorkspaceDiagnosticParams params = new WorkspaceDiagnosticParams(List.of());
      params.setWorkDoneToken("work");
      var answer = client.server().getWorkspaceService().diagnostic(params);
      while (client.progress.isEmpty()) {
        Thread.sleep(1);
      }
      client.server().cancelProgress(new WorkDoneProgressCancelParams(Either.forLeft("work")));
      ExecutionException e = assertThrows(ExecutionException.class, answer::get);
      assertEquals(
          ResponseErrorCode.RequestCancelled.getValue(),
          ((ResponseErrorException) e.getCause()).getResponseError().getCode());
    }
  }

  @Test
  void publishesTheWholeWorkspaceIfWished() throws Exception {
    String uri = file("other.py", "nope\n");
    String open = file("a.py", "");
    try (TestClient client = new TestClient()) {
      client.start(root, can -> {}, "{\"diagnostics\": {\"mode\": \"workspace\"}}");
      client.open(open, "x = 1\n");
      client.awaitPublished(uri, List.of("0:0 unresolved-reference"));
    }
  }

  @Test
  void linksDiagnosticsToRulesAndMarksThem() throws Exception {
    String uri = file("a.py", "");
    try (TestClient client = new TestClient()) {
      client.start(root, FeatureSessionTest::pulls);
      client.open(
          uri,
          "from warnings import deprecated\n@deprecated('no')\ndef f(x: int) -> None: ...\nf(1)\n"
              + "class A:\n    def m(self) -> int: ...\nclass B(A):\n    def m(self) -> str: ...\n");
      List<Diagnostic> found =
          TestClient.get(
                  client
                      .server()
                      .getTextDocumentService()
                      .diagnostic(new DocumentDiagnosticParams(new TextDocumentIdentifier(uri))))
              .getLeft()
              .getItems();
      Diagnostic deprecated = found.getFirst();
      assertEquals(List.of(DiagnosticTag.Deprecated), deprecated.getTags());
      assertTrue(deprecated.getCodeDescription().getHref().endsWith("/deprecated.md"));
      Diagnostic wrong =
          found.stream()
              .filter(one -> one.getCode().getLeft().equals("incompatible-method-override"))
              .findFirst()
              .orElseThrow();
      assertEquals(uri, wrong.getRelatedInformation().getFirst().getLocation().getUri());
    }
  }

  @Test
  void followsRenamedFiles() throws Exception {
    String old = file("lib.py", "def f(): ...\n");
    String uri = file("a.py", "from lib import f\n");
    try (TestClient client = new TestClient()) {
      client.start(root, can -> {});
      var edit =
          TestClient.get(
              client
                  .server()
                  .getWorkspaceService()
                  .willRenameFiles(
                      new RenameFilesParams(
                          List.of(new FileRename(old, old.replace("lib.py", "tools.py"))))));
      assertEquals("tools", edit.getChanges().get(uri).getFirst().getNewText());
    }
  }

  @Test
  void fixesAllOnRequestOnly() throws Exception {
    String uri = file("a.py", "");
    try (TestClient client = new TestClient()) {
      client.start(root, can -> {});
      client.open(uri, "x = 1  # taipan: ignore[unresolved-reference]\n");
      CodeActionParams params =
          new CodeActionParams(
              new TextDocumentIdentifier(uri),
              range(0, 0, 1, 0),
              new CodeActionContext(List.of(), List.of("source.fixAll")));
      var actions = TestClient.get(client.server().getTextDocumentService().codeAction(params));
      assertEquals(1, actions.size());
      assertEquals("source.fixAll.taipan", actions.getFirst().getRight().getKind());
    }
  }

  @Test
  void offersImportsFromTheStandardLibraryWhenFirstAsked() throws Exception {
    String uri = file("a.py", "");
    try (TestClient client = new TestClient()) {
      client.start(root, FeatureSessionTest::pulls);
      client.open(uri, "Decimal(1)\n");
      TextDocumentService documents = client.server().getTextDocumentService();
      TextDocumentIdentifier id = new TextDocumentIdentifier(uri);
      List<Diagnostic> found =
          TestClient.get(documents.diagnostic(new DocumentDiagnosticParams(id)))
              .getLeft()
              .getItems();
      var actions =
          TestClient.get(
              documents.codeAction(
                  new CodeActionParams(id, range(0, 0, 0, 7), new CodeActionContext(found))));
      assertTrue(
          actions.stream()
              .anyMatch(one -> one.getRight().getTitle().contains("from decimal import Decimal")),
          actions::toString);
    }
  }

  @Test
  void refusesToRenameToWhatIsNoName() throws Exception {
    String uri = file("a.py", "");
    try (TestClient client = new TestClient()) {
      client.start(root, FeatureSessionTest::pulls);
      client.open(uri, "value = 1\n");
      TextDocumentService documents = client.server().getTextDocumentService();
      TextDocumentIdentifier id = new TextDocumentIdentifier(uri);
      for (String name : List.of("class", "1x", "a b", "", "x-y", "a.b")) {
        assertThrows(
            ExecutionException.class,
            () -> documents.rename(new RenameParams(id, new Position(0, 1), name)).get(),
            name);
      }
      assertFalse(
          TestClient.get(documents.rename(new RenameParams(id, new Position(0, 1), "größe")))
              .getChanges()
              .isEmpty());
    }
  }

  @Test
  void countsReferencesInLensesIfWished() throws Exception {
    String uri = file("a.py", "");
    TextDocumentIdentifier id = new TextDocumentIdentifier(uri);
    try (TestClient client = new TestClient()) {
      client.start(root, can -> {});
      client.open(uri, "def f(): ...\nf()\n");
      assertEquals(
          List.of(),
          TestClient.get(
              client.server().getTextDocumentService().codeLens(new CodeLensParams(id))));
    }
    try (TestClient client = new TestClient()) {
      client.start(root, can -> {}, "{\"codeLens\": {\"references\": true}}");
      client.open(uri, "def f(): ...\nf()\n");
      TextDocumentService documents = client.server().getTextDocumentService();
      CodeLens lens = TestClient.get(documents.codeLens(new CodeLensParams(id))).getFirst();
      assertEquals(
          "1 reference", TestClient.get(documents.resolveCodeLens(lens)).getCommand().getTitle());
    }
  }

  @Test
  void linksAndHierarchies() throws Exception {
    String uri = file("a.py", "");
    try (TestClient client = new TestClient()) {
      client.start(root, can -> {});
      client.open(
          uri, "import os\nfrom typing import TypeVar\nT = TypeVar('T')\nclass C(int): ...\n");
      TextDocumentService documents = client.server().getTextDocumentService();
      TextDocumentIdentifier id = new TextDocumentIdentifier(uri);
      assertEquals(2, TestClient.get(documents.documentLink(new DocumentLinkParams(id))).size());
      assertEquals(
          2,
          TestClient.get(
                  documents.linkedEditingRange(
                      new LinkedEditingRangeParams(id, new Position(2, 1))))
              .getRanges()
              .size());
      var item =
          TestClient.get(
                  documents.prepareTypeHierarchy(
                      new TypeHierarchyPrepareParams(id, new Position(3, 6))))
              .getFirst();
      assertEquals("C", item.getName());
    }
  }

  @Test
  void treatsCellsAsOneModule() throws Exception {
    String notebook = TestClient.uri(root.resolve("n.ipynb"));
    String first = "vscode-notebook-cell:" + notebook.substring(5) + "#1";
    String second = "vscode-notebook-cell:" + notebook.substring(5) + "#2";
    try (TestClient client = new TestClient()) {
      client.start(root, FeatureSessionTest::pulls);
      client
          .server()
          .getNotebookDocumentService()
          .didOpen(
              new DidOpenNotebookDocumentParams(
                  new NotebookDocument(
                      notebook,
                      "jupyter-notebook",
                      1,
                      List.of(
                          new NotebookCell(NotebookCellKind.Code, first),
                          new NotebookCell(NotebookCellKind.Code, second))),
                  List.of(
                      new TextDocumentItem(first, "python", 1, "%matplotlib inline\nvalue = 1"),
                      new TextDocumentItem(second, "python", 1, "print(value)\nnope"))));
      assertEquals(List.of(), client.pull(first));
      assertEquals(List.of("1:0 unresolved-reference"), client.pull(second));
      TextDocumentService documents = client.server().getTextDocumentService();
      TextDocumentIdentifier id = new TextDocumentIdentifier(second);
      var hover = TestClient.get(documents.hover(new HoverParams(id, new Position(0, 7))));
      assertTrue(hover.getContents().getRight().getValue().startsWith("(variable) value"));
      assertEquals(range(0, 6, 0, 11), hover.getRange());
      Location definition =
          TestClient.get(documents.definition(new DefinitionParams(id, new Position(0, 7))))
              .getLeft()
              .getFirst();
      assertEquals(first, definition.getUri());
      assertEquals(range(1, 0, 1, 5), definition.getRange());
      NotebookDocumentChangeEventCells cells = new NotebookDocumentChangeEventCells();
      cells.setTextContent(
          List.of(
              new NotebookDocumentChangeEventCellTextContent(
                  new VersionedTextDocumentIdentifier(first, 2),
                  List.of(new TextDocumentContentChangeEvent("nope = 2")))));
      NotebookDocumentChangeEvent change = new NotebookDocumentChangeEvent();
      change.setCells(cells);
      client
          .server()
          .getNotebookDocumentService()
          .didChange(
              new DidChangeNotebookDocumentParams(
                  new VersionedNotebookDocumentIdentifier(2, notebook), change));
      assertEquals(List.of("0:6 unresolved-reference"), client.pull(second));
    }
  }

  @Test
  void checksScriptsForThePythonThatTheyName() throws Exception {
    String code = "from typing import override\n";
    String plain = file("plain.py", code);
    String script = file("s.py", "# /// script\n# requires-python = \">=3.9\"\n# ///\n" + code);
    try (TestClient client = new TestClient()) {
      client.start(root, FeatureSessionTest::pulls);
      client.open(plain, code);
      client.open(script, Files.readString(root.resolve("s.py")));
      assertEquals(List.of(), client.pull(plain));
      assertFalse(client.pull(script).isEmpty());
      client.change(script, 2, 1, 23, 1, 26, "3.12");
      assertEquals(List.of(), client.pull(script));
      client.change(script, 3, 0, 0, 0, 0, "# "); // no metadata any more
      client.change(script, 4, 3, 0, 3, 0, "nope\n");
      assertEquals(List.of("3:0 unresolved-reference"), client.pull(script));
    }
  }

  @Test
  void checksScriptsThatAreNotOpenForThePythonThatTheyName() throws Exception {
    String code = "from typing import override\n";
    String plain = file("plain.py", code + "nope\n");
    String metadata = "# /// script\n# requires-python = \">=3.9\"\n# ///\n";
    String script = file("s.py", metadata + code);
    try (TestClient client = new TestClient()) {
      client.start(root, can -> {}, "{\"diagnostics\": {\"mode\": \"workspace\"}}");
      client.awaitPublished(plain, List.of("1:0 unresolved-reference"));
      client.awaitPublished(script, List.of("3:19 missing-module-member"));
      file("s.py", metadata.replace("3.9", "3.12") + code + "nope\n");
      client
          .server()
          .getWorkspaceService()
          .didChangeWatchedFiles(
              new DidChangeWatchedFilesParams(
                  List.of(new FileEvent(script, FileChangeType.Changed))));
      client.awaitPublished(script, List.of("4:0 unresolved-reference"));
    }
  }

  @Test
  void answersForUntitledBuffersAndFilesOutside(@TempDir Path elsewhere) throws Exception {
    Path file = elsewhere.resolve("x.py");
    Files.writeString(file, "nope\n");
    try (TestClient client = new TestClient()) {
      client.start(root, FeatureSessionTest::pulls);
      client.open("untitled:Untitled-1", "nope\n");
      assertEquals(List.of("0:0 unresolved-reference"), client.pull("untitled:Untitled-1"));
      client.open(TestClient.uri(file), "x = 1\nnope\n");
      assertEquals(List.of("1:0 unresolved-reference"), client.pull(TestClient.uri(file)));
    }
  }
}
