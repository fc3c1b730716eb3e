package dev.taipan.checker.syntax;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds the directives in comments: {@code tool: ignore}, with rule names in brackets or without. A
 * directive stands at the start of a comment or after a further {@code #} in it; other text may
 * follow after a space, or after the brackets.
 */
final class DirectiveReader {
  private static final List<String> TOOLS =
      List.of("type", "taipan", "pyright", "ty", "pyrefly", "zuban");

  private final String text;
  private final int shift;
  private final List<ParsedModule.DirectiveComment> found = new ArrayList<>(0);

  DirectiveReader(String text, int shift) {
    this.text = text;
    this.shift = shift;
  }

  List<ParsedModule.DirectiveComment> found() {
    return List.copyOf(found);
  }

  /** Forgets what was found at {@code offset} and beyond. */
  void forgetFrom(int offset) {
    while (!found.isEmpty() && found.get(found.size() - 1).start() >= offset) {
      found.remove(found.size() - 1);
    }
  }

  /** Reads the comment {@code text[from..to)}, which starts with {@code #} and holds a colon. */
  void read(int from, int to, boolean beforeCode) {
    int ignore = text.indexOf("ignore", from);
    if (ignore < 0 || ignore >= to) {
      return;
    }
    int hash = from;
    while (hash >= 0 && hash < to) {
      int at = skipSpace(hash + 1, to);
      int word = at;
      while (at < to && text.charAt(at) >= 'a' && text.charAt(at) <= 'z') {
        at++;
      }
      String tool = text.substring(word, at);
      if (at < to && text.charAt(at) == ':' && TOOLS.contains(tool)) {
        at = skipSpace(at + 1, to);
        if (text.startsWith("ignore", at) && at + 6 <= to) {
          directive(hash, at + 6, to, tool, from, beforeCode);
        }
      }
      hash = text.indexOf('#', hash + 1);
    }
  }

  private void directive(
      int hash, int end, int to, String tool, int commentStart, boolean beforeCode) {
    boolean bracketed = false;
    List<String> codes = List.of();
    int at = skipSpace(end, to);
    int close = at < to && text.charAt(at) == '[' ? text.indexOf(']', at) : -1;
    if (close >= 0 && close < to) {
      bracketed = true;
      codes = split(at + 1, close);
      end = close + 1;
    } else if (end < to && !endsWord(text.charAt(end))) {
      return;
    }
    found.add(
        new ParsedModule.DirectiveComment(
            hash + shift,
            end + shift,
            isOwnLine(commentStart),
            beforeCode,
            tool,
            bracketed,
            codes));
  }

  private List<String> split(int from, int to) {
    List<String> codes = new ArrayList<>();
    int start = from;
    while (start <= to) {
      int comma = text.indexOf(',', start);
      if (comma < 0 || comma > to) {
        comma = to;
      }
      String code = text.substring(start, comma).strip();
      if (!code.isEmpty()) {
        codes.add(code);
      }
      start = comma + 1;
    }
    return List.copyOf(codes);
  }

  private boolean isOwnLine(int offset) {
    int at = offset;
    while (at > 0) {
      char c = text.charAt(--at);
      if (c == '\n' || c == '\r') {
        return true;
      }
      if (c != ' ' && c != '\t' && c != '\f') {
        return false;
      }
    }
    return true;
  }

  private static boolean endsWord(char c) {
    return c == ' ' || c == '\t' || c == '#';
  }

  private int skipSpace(int from, int to) {
    int at = from;
    while (at < to && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
    return at;
  }
}
