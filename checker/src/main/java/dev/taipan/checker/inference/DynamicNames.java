package dev.taipan.checker.inference;

import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.syntax.TreeWalker;
import java.util.List;

/**
 * Finds whether a module gives itself names that stand nowhere in its text: by assigning to {@code
 * globals()[name]}, by {@code globals().update(...)}, {@code setattr} on an entry of {@code
 * sys.modules}, or {@code exec}.
 */
final class DynamicNames extends TreeWalker {
  private boolean found;

  /** Whether the statements of a module, or of functions in it, do that. */
  static boolean areIn(List<? extends Node> body) {
    DynamicNames walk = new DynamicNames();
    walk.visitAll(body);
    return walk.found;
  }

  @Override
  protected void visit(Node node) {
    if (found) {
      return;
    }
    switch (node) {
      case Stmt.Assign assign ->
          found =
              assign.targets.stream()
                  .anyMatch(
                      target ->
                          target instanceof Expr.Subscript subscript
                              && isNamespace(subscript.value));
      case Expr.Call call -> found = fills(call);
      default -> {}
    }
    visitChildren(node);
  }

  private static boolean fills(Expr.Call call) {
    return switch (call.callee) {
      case Expr.Attribute method ->
          (method.name.equals("update") || method.name.equals("setdefault"))
              && isNamespace(method.value);
      case Expr.Name name ->
          switch (name.name) {
            case "exec" -> true;
            case "setattr" ->
                !call.arguments.isEmpty()
                    && ModuleStructure.isEntry(call.arguments.getFirst().value);
            // Handed on, the namespace may be filled anywhere.
            default -> call.arguments.stream().anyMatch(argument -> isNamespace(argument.value));
          };
      default -> false;
    };
  }

  /** Whether this is {@code globals()}, or {@code vars()} or {@code locals()} at the top level. */
  private static boolean isNamespace(Expr expression) {
    return expression instanceof Expr.Call call
        && call.arguments.isEmpty()
        && call.callee instanceof Expr.Name name
        && (name.name.equals("globals") || name.name.equals("vars") || name.name.equals("locals"));
  }
}
