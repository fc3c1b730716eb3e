package dev.taipan.server.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.lsp4j.ClientCapabilities;
import org.eclipse.lsp4j.CompletionParams;
import org.eclipse.lsp4j.DiagnosticCapabilities;
import org.eclipse.lsp4j.DidChangeWatchedFilesCapabilities;
import org.eclipse.lsp4j.DidChangeWatchedFilesParams;
import org.eclipse.lsp4j.FileChangeType;
import org.eclipse.lsp4j.FileEvent;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.TextDocumentClientCapabilities;
import org.eclipse.lsp4j.TextDocumentIdentifier;
import org.eclipse.lsp4j.WorkspaceClientCapabilities;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What others do to the files of a workspace and its environment reaches everyone it concerns,
 * whether the client tells of it or the server has to look.
 */
class FileChangesTest {
  @TempDir Path root;

  private static void pulls(ClientCapabilities can) {
    TextDocumentClientCapabilities text = new TextDocumentClientCapabilities();
    text.setDiagnostic(new DiagnosticCapabilities());
    can.setTextDocument(text);
  }

  private static void pullsAndWatches(ClientCapabilities can) {
    pulls(can);
    WorkspaceClientCapabilities workspace = new WorkspaceClientCapabilities();
    workspace.setDidChangeWatchedFiles(new DidChangeWatchedFilesCapabilities(true));
    can.setWorkspace(workspace);
  }

  private String file(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return TestClient.uri(file);
  }

  /** Writes files, or deletes those without a text, and tells the server. */
  private void tell(TestClient client, String... namesAndTexts) throws IOException {
    List<FileEvent> events = new ArrayList<>();
    for (int i = 0; i < namesAndTexts.length; i += 2) {
      Path file = root.resolve(namesAndTexts[i]);
      boolean exists = Files.exists(file);
      if (namesAndTexts[i + 1].isEmpty()) {
        Files.delete(file);
      } else {
        file(namesAndTexts[i], namesAndTexts[i + 1]);
      }
      FileChangeType type =
          namesAndTexts[i + 1].isEmpty()
              ? FileChangeType.Deleted
              : exists ? FileChangeType.Changed : FileChangeType.Created;
      events.add(new FileEvent(TestClient.uri(file), type));
    }
    client
        .server()
        .getWorkspaceService()
        .didChangeWatchedFiles(new DidChangeWatchedFilesParams(events));
  }

  private TestClient told(String uri, String text) throws IOException {
    TestClient client = new TestClient();
    client.start(root, FileChangesTest::pullsAndWatches);
    client.open(uri, text);
    return client;
  }

  @Test
  void filesThatComeGoAndMove() throws Exception {
    String text = "from middle import value\nx: str = value\n";
    String uri = file("a.py", text);
    file("middle.py", "from lib import value\n");
    try (TestClient client = told(uri, text)) {
      assertEquals(List.of(), client.pull(uri));
      tell(client, "lib.py", "value: int = 1\n");
      assertEquals(List.of("1:9 invalid-assignment"), client.pull(uri));
      tell(client, "lib.py", "", "other.py", "value: int = 1\n");
      assertEquals(List.of(), client.pull(uri));
      tell(client, "middle.py", "from other import value\n");
      assertEquals(List.of("1:9 invalid-assignment"), client.pull(uri));
      tell(client, "other.py", "value: str = ''\n");
      assertEquals(List.of(), client.pull(uri));
      tell(client, "middle.py", "");
      assertEquals(List.of("0:5 import-not-found"), client.pull(uri));
    }
  }

  @Test
  void stubsBesideModules() throws Exception {
    String text = "import lib\nx: str = lib.f()\n";
    String uri = file("a.py", text);
    file("lib.py", "def f() -> int: return 1\n");
    try (TestClient client = told(uri, text)) {
      assertEquals(List.of("1:9 invalid-assignment"), client.pull(uri));
      tell(client, "lib.pyi", "def f() -> str: ...\n");
      assertEquals(List.of(), client.pull(uri));
      tell(client, "lib.pyi", "def f() -> bytes: ...\n");
      assertEquals(List.of("1:9 invalid-assignment"), client.pull(uri));
      tell(client, "lib.pyi", "");
      assertEquals(List.of("1:9 invalid-assignment"), client.pull(uri));
    }
  }

  @Test
  void configurations() throws Exception {
    String text = "from typing import override\nnope\n";
    String uri = file("a.py", text);
    try (TestClient client = told(uri, text)) {
      assertEquals(List.of("1:0 unresolved-reference"), client.pull(uri));
      tell(client, "taipan.toml", "[rules]\nunresolved-reference = \"ignore\"\n");
      assertEquals(List.of(), client.pull(uri));
      tell(client, "taipan.toml", "[environment]\npython-version = \"3.11\"\n");
      assertTrue(client.pull(uri).getFirst().startsWith("0:"), "3.11 has no `override`");
      tell(client, "taipan.toml", "");
      assertEquals(List.of("1:0 unresolved-reference"), client.pull(uri));
      tell(client, "pyproject.toml", "[project]\nrequires-python = \">=3.11\"\n");
      assertTrue(client.pull(uri).getFirst().startsWith("0:"), "3.11 has no `override`");
    }
  }

  @Test
  void packagesAreInstalledAndWrittenInPlace() throws Exception {
    Path packages = root.resolve(".venv/lib/python3.13/site-packages");
    file(".venv/pyvenv.cfg", "version = 3.13.0\n");
    Files.createDirectories(packages);
    String text = "import installed\nx: str = installed.number\nimport installed.sub\n";
    String uri = file("a.py", text);
    try (TestClient client = told(uri, text)) {
      assertEquals(List.of("0:7 import-not-found", "2:7 import-not-found"), client.pull(uri));
      String directory = ".venv/lib/python3.13/site-packages/installed/";
      file(directory + "py.typed", "");
      file(directory + "__init__.py", "number: int = 1\n");
      client.awaitPulled(uri, List.of("1:9 invalid-assignment", "2:7 import-not-found"));
      file(directory + "__init__.py", "number: str = ''\n");
      client.awaitPulled(uri, List.of("2:7 import-not-found"));
      file(directory + "sub.py", "");
      client.awaitPulled(uri, List.of());
      Files.delete(root.resolve(directory + "sub.py"));
      client.awaitPulled(uri, List.of("2:7 import-not-found"));
    }
  }

  @Test
  void installedPackagesCanBeImportedByCompletion() throws Exception {
    file(".venv/pyvenv.cfg", "version = 3.13.0\n");
    file(".venv/lib/python3.13/site-packages/one.py", "def in_one(): ...\n");
    String uri = file("a.py", "in_");
    try (TestClient client = told(uri, "in_")) {
      awaitOffer(client, uri, "in_one");
      file(".venv/lib/python3.13/site-packages/two.py", "def in_two(): ...\n");
      awaitOffer(client, uri, "in_two");
    }
  }

  private static void awaitOffer(TestClient client, String uri, String name)
      throws InterruptedException {
    CompletionParams params =
        new CompletionParams(new TextDocumentIdentifier(uri), new Position(0, 3));
    for (int i = 0; i < 600; i++) {
      boolean offered =
          TestClient.get(client.server().getTextDocumentService().completion(params))
              .getRight()
              .getItems()
              .stream()
              .anyMatch(item -> item.getLabel().equals(name));
      if (offered) {
        return;
      }
      Thread.sleep(50);
    }
    throw new AssertionError(name + " is not offered");
  }

  @Test
  void clientsThatDoNotWatch() throws Exception {
    String text = "import lib\nx: str = lib.value\n";
    String uri = file("a.py", text);
    try (TestClient client = new TestClient()) {
      client.start(root, FileChangesTest::pulls);
      client.open(uri, text);
      assertEquals(List.of("0:7 import-not-found"), client.pull(uri));
      Thread.sleep(100);
      file("lib.py", "value: int = 1\n");
      client.awaitPulled(uri, List.of("1:9 invalid-assignment"));
      file("taipan.toml", "[rules]\ninvalid-assignment = \"ignore\"\n");
      client.awaitPulled(uri, List.of());
    }
  }
}
