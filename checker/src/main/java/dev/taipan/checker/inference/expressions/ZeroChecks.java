package dev.taipan.checker.inference.expressions;

import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.inference.Region;
import dev.taipan.checker.inference.narrowing.PatternNarrowing;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.LiteralType;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.TupleType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.WellKnown;

/** Operations of builtin classes that fail for the literal zero. */
public final class ZeroChecks {
  /** Reports a division of a number by the literal zero. */
  void checkDivision(Region region, Expr.Binary node, Type left, Type right) {
    boolean divides =
        switch (node.op) {
          case DIV, FLOORDIV, MOD -> true;
          default -> false;
        };
    if (divides && isZero(right) && isNumber(left)) {
      region.report(
          Rules.DIVISION_BY_ZERO, node, "`" + node.op.symbol + "` of a number by zero fails");
    }
  }

  /** Reports a slice of a builtin sequence whose step is the literal zero. */
  void checkStep(Region region, Expr index, Type sequence) {
    if (index instanceof Expr.Slice slice && slice.step != null && isBuiltinSequence(sequence)) {
      Type step = region.infer(slice.step);
      if (isZero(step)) {
        region.report(Rules.ZERO_STEPSIZE_IN_SLICE, slice.step, "the step of a slice cannot be 0");
      }
    }
  }

  private static boolean isZero(Type type) {
    return type instanceof LiteralType literal
        && (Long.valueOf(0).equals(literal.value()) || Boolean.FALSE.equals(literal.value()));
  }

  private static boolean isNumber(Type type) {
    ClassId cls = PatternNarrowing.classOf(type);
    return cls != null
        && cls.module().equals("builtins")
        && switch (cls.place()) {
          case "int", "float", "bool" -> true;
          default -> false;
        };
  }

  private static boolean isBuiltinSequence(Type type) {
    return switch (type) {
      case TupleType _ -> true;
      case LiteralType literal ->
          literal.cls().equals(WellKnown.STR) || literal.cls().equals(WellKnown.BYTES);
      case NominalType nominal ->
          nominal.cls().module().equals("builtins")
              && switch (nominal.cls().place()) {
                case "list", "str", "bytes", "bytearray", "range", "memoryview" -> true;
                default -> false;
              };
      default -> false;
    };
  }
}
