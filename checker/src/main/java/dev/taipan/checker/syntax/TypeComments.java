package dev.taipan.checker.syntax;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The comments of a text that say a type: {@code # type: list[int]}. They are collected while the
 * text is cut into tokens, and asked for by what stands before them when the tree is built.
 */
final class TypeComments {
  /** A part of the text without white space around it. */
  record Part(int start, int end) {}

  private final String text;
  private int[] starts = new int[4];
  private int[] contents = new int[4];
  private boolean[] used = new boolean[4];
  private int count;

  TypeComments(String text) {
    this.text = text;
  }

  boolean isEmpty() {
    return count == 0;
  }

  String text(Part part) {
    return text.substring(part.start, part.end);
  }

  /** Reads the comment {@code text[from..to)}, which starts with {@code #}. */
  void read(int from, int to) {
    int word = skipSpace(from + 1, to);
    if (!text.startsWith("type:", word) || word + 5 > to) {
      return;
    }
    int content = skipSpace(word + 5, to);
    int ignore = content + "ignore".length();
    boolean ignores =
        text.startsWith("ignore", content)
            && (ignore >= to || !Character.isLetterOrDigit(text.charAt(ignore)));
    if (content == to || ignores) {
      return;
    }
    if (count == starts.length) {
      starts = Arrays.copyOf(starts, count * 2);
      contents = Arrays.copyOf(contents, count * 2);
      used = Arrays.copyOf(used, count * 2);
    }
    starts[count] = from;
    used[count] = false;
    contents[count++] = content;
  }

  /** Forgets what was read at {@code offset} and beyond. */
  void forgetFrom(int offset) {
    while (count > 0 && starts[count - 1] >= offset) {
      count--;
    }
  }

  /**
   * What the comment says that follows {@code offset} on its line, with nothing but white space and
   * {@code skipped} between; null without one.
   */
  @Nullable Part behind(int offset, String skipped) {
    int index = firstFrom(offset);
    if (index == count) {
      return null;
    }
    for (int i = offset; i < starts[index]; i++) {
      char c = text.charAt(i);
      if (c != ' ' && c != '\t' && skipped.indexOf(c) < 0) {
        return null;
      }
    }
    used[index] = true;
    return content(index);
  }

  /** What the first comment between two offsets says; null without one. */
  @Nullable Part between(int from, int to) {
    int index = firstFrom(from);
    if (index == count || starts[index] >= to) {
      return null;
    }
    used[index] = true;
    return content(index);
  }

  /** The types of functions on lines of their own that nobody asked for. */
  List<Part> misplaced() {
    List<Part> found = new ArrayList<>(0);
    for (int i = 0; i < count; i++) {
      if (!used[i] && isAloneOnLine(starts[i])) {
        Part part = content(i);
        int close = closing(part.start, part.end);
        if (text.charAt(part.start) == '('
            && close > 0
            && text.startsWith("->", skipSpace(close + 1, part.end))) {
          found.add(part);
        }
      }
    }
    return found;
  }

  private boolean isAloneOnLine(int offset) {
    int i = offset - 1;
    while (i >= 0 && (text.charAt(i) == ' ' || text.charAt(i) == '\t')) {
      i--;
    }
    return i < 0 || text.charAt(i) == '\n' || text.charAt(i) == '\r';
  }

  /** The parts of {@code whole} between commas that are in no brackets. */
  List<Part> split(Part whole) {
    List<Part> parts = new ArrayList<>();
    int start = whole.start;
    while (start < whole.end) {
      int end = endOfPart(start, whole.end);
      parts.add(trimmed(start, end));
      start = end + 1;
    }
    return parts;
  }

  /** What is in the parentheses around {@code whole}; {@code whole} itself where there are none. */
  Part withoutParentheses(Part whole) {
    return text.charAt(whole.start) == '(' && closing(whole.start, whole.end) == whole.end - 1
        ? trimmed(whole.start + 1, whole.end - 1)
        : whole;
  }

  /** The offset of the bracket that closes the one at {@code open}; -1 where none does. */
  int closing(int open, int to) {
    int depth = 0;
    for (int i = open; i < to; i++) {
      switch (text.charAt(i)) {
        case '(', '[', '{' -> depth++;
        case ')', ']', '}' -> depth--;
        case '"', '\'' -> i = endOfString(i, to);
        default -> {}
      }
      if (depth == 0) {
        return i;
      }
    }
    return -1;
  }

  Part trimmed(int from, int to) {
    int start = Math.min(skipSpace(from, to), to);
    int end = to;
    while (end > start && Character.isWhitespace(text.charAt(end - 1))) {
      end--;
    }
    return new Part(start, end);
  }

  private int endOfPart(int from, int to) {
    for (int i = from; i < to; i++) {
      switch (text.charAt(i)) {
        case ',' -> {
          return i;
        }
        case '(', '[', '{' -> {
          int close = closing(i, to);
          if (close < 0) {
            return to;
          }
          i = close;
        }
        case '"', '\'' -> i = endOfString(i, to);
        default -> {}
      }
    }
    return to;
  }

  private int endOfString(int quote, int to) {
    int end = text.indexOf(text.charAt(quote), quote + 1);
    return end < 0 || end >= to ? to : end;
  }

  /** The type of a comment, up to a further comment behind it. */
  private Part content(int index) {
    int i = contents[index];
    while (i < text.length() && text.charAt(i) != '\n' && text.charAt(i) != '\r') {
      char c = text.charAt(i);
      if (c == '#') {
        break;
      }
      if (c == '"' || c == '\'') {
        int lineEnd = text.indexOf('\n', i);
        i = Math.min(endOfString(i, lineEnd < 0 ? text.length() : lineEnd), text.length() - 1);
        if (text.charAt(i) == '\n') {
          break;
        }
      }
      i++;
    }
    return trimmed(contents[index], i);
  }

  /** The index of the first comment at {@code offset} or behind it. */
  private int firstFrom(int offset) {
    int found = Arrays.binarySearch(starts, 0, count, offset);
    return found < 0 ? -found - 1 : found;
  }

  private int skipSpace(int from, int to) {
    int at = from;
    while (at < to && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
    return at;
  }
}
