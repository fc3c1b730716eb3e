package dev.taipan.server.protocol;

import dev.taipan.checker.project.Snapshot;
import dev.taipan.server.features.NameIndex;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;

/** Reads the names of libraries in the background, once somebody wants to import from them. */
final class LibraryReader {
  private static final long STACK_BYTES = 64L << 20;

  private final NameIndex names;
  private final ClientLog log;
  private final Set<Path> running = ConcurrentHashMap.newKeySet();
  private volatile boolean stopped;

  LibraryReader(NameIndex names, ClientLog log) {
    this.names = names;
    this.log = log;
  }

  /** Starts to read unless it is known or on its way; does not wait. */
  void want(Snapshot snapshot) {
    Path root = snapshot.configuration().root();
    if (names.knowsLibraries(snapshot) || !running.add(root)) {
      return;
    }
    Thread reader = new Thread(null, () -> read(snapshot, root), "libraries", STACK_BYTES);
    reader.setDaemon(true);
    reader.setPriority(Thread.MIN_PRIORITY);
    reader.start();
  }

  private void read(Snapshot snapshot, Path root) {
    long start = System.nanoTime();
    try {
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
