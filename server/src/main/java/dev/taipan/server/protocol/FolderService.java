package dev.taipan.server.protocol;

import dev.taipan.checker.diagnostics.Fix;
import dev.taipan.server.features.FileMoves;
import dev.taipan.server.features.WorkspaceSymbols;
import dev.taipan.server.workspace.Project;
import dev.taipan.server.workspace.Uris;
import dev.taipan.server.workspace.Workspace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.DidChangeConfigurationParams;
import org.eclipse.lsp4j.DidChangeWatchedFilesParams;
import org.eclipse.lsp4j.DidChangeWorkspaceFoldersParams;
import org.eclipse.lsp4j.FileEvent;
import org.eclipse.lsp4j.FileRename;
import org.eclipse.lsp4j.RenameFilesParams;
import org.eclipse.lsp4j.SymbolInformation;
import org.eclipse.lsp4j.TextEdit;
import org.eclipse.lsp4j.WorkspaceDiagnosticParams;
import org.eclipse.lsp4j.WorkspaceDiagnosticReport;
import org.eclipse.lsp4j.WorkspaceEdit;
import org.eclipse.lsp4j.WorkspaceFolder;
import org.eclipse.lsp4j.WorkspaceSymbol;
import org.eclipse.lsp4j.WorkspaceSymbolParams;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.eclipse.lsp4j.services.WorkspaceService;

/** The messages about the workspace as a whole. */
final class FolderService implements WorkspaceService {
  private final TaipanServer server;

  FolderService(TaipanServer server) {
    this.server = server;
  }

  @Override
  public void didChangeConfiguration(DidChangeConfigurationParams params) {
    if (!server.lifecycle().isRunning()) {
      return;
    }
    if (server.can().configuration()) {
      server.fetchSettings();
    } else {
      server.applySettings(SettingsReader.read(params.getSettings(), server.settings()), Map.of());
    }
  }

  @Override
  public void didChangeWatchedFiles(DidChangeWatchedFilesParams params) {
    if (!server.lifecycle().isRunning()) {
      return;
    }
    Set<Path> touched = new HashSet<>();
    for (FileEvent event : params.getChanges()) {
      Uris.file(event.getUri()).ifPresent(touched::add);
    }
    filesChanged(touched);
  }

  /** Files were written, created or deleted by somebody else. */
  void filesChanged(Collection<Path> touched) {
    boolean reconfigured = false;
    for (Path file : touched) {
      switch (String.valueOf(file.getFileName())) {
        case "taipan.toml", "pyproject.toml", "pyvenv.cfg", ".gitignore" -> reconfigured = true;
        // Packages came or went; what lies in them may be other versions of the same files.
        case "site-packages", "dist-packages" -> reconfigured = true;
        default -> {}
      }
    }
    if (reconfigured) {
      server.reloadProjects();
    }
    server.requests().change("file events", workspace -> workspace.afterChanges(touched));
    server.refresh();
  }

  @Override
  public void didChangeWorkspaceFolders(DidChangeWorkspaceFoldersParams params) {
    if (!server.lifecycle().isRunning()) {
      return;
    }
    for (WorkspaceFolder folder : params.getEvent().getRemoved()) {
      Uris.file(folder.getUri())
          .ifPresent(
              root ->
                  server
                      .requests()
                      .change("close folder", workspace -> workspace.withoutProject(root)));
    }
    for (WorkspaceFolder folder : params.getEvent().getAdded()) {
      Uris.file(folder.getUri()).ifPresent(server::openProject);
    }
    if (server.can().configuration() && !params.getEvent().getAdded().isEmpty()) {
      server.fetchSettings();
    }
    server.refresh();
  }

  @Override
  public CompletableFuture<
          Either<List<? extends SymbolInformation>, List<? extends WorkspaceSymbol>>>
      symbol(WorkspaceSymbolParams params) {
    String query = params.getQuery() == null ? "" : params.getQuery();
    return server.answer(
        "workspace/symbol",
        (workspace, outdated) -> {
          List<WorkspaceSymbol> result = new ArrayList<>();
          for (Project project : wholeProjects(workspace)) {
            for (WorkspaceSymbols.Found found :
                WorkspaceSymbols.search(server.names(), project.snapshot(), query, outdated)) {
              result.add(StructureMessages.symbol(workspace, server.can().positions(), found));
            }
          }
          return Either.forRight(result);
        });
  }

  @Override
  public CompletableFuture<WorkspaceDiagnosticReport> diagnostic(WorkspaceDiagnosticParams params) {
    return server.answer(
        "workspace/diagnostic",
        (workspace, outdated) -> {
          if (!server.settings().wholeWorkspace()) {
            return new WorkspaceDiagnosticReport(List.of());
          }
          try (Progress progress =
              server
                  .progress()
                  .begin(server.client(), params.getWorkDoneToken(), false, "Checking")) {
            return new WorkspaceDiagnostics(
                    server.client(), server.can().positions(), server.requests())
                .report(workspace, params, progress, outdated);
          }
        });
  }

  @Override
  public CompletableFuture<WorkspaceEdit> willRenameFiles(RenameFilesParams params) {
    List<FileRename> files = params.getFiles();
    return server.answer(
        "workspace/willRenameFiles",
        (workspace, outdated) -> {
          Map<Path, Path> moved = new LinkedHashMap<>();
          for (FileRename rename : files) {
            Optional<Path> from = Uris.file(rename.getOldUri());
            Optional<Path> to = Uris.file(rename.getNewUri());
            if (from.isPresent() && to.isPresent()) {
              moved.put(from.get(), to.get());
            }
          }
          Map<String, List<TextEdit>> edits = new LinkedHashMap<>();
          for (Project project : wholeProjects(workspace)) {
            for (FileMoves.Changed file : FileMoves.edits(project.snapshot(), moved, outdated)) {
              List<TextEdit> own =
                  edits.computeIfAbsent(workspace.uriOf(file.file()), _ -> new ArrayList<>());
              for (Fix.Edit edit : file.edits()) {
                own.add(
                    new TextEdit(
                        server.can().positions().range(file.text(), edit.span()),
                        edit.replacement()));
              }
            }
          }
          return edits.isEmpty() ? null : new WorkspaceEdit(edits);
        });
  }

  /** The projects without single scripts, which lie in others. */
  private static List<Project> wholeProjects(Workspace workspace) {
    return workspace.projects().stream().filter(project -> !project.isScript()).toList();
  }

  /** The roots of the projects that are open. */
  Set<Path> roots() {
    Set<Path> roots = new HashSet<>();
    for (Project project : server.requests().workspace().projects()) {
      roots.add(project.root());
    }
    return roots;
  }
}
