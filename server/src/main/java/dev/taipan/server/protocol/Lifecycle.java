package dev.taipan.server.protocol;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.eclipse.lsp4j.jsonrpc.ResponseErrorException;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;
import org.jspecify.annotations.Nullable;

/** Where the conversation with the client stands, and when it is over. */
final class Lifecycle {
  private enum State {
    NEW,
    RUNNING,
    SHUT_DOWN
  }

  private final CompletableFuture<Integer> exit = new CompletableFuture<>();
  private volatile State state = State.NEW;

  /** Whether notifications mean something now. */
  boolean isRunning() {
    return state == State.RUNNING;
  }

  /** Why a request cannot be answered now; null if it can. */
  @Nullable ResponseErrorException refusal() {
    return switch (state) {
      case NEW ->
          Requests.error(
              ResponseErrorCode.ServerNotInitialized, "the first request must be `initialize`");
      case RUNNING -> null;
      case SHUT_DOWN ->
          Requests.error(ResponseErrorCode.InvalidRequest, "the server was shut down");
    };
  }

  /** {@code initialize} came; it may come once. */
  void initialized() {
    if (state != State.NEW) {
      throw Requests.error(ResponseErrorCode.InvalidRequest, "`initialize` came before");
    }
    state = State.RUNNING;
  }

  void shutDown() {
    state = State.SHUT_DOWN;
  }

  void exit() {
    exit.complete(state == State.SHUT_DOWN ? 0 : 1);
  }

  /** Ends when the process that started this one does, at once if it has ended before. */
  void endWithProcess(long id) {
    ProcessHandle.of(id)
        .filter(ProcessHandle::isAlive)
        .ifPresentOrElse(parent -> parent.onExit().thenRun(this::exit), this::exit);
  }

  /** Ends when {@code listening} does: when the client closes its end. */
  void endWith(Future<Void> listening) {
    Thread watch =
        new Thread(
            () -> {
              try {
                listening.get();
              } catch (InterruptedException | ExecutionException | CancellationException e) {
                // Over is over.
              }
              exit();
            },
            "end of input");
    watch.setDaemon(true);
    watch.start();
  }

  /** Waits for the end. */
  int await() {
    return exit.join();
  }
}
