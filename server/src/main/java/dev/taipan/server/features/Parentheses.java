package dev.taipan.server.features;

import dev.taipan.checker.syntax.Stmt;

/** Finds brackets that the tree does not keep. */
final class Parentheses {
  private Parentheses() {}

  /** The offset behind the parenthesis that closes a function's parameters; -1 if there is none. */
  static int afterParameters(String text, Stmt.FunctionDef function) {
    int at = function.name.end;
    if (!function.typeParams.isEmpty()) {
      at = function.typeParams.getLast().end;
    }
    if (!function.parameters.all.isEmpty()) {
      at = function.parameters.all.getLast().end;
    }
    int limit = function.body.isEmpty() ? text.length() : function.body.getFirst().start;
    int close = next(text, at, limit, ')');
    return close < 0 ? -1 : close + 1;
  }

  /** So far back a bracket is looked for. */
  private static final int REACH = 4000;

  /** Where the white space before an offset starts. */
  static int spaceBefore(String text, int offset, boolean isOverLines) {
    int at = offset;
    while (at > 0
        && (text.charAt(at - 1) == ' '
            || isOverLines && Character.isWhitespace(text.charAt(at - 1)))) {
      at--;
    }
    return at;
  }

  /** The offset of the bracket that is open at an offset; -1 if there is none nearby. */
  static int openBefore(String text, int offset) {
    return openBefore(text, offset, Math.max(0, offset - REACH));
  }

  /**
   * The offset of the bracket that is open at an offset, of whatever kind; -1 if there is none
   * behind a limit. Does not tell brackets in strings from others.
   */
  static int openBefore(String text, int offset, int limit) {
    int depth = 0;
    for (int i = offset - 1; i >= limit; i--) {
      switch (text.charAt(i)) {
        case ')', ']', '}' -> depth++;
        case '(', '[', '{' -> {
          if (depth == 0) {
            return i;
          }
          depth--;
        }
        default -> {}
      }
    }
    return -1;
  }

  /** The offset of a character outside of comments; -1 if there is none. */
  static int next(String text, int from, int limit, char wanted) {
    for (int i = from; i < limit && i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == wanted) {
        return i;
      }
      if (c == '#') {
        while (i + 1 < text.length() && text.charAt(i + 1) != '\n') {
          i++;
        }
      }
    }
    return -1;
  }
}
