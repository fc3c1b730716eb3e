package dev.taipan.server.features;

import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.syntax.Alias;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.Stmt;
import java.util.ArrayList;
import java.util.List;

/** The dotted name of a module in an import statement, each part of which names a module. */
final class ImportedName {
  /**
   * A part of a name.
   *
   * @param level the dots in front of the whole name
   * @param dotted the name up to this part
   * @param name the part itself
   * @param start where it begins in the text
   */
  record Part(int level, String dotted, String name, int start) {
    int end() {
      return start + name.length();
    }
  }

  private ImportedName() {}

  /**
   * The parts of the name at the end of a path, which stands behind {@code import} or {@code from};
   * empty for other nodes.
   */
  static List<Part> of(ModuleTypes module, List<Node> path) {
    Node node = path.getLast();
    if (node instanceof Stmt.ImportFrom imports) {
      return parts(module, imports.moduleStart, imports.moduleEnd);
    }
    boolean isImport =
        node instanceof Expr.Name
            && path.size() > 2
            && path.get(path.size() - 2) instanceof Alias alias
            && alias.name == node
            && path.get(path.size() - 3) instanceof Stmt.Import;
    return isImport ? parts(module, node.start, node.end) : List.of();
  }

  private static List<Part> parts(ModuleTypes module, int start, int end) {
    String text = module.source().text();
    List<Part> parts = new ArrayList<>();
    StringBuilder dotted = new StringBuilder();
    int level = 0;
    int at = start;
    while (at < end) {
      int from = at;
      while (at < end && Character.isUnicodeIdentifierPart(text.charAt(at))) {
        at++;
      }
      if (at > from) {
        String name = text.substring(from, at);
        dotted.append(dotted.isEmpty() ? "" : ".").append(name);
        parts.add(new Part(level, dotted.toString(), name, from));
      } else {
        level += text.charAt(at) == '.' && parts.isEmpty() ? 1 : 0;
        at++;
      }
    }
    return parts;
  }
}
