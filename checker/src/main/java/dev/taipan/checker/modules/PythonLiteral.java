package dev.taipan.checker.modules;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads Python literals as {@code repr} writes them: strings, lists, tuples, dictionaries. Anything
 * else reads as null.
 */
final class PythonLiteral {
  private final String text;
  private int at;

  /**
   * @param at the index in {@code text} where the first literal starts, blanks before it skipped
   */
  PythonLiteral(String text, int at) {
    this.text = text;
    this.at = at;
  }

  /** The next literal: a {@code String}, {@code List} or {@code Map}; null for any other text. */
  @Nullable Object value() {
    skipBlanks();
    if (at >= text.length()) {
      return null;
    }
    char c = text.charAt(at);
    return switch (c) {
      case '\'', '"' -> string(c);
      case '{' -> dictionary();
      case '[' -> list(']');
      case '(' -> list(')');
      default -> word();
    };
  }

  /** Goes over {@code c}, blanks before it skipped; false if something else is there. */
  boolean skip(char c) {
    skipBlanks();
    if (at < text.length() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  private void skipBlanks() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private @Nullable Object word() {
    while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || isPart(at))) {
      at++;
    }
    return null;
  }

  private boolean isPart(int index) {
    return "_.+-".indexOf(text.charAt(index)) >= 0;
  }

  private List<Object> list(char end) {
    at++;
    List<Object> items = new ArrayList<>();
    while (!skip(end) && at < text.length()) {
      int before = at;
      Object item = value();
      if (item != null) {
        items.add(item);
      }
      if (!skip(',') && at == before) {
        at = text.length();
      }
    }
    return items;
  }

  private Map<Object, Object> dictionary() {
    at++;
    Map<Object, Object> entries = new LinkedHashMap<>();
    while (!skip('}') && at < text.length()) {
      int before = at;
      Object key = value();
      Object value = skip(':') ? value() : null;
      if (key != null && value != null) {
        entries.put(key, value);
      }
      if (!skip(',') && at == before) {
        at = text.length();
      }
    }
    return entries;
  }

  private String string(char quote) {
    StringBuilder result = new StringBuilder();
    at++;
    while (at < text.length() && text.charAt(at) != quote) {
      char c = text.charAt(at++);
      if (c == '\\' && at < text.length()) {
        escape(text.charAt(at++), result);
      } else {
        result.append(c);
      }
    }
    at++;
    return result.toString();
  }

  private void escape(char c, StringBuilder result) {
    switch (c) {
      case 'n' -> result.append('\n');
      case 't' -> result.append('\t');
      case 'r' -> result.append('\r');
      case 'x' -> codePoint(2, result);
      case 'u' -> codePoint(4, result);
      case 'U' -> codePoint(8, result);
      default -> result.append(c);
    }
  }

  private void codePoint(int digits, StringBuilder result) {
    int end = Math.min(at + digits, text.length());
    try {
      int value = Integer.parseInt(text, at, end, 16);
      if (Character.isValidCodePoint(value)) {
        result.appendCodePoint(value);
      }
      at = end;
    } catch (NumberFormatException e) {
      result.append('?');
    }
  }
}
