package dev.taipan.checker.report;

import java.util.Arrays;

/**
 * One line of source as a terminal shows it: tabs expanded, control characters made visible, a line
 * too long for any screen cut down to the part that matters.
 *
 * <p>Offsets are those of the line's text in UTF-16 units; columns are zero-based cells of the
 * shown text.
 */
final class SourceLine {
  private static final int LONGEST = 240;
  private static final int SHOWN = 160;
  private static final int BEFORE = 60;

  private final int[] columns;
  private final String shown;

  private SourceLine(int[] columns, String shown) {
    this.columns = columns;
    this.shown = shown;
  }

  /**
   * Lays out a line.
   *
   * @param important the offset that must be seen
   */
  static SourceLine of(String line, int important) {
    int from = 0;
    int to = line.length();
    if (line.length() > LONGEST) {
      from = boundary(line, Math.max(0, Math.min(important - BEFORE, line.length() - SHOWN)));
      to = boundary(line, Math.min(line.length(), from + SHOWN));
    }
    int[] columns = new int[line.length() + 1];
    StringBuilder shown = new StringBuilder();
    int column = 0;
    if (from > 0) {
      shown.append('…');
      column++;
    }
    Arrays.fill(columns, 0, from, column);
    for (int i = from; i < to; ) {
      int codePoint = line.codePointAt(i);
      int next = i + Character.charCount(codePoint);
      Arrays.fill(columns, i, next, column);
      Printable.appendSource(shown, codePoint, column);
      column += Printable.width(codePoint, column);
      i = next;
    }
    Arrays.fill(columns, to, columns.length, column);
    if (to < line.length()) {
      shown.append('…');
    }
    return new SourceLine(columns, shown.toString().stripTrailing());
  }

  String shown() {
    return shown;
  }

  /** The column at which the character at {@code offset} is shown; beyond the line its end. */
  int column(int offset) {
    return columns[Math.min(offset, columns.length - 1)];
  }

  private static int boundary(String line, int offset) {
    return offset > 0 && offset < line.length() && Character.isLowSurrogate(line.charAt(offset))
        ? offset - 1
        : offset;
  }
}
