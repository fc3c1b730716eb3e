package dev.taipan.checker.diagnostics;

/**
 * A range of a file: from {@code start} (included) to {@code end} (excluded), in zero-based UTF-16
 * offsets.
 */
public record Span(int start, int end) {
  public Span {
    if (end < start) {
      throw new IllegalArgumentException("a span ends before it starts: " + start + ".." + end);
    }
  }

  public boolean contains(int offset) {
    return start <= offset && offset < end;
  }
}
