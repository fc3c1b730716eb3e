package dev.taipan.checker.inference.definitions;

import dev.taipan.checker.syntax.Decorator;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.syntax.TreeWalker;
import java.util.List;

/**
 * Whether the body of a class calls one of its functions itself, decorates others with it, or puts
 * it into a display for somebody to call: such a function may get no instance.
 */
final class UsedInBody extends TreeWalker {
  private final String name;
  private boolean found;

  private UsedInBody(String name) {
    this.name = name;
  }

  static boolean test(Stmt.ClassDef cls, String name) {
    UsedInBody walk = new UsedInBody(name);
    walk.visitAll(cls.body);
    return walk.found;
  }

  @Override
  protected void visit(Node node) {
    switch (node) {
      case Stmt.FunctionDef function -> visitAll(function.decorators);
      case Stmt.ClassDef cls -> visitAll(cls.decorators);
      case Expr.Lambda _ -> {}
      case Decorator decorator -> {
        found |= isName(decorator.expression);
        visitChildren(decorator);
      }
      case Expr.Call call -> {
        found |= isName(call.callee);
        visitChildren(call);
      }
      case Expr.Dict display -> shown(display, display.values);
      case Expr.ListExpr display -> shown(display, display.elements);
      case Expr.Tuple display -> shown(display, display.elements);
      default -> visitChildren(node);
    }
  }

  private void shown(Expr display, List<Expr> elements) {
    elements.forEach(element -> found |= isName(element));
    visitChildren(display);
  }

  private boolean isName(Expr expression) {
    return expression instanceof Expr.Name used && used.name.equals(name);
  }
}
