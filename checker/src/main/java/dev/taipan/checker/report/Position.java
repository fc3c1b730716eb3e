package dev.taipan.checker.report;

import dev.taipan.checker.source.SourceText;

/**
 * A place as people count it.
 *
 * @param line one-based
 * @param column one-based, in code points
 */
record Position(int line, int column) {
  static Position of(SourceText text, int offset) {
    int at = Math.min(offset, text.length());
    int line = text.lineOf(at);
    int start = text.lineStart(line);
    return new Position(line + 1, text.text().codePointCount(start, at) + 1);
  }
}
