package dev.taipan.checker.inference.narrowing;

import dev.taipan.checker.binding.Definition;
import dev.taipan.checker.binding.Places;
import dev.taipan.checker.diagnostics.Diagnostic;
import dev.taipan.checker.diagnostics.Rule;
import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.inference.RegionResult;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Stmt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Statements that make the next value of a place from the one before, {@code n = n + text}, and
 * cannot. What such a statement would leave is not unseen but never there, so it must not stand
 * beside the other values as something unknown: in a loop that would excuse the very mistake.
 */
final class FailedUpdates {
  private static final Set<Rule> FAILURES =
      Set.of(
          Rules.UNSUPPORTED_OPERATOR,
          Rules.MISSING_ATTRIBUTE,
          Rules.NOT_SUBSCRIPTABLE,
          Rules.NOT_CALLABLE);

  private FailedUpdates() {}

  /** Whether the statement of a binding computes on its own place. */
  static boolean isUpdate(Definition definition) {
    return switch (definition.region()) {
      case Stmt.AugAssign update -> update.target == definition.target();
      case Stmt.Assign assign ->
          assign.targets.size() == 1
              && assign.targets.getFirst() == definition.target()
              && definition.target() instanceof Expr target
              && computesOn(assign.value, Places.keyOf(target));
      default -> false;
    };
  }

  /** Whether an operation of the statement that gave {@code result} was reported as impossible. */
  static boolean failed(RegionResult result) {
    for (Diagnostic diagnostic : result.diagnostics()) {
      if (FAILURES.contains(diagnostic.rule())) {
        return true;
      }
    }
    return false;
  }

  /** Whether an expression is the place or an operation on it, other than being an argument. */
  private static boolean computesOn(Expr expression, @Nullable String place) {
    if (place == null) {
      return false;
    }
    Expr at = expression;
    while (!place.equals(Places.keyOf(at))) {
      switch (at) {
        case Expr.Binary binary -> {
          if (computesOn(binary.right, place)) {
            return true;
          }
          at = binary.left;
        }
        case Expr.Unary unary -> at = unary.operand;
        case Expr.Attribute attribute -> at = attribute.value;
        case Expr.Subscript subscript -> at = subscript.value;
        case Expr.Call call -> at = call.callee;
        case Expr.Await await -> at = await.value;
        default -> {
          return false;
        }
      }
    }
    return true;
  }
}
