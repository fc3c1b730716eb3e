package dev.taipan.checker.inference.expressions;

import dev.taipan.checker.inference.Region;
import dev.taipan.checker.syntax.Argument;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells the values that are made of something unknown from those that are merely empty: {@code [x]}
 * of an unknown {@code x} may turn out to be a list of anything, while {@code []} is of whatever is
 * expected of it.
 */
final class UnknownItems {
  private UnknownItems() {}

  /** Whether what an expression makes holds a value of which nothing is known. */
  static boolean isMadeOf(Region region, Expr expression) {
    return switch (expression) {
      case Expr.ListExpr list -> anyMadeOf(region, list.elements);
      case Expr.SetExpr set -> anyMadeOf(region, set.elements);
      case Expr.Tuple tuple -> anyMadeOf(region, tuple.elements);
      case Expr.Dict dict -> anyMadeOf(region, dict.keys) || anyMadeOf(region, dict.values);
      case Expr.ListComp made -> isMadeOf(region, made, List.of(made.element));
      case Expr.SetComp made -> isMadeOf(region, made, List.of(made.element));
      case Expr.DictComp made -> isMadeOf(region, made, List.of(made.key, made.value));
      case Expr.Generator made -> isMadeOf(region, made, List.of(made.element));
      case Expr.Conditional either ->
          isMadeOf(region, either.body) || isMadeOf(region, either.orelse);
      case Expr.Starred starred -> isMadeOf(region, starred.value);
      case Expr.Lambda ignored -> false;
      case Expr.Call call ->
          isPartlyUnknown(region.attempt(call, null).type()) && takesUnknown(region, call);
      default -> isPartlyUnknown(region.attempt(expression, null).type());
    };
  }

  private static boolean anyMadeOf(Region region, List<? extends @Nullable Expr> items) {
    for (Expr item : items) {
      if (item != null && isMadeOf(region, item)) {
        return true;
      }
    }
    return false;
  }

  /** A comprehension, whose items cannot be looked at outside of it. */
  private static boolean isMadeOf(Region region, Expr comprehension, List<Expr> items) {
    for (Expr item : items) {
      if (CallEvaluator.dependsOnExpectation(item)) {
        return false; // what is unknown in it may be what an empty display leaves open
      }
    }
    return isPartlyUnknown(region.attempt(comprehension, null).type());
  }

  /** Whether what is unknown in the result of a call comes out of an argument. */
  private static boolean takesUnknown(Region region, Expr.Call call) {
    for (Argument argument : call.arguments) {
      if (isMadeOf(region, argument.value)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isPartlyUnknown(Type type) {
    return DynamicParts.any(type, dynamic -> dynamic != DynamicType.DIVERGENT);
  }
}
