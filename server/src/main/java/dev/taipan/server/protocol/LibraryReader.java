package dev.taipan.server.protocol;

import dev.taipan.checker.project.Snapshot;
import dev.taipan.server.features.NameIndex;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/** Reads the names that can be imported in the background, once somebody wants to import. */
final class LibraryReader {
  private static final long STACK_BYTES = 64L << 20;

  /** How old what is known of the user's files may be. */
  private static final long REFRESH_NANOS = 5_000_000_000L;

  /** How long somebody may be kept waiting who asks for an import. */
  private static final long PATIENCE_NANOS = 3_000_000_000L;

  private static final int POLL_MILLIS = 20;

  private final Map<Path, Long> refreshed = new ConcurrentHashMap<>();
  private final NameIndex names;
  private final ClientLog log;
  private final Set<Path> running = ConcurrentHashMap.newKeySet();
  private volatile boolean stopped;

  LibraryReader(NameIndex names, ClientLog log) {
    this.names = names;
    this.log = log;
  }

  /** Starts to read unless it is known and fresh, or on its way; does not wait. */
  void want(Snapshot snapshot) {
    Path root = snapshot.configuration().root();
    boolean isFresh =
        names.knowsLibraries(snapshot)
            && System.nanoTime() - refreshed.getOrDefault(root, 0L) < REFRESH_NANOS;
    if (isFresh || !running.add(root)) {
      return;
    }
    Thread reader = new Thread(null, () -> read(snapshot, root), "libraries", STACK_BYTES);
    reader.setDaemon(true);
    reader.setPriority(Thread.MIN_PRIORITY);
    reader.start();
  }

  /** Waits a moment until the names of the standard library are known, which come first. */
  void awaitFirst(Snapshot snapshot, BooleanSupplier outdated) {
    long end = System.nanoTime() + PATIENCE_NANOS;
    try {
      while (!names.knowsSomeLibraries(snapshot)
          && System.nanoTime() < end
          && !outdated.getAsBoolean()) {
        Thread.sleep(POLL_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void read(Snapshot snapshot, Path root) {
    long start = System.nanoTime();
    try {
      names.readUserFiles(snapshot, () -> stopped);
      refreshed.put(root, System.nanoTime());
      names.readLibraries(snapshot, () -> stopped);
      log.trace("names of libraries took " + (System.nanoTime() - start) / 1_000_000 + " ms");
    } catch (CancellationException e) {
      // The server ends.
    } catch (RuntimeException | StackOverflowError e) {
      log.defect("names of libraries", e);
    } finally {
      running.remove(root);
    }
  }

  void stop() {
    stopped = true;
  }
}
