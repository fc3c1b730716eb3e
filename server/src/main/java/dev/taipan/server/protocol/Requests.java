package dev.taipan.server.protocol;

import dev.taipan.server.workspace.Workspace;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.eclipse.lsp4j.DiagnosticServerCancellationData;
import org.eclipse.lsp4j.jsonrpc.ResponseErrorException;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseError;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * Who runs what. Changes of the workspace run one after the other on a thread of their own, in the
 * order of the messages; a request takes the state that its predecessors left and runs on a pool.
 * The thread that reads messages does neither, so typing never waits for checking. Requests that
 * may look at the whole workspace have a pool of their own.
 */
final class Requests {
  /** Deeply nested code recurses deeply; only the pages that are touched cost memory. */
  private static final long STACK_BYTES = 64L << 20;

  private static final Set<String> WIDE =
      Set.of(
          "callHierarchy/incomingCalls",
          "codeLens/resolve",
          "textDocument/codeLens",
          "textDocument/implementation",
          "textDocument/references",
          "textDocument/rename",
          "typeHierarchy/subtypes",
          "workspace/diagnostic",
          "workspace/symbol",
          "workspace/willRenameFiles");

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

  /** For requests that may look at the whole workspace, which keep no other waiting. */
  private final ExecutorService wide;

  private final ClientLog log;
  private final HeapKeeper heap;
  private final AtomicInteger generation = new AtomicInteger();
  private volatile Workspace workspace = Workspace.empty();

  Requests(ClientLog log) {
    this.log = log;
    changes = Executors.newSingleThreadScheduledExecutor(threads("changes"));
    heap = new HeapKeeper(changes);
    int size = Math.max(2, Runtime.getRuntime().availableProcessors());
    pool = Executors.newFixedThreadPool(size, threads("request"));
    wide = Executors.newFixedThreadPool(Math.max(1, size / 2), threads("wide"));
  }

  private static ThreadFactory threads(String name) {
    AtomicInteger count = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(null, task, name + "-" + count.getAndIncrement(), STACK_BYTES);
      thread.setDaemon(true);
      return thread;
    };
  }

  /**
   * Gives long work a moment between its steps, in which nothing is being inferred, to let go of
   * what it leaves behind.
   */
  void betweenSteps(Workspace workspace) {
    heap.relieve(() -> workspace.projects().forEach(project -> project.snapshot().letGo()));
  }

  /** Something failed that its request does without. */
  void failed(String what, Throwable defect) {
    log.defect(what, defect);
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
          } catch (Throwable e) { // later changes still count
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
    heap.beforeWork();
    try {
      task.run();
    } catch (CancellationException e) {
      // Something newer is on its way.
    } catch (Throwable e) { // the server goes on whatever happens
      log.defect(what, e);
    } finally {
      heap.afterWork();
    }
  }

  /** Answers a request on the state that all earlier changes left. */
  <T> CompletableFuture<T> answer(String what, Work<T> work) {
    CompletableFuture<T> result = new CompletableFuture<>();
    enqueue(what, work, result, result::isDone);
    return result;
  }

  /**
   * As {@link #answer}, but gives up when the workspace changes, and tells the client to ask again:
   * for requests that look at more than an editor waits for.
   */
  <T> CompletableFuture<T> answerUntilChanged(String what, Work<T> work) {
    int asked = generation.get();
    CompletableFuture<T> result = new CompletableFuture<>();
    enqueue(what, work, result, () -> result.isDone() || generation.get() != asked);
    return result;
  }

  private <T> void enqueue(
      String what, Work<T> work, CompletableFuture<T> result, BooleanSupplier outdated) {
    Executor lane = WIDE.contains(what) ? wide : pool;
    changes.execute(
        () -> {
          Workspace state = workspace;
          lane.execute(() -> run(what, work, state, result, outdated));
        });
  }

  private <T> void run(
      String what,
      Work<T> work,
      Workspace state,
      CompletableFuture<T> result,
      BooleanSupplier outdated) {
    if (result.isDone()) {
      return;
    }
    heap.beforeWork();
    try {
      if (outdated.getAsBoolean()) {
        throw new CancellationException();
      }
      result.complete(work.run(state, outdated));
    } catch (CancellationException e) {
      if (!result.isDone()) {
        ResponseError again =
            new ResponseError(
                ResponseErrorCode.ServerCancelled,
                what + " is outdated",
                new DiagnosticServerCancellationData(true));
        result.completeExceptionally(new ResponseErrorException(again));
      }
    } catch (ResponseErrorException e) {
      result.completeExceptionally(e);
    } catch (OutOfMemoryError e) {
      result.completeExceptionally(
          error(ResponseErrorCode.RequestFailed, "not enough memory for " + what));
    } catch (Throwable e) { // every request has an answer
      log.defect(what, e);
      result.completeExceptionally(
          error(ResponseErrorCode.InternalError, "internal error in " + what));
    } finally {
      heap.afterWork();
    }
  }

  static ResponseErrorException error(ResponseErrorCode code, String message) {
    return new ResponseErrorException(new ResponseError(code, message, null));
  }

  void stop() {
    changes.shutdownNow();
    pool.shutdownNow();
    wide.shutdownNow();
  }
}
