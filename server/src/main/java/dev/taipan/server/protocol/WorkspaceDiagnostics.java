package dev.taipan.server.protocol;

import dev.taipan.server.workspace.Document;
import dev.taipan.server.workspace.Project;
import dev.taipan.server.workspace.Workspace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.PreviousResultId;
import org.eclipse.lsp4j.ProgressParams;
import org.eclipse.lsp4j.WorkspaceDiagnosticParams;
import org.eclipse.lsp4j.WorkspaceDiagnosticReport;
import org.eclipse.lsp4j.WorkspaceDocumentDiagnosticReport;
import org.eclipse.lsp4j.WorkspaceFullDocumentDiagnosticReport;
import org.eclipse.lsp4j.WorkspaceUnchangedDocumentDiagnosticReport;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;
import org.eclipse.lsp4j.services.LanguageClient;
import org.jspecify.annotations.Nullable;

/** The diagnostics of all of the user's files, handed over in parts if the client takes parts. */
final class WorkspaceDiagnostics {
  private static final int FILES_IN_A_PART = 16;

  private final LanguageClient client;
  private final Positions positions;
  private final Requests requests;

  WorkspaceDiagnostics(LanguageClient client, Positions positions, Requests requests) {
    this.client = client;
    this.positions = positions;
    this.requests = requests;
  }

  /** The id of a result: the same for the same diagnostics. */
  static String resultId(List<Diagnostic> items) {
    return Integer.toHexString(items.hashCode()) + "-" + items.size();
  }

  /** All files that are checked, open ones first. */
  static Set<Path> files(Workspace workspace) {
    Set<Path> files = new LinkedHashSet<>();
    for (Document document : workspace.documents()) {
      if (workspace.notebook(document.path()).isEmpty()) {
        files.add(document.path());
      }
    }
    for (Project project : workspace.projects()) {
      if (!project.isScript()) {
        files.addAll(project.snapshot().findFiles());
      }
    }
    return files;
  }

  WorkspaceDiagnosticReport report(
      Workspace workspace,
      WorkspaceDiagnosticParams params,
      Progress progress,
      BooleanSupplier outdated) {
    Map<String, String> known = new HashMap<>();
    if (params.getPreviousResultIds() != null) {
      for (PreviousResultId previous : params.getPreviousResultIds()) {
        known.put(previous.getUri(), previous.getValue());
      }
    }
    DiagnosticMessages messages = new DiagnosticMessages(workspace, positions);
    Either<String, Integer> token = params.getPartialResultToken();
    List<WorkspaceDocumentDiagnosticReport> reports = new ArrayList<>();
    Set<Path> files = files(workspace);
    int done = 0;
    for (Path file : files) {
      if (progress.isCancelled()) {
        // The client would begin again after any other error.
        throw Requests.error(ResponseErrorCode.RequestCancelled, "cancelled by the user");
      }
      if (outdated.getAsBoolean()) {
        throw new CancellationException();
      }
      String uri = workspace.uriOf(file);
      reports.add(one(workspace, file, uri, check(messages, file, outdated), known.remove(uri)));
      requests.betweenSteps(workspace);
      done++;
      progress.report(done, files.size());
      if (token != null && reports.size() == FILES_IN_A_PART) {
        hand(token, reports);
        reports = new ArrayList<>();
      }
    }
    // What is gone has no diagnostics any more.
    for (String gone : known.keySet()) {
      WorkspaceFullDocumentDiagnosticReport empty =
          new WorkspaceFullDocumentDiagnosticReport(List.of(), gone, null);
      reports.add(new WorkspaceDocumentDiagnosticReport(empty));
    }
    if (token != null && !reports.isEmpty()) {
      hand(token, reports);
      reports = new ArrayList<>();
    }
    return new WorkspaceDiagnosticReport(reports);
  }

  /** What there is to say of a file; nothing where the checker fails, which costs no other file. */
  private List<Diagnostic> check(DiagnosticMessages messages, Path file, BooleanSupplier outdated) {
    try {
      return messages.of(file, outdated);
    } catch (CancellationException e) {
      throw e;
    } catch (RuntimeException | OutOfMemoryError e) {
      requests.failed("checking " + file, e);
      return List.of();
    }
  }

  private void hand(
      Either<String, Integer> token, List<WorkspaceDocumentDiagnosticReport> reports) {
    client.notifyProgress(
        new ProgressParams(token, Either.forRight(new WorkspaceDiagnosticReport(reports))));
  }

  private static WorkspaceDocumentDiagnosticReport one(
      Workspace workspace, Path file, String uri, List<Diagnostic> items, @Nullable String known) {
    Integer version = workspace.document(file).map(Document::version).orElse(null);
    String id = resultId(items);
    if (id.equals(known)) {
      return new WorkspaceDocumentDiagnosticReport(
          new WorkspaceUnchangedDocumentDiagnosticReport(id, uri, version));
    }
    WorkspaceFullDocumentDiagnosticReport full =
        new WorkspaceFullDocumentDiagnosticReport(items, uri, version);
    full.setResultId(id);
    return new WorkspaceDocumentDiagnosticReport(full);
  }
}
