package dev.taipan.server.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.lsp4j.ClientCapabilities;
import org.eclipse.lsp4j.DiagnosticCapabilities;
import org.eclipse.lsp4j.DidChangeConfigurationParams;
import org.eclipse.lsp4j.DidChangeWorkspaceFoldersParams;
import org.eclipse.lsp4j.HoverParams;
import org.eclipse.lsp4j.InlayHintParams;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.SetTraceParams;
import org.eclipse.lsp4j.TextDocumentClientCapabilities;
import org.eclipse.lsp4j.TextDocumentIdentifier;
import org.eclipse.lsp4j.WorkspaceClientCapabilities;
import org.eclipse.lsp4j.WorkspaceFolder;
import org.eclipse.lsp4j.WorkspaceFoldersChangeEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each folder of a workspace has its own environment, configuration and settings. */
class FoldersTest {
  private static final String TEXT = "from lib import value\nx: str = value\n";
  private static final List<String> INT_FOR_STR = List.of("1:9 invalid-assignment");

  @TempDir Path workspace;

  private static void pulls(ClientCapabilities can) {
    TextDocumentClientCapabilities text = new TextDocumentClientCapabilities();
    text.setDiagnostic(new DiagnosticCapabilities());
    can.setTextDocument(text);
  }

  private static void pullsAndIsConfigured(ClientCapabilities can) {
    pulls(can);
    WorkspaceClientCapabilities all = new WorkspaceClientCapabilities();
    all.setConfiguration(true);
    can.setWorkspace(all);
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  /** A folder with a module that needs the package {@code lib}. */
  private Path folder(String name) throws IOException {
    Path folder = workspace.resolve(name);
    write(folder.resolve("a.py"), TEXT);
    return folder;
  }

  /** An environment in which {@code lib.value} has a type. */
  private static Path environment(Path place, String type) throws IOException {
    write(place.resolve("pyvenv.cfg"), "home = /usr/bin\nversion = 3.12.1\n");
    write(place.resolve("bin/python"), "");
    write(
        place.resolve("lib/python3.12/site-packages/lib.py"),
        "value: " + type + " = " + type + "()\n");
    return place;
  }

  private static String open(TestClient client, Path folder) {
    String uri = TestClient.uri(folder.resolve("a.py"));
    client.open(uri, TEXT);
    return uri;
  }

  @Test
  void eachHasItsOwnEnvironmentAndConfiguration() throws Exception {
    Path one = folder("one");
    Path two = folder("two");
    Path three = folder("three");
    environment(one.resolve(".venv"), "int");
    environment(two.resolve(".venv"), "str");
    environment(three.resolve(".venv"), "int");
    write(three.resolve("taipan.toml"), "[rules]\ninvalid-assignment = \"ignore\"\n");
    try (TestClient client = new TestClient()) {
      client.start(List.of(one, two, three), FoldersTest::pulls, "{}");
      assertEquals(INT_FOR_STR, client.pull(open(client, one)));
      assertEquals(List.of(), client.pull(open(client, two)));
      assertEquals(List.of(), client.pull(open(client, three)));
    }
  }

  @Test
  void foldersComeAndGo() throws Exception {
    Path one = folder("one");
    Path two = folder("one/two");
    environment(one.resolve(".venv"), "str");
    environment(two.resolve(".venv"), "int");
    try (TestClient client = new TestClient()) {
      client.start(one, FoldersTest::pulls);
      String uri = open(client, two);
      assertEquals(List.of(), client.pull(uri));
      WorkspaceFolder folder = new WorkspaceFolder(TestClient.uri(two), "two");
      change(client, List.of(folder), List.of());
      assertEquals(INT_FOR_STR, client.pull(uri));
      change(client, List.of(), List.of(folder));
      assertEquals(List.of(), client.pull(uri));
    }
  }

  private static void change(
      TestClient client, List<WorkspaceFolder> added, List<WorkspaceFolder> removed) {
    client
        .server()
        .getWorkspaceService()
        .didChangeWorkspaceFolders(
            new DidChangeWorkspaceFoldersParams(new WorkspaceFoldersChangeEvent(added, removed)));
  }

  @Test
  void settingsAreAskedForEachFolder() throws Exception {
    Path one = folder("one");
    Path two = folder("two");
    Path ints = environment(workspace.resolve("ints"), "int");
    Path strings = environment(workspace.resolve("strings"), "str");
    try (TestClient client = new TestClient()) {
      client.settings.put(TestClient.uri(one), "{\"python\":{\"environment\":\"" + ints + "\"}}");
      client.settings.put(
          TestClient.uri(two), "{\"python\":{\"environment\":\"" + strings + "\"}}");
      client.start(List.of(one, two), FoldersTest::pullsAndIsConfigured, "{}");
      String first = open(client, one);
      String second = open(client, two);
      client.awaitPulled(first, INT_FOR_STR);
      client.awaitPulled(second, List.of());
      client.settings.put(TestClient.uri(two), "{\"python\":{\"environment\":\"" + ints + "\"}}");
      configure(client, "{}");
      client.awaitPulled(second, INT_FOR_STR);
    }
  }

  @Test
  void settingsAreToldByClientsThatAreNotAsked() throws Exception {
    Path one = folder("one");
    Path ints = environment(workspace.resolve("ints"), "int");
    try (TestClient client = new TestClient()) {
      client.start(one, FoldersTest::pulls);
      String uri = open(client, one);
      assertEquals(List.of("0:5 import-not-found"), client.pull(uri));
      assertEquals(1, hints(client, uri, 2));
      configure(
          client,
          "{\"taipan\":{\"python\":{\"environment\":\""
              + ints
              + "\"},\"inlayHints\":{\"variableTypes\":false}}}");
      client.awaitPulled(uri, INT_FOR_STR);
      assertEquals(0, hints(client, uri, 3));
    }
  }

  private static void configure(TestClient client, String settings) {
    client
        .server()
        .getWorkspaceService()
        .didChangeConfiguration(
            new DidChangeConfigurationParams(new Gson().fromJson(settings, JsonObject.class)));
  }

  private static int hints(TestClient client, String uri, int version) {
    client.change(uri, version, 2, 0, 2, 0, "y = len('')\n");
    InlayHintParams params =
        new InlayHintParams(
            new TextDocumentIdentifier(uri), new Range(new Position(0, 0), new Position(9, 0)));
    return TestClient.get(client.server().getTextDocumentService().inlayHint(params)).size();
  }

  @Test
  void tracesAreSentWhenTheyAreAskedFor() throws Exception {
    Path one = folder("one");
    try (TestClient client = new TestClient()) {
      client.start(one, FoldersTest::pulls);
      String uri = open(client, one);
      HoverParams hover = new HoverParams(new TextDocumentIdentifier(uri), new Position(1, 0));
      TestClient.get(client.server().getTextDocumentService().hover(hover));
      assertEquals(List.of(), client.traces);
      client.server().setTrace(new SetTraceParams("messages"));
      TestClient.get(client.server().getTextDocumentService().hover(hover));
      client.pull(uri);
      assertTrue(
          client.traces.stream().anyMatch(line -> line.startsWith("textDocument/hover took ")),
          () -> client.traces.toString());
      client.server().setTrace(new SetTraceParams("off"));
      int before = client.traces.size();
      TestClient.get(client.server().getTextDocumentService().hover(hover));
      client.pull(uri);
      assertFalse(client.traces.size() > before, () -> client.traces.toString());
    }
  }
}
