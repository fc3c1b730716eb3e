package dev.taipan.checker.syntax;

import java.util.Arrays;

/**
 * The part of the lexer that reads strings, and the texts of f- and t-strings between their fields.
 */
abstract class StringLexer extends LineLexer {
  private static final byte DOUBLE = 1;
  private static final byte TRIPLE = 2;
  private static final byte RAW = 4;

  /** For each f-string around: the {@link #stringBase} outside of it, its offset, its quotes. */
  private int[] stringBases = new int[4];

  private int[] stringStarts = new int[4];
  private byte[] stringFlags = new byte[4];

  StringLexer(String text, int shift, boolean parenthesized, Problems problems) {
    super(text, shift, parenthesized, problems);
  }

  /** Whether the next character belongs to the text of an f-string. */
  final boolean inStringText() {
    return stringDepth > 0 && (depth == stringBase || brackets[depth - 1] == FORMAT);
  }

  final boolean isStringPrefix(int from, int to) {
    int first = chars[from] | 0x20;
    if (to - from == 1) {
      return first == 'r' || first == 'b' || first == 'u' || first == 'f' || first == 't';
    }
    int second = chars[from + 1] | 0x20;
    int other = first == 'r' ? second : second == 'r' ? first : 0;
    return other == 'b' || other == 'f' || other == 't';
  }

  /** A string whose prefix starts at {@code from}. */
  final void string(int from) {
    int at = from;
    boolean raw = false;
    boolean format = false;
    while (chars[at] != '"' && chars[at] != '\'') {
      int c = chars[at++] | 0x20;
      raw |= c == 'r';
      format |= c == 'f' || c == 't';
    }
    char quote = chars[at];
    boolean triple = chars[at + 1] == quote && chars[at + 2] == quote;
    if (format) {
      pos = at + (triple ? 3 : 1);
      openString(from, quote, triple, raw);
      add(PythonGrammar.FSTART, from, pos);
      return;
    }
    pos = triple ? endOfTriple(at + 3, quote, from) : endOfSingle(at + 1, quote, from);
    if (pos > 0) {
      add(PythonGrammar.STRING, from, pos);
    } else {
      pos = from;
      leaveString();
    }
  }

  private int endOfTriple(int from, char quote, int start) {
    int at = from;
    while (true) {
      char c = chars[at];
      if (c == quote && chars[at + 1] == quote && chars[at + 2] == quote) {
        return at + 3;
      }
      if (c == '\\' && at + 1 < length) {
        at++;
      } else if (c == 0 && at >= length) {
        error(start, Math.min(start + 3, length), "unterminated triple-quoted string literal");
        return at;
      }
      at++;
    }
  }

  /**
   * The offset after the closing quote; 0 if the quote rather closes the f-string in whose field it
   * stands.
   */
  private int endOfSingle(int from, char quote, int start) {
    int at = from;
    while (true) {
      char c = chars[at];
      if (c == quote) {
        return at + 1;
      }
      if (c == '\\' && at + 1 < length) {
        at++;
        if (chars[at] == '\r' && chars[at + 1] == '\n') {
          at++;
        }
      } else if (c == '\n' || c == '\r' || (c == 0 && at >= length)) {
        if (stringDepth > 0 && closesString(quote)) {
          return 0;
        }
        error(start, at, "unterminated string literal");
        return at;
      }
      at++;
    }
  }

  private boolean closesString(char quote) {
    byte flags = stringFlags[stringDepth - 1];
    return (flags & TRIPLE) == 0 && ((flags & DOUBLE) != 0) == (quote == '"');
  }

  private void openString(int from, char quote, boolean triple, boolean raw) {
    if (stringDepth == stringBases.length) {
      stringBases = Arrays.copyOf(stringBases, stringDepth * 2);
      stringStarts = Arrays.copyOf(stringStarts, stringDepth * 2);
      stringFlags = Arrays.copyOf(stringFlags, stringDepth * 2);
    }
    stringBases[stringDepth] = stringBase;
    stringBase = depth;
    stringStarts[stringDepth] = from;
    stringFlags[stringDepth] =
        (byte) ((quote == '"' ? DOUBLE : 0) | (triple ? TRIPLE : 0) | (raw ? RAW : 0));
    stringDepth++;
  }

  /**
   * Ends the innermost f-string although brackets inside it are open; {@code pos} is at its closing
   * quote.
   */
  private void leaveString() {
    error(pos, pos, "f-string: expecting '}'");
    depth = stringBase;
    if (depth == 0) {
      resumeAt = -1;
    }
  }

  /** Reads the text of an f-string up to the next brace or its end. */
  final void stringText() {
    byte flags = stringFlags[stringDepth - 1];
    char quote = (flags & DOUBLE) != 0 ? '"' : '\'';
    boolean triple = (flags & TRIPLE) != 0;
    boolean raw = (flags & RAW) != 0;
    boolean format = depth > stringBase;
    int from = pos;
    int at = from;
    while (true) {
      char c = chars[at];
      if (c == quote && (!triple || (chars[at + 1] == quote && chars[at + 2] == quote))) {
        middle(from, at);
        if (format) {
          leaveString();
        }
        endString(triple ? 3 : 1);
        return;
      }
      switch (c) {
        case '{' -> {
          if (!format && chars[at + 1] == '{') {
            at += 2;
          } else {
            middle(from, at);
            openField();
            return;
          }
        }
        case '}' -> {
          if (format) {
            middle(from, at);
            pop();
            put(PythonGrammar.RBRACE, 1);
            return;
          }
          if (chars[at + 1] != '}') {
            error(at, at + 1, "f-string: single '}' is not allowed");
            at++;
          } else {
            at += 2;
          }
        }
        case '\\' -> at = afterEscape(at, raw);
        case '\n', '\r' -> {
          if (!triple) {
            unterminated(from, at, format);
            return;
          }
          at++;
        }
        case 0 -> {
          if (at >= length) {
            unterminated(from, length, format);
            return;
          }
          at++;
        }
        default -> at++;
      }
    }
  }

  private int afterEscape(int backslash, boolean raw) {
    int at = backslash + 1;
    char c = chars[at];
    if (at >= length || c == '{' || c == '}') {
      return at;
    }
    if (!raw && c == 'N' && chars[at + 1] == '{') {
      at += 2;
      while (Character.isLetterOrDigit(chars[at]) || chars[at] == ' ' || chars[at] == '-') {
        at++;
      }
      return chars[at] == '}' ? at + 1 : at;
    }
    return c == '\r' && chars[at + 1] == '\n' ? at + 2 : at + 1;
  }

  private void middle(int from, int to) {
    pos = to;
    if (to > from) {
      add(PythonGrammar.FMID, from, to);
    }
  }

  private void openField() {
    if (depth >= MAX_BRACKETS) {
      error(pos, pos + 1, "f-string: expressions nested too deeply");
      skipTooDeep();
      return;
    }
    push(FIELD);
    put(PythonGrammar.LBRACE, 1);
  }

  private void endString(int quotes) {
    stringDepth--;
    stringBase = stringBases[stringDepth];
    put(PythonGrammar.FEND, quotes);
  }

  private void unterminated(int from, int to, boolean format) {
    middle(from, to);
    error(
        stringStarts[stringDepth - 1],
        to,
        (stringFlags[stringDepth - 1] & TRIPLE) != 0
            ? "unterminated triple-quoted f-string literal"
            : "unterminated f-string literal");
    if (format) {
      depth = stringBase;
      if (depth == 0) {
        resumeAt = -1;
      }
    }
    endString(0);
  }
}
