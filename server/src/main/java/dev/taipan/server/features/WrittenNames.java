package dev.taipan.server.features;

import dev.taipan.checker.inference.DefinitionFinder;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.Parser;
import dev.taipan.checker.types.ModuleType;
import dev.taipan.checker.types.Type;
import java.util.ArrayList;
import java.util.List;

/**
 * Dotted names that are read off the text, where the tree has none: in strings, and in statements
 * that nobody has finished.
 */
final class WrittenNames {
  private WrittenNames() {}

  /** What the dotted name that ends at an offset is; empty without one. */
  static List<Type> before(Typing typing, int end) {
    String text = typing.text();
    int start = end;
    while (start > 0 && isNamePart(text.charAt(start - 1))) {
      start--;
    }
    Parser.ParsedExpression parsed =
        Parser.parseExpression(text.substring(start, end), start, Integer.MIN_VALUE, false);
    if (start == end || !parsed.errors().isEmpty()) {
      return List.of();
    }
    List<Node> path = new ArrayList<>(typing.path());
    path.add(parsed.expression());
    List<Type> types = new ArrayList<>();
    for (DefinitionFinder.Found found : typing.finder().find(typing.module(), path)) {
      types.add(
          found.definition() == null
              ? new ModuleType(found.module().name())
              : typing.queries().typeOf(found.module(), found.definition()));
    }
    return types;
  }

  private static boolean isNamePart(char c) {
    return Character.isJavaIdentifierPart(c) || c == '.';
  }
}
