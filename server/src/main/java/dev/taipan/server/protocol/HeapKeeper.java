package dev.taipan.server.protocol;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Keeps the heap near what is really held.
 *
 * <p>The serial collector collects old objects only when the heap is at its limit; until then it
 * takes more from the system for whatever survives a young collection, such as the tree of a file
 * that the next edit replaces. So this asks for a collection when the heap has grown by much since
 * the last, and, sooner, when nobody waits for anything or somebody has waited long anyway.
 */
final class HeapKeeper {
  /** What the heap may grow by in any case, so that small ones are not collected all the time. */
  private static final long SMALL_BYTES = 6L << 20;

  private static final long IDLE_MILLIS = 800;

  /** Who waited this long, as for the first diagnostics of a project, bears a collection too. */
  private static final long LONG_NANOS = 1_500_000_000;

  private final ScheduledExecutorService timer;
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicBoolean isWatching = new AtomicBoolean();
  private volatile long firstWork;
  private volatile long lastWork;

  /** The size of the heap after the last collection that was asked for, and what was held then. */
  private volatile long size = Runtime.getRuntime().totalMemory();

  private volatile long held;

  HeapKeeper(ScheduledExecutorService timer) {
    this.timer = timer;
  }

  /** Some work begins; {@link #afterWork} tells of its end. */
  void beforeWork() {
    if (running.getAndIncrement() == 0) {
      firstWork = System.nanoTime();
    }
    if (isWatching.compareAndSet(false, true)) {
      watch(IDLE_MILLIS);
    }
  }

  /** Some work was done, and its outcome sent. */
  void afterWork() {
    lastWork = System.nanoTime();
    if (running.decrementAndGet() == 0) {
      boolean wasLong = lastWork - firstWork > LONG_NANOS;
      collectAbove(wasLong ? SMALL_BYTES / 2 : Math.max(SMALL_BYTES, held / 8));
    }
  }

  /**
   * Lets go of what is held for later if the heap is nearly full. The collector would do it too,
   * but only after it has looked for garbage in a full heap again and again.
   *
   * <p>Other work loads again what it still needs, so it is spared as long as there is room.
   */
  void relieve(Runnable letGo) {
    long limit = Runtime.getRuntime().maxMemory();
    if (used() > limit / 10 * (running.get() <= 1 ? 8 : 9)) {
      collect();
      if (held > limit / 10 * (running.get() <= 1 ? 5 : 7)) {
        letGo.run();
        collect();
      }
    }
  }

  private static long used() {
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private void watch(long millis) {
    try {
      timer.schedule(this::look, millis, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      // The server ends.
    }
  }

  private void look() {
    long rest = IDLE_MILLIS - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - lastWork);
    if (running.get() > 0) {
      collectAbove(Math.max(10 * SMALL_BYTES, held)); // somebody waits, but it takes too much
      watch(IDLE_MILLIS);
    } else if (rest > 0) {
      watch(rest);
    } else {
      isWatching.set(false);
      collectAbove(Math.max(SMALL_BYTES / 2, held / 12));
    }
  }

  private synchronized void collectAbove(long growth) {
    if (Runtime.getRuntime().totalMemory() - size > growth) {
      collect();
    }
  }

  private synchronized void collect() {
    System.gc();
    size =
        Runtime.getRuntime().totalMemory(); // young objects have a place of their own, which stays
    held = size - Runtime.getRuntime().freeMemory();
  }
}
