package dev.taipan.checker.inference.library;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the text of {@code "...".format(values)} asks of the values.
 *
 * @param fields in the order of the text, those in the specification of another one after it
 * @param problem why the text is no format; null if it is one
 */
record FormatString(List<Field> fields, @Nullable String problem) {
  /**
   * A replacement field such as {@code {name.attribute!r:>10}}.
   *
   * @param argument the name or the number of the argument; numbers are given to fields without one
   * @param path what follows the argument: attributes and subscripts, as written
   * @param conversion {@code s}, {@code r}, {@code a}, or 0 without one
   * @param spec the text behind the colon, empty without one; null if it holds fields itself
   */
  record Field(String argument, String path, char conversion, @Nullable String spec) {
    /** Whether the argument is one by position, whose number is {@link #argument}. */
    boolean isPositional() {
      return argument.chars().allMatch(c -> c >= '0' && c <= '9');
    }
  }

  /** Reads a text as {@code str.format} does. */
  static FormatString parse(String text) {
    Reader reader = new Reader();
    String problem = reader.text(text, 0);
    return new FormatString(List.copyOf(reader.fields), problem);
  }

  private static final class Reader {
    private final List<Field> fields = new ArrayList<>();
    private int numbered;
    private boolean counts;
    private boolean names;

    /** Reads what stands around and in fields; what is wrong with it, or null. */
    private @Nullable String text(String text, int depth) {
      int at = 0;
      while (at < text.length()) {
        char c = text.charAt(at++);
        if (c != '{' && c != '}') {
          continue;
        }
        // Doubled braces stand for themselves, but not in a specification.
        if (depth == 0 && at < text.length() && text.charAt(at) == c) {
          at++;
          continue;
        }
        if (c == '}') {
          return "a single `}` in the format";
        }
        int end = endOfField(text, at);
        if (end < 0) {
          return "a `{` in the format is not closed";
        }
        String problem = depth > 1 ? "the fields are nested too deeply" : null;
        if (problem == null) {
          problem = field(text.substring(at, end), depth);
        }
        if (problem != null) {
          return problem;
        }
        at = end + 1;
      }
      return null;
    }

    /** The offset of the brace that closes a field which begins at {@code at}; -1 without one. */
    private static int endOfField(String text, int at) {
      int depth = 1;
      for (int i = at; i < text.length(); i++) {
        char c = text.charAt(i);
        depth += c == '{' ? 1 : c == '}' ? -1 : 0;
        if (depth == 0) {
          return i;
        }
      }
      return -1;
    }

    private @Nullable String field(String text, int depth) {
      int nameEnd = endOfName(text);
      String name = text.substring(0, nameEnd);
      if (name.indexOf('{') >= 0) {
        return "unexpected `{` in the name of a field";
      }
      int at = nameEnd;
      char conversion = 0;
      if (at < text.length() && text.charAt(at) == '!') {
        conversion = at + 1 < text.length() ? text.charAt(at + 1) : 0;
        at += 2;
        if (conversion != 'r' && conversion != 's' && conversion != 'a') {
          return "a conversion has to be `!r`, `!s` or `!a`";
        }
        if (at < text.length() && text.charAt(at) != ':') {
          return "`:` expected after the conversion";
        }
      }
      String spec = at < text.length() ? text.substring(at + 1) : "";
      int argumentEnd = firstOf(name, ".[");
      String argument = name.substring(0, argumentEnd);
      if (argument.isEmpty()) {
        counts = true;
        argument = Integer.toString(numbered++);
      } else if (Character.isDigit(argument.charAt(0))) {
        names = true;
      }
      if (counts && names) {
        return "fields with and without numbers are mixed";
      }
      boolean nested = spec.indexOf('{') >= 0;
      fields.add(
          new Field(argument, name.substring(argumentEnd), conversion, nested ? null : spec));
      return nested ? text(spec, depth + 1) : null;
    }

    /** Where the name of a field ends; brackets may hold any character. */
    private static int endOfName(String text) {
      boolean inBrackets = false;
      for (int i = 0; i < text.length(); i++) {
        switch (text.charAt(i)) {
          case '[' -> inBrackets = true;
          case ']' -> inBrackets = false;
          case '!', ':' -> {
            if (!inBrackets) {
              return i;
            }
          }
          default -> {}
        }
      }
      return text.length();
    }

    private static int firstOf(String text, String characters) {
      for (int i = 0; i < text.length(); i++) {
        if (characters.indexOf(text.charAt(i)) >= 0) {
          return i;
        }
      }
      return text.length();
    }
  }
}
