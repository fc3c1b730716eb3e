package dev.taipan.checker.syntax;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells which keys of a mapping pattern are the same key of a dictionary. */
final class PatternKeys {
  private PatternKeys() {}

  /** An object that is equal for keys that Python takes for equal, and for no other ones. */
  static Object identity(Expr key) {
    Number number = number(key);
    if (number != null) {
      return number;
    }
    return switch (key) {
      case Expr.Str str -> List.of(str.bytes, str.value);
      case Expr.Constant constant -> constant.kind;
      default -> key;
    };
  }

  /** The value of a number or a Boolean, which is one too: `1`, `1.0` and `True` are one key. */
  private record Number(Object real, Object imaginary) {
    private static final Object ZERO = decimal(0.0);

    Number negated() {
      return new Number(negated(real), negated(imaginary));
    }

    private static Object negated(Object part) {
      return part instanceof BigDecimal decimal ? decimal.negate() : -(Double) part;
    }

    /** A decimal number, or a Double where it is infinite. */
    private static Object decimal(double value) {
      return Double.isFinite(value) ? new BigDecimal(value).stripTrailingZeros() : value;
    }
  }

  private static @Nullable Number number(Expr key) {
    return switch (key) {
      case Expr.Constant constant -> number(constant);
      case Expr.Unary unary -> {
        Number operand = number(unary.operand);
        yield operand == null ? null : operand.negated();
      }
      case Expr.Binary binary -> {
        Number real = number(binary.left);
        Number imaginary = number(binary.right);
        if (real == null || imaginary == null) {
          yield null;
        }
        boolean minus = binary.op == Expr.BinaryOp.SUB;
        yield new Number(real.real, (minus ? imaginary.negated() : imaginary).imaginary);
      }
      default -> null;
    };
  }

  private static @Nullable Number number(Expr.Constant constant) {
    return switch (constant.kind) {
      case INT ->
          new Number(
              (constant.value instanceof BigInteger big
                      ? new BigDecimal(big)
                      : BigDecimal.valueOf((Long) constant.value))
                  .stripTrailingZeros(),
              Number.ZERO);
      case FLOAT -> new Number(Number.decimal((Double) constant.value), Number.ZERO);
      case COMPLEX -> new Number(Number.ZERO, Number.decimal((Double) constant.value));
      case TRUE -> new Number(BigDecimal.ONE, Number.ZERO);
      case FALSE -> new Number(Number.ZERO, Number.ZERO);
      case NONE, ELLIPSIS -> null;
    };
  }
}
