package dev.taipan.checker.inference.expressions;

import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Region;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.types.Display;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.NeverType;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.WellKnown;
import java.util.List;

/** Statements that are nothing but an expression, whose value is lost. */
final class UnusedValues {
  private final Program program;

  UnusedValues(Program program) {
    this.program = program;
  }

  void check(Region region, Expr value, Type type) {
    switch (value) {
      case Expr.Call call -> checkCall(region, call, type);
      case Expr.Await await -> checkResult(region, await, type);
      default -> {
        if (hasNoEffect(value) && !region.module().isStub()) {
          region.report(Rules.UNUSED_EXPRESSION, value, "the value of this expression is not used");
        }
      }
    }
  }

  private void checkCall(Region region, Expr.Call call, Type type) {
    if (isNothing(type)
        || program.callHandlers().of(region.silently(() -> region.infer(call.callee))) != null) {
      return; // directives such as `reveal_type` give back what somebody else made
    }
    if (isCoroutine(type)) {
      region.report(Rules.UNUSED_COROUTINE, call, "the coroutine is never awaited");
    } else if (isAwaitable(type)) {
      region.report(Rules.UNUSED_AWAITABLE, call, "`" + Display.of(type) + "` is not awaited");
    } else {
      checkResult(region, call, type);
    }
  }

  private static void checkResult(Region region, Expr value, Type type) {
    if (!isNothing(type)) {
      region.report(
          Rules.UNUSED_CALL_RESULT, value, "the result, `" + Display.of(type) + "`, is not used");
    }
  }

  /** Whether there is no value, or nothing is known of it. */
  private static boolean isNothing(Type type) {
    return type.equals(WellKnown.NONE) || type instanceof DynamicType || type instanceof NeverType;
  }

  /** Whether evaluating an expression does nothing; operators are taken to do nothing else. */
  private static boolean hasNoEffect(Expr value) {
    return switch (value) {
      case Expr.Name _, Expr.Lambda _ -> true;
      case Expr.Constant constant -> constant.kind != Expr.Constant.Kind.ELLIPSIS;
      case Expr.Unary unary -> hasNoEffect(unary.operand);
      case Expr.Binary _, Expr.Compare _ -> true;
      case Expr.BoolOp operation -> haveNoEffect(operation.values);
      case Expr.Tuple tuple -> haveNoEffect(tuple.elements);
      case Expr.SetExpr set -> haveNoEffect(set.elements);
      // A list of one name or of none stands for a type in many examples.
      case Expr.ListExpr list -> list.elements.size() > 1 && haveNoEffect(list.elements);
      default -> false;
    };
  }

  private static boolean haveNoEffect(List<Expr> values) {
    return values.stream().allMatch(value -> hasNoEffect(value) || value instanceof Expr.Str);
  }

  /** Whether a value is there to be awaited; of a union that says nothing. */
  private boolean isAwaitable(Type type) {
    return type instanceof NominalType nominal
        && program.members().specialMethod(nominal, "__await__").isPresent();
  }

  private static boolean isCoroutine(Type type) {
    return type instanceof NominalType nominal
        && (nominal.cls().equals(WellKnown.COROUTINE_TYPE)
            || nominal.cls().equals(WellKnown.COROUTINE));
  }
}
