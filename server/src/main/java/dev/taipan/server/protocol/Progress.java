package dev.taipan.server.protocol;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.lsp4j.ProgressParams;
import org.eclipse.lsp4j.WorkDoneProgressBegin;
import org.eclipse.lsp4j.WorkDoneProgressCreateParams;
import org.eclipse.lsp4j.WorkDoneProgressEnd;
import org.eclipse.lsp4j.WorkDoneProgressNotification;
import org.eclipse.lsp4j.WorkDoneProgressReport;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.eclipse.lsp4j.services.LanguageClient;
import org.jspecify.annotations.Nullable;

/** Work that the user sees going on and can cancel. */
final class Progress implements AutoCloseable {
  /** All progress that a client was told of, by token. */
  static final class Running {
    private final Map<Either<String, Integer>, Progress> byToken = new ConcurrentHashMap<>();
    private final AtomicInteger tokens = new AtomicInteger();

    /** The user does not want to wait for something. */
    void cancel(Either<String, Integer> token) {
      Progress progress = byToken.get(token);
      if (progress != null) {
        progress.cancelled = true;
      }
    }

    /** Starts under the token of a request, or one of ours if the client can show that. */
    Progress begin(
        LanguageClient client,
        @Nullable Either<String, Integer> given,
        boolean mayCreate,
        String title) {
      Either<String, Integer> token = given;
      if (token == null && mayCreate) {
        token = Either.forLeft("taipan-" + tokens.incrementAndGet());
        client.createProgress(new WorkDoneProgressCreateParams(token));
      }
      Progress progress = new Progress(this, client, token);
      if (token != null) {
        byToken.put(token, progress);
        WorkDoneProgressBegin begin = new WorkDoneProgressBegin();
        begin.setTitle(title);
        begin.setCancellable(true);
        begin.setPercentage(0);
        progress.notify(begin);
      }
      return progress;
    }
  }

  private final Running running;
  private final LanguageClient client;
  private final @Nullable Either<String, Integer> token;
  private volatile boolean cancelled;
  private int percentage;

  private Progress(
      Running running, LanguageClient client, @Nullable Either<String, Integer> token) {
    this.running = running;
    this.client = client;
    this.token = token;
  }

  boolean isCancelled() {
    return cancelled;
  }

  /** Says how much is done, once for each percent. */
  void report(int done, int all) {
    int now = all == 0 ? 100 : (int) (100L * done / all);
    if (token == null || now == percentage) {
      return;
    }
    percentage = now;
    WorkDoneProgressReport report = new WorkDoneProgressReport();
    report.setPercentage(now);
    report.setMessage(done + " of " + all + " files");
    report.setCancellable(true);
    notify(report);
  }

  private void notify(WorkDoneProgressNotification notification) {
    if (token != null) {
      client.notifyProgress(new ProgressParams(token, Either.forLeft(notification)));
    }
  }

  @Override
  public void close() {
    if (token != null) {
      running.byToken.remove(token);
      notify(new WorkDoneProgressEnd());
    }
  }
}
