package dev.taipan.checker.inference.narrowing;

import dev.taipan.checker.binding.BoundModule;
import dev.taipan.checker.binding.Definition;
import dev.taipan.checker.binding.DefinitionKind;
import dev.taipan.checker.binding.LiveBindings;
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

  /** No longer chain of steps is followed to the one that failed. */
  static final int MAX_STEPS = 16;

  private FailedUpdates() {}

  /**
   * What the statement of a binding reads of its own place to compute on it; null if it does not,
   * or if the flow says nothing of the place there.
   */
  static @Nullable LiveBindings read(BoundModule module, Definition definition) {
    if (definition.kind() instanceof DefinitionKind.AugAssign update) {
      return update.statement().target == definition.target() ? update.read() : null;
    }
    if (!(definition.region() instanceof Stmt.Assign assign)
        || assign.targets.size() != 1
        || assign.targets.getFirst() != definition.target()
        || !(definition.target() instanceof Expr target)) {
      return null;
    }
    Expr operand = operand(assign.value, Places.keyOf(target));
    return operand == null ? null : module.bindingsAt(operand);
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

  /** The place itself in an operation on it, not where it is an argument; null if it is none. */
  private static @Nullable Expr operand(Expr expression, @Nullable String place) {
    if (place == null) {
      return null;
    }
    Expr at = expression;
    while (!place.equals(Places.keyOf(at))) {
      switch (at) {
        case Expr.Binary binary -> {
          Expr right = operand(binary.right, place);
          if (right != null) {
            return right;
          }
          at = binary.left;
        }
        case Expr.Unary unary -> at = unary.operand;
        case Expr.Attribute attribute -> at = attribute.value;
        case Expr.Subscript subscript -> at = subscript.value;
        case Expr.Call call -> at = call.callee;
        case Expr.Await await -> at = await.value;
        default -> {
          return null;
        }
      }
    }
    return at;
  }
}
