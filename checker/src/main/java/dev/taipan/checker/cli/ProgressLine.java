package dev.taipan.checker.cli;

import dev.taipan.checker.project.CheckRun;
import java.io.Flushable;
import java.io.IOException;

/**
 * A line on a terminal that shows how far a run is, once it takes longer than people like to wait.
 */
final class ProgressLine implements CheckRun.Progress {
  private static final int WIDTH = 30;
  private static final long PATIENCE_NANOS = 1_000_000_000L;

  private final Appendable out;
  private final long start = System.nanoTime();
  private int shown;

  ProgressLine(Appendable out) {
    this.out = out;
  }

  @Override
  public void update(int done, int total) {
    if (System.nanoTime() - start < PATIENCE_NANOS) {
      return;
    }
    int filled = total == 0 ? WIDTH : (int) ((long) WIDTH * done / total);
    String line =
        "["
            + "#".repeat(filled)
            + ".".repeat(WIDTH - filled)
            + "] "
            + done
            + "/"
            + total
            + " files";
    print("\r" + line + " ".repeat(Math.max(0, shown - line.length())));
    shown = line.length();
  }

  /** Takes the line away. */
  void clear() {
    if (shown > 0) {
      print("\r" + " ".repeat(shown) + "\r");
      shown = 0;
    }
  }

  private void print(String text) {
    try {
      out.append(text);
      if (out instanceof Flushable stream) {
        stream.flush();
      }
    } catch (IOException e) {
      // nobody watches any more
    }
  }
}
