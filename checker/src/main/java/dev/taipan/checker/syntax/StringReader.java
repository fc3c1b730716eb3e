package dev.taipan.checker.syntax;

import java.util.OptionalInt;

/** Decodes the text of string literals: escapes, doubled braces, line breaks. */
final class StringReader {
  private final String text;
  private final int shift;
  private final Problems problems;

  StringReader(String text, int shift, Problems problems) {
    this.text = text;
    this.shift = shift;
    this.problems = problems;
  }

  /**
   * The value of {@code text[from..to)}, which stands between the quotes of a literal.
   *
   * @param format whether doubled braces are one
   */
  String decode(int from, int to, boolean raw, boolean bytes, boolean format) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c == '\r'
          || (c == '\\' && !raw)
          || (format && (c == '{' || c == '}'))
          || (bytes && c >= 128)) {
        return decodeSlowly(from, to, raw, bytes, format);
      }
    }
    return text.substring(from, to);
  }

  private String decodeSlowly(int from, int to, boolean raw, boolean bytes, boolean format) {
    StringBuilder value = new StringBuilder(to - from);
    int at = from;
    while (at < to) {
      char c = text.charAt(at);
      if (c == '\r') {
        value.append('\n');
        at += at + 1 < to && text.charAt(at + 1) == '\n' ? 2 : 1;
      } else if (c == '\\' && !raw) {
        at = escape(at, to, bytes, value);
      } else if (format && (c == '{' || c == '}')) {
        value.append(c);
        at += at + 1 < to && text.charAt(at + 1) == c ? 2 : 1;
      } else {
        if (bytes && c >= 128) {
          problems.error(
              at + shift, at + 1 + shift, "bytes can only contain ASCII literal characters");
          bytes = false;
        }
        value.append(c);
        at++;
      }
    }
    return value.toString();
  }

  private int escape(int backslash, int to, boolean bytes, StringBuilder value) {
    int at = backslash + 1;
    if (at >= to) {
      value.append('\\');
      return at;
    }
    char c = text.charAt(at++);
    switch (c) {
      case '\n' -> {}
      case '\r' -> {
        if (at < to && text.charAt(at) == '\n') {
          at++;
        }
      }
      case '\\', '\'', '"' -> value.append(c);
      case 'a' -> value.append('\u0007');
      case 'b' -> value.append('\b');
      case 'f' -> value.append('\f');
      case 'n' -> value.append('\n');
      case 'r' -> value.append('\r');
      case 't' -> value.append('\t');
      case 'v' -> value.append('\u000b');
      case '0', '1', '2', '3', '4', '5', '6', '7' -> {
        int code = c - '0';
        int limit = Math.min(to, at + 2);
        while (at < limit && text.charAt(at) >= '0' && text.charAt(at) <= '7') {
          code = code * 8 + text.charAt(at++) - '0';
        }
        value.append((char) (bytes ? code & 0xff : code));
        if (code > 0xff) {
          warn(backslash, at, "octal escape");
        }
      }
      case 'x' -> at = hexadecimal(backslash, at, to, 2, bytes, value);
      default -> {
        if (!bytes && (c == 'u' || c == 'U')) {
          return hexadecimal(backslash, at, to, c == 'u' ? 4 : 8, false, value);
        }
        if (!bytes && c == 'N') {
          return named(backslash, at, to, value);
        }
        value.append('\\');
        warn(backslash, at, "escape");
        at--; // an unknown escape stands for itself
      }
    }
    return at;
  }

  private void warn(int from, int to, String what) {
    problems.warn(
        12,
        from + shift,
        to + shift,
        "invalid " + what + " sequence '" + text.substring(from, to) + "'");
  }

  private int hexadecimal(
      int backslash, int from, int to, int digits, boolean bytes, StringBuilder value) {
    int code = 0;
    int at = from;
    while (at < to
        && at < from + digits
        && Character.digit(text.charAt(at), 16) >= 0
        && text.charAt(at) < 128) {
      code = code * 16 + Character.digit(text.charAt(at++), 16);
    }
    if (at < from + digits) {
      problems.error(
          backslash + shift,
          at + shift,
          bytes
              ? "invalid \\x escape in bytes"
              : "truncated \\" + text.charAt(backslash + 1) + " escape");
      return at;
    }
    if (code < 0 || code > Character.MAX_CODE_POINT) {
      problems.error(backslash + shift, at + shift, "illegal Unicode character in \\U escape");
      return at;
    }
    value.appendCodePoint(code);
    return at;
  }

  private int named(int backslash, int from, int to, StringBuilder value) {
    int close = from < to && text.charAt(from) == '{' ? text.indexOf('}', from) : -1;
    if (close < 0 || close >= to || close == from + 1) {
      problems.error(backslash + shift, from + shift, "malformed \\N character escape");
      return from;
    }
    OptionalInt code = CharacterNames.codePoint(text.substring(from + 1, close));
    if (code.isEmpty()) {
      problems.error(backslash + shift, close + 1 + shift, "unknown Unicode character name");
    }
    value.appendCodePoint(code.orElse(0xFFFD));
    return close + 1;
  }
}
