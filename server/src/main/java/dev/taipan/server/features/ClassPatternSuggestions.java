package dev.taipan.server.features;

import dev.taipan.checker.types.ClassLiteralType;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.Type;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Attributes that a class pattern can name: {@code case Point(x=}. The pattern is read off the
 * text, as the tree has no {@code case} before its colon is typed.
 */
final class ClassPatternSuggestions {
  private final Typing typing;
  private final Suggestions found;

  ClassPatternSuggestions(Typing typing, Suggestions found) {
    this.typing = typing;
    this.found = found;
  }

  /** Adds the attributes that the innermost class pattern around the caret does not name yet. */
  void add() {
    if (!typing.line().startsWith("case ")) {
      return;
    }
    int open = openParenthesis();
    if (open < 0) {
      return;
    }
    String given = typing.text().substring(open + 1, typing.replaced().start());
    List<String> parts = parts(given);
    if (!parts.getLast().isBlank()) {
      return; // What a sub-pattern is, not which one.
    }
    for (Type type : WrittenNames.before(typing, open)) {
      if (type instanceof ClassLiteralType cls) {
        addAttributes(cls, named(cls, parts));
      }
    }
  }

  private void addAttributes(ClassLiteralType cls, Set<String> named) {
    Suggestions members = new Suggestions();
    new MemberSuggestions(typing, members).addAll(new NominalType(cls.cls()));
    for (Completion.Item member : members.items()) {
      if (isData(member.kind()) && !member.label().startsWith("__")) {
        if (!named.contains(member.label())) {
          found.add(
              Completion.Item.of(
                  member.label() + "=", Completion.Kind.KEYWORD_ARGUMENT, member.rank()));
        }
      }
    }
  }

  private static boolean isData(Completion.Kind kind) {
    return switch (kind) {
      case FIELD, PROPERTY, VARIABLE, CONSTANT -> true;
      default -> false;
    };
  }

  /** What is given already, by name or by place. */
  private Set<String> named(ClassLiteralType cls, List<String> parts) {
    Set<String> named = new HashSet<>();
    List<String> places =
        typing.program().narrowing().patterns().matchArguments(new NominalType(cls.cls()));
    int place = 0;
    for (String part : parts.subList(0, parts.size() - 1)) {
      int sign = part.indexOf('=');
      if (sign >= 0) {
        named.add(part.substring(0, sign).strip());
      } else if (places != null && place < places.size()) {
        named.add(places.get(place++));
      }
    }
    return named;
  }

  /** Where the parenthesis is that is open at the caret, in its line; -1 without one. */
  private int openParenthesis() {
    String text = typing.text();
    int lineStart =
        typing
            .module()
            .source()
            .lineStart(typing.module().source().lineOf(typing.replaced().start()));
    int open = Parentheses.openBefore(text, typing.replaced().start(), lineStart);
    return open >= 0 && text.charAt(open) == '(' ? open : -1;
  }

  /** The text between commas that are in no brackets. */
  private static List<String> parts(String text) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      switch (text.charAt(i)) {
        case '(', '[', '{' -> depth++;
        case ')', ']', '}' -> depth--;
        case ',' -> {
          if (depth == 0) {
            parts.add(text.substring(start, i));
            start = i + 1;
          }
        }
        default -> {}
      }
    }
    parts.add(text.substring(start));
    return parts;
  }
}
