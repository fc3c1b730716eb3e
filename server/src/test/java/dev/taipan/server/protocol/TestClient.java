package dev.taipan.server.protocol;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.taipan.server.workspace.Uris;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.eclipse.lsp4j.ClientCapabilities;
import org.eclipse.lsp4j.ConfigurationItem;
import org.eclipse.lsp4j.ConfigurationParams;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.DidChangeTextDocumentParams;
import org.eclipse.lsp4j.DidOpenTextDocumentParams;
import org.eclipse.lsp4j.DocumentDiagnosticParams;
import org.eclipse.lsp4j.InitializeParams;
import org.eclipse.lsp4j.InitializeResult;
import org.eclipse.lsp4j.InitializedParams;
import org.eclipse.lsp4j.LogTraceParams;
import org.eclipse.lsp4j.MessageActionItem;
import org.eclipse.lsp4j.MessageParams;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.ProgressParams;
import org.eclipse.lsp4j.PublishDiagnosticsParams;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.ShowMessageRequestParams;
import org.eclipse.lsp4j.TextDocumentContentChangeEvent;
import org.eclipse.lsp4j.TextDocumentIdentifier;
import org.eclipse.lsp4j.TextDocumentItem;
import org.eclipse.lsp4j.VersionedTextDocumentIdentifier;
import org.eclipse.lsp4j.WorkspaceFolder;
import org.eclipse.lsp4j.jsonrpc.Launcher;
import org.eclipse.lsp4j.jsonrpc.ResponseErrorException;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;
import org.eclipse.lsp4j.jsonrpc.services.JsonRequest;
import org.eclipse.lsp4j.services.LanguageClient;
import org.eclipse.lsp4j.services.LanguageServer;

/** An editor for tests: LSP4J's own client, connected to a server by pipes. */
final class TestClient implements LanguageClient, AutoCloseable {
  /** The server with the requests that are its own. */
  interface Server extends LanguageServer {
    @JsonRequest("taipan/status")
    CompletableFuture<Object> status();
  }

  private static final int PATIENCE_SECONDS = 60;

  private final PipedServer connection;
  private final Server server;
  private final Map<String, List<Diagnostic>> published = new ConcurrentHashMap<>();
  final List<String> messages = new CopyOnWriteArrayList<>();
  final List<String> traces = new CopyOnWriteArrayList<>();

  /** The settings that the client tells when it is asked, by the folder that they are for. */
  final Map<String, String> settings = new ConcurrentHashMap<>();

  final List<ProgressParams> progress = new CopyOnWriteArrayList<>();

  TestClient() throws IOException {
    connection = PipedServer.start();
    Launcher<Server> launcher =
        new Launcher.Builder<Server>()
            .setLocalService(this)
            .setRemoteInterface(Server.class)
            .setInput(connection.output())
            .setOutput(connection.input())
            .create();
    launcher.startListening();
    server = launcher.getRemoteProxy();
  }

  Server server() {
    return server;
  }

  /** Closes the end of the client at which it hears the server. */
  void stopReading() throws IOException {
    connection.output().close();
  }

  /** The same with settings, a JSON object. */
  InitializeResult start(Path root, Consumer<ClientCapabilities> capabilities, String settings) {
    return start(List.of(root), capabilities, settings);
  }

  /** The same on several folders. */
  InitializeResult start(
      List<Path> roots, Consumer<ClientCapabilities> capabilities, String settings) {
    InitializeParams params = new InitializeParams();
    params.setWorkspaceFolders(
        roots.stream().map(root -> new WorkspaceFolder(uri(root), root.toString())).toList());
    ClientCapabilities can = new ClientCapabilities();
    capabilities.accept(can);
    params.setCapabilities(can);
    params.setInitializationOptions(JsonParser.parseString(settings));
    InitializeResult result = get(server.initialize(params));
    server.initialized(new InitializedParams());
    return result;
  }

  /** Opens a session on a folder, by a client that can do what {@code capabilities} says. */
  InitializeResult start(Path root, Consumer<ClientCapabilities> capabilities) {
    return start(root, capabilities, "{}");
  }

  void open(String uri, String text) {
    server
        .getTextDocumentService()
        .didOpen(new DidOpenTextDocumentParams(new TextDocumentItem(uri, "python", 1, text)));
  }

  /** Replaces a range, given as zero-based lines and characters. */
  void change(String uri, int version, int l1, int c1, int l2, int c2, String text) {
    server
        .getTextDocumentService()
        .didChange(
            new DidChangeTextDocumentParams(
                new VersionedTextDocumentIdentifier(uri, version),
                List.of(
                    new TextDocumentContentChangeEvent(
                        new Range(new Position(l1, c1), new Position(l2, c2)), text))));
  }

  /**
   * Asks for the diagnostics of a document, again when the server says so: {@code line:character
   * code} each.
   */
  List<String> pull(String uri) {
    DocumentDiagnosticParams params = new DocumentDiagnosticParams(new TextDocumentIdentifier(uri));
    while (true) {
      try {
        return server
            .getTextDocumentService()
            .diagnostic(params)
            .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
            .getLeft()
            .getItems()
            .stream()
            .map(TestClient::summary)
            .toList();
      } catch (ExecutionException e) {
        boolean again =
            e.getCause() instanceof ResponseErrorException error
                && error.getResponseError().getCode()
                    == ResponseErrorCode.ServerCancelled.getValue();
        if (!again) {
          throw new AssertionError(e);
        }
      } catch (InterruptedException | TimeoutException e) {
        throw new AssertionError(e);
      }
    }
  }

  /** Asks for the diagnostics of a document until they are these. */
  void awaitPulled(String uri, List<String> expected) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    List<String> seen = pull(uri);
    while (!expected.equals(seen)) {
      if (System.nanoTime() > end) {
        throw new AssertionError("expected " + expected + ", pulled: " + seen);
      }
      Thread.sleep(50);
      seen = pull(uri);
    }
  }

  /** A number of the only project in the server's status. */
  int status(String key) {
    JsonObject status = new Gson().toJsonTree(get(server.status())).getAsJsonObject();
    return status.getAsJsonArray("projects").get(0).getAsJsonObject().get(key).getAsInt();
  }

  static String summary(Diagnostic diagnostic) {
    Position start = diagnostic.getRange().getStart();
    return start.getLine() + ":" + start.getCharacter() + " " + diagnostic.getCode().getLeft();
  }

  /** Waits until the published diagnostics of a document are these. */
  void awaitPublished(String uri, List<String> expected) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    List<String> seen = null;
    while (System.nanoTime() < end) {
      List<Diagnostic> now = published.get(uri);
      seen = now == null ? null : now.stream().map(TestClient::summary).toList();
      if (expected.equals(seen)) {
        return;
      }
      Thread.sleep(5);
    }
    throw new AssertionError("expected " + expected + ", published: " + seen);
  }

  static <T> T get(CompletableFuture<T> future) {
    try {
      return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  /** Waits for the end of the server. */
  int exitCode() {
    return get(connection.exitCode());
  }

  static String uri(Path path) {
    return Uris.of(path);
  }

  @Override
  public void close() throws IOException {
    if (!connection.exitCode().isDone()) {
      connection.input().close();
      exitCode();
    }
  }

  @Override
  public void publishDiagnostics(PublishDiagnosticsParams params) {
    published.put(params.getUri(), params.getDiagnostics());
  }

  @Override
  public void notifyProgress(ProgressParams params) {
    progress.add(params);
  }

  @Override
  public CompletableFuture<List<Object>> configuration(ConfigurationParams params) {
    List<Object> answers = new ArrayList<>();
    for (ConfigurationItem item : params.getItems()) {
      String scope = item.getScopeUri() == null ? "" : item.getScopeUri();
      answers.add(JsonParser.parseString(settings.getOrDefault(scope, "{}")));
    }
    return CompletableFuture.completedFuture(answers);
  }

  @Override
  public void logTrace(LogTraceParams params) {
    traces.add(params.getMessage());
  }

  @Override
  public void telemetryEvent(Object object) {}

  @Override
  public void showMessage(MessageParams params) {
    messages.add(params.getMessage());
  }

  @Override
  public CompletableFuture<MessageActionItem> showMessageRequest(ShowMessageRequestParams params) {
    return new CompletableFuture<>();
  }

  @Override
  public void logMessage(MessageParams params) {
    messages.add(params.getMessage());
  }
}
