package dev.taipan.checker.inference.definitions;

import dev.taipan.checker.syntax.Decorator;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.syntax.TreeWalker;

/**
 * Whether the body of a class calls one of its functions itself, decorates others with it, or puts
 * it into a display for somebody to call: such a function may get no instance.
 */
final class CalledInBody extends TreeWalker {
  private final String name;
  private boolean found;

  private CalledInBody(String name) {
    this.name = name;
  }

  static boolean test(Stmt.ClassDef cls, String name) {
    CalledInBody walk = new CalledInBody(name);
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
      case Expr.Dict display -> {
        display.values.forEach(value -> found |= isName(value));
        visitChildren(display);
      }
      case Expr.ListExpr display -> {
        display.elements.forEach(element -> found |= isName(element));
        visitChildren(display);
      }
      case Expr.Tuple display -> {
        display.elements.forEach(element -> found |= isName(element));
        visitChildren(display);
      }
      default -> visitChildren(node);
    }
  }

  private boolean isName(Expr expression) {
    return expression instanceof Expr.Name used && used.name.equals(name);
  }
}
