package dev.taipan.checker.inference.definitions;

import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.syntax.TreeWalker;

/**
 * Whether a decorator calls the function that it gets while it decorates, and does not give it
 * back: what it returns is then what the function computed, or made of it, and no function.
 */
final class RunAtOnce extends TreeWalker {
  private final String function;
  private boolean called;
  private boolean returned;

  private RunAtOnce(String function) {
    this.function = function;
  }

  /**
   * @param parameter the name of the parameter that takes the function
   */
  static boolean isByDecorator(Stmt.FunctionDef decorator, String parameter) {
    RunAtOnce found = new RunAtOnce(parameter);
    found.visitAll(decorator.body);
    return found.called && !found.returned;
  }

  @Override
  protected void visit(Node node) {
    switch (node) {
      case Stmt.FunctionDef ignored -> {}
      case Stmt.ClassDef ignored -> {}
      case Expr.Lambda ignored -> {}
      case Expr.Call call -> {
        called |= isFunction(call.callee);
        visitChildren(call);
      }
      case Stmt.Return result -> {
        returned |= result.value != null && isFunction(result.value);
        visitChildren(result);
      }
      default -> visitChildren(node);
    }
  }

  private boolean isFunction(Expr expression) {
    return expression instanceof Expr.Name name && name.name.equals(function);
  }
}
