package dev.taipan.server.protocol;

import dev.taipan.server.workspace.Document;
import dev.taipan.server.workspace.Workspace;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.eclipse.lsp4j.PublishDiagnosticsParams;
import org.eclipse.lsp4j.services.LanguageClient;

/** Sends diagnostics of open documents to clients that do not ask for them. */
final class DiagnosticsFeed {
  /** How long typing must pause before diagnostics are computed. */
  private static final int PAUSE_MILLIS = 20;

  private final Requests requests;
  private final LanguageClient client;
  private final Positions positions;

  DiagnosticsFeed(Requests requests, LanguageClient client, Positions positions) {
    this.requests = requests;
    this.client = client;
    this.positions = positions;
  }

  /** Sends the diagnostics of all open documents soon, unless something changes before. */
  void schedule() {
    int generation = requests.generation();
    requests.later("diagnostics", PAUSE_MILLIS, () -> send(generation));
  }

  private void send(int generation) {
    BooleanSupplier outdated = () -> requests.generation() != generation;
    Workspace workspace = requests.workspace();
    DiagnosticMessages messages = new DiagnosticMessages(workspace, positions);
    for (Document document : workspace.documents()) {
      if (outdated.getAsBoolean()) {
        throw new CancellationException();
      }
      PublishDiagnosticsParams params =
          new PublishDiagnosticsParams(document.uri(), messages.of(document.path(), outdated));
      params.setVersion(document.version());
      client.publishDiagnostics(params);
    }
  }

  /** Takes back what was sent for a document that is closed now. */
  void clear(String uri) {
    client.publishDiagnostics(new PublishDiagnosticsParams(uri, List.of()));
  }
}
