package dev.taipan.server.protocol;

import dev.taipan.server.workspace.Document;
import dev.taipan.server.workspace.Notebook;
import dev.taipan.server.workspace.Workspace;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.PublishDiagnosticsParams;

/** Sends diagnostics to clients that do not ask for them. */
final class DiagnosticsFeed {
  /** How long typing must pause before diagnostics are computed. */
  private static final int PAUSE_MILLIS = 20;

  private final TaipanServer server;

  /** What was sent for files that are not open, so that only changes are sent. */
  private final Map<Path, String> sent = new ConcurrentHashMap<>();

  DiagnosticsFeed(TaipanServer server) {
    this.server = server;
  }

  /** Sends diagnostics soon, open documents first, unless something changes before. */
  void schedule() {
    int generation = server.requests().generation();
    server.requests().later("diagnostics", PAUSE_MILLIS, () -> send(generation));
  }

  private void send(int generation) {
    BooleanSupplier outdated = () -> server.requests().generation() != generation;
    Workspace workspace = server.requests().workspace();
    DiagnosticMessages messages = new DiagnosticMessages(workspace, server.can().positions());
    // The document that is being edited comes first.
    for (Document document : List.copyOf(workspace.documents()).reversed()) {
      if (outdated.getAsBoolean()) {
        throw new CancellationException();
      }
      Optional<Notebook> notebook = workspace.notebook(document.path());
      if (notebook.isPresent()) {
        sendCells(notebook.get(), messages, outdated);
        continue;
      }
      PublishDiagnosticsParams params =
          new PublishDiagnosticsParams(document.uri(), messages.of(document.path(), outdated));
      params.setVersion(document.version());
      server.client().publishDiagnostics(params);
    }
    if (server.settings().wholeWorkspace()) {
      sendOthers(workspace, messages, outdated);
    } else {
      for (Path file : Set.copyOf(sent.keySet())) {
        sendOther(workspace, file, List.of());
      }
    }
  }

  private void sendCells(Notebook notebook, DiagnosticMessages messages, BooleanSupplier outdated) {
    for (Notebook.Cell cell : notebook.cells()) {
      if (cell.isCode()) {
        server
            .client()
            .publishDiagnostics(
                new PublishDiagnosticsParams(
                    cell.uri(), messages.ofCell(notebook, cell, outdated)));
      }
    }
  }

  /** Sends what changed in the files that are not open. */
  private void sendOthers(
      Workspace workspace, DiagnosticMessages messages, BooleanSupplier outdated) {
    Set<Path> gone = new HashSet<>(sent.keySet());
    for (Path file : WorkspaceDiagnostics.files(workspace)) {
      if (outdated.getAsBoolean()) {
        throw new CancellationException();
      }
      if (workspace.document(file).isEmpty()) {
        sendOther(workspace, file, messages.of(file, outdated));
        server.requests().betweenSteps(workspace);
      }
      gone.remove(file);
    }
    for (Path file : gone) {
      sendOther(workspace, file, List.of());
    }
  }

  private void sendOther(Workspace workspace, Path file, List<Diagnostic> items) {
    String id = WorkspaceDiagnostics.resultId(items);
    String before = items.isEmpty() ? sent.remove(file) : sent.put(file, id);
    boolean isNew = items.isEmpty() ? before != null : !id.equals(before);
    if (isNew && workspace.document(file).isEmpty()) {
      server
          .client()
          .publishDiagnostics(new PublishDiagnosticsParams(workspace.uriOf(file), items));
    }
  }

  /** Takes back what was sent for a document that is closed now. */
  void clear(String uri) {
    server.client().publishDiagnostics(new PublishDiagnosticsParams(uri, List.of()));
  }
}
