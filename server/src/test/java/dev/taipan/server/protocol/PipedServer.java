package dev.taipan.server.protocol;

import dev.taipan.server.workspace.ProjectLoader;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/**
 * A server that runs in this JVM, for tests.
 *
 * @param input what the server reads
 * @param output what the server writes
 * @param exitCode done when the server has ended
 */
record PipedServer(
    PipedOutputStream input, PipedInputStream output, CompletableFuture<Integer> exitCode) {
  private static final int BUFFER = 1 << 16;

  static PipedServer start() throws IOException {
    PipedOutputStream input = new PipedOutputStream();
    PipedInputStream serverIn = new PipedInputStream(input, BUFFER);
    PipedOutputStream serverOut = new PipedOutputStream();
    PipedInputStream output = new PipedInputStream(serverOut, BUFFER);
    Path typeshed = Path.of(Objects.requireNonNull(System.getProperty("taipan.typeshed")));
    ProjectLoader loader = new ProjectLoader(typeshed.toAbsolutePath(), Map.of());
    CompletableFuture<Integer> exitCode =
        CompletableFuture.supplyAsync(
            () -> Connection.serve(serverIn, serverOut, loader),
            task -> daemon(task, "server").start());
    return new PipedServer(input, output, exitCode);
  }

  /** A thread that does not keep the JVM alive. */
  static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }
}
