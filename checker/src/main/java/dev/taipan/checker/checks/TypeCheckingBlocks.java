package dev.taipan.checker.checks;

import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Module;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.syntax.TreeWalker;
import java.util.List;

/** The blocks below {@code if TYPE_CHECKING:}, which are read like stubs and never executed. */
public final class TypeCheckingBlocks {
  private TypeCheckingBlocks() {}

  /** Whether a statement stands in such a block. */
  public static boolean contain(Module tree, Stmt statement) {
    boolean[] found = {false};
    new TreeWalker() {
      @Override
      protected void visit(Node node) {
        if (!(node instanceof Stmt) || !holds(node, statement)) {
          return;
        }
        if (node instanceof Stmt.If test && isTypeChecking(test.test)) {
          for (Stmt inner : test.body) {
            found[0] |= holds(inner, statement);
          }
        }
        if (!found[0]) {
          visitChildren(node);
        }
      }

      void start(List<Stmt> body) {
        visitAll(body);
      }
    }.start(tree.body);
    return found[0];
  }

  private static boolean holds(Node outer, Node inner) {
    return outer.start <= inner.start && inner.end <= outer.end;
  }

  private static boolean isTypeChecking(Expr test) {
    return switch (test) {
      case Expr.Name name -> name.name.equals("TYPE_CHECKING");
      case Expr.Attribute attribute -> attribute.name.equals("TYPE_CHECKING");
      default -> false;
    };
  }
}
