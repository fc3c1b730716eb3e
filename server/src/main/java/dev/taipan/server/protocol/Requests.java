package dev.taipan.server.protocol;

import dev.taipan.server.workspace.Workspace;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.eclipse.lsp4j.jsonrpc.ResponseErrorException;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseError;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * Who runs what. Changes of the workspace run one after the other on a thread of their own, in the
 * order of the messages; a request takes the state that its predecessors left and runs on a pool.
 * The thread that reads messages does neither, so typing never waits for checking.
 */
final class Requests {
  /** Deeply nested code recurses deeply; only the pages that are touched cost memory. */
  private static final long STACK_BYTES = 64L << 20;

  /** What a request may look at. */
  interface Work<T> {
    /**
     * Answers.
     *
     * @param outdated whether nobody waits for the answer any more
     */
    @Nullable T run(Workspace workspace, BooleanSupplier outdated);
  }

  private final ScheduledExecutorService changes;
  private final ExecutorService pool;
  private final ClientLog log;
  private final AtomicInteger generation = new AtomicInteger();
  private volatile Workspace workspace = Workspace.empty();

  Requests(ClientLog log) {
    this.log = log;
    changes = Executors.newSingleThreadScheduledExecutor(threads("changes"));
    int size = Math.max(2, Runtime.getRuntime().availableProcessors());
    pool = Executors.newFixedThreadPool(size, threads("request"));
  }

  private static ThreadFactory threads(String name) {
    AtomicInteger count = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(null, task, name + "-" + count.getAndIncrement(), STACK_BYTES);
      thread.setDaemon(true);
      return thread;
    };
  }

  /** The latest state; requests that came before may still work on older ones. */
  Workspace workspace() {
    return workspace;
  }

  /** How many changes were asked for so far. */
  int generation() {
    return generation.get();
  }

  /** Changes the workspace after all earlier changes. */
  void change(String what, UnaryOperator<Workspace> change) {
    generation.incrementAndGet();
    changes.execute(
        () -> {
          try {
            workspace = change.apply(workspace);
          } catch (RuntimeException | StackOverflowError e) {
            log.defect(what, e);
          }
        });
  }

  /** Runs something after all earlier changes, off the thread that reads messages. */
  void afterChanges(String what, Runnable task) {
    changes.execute(() -> pool.execute(() -> guarded(what, task)));
  }

  /** Runs something after all earlier changes and a while. */
  void later(String what, int millis, Runnable task) {
    changes.schedule(() -> pool.execute(() -> guarded(what, task)), millis, TimeUnit.MILLISECONDS);
  }

  private void guarded(String what, Runnable task) {
    try {
      task.run();
    } catch (CancellationException e) {
      // Something newer is on its way.
    } catch (RuntimeException | StackOverflowError e) {
      log.defect(what, e);
    }
  }

  /** Answers a request on the state that all earlier changes left. */
  <T> CompletableFuture<T> answer(String what, Work<T> work) {
    CompletableFuture<T> result = new CompletableFuture<>();
    changes.execute(
        () -> {
          Workspace state = workspace;
          pool.execute(() -> run(what, work, state, result));
        });
    return result;
  }

  private <T> void run(String what, Work<T> work, Workspace state, CompletableFuture<T> result) {
    if (result.isDone()) {
      return;
    }
    try {
      result.complete(work.run(state, result::isDone));
    } catch (CancellationException e) {
      result.cancel(false);
    } catch (ResponseErrorException e) {
      result.completeExceptionally(e);
    } catch (RuntimeException | StackOverflowError e) {
      log.defect(what, e);
      result.completeExceptionally(
          error(ResponseErrorCode.InternalError, "internal error in " + what));
    }
  }

  static ResponseErrorException error(ResponseErrorCode code, String message) {
    return new ResponseErrorException(new ResponseError(code, message, null));
  }

  void stop() {
    changes.shutdownNow();
    pool.shutdownNow();
  }
}
