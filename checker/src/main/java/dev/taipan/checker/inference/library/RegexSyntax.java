package dev.taipan.checker.inference.library;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a text as the module {@code re} reads patterns, to find what makes it fail. Where versions
 * of Python differ, and in verbose patterns and conditional groups, nothing is found.
 */
final class RegexSyntax {
  /** A pattern that {@code re} refuses. */
  private static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;

    Refused(String message) {
      super(message, null, false, false);
    }
  }

  /** A pattern of which nothing is said. */
  private static final class Undecided extends RuntimeException {
    private static final long serialVersionUID = 1;

    Undecided() {
      super(null, null, false, false);
    }
  }

  /** What a quantifier would repeat. */
  private enum Last {
    NOTHING,
    ITEM,
    REPEATED,
    UNKNOWN
  }

  private static final int MAX_DEPTH = 200;
  private static final char END = '\uFFFF';

  private final String text;
  private int at;
  private int depth;

  /** The number of capturing groups that were opened. */
  private int groups;

  private final Set<Integer> open = new HashSet<>();
  private final Set<String> names = new HashSet<>();

  private RegexSyntax(String text) {
    this.text = text;
  }

  /** Why {@code pattern} is no regular expression; null where it is one, or may be one. */
  static @Nullable String problem(String pattern) {
    RegexSyntax syntax = new RegexSyntax(pattern);
    try {
      syntax.alternatives();
      return syntax.at < pattern.length() ? "unbalanced parenthesis" : null;
    } catch (Refused refused) {
      return refused.getMessage();
    } catch (Undecided undecided) {
      return null;
    }
  }

  private char peek() {
    return at < text.length() ? charAt(at) : END;
  }

  private char next() {
    return at < text.length() ? charAt(at++) : END;
  }

  /** A character of the text; the one that stands for the end is read as its neighbour. */
  private char charAt(int index) {
    char c = text.charAt(index);
    return c == END ? END - 1 : c;
  }

  private boolean skip(char c) {
    if (peek() == c && at < text.length()) {
      at++;
      return true;
    }
    return false;
  }

  private void alternatives() {
    if (++depth > MAX_DEPTH) {
      throw new Undecided();
    }
    do {
      sequence();
    } while (skip('|'));
    depth--;
  }

  private void sequence() {
    Last last = Last.NOTHING;
    while (at < text.length() && peek() != '|' && peek() != ')') {
      char c = next();
      switch (c) {
        case '*', '+', '?' -> last = repeat(last);
        case '{' -> last = isRange() ? repeat(last) : Last.ITEM;
        case '[' -> {
          set();
          last = Last.ITEM;
        }
        case '(' -> last = group(last);
        case '\\' -> last = escape();
        case '^', '$' -> last = Last.NOTHING;
        default -> last = Last.ITEM;
      }
    }
  }

  private Last repeat(Last last) {
    switch (last) {
      case NOTHING -> throw new Refused("nothing to repeat");
      case REPEATED -> throw new Refused("multiple repeat");
      case ITEM, UNKNOWN -> {}
    }
    if (!skip('?')) {
      skip('+');
    }
    return Last.REPEATED;
  }

  /** Reads the rest of `{m,n}`; where it is none the brace stands for itself. */
  private boolean isRange() {
    int start = at;
    if (peek() == '}') {
      return false;
    }
    String least = digits();
    String most = skip(',') ? digits() : least;
    if (!skip('}')) {
      at = start;
      return false;
    }
    if (least.length() > 9 || most.length() > 9) {
      throw new Undecided();
    }
    if (!least.isEmpty() && !most.isEmpty() && Integer.parseInt(most) < Integer.parseInt(least)) {
      throw new Refused("min repeat greater than max repeat");
    }
    return true;
  }

  private String digits() {
    int start = at;
    while (isDigit(peek())) {
      at++;
    }
    return text.substring(start, at);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isOctal(char c) {
    return c >= '0' && c <= '7';
  }

  private static boolean isLetter(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }

  // ---------------------------------------- escapes

  private Last escape() {
    char c = next();
    switch (c) {
      case END -> throw new Refused("bad escape (end of pattern)");
      case 'A', 'b', 'B', 'Z', 'z' -> {
        return Last.NOTHING;
      }
      case 'd', 'D', 's', 'S', 'w', 'W' -> {
        return Last.ITEM;
      }
      case '0' -> octal(2);
      case '1', '2', '3', '4', '5', '6', '7', '8', '9' -> reference(c);
      default -> character(c);
    }
    return Last.ITEM;
  }

  /** What comes after a backslash that stands for one character. */
  private void character(char c) {
    switch (c) {
      case 'a', 'f', 'n', 'r', 't', 'v' -> {}
      case 'x' -> hexadecimal(2);
      case 'u' -> hexadecimal(4);
      case 'U', 'N' -> throw new Undecided();
      default -> {
        if (isLetter(c)) {
          throw new Refused("bad escape \\" + c);
        }
      }
    }
  }

  private void hexadecimal(int count) {
    for (int i = 0; i < count; i++) {
      if (Character.digit(peek(), 16) < 0 || peek() > 'f') {
        throw new Refused("incomplete escape");
      }
      at++;
    }
  }

  private void octal(int most) {
    for (int i = 0; i < most && isOctal(peek()); i++) {
      at++;
    }
  }

  private void reference(char first) {
    int number = first - '0';
    if (isDigit(peek())) {
      char second = next();
      if (isOctal(first) && isOctal(second) && isOctal(peek())) {
        if (first > '3') {
          throw new Undecided();
        }
        at++;
        return;
      }
      number = number * 10 + second - '0';
    }
    if (number > groups) {
      throw new Refused("invalid group reference " + number);
    }
    if (open.contains(number)) {
      throw new Refused("cannot refer to an open group");
    }
  }

  // ---------------------------------------- sets

  private void set() {
    skip('^');
    int start = at;
    while (true) {
      char c = next();
      if (c == END) {
        throw new Refused("unterminated character set");
      }
      if (c == ']' && at - 1 > start) {
        return;
      }
      int low = c == '\\' ? escapeInSet() : c;
      if (skip('-')) {
        char upper = next();
        if (upper == END) {
          throw new Refused("unterminated character set");
        }
        if (upper == ']') {
          return;
        }
        int high = upper == '\\' ? escapeInSet() : upper;
        checkRange(low, high);
      }
    }
  }

  private static final int CATEGORY = -1;
  private static final int SOME_CHARACTER = -2;

  private static void checkRange(int low, int high) {
    if (low == CATEGORY || high == CATEGORY) {
      throw new Refused("bad character range");
    }
    boolean known = low >= 0 && high >= 0;
    boolean pair = Character.isSurrogate((char) low) || Character.isSurrogate((char) high);
    if (known && !pair && high < low) {
      throw new Refused("bad character range " + (char) low + "-" + (char) high);
    }
  }

  /** The character, {@link #SOME_CHARACTER} or {@link #CATEGORY} behind a backslash in a set. */
  private int escapeInSet() {
    char c = next();
    if (isOctal(c)) {
      octal(2);
      return SOME_CHARACTER;
    }
    switch (c) {
      case END -> throw new Refused("bad escape (end of pattern)");
      case 'd', 'D', 's', 'S', 'w', 'W' -> {
        return CATEGORY;
      }
      case '8', '9' -> throw new Refused("bad escape \\" + c);
      case 'b' -> {
        return SOME_CHARACTER;
      }
      default -> {
        character(c);
        return isLetter(c) ? SOME_CHARACTER : c;
      }
    }
  }

  // ---------------------------------------- groups

  /** Reads a group behind its parenthesis. */
  private Last group(Last before) {
    if (!skip('?')) {
      capture();
      return Last.ITEM;
    }
    char c = next();
    switch (c) {
      case END -> throw new Refused("unexpected end of pattern");
      case 'P' -> {
        return named();
      }
      case ':', '=', '!', '>' -> closed();
      case '<' -> {
        if (!skip('=') && !skip('!')) {
          throw new Refused("unknown extension ?<" + (peek() == END ? "" : peek()));
        }
        closed();
      }
      case '#' -> {
        while (peek() != ')') {
          if (next() == END) {
            throw new Refused("missing ), unterminated comment");
          }
        }
        at++;
        return before;
      }
      case 'a', 'i', 'L', 'm', 's', 'u' -> {
        while (isLetter(peek()) && peek() != 'x') {
          at++;
        }
        if (skip(')')) {
          return Last.UNKNOWN;
        }
        if (!skip(':')) {
          throw new Undecided();
        }
        closed();
      }
      case '(', '-', 'x' -> throw new Undecided();
      default -> throw new Refused("unknown extension ?" + c);
    }
    return Last.ITEM;
  }

  private Last named() {
    boolean defines = skip('<');
    if (!defines && !skip('=')) {
      throw new Refused("unknown extension ?P" + (peek() == END ? "" : peek()));
    }
    int end = text.indexOf(defines ? '>' : ')', at);
    if (end < 0) {
      throw new Refused(defines ? "missing >, unterminated name" : "missing ), unterminated name");
    }
    String name = text.substring(at, end);
    at = end + 1;
    if (name.isEmpty()) {
      throw new Refused("missing group name");
    }
    if (!name.chars().allMatch(c -> c == '_' || c < 128 && Character.isLetterOrDigit(c))) {
      throw new Undecided();
    }
    if (isDigit(name.charAt(0))) {
      throw new Refused("bad character in group name `" + name + "`");
    }
    if (!defines) {
      if (!names.contains(name)) {
        throw new Refused("unknown group name `" + name + "`");
      }
    } else if (!names.add(name)) {
      throw new Refused("redefinition of group name `" + name + "`");
    } else {
      capture();
    }
    return Last.ITEM;
  }

  private void capture() {
    int number = ++groups;
    open.add(number);
    closed();
    open.remove(number);
  }

  private void closed() {
    alternatives();
    if (!skip(')')) {
      throw new Refused("missing ), unterminated subpattern");
    }
  }
}
