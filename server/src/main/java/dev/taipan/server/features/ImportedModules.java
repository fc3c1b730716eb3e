package dev.taipan.server.features;

import dev.taipan.checker.syntax.Alias;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Module;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.syntax.TreeWalker;
import java.util.HashSet;
import java.util.Set;

/** The modules, and names in them, that a file imports absolutely. Looks at the text alone. */
final class ImportedModules extends TreeWalker {
  private final Set<String> names = new HashSet<>();

  private ImportedModules() {}

  /**
   * The dotted names behind {@code import} and {@code from}, and with these before the names behind
   * {@code import}, wherever in the file they stand.
   */
  static Set<String> of(Module tree) {
    ImportedModules walker = new ImportedModules();
    walker.visitChildren(tree);
    return Set.copyOf(walker.names);
  }

  @Override
  protected void visit(Node node) {
    switch (node) {
      case Stmt.Import imports -> {
        for (Alias alias : imports.names) {
          names.add(alias.name.name);
        }
      }
      case Stmt.ImportFrom imports when imports.level == 0 -> {
        names.add(imports.module);
        for (Alias alias : imports.names) {
          names.add(imports.module + "." + alias.name.name);
        }
      }
      case Expr ignored -> {} // no statement is inside
      default -> visitChildren(node);
    }
  }
}
