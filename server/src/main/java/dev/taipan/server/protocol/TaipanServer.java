package dev.taipan.server.protocol;

import dev.taipan.checker.project.ScriptMetadata;
import dev.taipan.server.features.NameIndex;
import dev.taipan.server.workspace.Document;
import dev.taipan.server.workspace.Project;
import dev.taipan.server.workspace.ProjectLoader;
import dev.taipan.server.workspace.Settings;
import dev.taipan.server.workspace.Uris;
import dev.taipan.server.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.ConfigurationItem;
import org.eclipse.lsp4j.ConfigurationParams;
import org.eclipse.lsp4j.DidChangeWatchedFilesRegistrationOptions;
import org.eclipse.lsp4j.FileSystemWatcher;
import org.eclipse.lsp4j.InitializeParams;
import org.eclipse.lsp4j.InitializeResult;
import org.eclipse.lsp4j.InitializedParams;
import org.eclipse.lsp4j.MessageType;
import org.eclipse.lsp4j.Registration;
import org.eclipse.lsp4j.RegistrationParams;
import org.eclipse.lsp4j.ServerInfo;
import org.eclipse.lsp4j.SetTraceParams;
import org.eclipse.lsp4j.WorkDoneProgressCancelParams;
import org.eclipse.lsp4j.WorkspaceFolder;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.eclipse.lsp4j.jsonrpc.services.JsonRequest;
import org.eclipse.lsp4j.services.LanguageClient;
import org.eclipse.lsp4j.services.LanguageServer;
import org.jspecify.annotations.Nullable;

/** The server as LSP4J sees it: life cycle, capabilities, settings; the services do the rest. */
final class TaipanServer implements LanguageServer {
  private static final String VERSION = "0.1.0";

  /** When the pages of rules are written: after what the user waits for at the start. */
  private static final int RULE_PAGES_MILLIS = 2000;

  private final ProjectLoader loader;
  private final Lifecycle lifecycle = new Lifecycle();
  private final ClientLog log = new ClientLog();
  private final Requests requests = new Requests(log);
  private final TextService text = new TextService(this);
  private final FolderService folders = new FolderService(this);
  private final NotebookService notebooks = new NotebookService(this);
  private final FilePoll poll = new FilePoll(this);
  private final NameIndex names = new NameIndex();
  private final LibraryReader libraries = new LibraryReader(names, log);

  private @Nullable LanguageClient client;
  private ClientCapabilitiesView can = ClientCapabilitiesView.of(null);
  private final Progress.Running progress = new Progress.Running();
  private volatile Settings settings = Settings.DEFAULT;

  /** What holds where the client's settings say nothing: the mode that was announced stays. */
  private volatile Settings defaults = Settings.DEFAULT;

  /** What the user says of single folders; the others have {@link #settings}. */
  private volatile Map<Path, Settings> folderSettings = Map.of();

  private @Nullable DiagnosticsFeed feed;

  TaipanServer(ProjectLoader loader) {
    this.loader = loader;
  }

  void connect(LanguageClient remote) {
    client = remote;
    log.connect(remote);
  }

  Lifecycle lifecycle() {
    return lifecycle;
  }

  ClientLog log() {
    return log;
  }

  Requests requests() {
    return requests;
  }

  ClientCapabilitiesView can() {
    return can;
  }

  /** The names that files and libraries offer, kept over all states. */
  NameIndex names() {
    return names;
  }

  LibraryReader libraries() {
    return libraries;
  }

  Settings settings() {
    return settings;
  }

  LanguageClient client() {
    return Objects.requireNonNull(client, "not connected yet");
  }

  void stop() {
    poll.stop();
    libraries.stop();
    requests.stop();
  }

  /** Answers a request, unless the conversation does not allow one now. */
  <T> CompletableFuture<T> answer(String what, Requests.Work<T> work) {
    RuntimeException refusal = lifecycle.refusal();
    if (refusal != null) {
      return CompletableFuture.failedFuture(refusal);
    }
    return requests.answer(what, traced(what, work));
  }

  /** As {@link #answer}; the client is told to ask again when something changes before the end. */
  <T> CompletableFuture<T> answerUntilChanged(String what, Requests.Work<T> work) {
    RuntimeException refusal = lifecycle.refusal();
    return refusal != null
        ? CompletableFuture.failedFuture(refusal)
        : requests.answerUntilChanged(what, traced(what, work));
  }

  private <T> Requests.Work<T> traced(String what, Requests.Work<T> work) {
    if (!log.traces()) {
      return work;
    }
    long start = System.nanoTime();
    return (workspace, outdated) -> {
      T result = work.run(workspace, outdated);
      log.trace(what + " took " + (System.nanoTime() - start) / 1000 + " us");
      return result;
    };
  }

  @Override
  public CompletableFuture<InitializeResult> initialize(InitializeParams params) {
    try {
      lifecycle.initialized();
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
    can = ClientCapabilitiesView.of(params.getCapabilities());
    log.setTrace(params.getTrace());
    Integer parent = params.getProcessId();
    if (parent != null) {
      lifecycle.endWithProcess(parent);
    }
    settings = SettingsReader.read(params.getInitializationOptions(), settings);
    defaults = Settings.defaultsFor(settings.wholeWorkspace());
    List<Path> roots = roots(params);
    for (Path root : roots) {
      openProject(root);
    }
    if (!can.pullsDiagnostics()) {
      feed = new DiagnosticsFeed(this);
    }
    InitializeResult result =
        new InitializeResult(
            Capabilities.of(can, settings.wholeWorkspace()), new ServerInfo("taipan", VERSION));
    return CompletableFuture.completedFuture(result);
  }

  @SuppressWarnings("deprecation") // older clients know roots only
  private static List<Path> roots(InitializeParams params) {
    List<Path> roots = new ArrayList<>();
    List<WorkspaceFolder> folders = params.getWorkspaceFolders();
    if (folders != null) {
      for (WorkspaceFolder folder : folders) {
        Uris.file(folder.getUri()).ifPresent(roots::add);
      }
    } else if (params.getRootUri() != null) {
      Uris.file(params.getRootUri()).ifPresent(roots::add);
    } else if (params.getRootPath() != null) {
      roots.add(Path.of(params.getRootPath()).toAbsolutePath().normalize());
    }
    return roots;
  }

  @Override
  public void initialized(InitializedParams params) {
    if (!lifecycle.isRunning()) {
      return;
    }
    if (can.configuration()) {
      fetchSettings();
    }
    requests.later("pages of rules", RULE_PAGES_MILLIS, this::writeRulePages);
    if (can.watchesFiles()) {
      watchFiles();
    }
    poll.start(can.watchesFiles());
    diagnosticsChanged(); // those of the whole workspace do not wait for a document
  }

  private void writeRulePages() {
    try {
      RulePages.write();
    } catch (IOException e) {
      log.warn("the pages of rules cannot be written: " + e);
    }
  }

  private void watchFiles() {
    List<FileSystemWatcher> watchers = new ArrayList<>();
    for (String pattern :
        List.of(
            "**/*.{py,pyi,pth}",
            "**/py.typed",
            "**/pyvenv.cfg",
            "**/pyproject.toml",
            "**/taipan.toml",
            "**/.gitignore")) {
      watchers.add(new FileSystemWatcher(Either.forLeft(pattern)));
    }
    client()
        .registerCapability(
            new RegistrationParams(
                List.of(
                    new Registration(
                        "files",
                        "workspace/didChangeWatchedFiles",
                        new DidChangeWatchedFilesRegistrationOptions(watchers)))));
  }

  /**
   * Asks the client for its settings, those of each folder that is being opened too, and opens
   * projects again if they changed.
   */
  void fetchSettings() {
    requests.afterChanges("settings", this::askForSettings);
  }

  private void askForSettings() {
    List<Path> roots = List.copyOf(folders.roots());
    List<ConfigurationItem> items = new ArrayList<>();
    items.add(new ConfigurationItem());
    for (Path root : roots) {
      ConfigurationItem item = new ConfigurationItem();
      item.setScopeUri(Uris.of(root));
      items.add(item);
    }
    items.forEach(item -> item.setSection("taipan"));
    client()
        .configuration(new ConfigurationParams(items))
        .thenAccept(
            answers -> {
              if (answers != null && !answers.isEmpty()) {
                Settings all = SettingsReader.read(answers.getFirst(), defaults);
                Map<Path, Settings> each = new HashMap<>();
                for (int i = 1; i < answers.size() && i <= roots.size(); i++) {
                  each.put(roots.get(i - 1), SettingsReader.read(answers.get(i), all));
                }
                applySettings(all, each);
              }
            })
        .exceptionally(
            e -> {
              log.warn("the client does not tell its settings: " + e.getMessage());
              return null;
            });
  }

  /** The settings for a folder and what lies in it. */
  private Settings settingsFor(Path root) {
    return folderSettings.getOrDefault(root, settings);
  }

  void applySettings(Settings changed, Map<Path, Settings> changedFolders) {
    Settings before = settings;
    Map<Path, Settings> foldersBefore = folderSettings;
    boolean isOther = !before.python().equals(changed.python());
    for (Map.Entry<Path, Settings> entry : changedFolders.entrySet()) {
      Settings folder = foldersBefore.getOrDefault(entry.getKey(), before);
      isOther |= !folder.python().equals(entry.getValue().python());
    }
    settings = changed;
    folderSettings = Map.copyOf(changedFolders);
    if (isOther) {
      reloadProjects();
    }
    if (!before.equals(changed) || !foldersBefore.equals(changedFolders)) {
      refresh();
    }
  }

  /** Opens all projects again, as after a change of configuration. */
  void reloadProjects() {
    requests.change(
        "reload",
        workspace -> {
          Workspace result = workspace;
          for (Project project : workspace.projects()) {
            Optional<Document> script =
                project.isScript() ? workspace.document(project.root()) : Optional.empty();
            result =
                result.with(script.map(this::loadScript).orElseGet(() -> load(project.root())));
          }
          return result;
        });
    diagnosticsChanged();
  }

  void openProject(Path root) {
    requests.change("open project", workspace -> workspace.with(load(root)));
  }

  private Project load(Path root) {
    return announced(loader.open(root, settingsFor(root)));
  }

  private Project announced(Project project) {
    poll.opened(project);
    for (String problem : project.problems()) {
      log.show(MessageType.Error, "Taipan: " + problem);
    }
    for (String note : project.snapshot().target().notes()) {
      log.info(project.root() + ": " + note);
    }
    return project;
  }

  private Project loadScript(Document document) {
    return announced(
        loader.openScript(document.path(), document.text(), settingsFor(document.path())));
  }

  /** A workspace in which some project can hold the document. */
  Workspace withProjectFor(Workspace workspace, Document document) {
    if (ScriptMetadata.isScript(document.text())) {
      return workspace.with(loadScript(document));
    }
    if (workspace.projectOf(document.path()).isPresent()) {
      return workspace;
    }
    Path root =
        document.path().startsWith(Uris.VIRTUAL)
            ? Path.of("").toAbsolutePath().normalize()
            : ProjectLoader.rootFor(document.path());
    return workspace.with(load(root));
  }

  /** As {@link #withProjectFor}, for a document whose needs as a script are others than before. */
  Workspace withOtherProjectFor(Workspace workspace, Document document) {
    return withProjectFor(workspace.withoutProject(document.path()), document);
  }

  /** Something changed that the client does not know of; it should ask again. */
  void refresh() {
    diagnosticsChanged();
    if (can.pullsDiagnostics() && can.refreshesDiagnostics()) {
      requests.afterChanges("refresh", () -> client().refreshDiagnostics());
    }
    if (can.refreshesHints()) {
      requests.afterChanges("refresh", () -> client().refreshInlayHints());
    }
  }

  /** A text changed; clients that do not ask get new diagnostics. */
  void diagnosticsChanged() {
    DiagnosticsFeed to = feed;
    if (to != null) {
      to.schedule();
    }
  }

  Optional<DiagnosticsFeed> feed() {
    return Optional.ofNullable(feed);
  }

  /** What is held in memory, for the curious. */
  @JsonRequest("taipan/status")
  public CompletableFuture<Map<String, Object>> status() {
    return answer("taipan/status", (workspace, outdated) -> Status.of(workspace));
  }

  @Override
  public CompletableFuture<Object> shutdown() {
    RuntimeException refusal = lifecycle.refusal();
    if (refusal != null) {
      return CompletableFuture.failedFuture(refusal);
    }
    lifecycle.shutDown();
    CompletableFuture<Object> done = new CompletableFuture<>();
    done.complete(null);
    return done;
  }

  @Override
  public void exit() {
    lifecycle.exit();
  }

  @Override
  public void cancelProgress(WorkDoneProgressCancelParams params) {
    progress.cancel(params.getToken());
  }

  /** The work that the user sees going on. */
  Progress.Running progress() {
    return progress;
  }

  @Override
  public void setTrace(SetTraceParams params) {
    log.setTrace(params.getValue());
  }

  @Override
  public TextService getTextDocumentService() {
    return text;
  }

  @Override
  public NotebookService getNotebookDocumentService() {
    return notebooks;
  }

  @Override
  public FolderService getWorkspaceService() {
    return folders;
  }
}
