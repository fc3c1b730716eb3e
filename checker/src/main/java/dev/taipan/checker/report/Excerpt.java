package dev.taipan.checker.report;

import dev.taipan.checker.diagnostics.Severity;
import dev.taipan.checker.diagnostics.Span;
import dev.taipan.checker.source.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** The lines of one file that a diagnostic speaks of, with the places underlined. */
final class Excerpt {
  /** Of a place with more lines than this the middle is left out. */
  private static final int MOST_LINES = 4;

  private record Mark(Span span, String message, boolean primary) {}

  private final SourceText text;
  private final List<Mark> marks = new ArrayList<>();

  Excerpt(SourceText text) {
    this.text = text;
  }

  /** Underlines {@code span}; a second message for the same place joins the first. */
  void mark(Span span, String message, boolean primary) {
    for (int i = 0; i < marks.size(); i++) {
      Mark mark = marks.get(i);
      if (mark.span.equals(span)) {
        String joined = mark.message.isEmpty() ? message : mark.message + "; " + message;
        marks.set(i, new Mark(span, joined, mark.primary || primary));
        return;
      }
    }
    marks.add(new Mark(span, message, primary));
  }

  /** The place that the excerpt's head names. */
  Position position() {
    return Position.of(text, marks.getFirst().span.start());
  }

  /** The largest line number, one-based; 0 where nothing is shown. */
  int lastLineNumber() {
    return text.length() == 0 ? 0 : shownLines().last() + 1;
  }

  /**
   * Appends the lines.
   *
   * @param gutter the width of the line numbers
   */
  void write(StringBuilder out, int gutter, Severity severity, Style style) {
    if (text.length() == 0) {
      return;
    }
    String bar = style.frame(" ".repeat(gutter + 1) + "|");
    out.append(bar).append('\n');
    int previous = -1;
    for (int line : shownLines()) {
      if (previous >= 0 && line > previous + 1) {
        out.append(style.frame(" ".repeat(Math.max(0, gutter - 3)) + "...")).append('\n');
      }
      previous = line;
      writeLine(out, line, gutter, bar, severity, style);
    }
  }

  private void writeLine(
      StringBuilder out, int line, int gutter, String bar, Severity severity, Style style) {
    int lineStart = text.lineStart(line);
    List<Mark> here = marksIn(line);
    int important = here.isEmpty() ? 0 : Math.max(0, here.getFirst().span.start() - lineStart);
    String code = text.lineText(line);
    SourceLine shown = SourceLine.of(code, important);
    String number = Integer.toString(line + 1);
    out.append(style.frame(" ".repeat(gutter - number.length()) + number + " |"));
    if (!shown.shown().isEmpty()) {
      out.append(' ').append(shown.shown());
    }
    out.append('\n');
    for (Mark mark : here) {
      int first = Math.max(mark.span.start() - lineStart, indentation(code, line, mark));
      int from = shown.column(first);
      int to = shown.column(Math.min(mark.span.end() - lineStart, code.stripTrailing().length()));
      String underline = (mark.primary ? "^" : "-").repeat(Math.max(1, to - from));
      if (isLastLineOf(mark, line) && !mark.message.isEmpty()) {
        underline += " " + Printable.line(mark.message);
      }
      out.append(bar)
          .append(" ".repeat(from + 1))
          .append(mark.primary ? style.severity(severity, underline) : style.frame(underline))
          .append('\n');
    }
  }

  /** Where the underline of {@code line} starts at the earliest: after the indentation. */
  private int indentation(String code, int line, Mark mark) {
    if (text.lineOf(mark.span.start()) == line) {
      return 0;
    }
    int indentation = 0;
    while (indentation < code.length() && Character.isWhitespace(code.charAt(indentation))) {
      indentation++;
    }
    return indentation;
  }

  private List<Mark> marksIn(int line) {
    List<Mark> here = new ArrayList<>();
    for (Mark mark : marks) {
      if (text.lineOf(mark.span.start()) <= line && line <= lastLine(mark)) {
        here.add(mark);
      }
    }
    here.sort(
        (a, b) ->
            a.primary != b.primary
                ? Boolean.compare(b.primary, a.primary)
                : Integer.compare(a.span.start(), b.span.start()));
    return here;
  }

  private TreeSet<Integer> shownLines() {
    TreeSet<Integer> lines = new TreeSet<>();
    for (Mark mark : marks) {
      int first = text.lineOf(mark.span.start());
      int last = lastLine(mark);
      boolean elided = last - first >= MOST_LINES;
      for (int line = first; line <= last; line++) {
        if (!elided || line < first + MOST_LINES / 2 || line > last - MOST_LINES / 2) {
          lines.add(line);
        }
      }
    }
    Integer previous = null;
    for (Integer line : List.copyOf(lines)) {
      if (previous != null && line == previous + 2) {
        lines.add(previous + 1); // as short as the dots that would stand for it
      }
      previous = line;
    }
    return lines;
  }

  private boolean isLastLineOf(Mark mark, int line) {
    return lastLine(mark) == line;
  }

  private int lastLine(Mark mark) {
    return text.lineOf(Math.max(mark.span.start(), mark.span.end() - 1));
  }
}
