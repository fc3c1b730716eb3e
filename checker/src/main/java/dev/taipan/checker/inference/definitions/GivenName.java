package dev.taipan.checker.inference.definitions;

import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.FStringPart;
import java.util.List;

/**
 * What the text tells of the name of an attribute that is given at run time: how it starts and how
 * it ends.
 *
 * @param whole whether the start is all of it
 */
record GivenName(String start, String end, boolean whole) {
  static final GivenName ANY = new GivenName("", "", false);

  /** What an expression says of the name that it gives. */
  static GivenName of(Expr name) {
    return switch (name) {
      case Expr.Str text -> new GivenName(text.value, "", true);
      case Expr.FString format when !format.parts.isEmpty() ->
          new GivenName(text(format.parts, 0), text(format.parts, format.parts.size() - 1), false);
      default -> ANY;
    };
  }

  private static String text(List<FStringPart> parts, int index) {
    return parts.get(index) instanceof FStringPart.Literal literal ? literal.value : "";
  }

  boolean mayBe(String name) {
    return whole
        ? name.equals(start)
        : name.length() >= start.length() + end.length()
            && name.startsWith(start)
            && name.endsWith(end);
  }
}
