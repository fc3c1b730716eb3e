package dev.taipan.checker.project;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Checks many files on several threads. The result does not depend on their number nor on the order
 * of the files.
 */
public final class CheckRun {
  /** Deeply nested code recurses deeply; only the pages that are touched cost memory. */
  private static final long STACK_BYTES = 64L << 20;

  private static final int PROGRESS_MILLIS = 100;

  /** Hears from the thread that started the run, about ten times a second. */
  public interface Progress {
    void update(int done, int total);
  }

  /** A defect of the checker itself, met in {@code file}. */
  public record InternalError(Path file, Throwable cause) implements Outcome {}

  /** What became of one file. */
  private sealed interface Outcome permits Checked, InternalError {}

  private record Checked(FileReport report, long nanos) implements Outcome {}

  /** How long one file took, what it needed of other files included. */
  public record Timing(Path file, long nanos) {}

  /**
   * The outcome.
   *
   * @param reports one for each file that could be checked, in the order of paths
   * @param internalErrors the other files, in the order of paths
   * @param timings how long the files took, the slowest first
   */
  public record Result(
      List<FileReport> reports, List<InternalError> internalErrors, List<Timing> timings) {
    public Result {
      reports = List.copyOf(reports);
      internalErrors = List.copyOf(internalErrors);
      timings = List.copyOf(timings);
    }
  }

  private final FileChecker checker;
  private final Path[] files;
  private final AtomicReferenceArray<@Nullable Outcome> results;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger done = new AtomicInteger();

  private CheckRun(FileChecker checker, Path[] files) {
    this.checker = checker;
    this.files = files;
    this.results = new AtomicReferenceArray<>(files.length);
  }

  /**
   * Checks {@code files}, each absolute, normalized and given once.
   *
   * @param threads at least one
   */
  public static Result check(List<Path> files, FileChecker checker, int threads, Progress progress)
      throws InterruptedException {
    CheckRun run = new CheckRun(checker, largestFirst(files, threads));
    run.runOn(Math.min(threads, files.size()), progress);
    return run.result();
  }

  private void runOn(int threads, Progress progress) throws InterruptedException {
    CountDownLatch running = new CountDownLatch(threads);
    for (int i = 0; i < threads; i++) {
      Thread worker = new Thread(null, () -> work(running), "checker-" + i, STACK_BYTES);
      worker.setDaemon(true); // an interrupted run must not wait for it
      worker.start();
    }
    while (!running.await(PROGRESS_MILLIS, TimeUnit.MILLISECONDS)) {
      progress.update(done.get(), files.length);
    }
  }

  private void work(CountDownLatch running) {
    try {
      for (int i = next.getAndIncrement(); i < files.length; i = next.getAndIncrement()) {
        results.set(i, checkOne(files[i]));
        done.incrementAndGet();
      }
    } finally {
      running.countDown();
    }
  }

  private Outcome checkOne(Path file) {
    long start = System.nanoTime();
    try {
      return new Checked(checker.check(file), System.nanoTime() - start);
    } catch (Throwable defect) { // the other files are still worth checking
      return new InternalError(file, defect);
    }
  }

  private Result result() {
    List<FileReport> reports = new ArrayList<>();
    List<InternalError> internalErrors = new ArrayList<>();
    List<Timing> timings = new ArrayList<>();
    for (int i = 0; i < files.length; i++) {
      switch (results.get(i)) {
        case Checked checked -> {
          reports.add(checked.report);
          timings.add(new Timing(files[i], checked.nanos));
        }
        case InternalError error -> internalErrors.add(error);
        case null -> throw new IllegalStateException("no result for " + files[i]);
      }
    }
    reports.sort((a, b) -> a.file().toString().compareTo(b.file().toString()));
    internalErrors.sort((a, b) -> a.file().toString().compareTo(b.file().toString()));
    timings.sort((a, b) -> Long.compare(b.nanos, a.nanos));
    return new Result(reports, internalErrors, timings);
  }

  /** Starting with the largest files keeps all threads busy to the end. */
  private static Path[] largestFirst(List<Path> files, int threads) {
    Path[] order = files.toArray(new Path[0]);
    if (threads == 1 || order.length < 2) {
      return order;
    }
    record Sized(Path file, long size) {}
    Sized[] sized = new Sized[order.length];
    for (int i = 0; i < order.length; i++) {
      sized[i] = new Sized(order[i], order[i].toFile().length());
    }
    Arrays.sort(sized, (a, b) -> Long.compare(b.size, a.size));
    for (int i = 0; i < order.length; i++) {
      order[i] = sized[i].file;
    }
    return order;
  }
}
