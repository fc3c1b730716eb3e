package dev.taipan.checker.inference.library;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compares the text of a type that Pyright printed with the text that we print. Both stand for the
 * same type if they differ only in what the two programs spell in their own ways: the order of
 * unions, quotes, scopes of type variables ({@code T@f}), the values of defaults, and {@code
 * <subclass of A and B>} for {@code A & B}. Where Pyright knows nothing, knowing something is no
 * difference, and where we do not know whether a type is all that there is, neither.
 */
final class PrintedTypes {
  private static final String UNKNOWN = "Unknown";

  /** What Pyright counts among the types of a variable that may have no value. */
  private static final String UNBOUND = "Unbound";

  /** What Pyright writes behind a type variable: how often it stands in itself, and its scope. */
  private static final Pattern VARIABLE_SCOPE = Pattern.compile("(\\(\\d+\\))?@\\w+");

  /** The star behind what a type variable is known to be. */
  private static final Pattern VARIABLE_MARK = Pattern.compile("(?<=[\\w\\]>])\\*(?=[ ,|)\\]]|$)");

  /** A class without arguments, which Pyright writes with its own variables. */
  private static final Pattern OWN_VARIABLES =
      Pattern.compile("\\b(\\w+)\\[\\w+@\\1(, \\w+@\\1)*\\]");

  private static final Pattern NAMES = Pattern.compile("[\\w.]+");
  private static final Pattern SUBCLASS = Pattern.compile("<subclass of (.*) and (.*)>");
  private static final Pattern CALLABLE_SUBTYPE = Pattern.compile("<callable subtype of (.*)>");
  private static final String ANY_CALLABLE = "(...) -> object";

  private static final Pattern TYPING_ALIAS =
      Pattern.compile("\\b(List|Dict|Set|FrozenSet|Tuple|Type|Deque|DefaultDict)(?=\\[)");

  private PrintedTypes() {}

  /** Whether a text names what a type variable is known to be, {@code A*}, instead of it. */
  static boolean marksVariables(String expected) {
    return VARIABLE_MARK.matcher(expected).find();
  }

  /** The text without the marks that say which types stand for type variables. */
  static String withoutMarks(String expected) {
    return VARIABLE_MARK.matcher(expected).replaceAll("");
  }

  /** Whether the text that Pyright is said to print means what the text that we print means. */
  static boolean agree(String expected, String printed) {
    return matches(normalized(expected), normalized(printed));
  }

  private static String normalized(String text) {
    String bare = OWN_VARIABLES.matcher(text).replaceAll("$1");
    bare = VARIABLE_SCOPE.matcher(bare).replaceAll("").replace('\'', '"');
    return TYPING_ALIAS
        .matcher(bare.replaceAll("\\bNoReturn\\b", "Never"))
        .replaceAll(alias -> alias.group(1).toLowerCase(Locale.ROOT));
  }

  private static boolean matches(String expected, String printed) {
    List<String> wanted = members(expected);
    List<String> found = members(printed);
    wanted.remove(UNBOUND);
    if (wanted.remove(UNKNOWN)) {
      return allIn(wanted, found);
    }
    if (found.size() > 1) {
      found.remove(UNKNOWN);
    }
    return allIn(wanted, found)
        && found.stream().allMatch(one -> wanted.stream().anyMatch(other -> isOne(other, one)));
  }

  private static boolean allIn(List<String> wanted, List<String> found) {
    return wanted.stream().allMatch(one -> found.stream().anyMatch(other -> isOne(one, other)));
  }

  /** The members of a union; each value of a {@code Literal} is one. */
  private static List<String> members(String type) {
    List<String> members = new ArrayList<>();
    for (String part : split(type, '|')) {
      String one = withoutParentheses(part);
      if (one.startsWith("Literal[") && one.endsWith("]")) {
        for (String value : split(inside(one), ',')) {
          members.add("Literal[" + value + "]");
        }
      } else if (!one.equals(type) && split(one, '|').size() > 1) {
        members.addAll(members(one));
      } else {
        members.add(one);
      }
    }
    return members;
  }

  private static boolean isOne(String expected, String printed) {
    if (expected.equals(printed) || isNestedClass(expected, printed)) {
      return true;
    }
    List<String> parts = split(printed, '&');
    if (parts.size() > 1) {
      return marksVariables(expected)
          ? parts.stream()
              .anyMatch(part -> matches(withoutMarks(expected), withoutParentheses(part)))
          : isIntersection(expected, parts);
    }
    if (expected.startsWith("(") && printed.startsWith("(")) {
      return isFunction(expected, printed);
    }
    int wantedAt = expected.indexOf('[');
    int foundAt = printed.indexOf('[');
    return wantedAt > 0
        && foundAt > 0
        && expected.endsWith("]")
        && printed.endsWith("]")
        && !expected.startsWith("Literal[")
        && isOne(expected.substring(0, wantedAt), printed.substring(0, foundAt))
        && allMatch(split(inside(expected), ','), split(inside(printed), ','));
  }

  /** Pyright names a nested class bare. */
  private static boolean isNestedClass(String expected, String printed) {
    return printed.endsWith("." + expected) && NAMES.matcher(printed).matches();
  }

  private static boolean isIntersection(String expected, List<String> parts) {
    Matcher subclass = SUBCLASS.matcher(expected);
    Matcher callable = CALLABLE_SUBTYPE.matcher(expected);
    List<String> wanted =
        subclass.matches()
            ? List.of(subclass.group(1), subclass.group(2))
            : callable.matches() ? List.of(callable.group(1), ANY_CALLABLE) : List.of();
    return wanted.size() == parts.size()
        && wanted.stream()
            .allMatch(
                one -> parts.stream().anyMatch(part -> matches(one, withoutParentheses(part))));
  }

  private static boolean isFunction(String expected, String printed) {
    int wantedEnd = closing(expected);
    int foundEnd = closing(printed);
    if (!expected.startsWith(" -> ", wantedEnd + 1) || !printed.startsWith(" -> ", foundEnd + 1)) {
      return false;
    }
    List<String> wanted = split(expected.substring(1, wantedEnd), ',');
    List<String> found = split(printed.substring(1, foundEnd), ',');
    if (wanted.size() != found.size()) {
      return false;
    }
    for (int i = 0; i < wanted.size(); i++) {
      if (!isParameter(wanted.get(i), found.get(i))) {
        return false;
      }
    }
    return matches(expected.substring(wantedEnd + 5), printed.substring(foundEnd + 5));
  }

  private static boolean isParameter(String expected, String printed) {
    List<String> wanted = split(expected, '=');
    List<String> found = split(printed, '=');
    if (wanted.size() != found.size()) {
      return false;
    }
    List<String> wantedParts = split(wanted.getFirst(), ':');
    List<String> foundParts = split(found.getFirst(), ':');
    if (wantedParts.isEmpty() || foundParts.isEmpty()) {
      return false; // no text of a type
    }
    if (wantedParts.size() + foundParts.size() == 2) {
      return matches(wantedParts.getFirst(), foundParts.getFirst());
    }
    return wantedParts.getFirst().equals(foundParts.getFirst())
        && matches(
            wantedParts.size() == 2 ? wantedParts.get(1) : UNKNOWN,
            foundParts.size() == 2 ? foundParts.get(1) : UNKNOWN);
  }

  private static boolean allMatch(List<String> expected, List<String> printed) {
    if (expected.size() != printed.size()) {
      return false;
    }
    for (int i = 0; i < expected.size(); i++) {
      if (!matches(expected.get(i), printed.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static String inside(String generic) {
    return generic.substring(generic.indexOf('[') + 1, generic.length() - 1);
  }

  private static String withoutParentheses(String type) {
    return type.startsWith("(") && closing(type) == type.length() - 1
        ? type.substring(1, type.length() - 1)
        : type;
  }

  /** Where the bracket is closed with which the text begins; its end if it is not. */
  private static int closing(String text) {
    int depth = 0;
    for (int i = 0; i < text.length(); i++) {
      switch (text.charAt(i)) {
        case '(', '[' -> depth++;
        case ')', ']' -> depth--;
        case '"' -> i = endOfString(text, i);
        default -> {}
      }
      if (depth == 0) {
        return i;
      }
    }
    return text.length();
  }

  /** The parts between separators in no brackets; what is behind an arrow belongs to a function. */
  private static List<String> split(String text, char separator) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '(', '[', '<' -> depth++;
        case ')', ']' -> depth--;
        case '>' -> depth -= i > 0 && text.charAt(i - 1) == '-' ? 0 : 1;
        case '"' -> i = endOfString(text, i);
        default -> {}
      }
      if (c == separator && depth == 0) {
        parts.add(text.substring(start, i).strip());
        start = i + 1;
      } else if (depth == 0 && isUnion(separator) && text.startsWith(") -> ", i)) {
        break;
      }
    }
    String last = text.substring(start).strip();
    if (!parts.isEmpty() || !last.isEmpty()) {
      parts.add(last);
    }
    return parts;
  }

  private static boolean isUnion(char separator) {
    return separator == '|' || separator == '&';
  }

  private static int endOfString(String text, int quote) {
    int end = quote + 1;
    while (end < text.length() && text.charAt(end) != '"') {
      end += text.charAt(end) == '\\' ? 2 : 1;
    }
    return Math.min(end, text.length() - 1);
  }
}
