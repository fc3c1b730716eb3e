package dev.taipan.checker.types;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Operators whose result the values in literal types and tuple shapes tell. */
final class LiteralArithmetic {
  /** Longer results are just {@code str} or {@code int}. */
  private static final int MAX_TEXT = 4096;

  private static final int MAX_BITS = 63;
  private static final int MAX_ELEMENTS = 256;

  private LiteralArithmetic() {}

  /** The result of a binary operator; null where the types do not tell. */
  static @Nullable Type binary(String method, Type left, Type right) {
    if (left instanceof LiteralType l && right instanceof LiteralType r) {
      return values(method, l, r);
    }
    if (method.equals("__pow__")
        && left instanceof NominalType number
        && number.cls().equals(WellKnown.INT)
        && right instanceof LiteralType exponent
        && isInt(exponent)) {
      return power(integer(exponent));
    }
    if (method.equals("__mul__")
        && left instanceof LiteralType l
        && isInt(l)
        && right instanceof TupleType r) {
      return repeated(r, integer(l));
    }
    if (left instanceof TupleType l) {
      return switch (method) {
        case "__add__" -> right instanceof TupleType r ? concatenated(l, r) : null;
        case "__mul__" ->
            right instanceof LiteralType r && isInt(r) ? repeated(l, integer(r)) : null;
        default -> null;
      };
    }
    return null;
  }

  private static @Nullable Type values(String method, LiteralType left, LiteralType right) {
    BigInteger number = numberOf(left);
    BigInteger other = numberOf(right);
    if (number != null && other != null) {
      Type result = integers(method, number, other);
      return left.value() instanceof Boolean
              && right.value() instanceof Boolean
              && isBitwise(method)
              && result instanceof LiteralType truth
          ? new LiteralType(WellKnown.BOOL, !truth.value().equals(0L))
          : result;
    }
    if (method.equals("__mul__")) {
      return other != null
          ? repeated(left, other)
          : number != null ? repeated(right, number) : null;
    }
    return method.equals("__add__")
            && left.cls().equals(right.cls())
            && !left.isEnumMember()
            && left.value() instanceof String a
            && right.value() instanceof String b
            && a.length() + b.length() <= MAX_TEXT
        ? new LiteralType(left.cls(), a + b)
        : null;
  }

  private static boolean isBitwise(String method) {
    return method.equals("__and__") || method.equals("__or__") || method.equals("__xor__");
  }

  private static @Nullable Type repeated(LiteralType text, BigInteger times) {
    if (!text.cls().equals(WellKnown.STR)) {
      return null;
    }
    String value = (String) text.value();
    if (times.signum() <= 0 || value.isEmpty()) {
      return new LiteralType(WellKnown.STR, "");
    }
    return times.bitLength() > 16 || (long) times.intValue() * value.length() > MAX_TEXT
        ? null
        : new LiteralType(WellKnown.STR, value.repeat(times.intValue()));
  }

  /** The result of a unary operator; null where the type does not tell. */
  static @Nullable Type unary(String method, Type operand) {
    BigInteger value = operand instanceof LiteralType literal ? numberOf(literal) : null;
    if (value == null) {
      return null;
    }
    return switch (method) {
      case "__neg__" -> of(value.negate());
      case "__pos__" -> of(value);
      case "__invert__" -> of(value.not());
      default -> null;
    };
  }

  /** The number that an int or a bool is; null for other values. */
  static @Nullable BigInteger numberOf(LiteralType literal) {
    return switch (literal.value()) {
      case Boolean truth -> truth ? BigInteger.ONE : BigInteger.ZERO;
      case BigInteger big -> big;
      case Long number -> BigInteger.valueOf(number);
      default -> null;
    };
  }

  private static boolean isInt(LiteralType literal) {
    return literal.cls().equals(WellKnown.INT);
  }

  private static BigInteger integer(LiteralType literal) {
    return literal.value() instanceof BigInteger big
        ? big
        : BigInteger.valueOf(((Number) literal.value()).longValue());
  }

  private static @Nullable Type of(BigInteger value) {
    if (value.bitLength() > MAX_BITS) {
      return null;
    }
    return new LiteralType(WellKnown.INT, value.longValue());
  }

  private static @Nullable Type integers(String method, BigInteger left, BigInteger right) {
    return switch (method) {
      case "__add__" -> of(left.add(right));
      case "__sub__" -> of(left.subtract(right));
      case "__mul__" -> of(left.multiply(right));
      case "__floordiv__" -> right.signum() == 0 ? null : of(floorDivide(left, right));
      case "__mod__" ->
          right.signum() == 0 ? null : of(left.subtract(floorDivide(left, right).multiply(right)));
      case "__and__" -> of(left.and(right));
      case "__or__" -> of(left.or(right));
      case "__xor__" -> of(left.xor(right));
      case "__lshift__" ->
          right.signum() < 0 || right.bitLength() > 6 ? null : of(left.shiftLeft(right.intValue()));
      case "__rshift__" ->
          right.signum() < 0 || right.bitLength() > 6
              ? null
              : of(left.shiftRight(right.intValue()));
      case "__pow__" ->
          right.signum() < 0 || right.bitLength() > 6 || left.bitLength() > MAX_BITS
              ? power(right)
              : orInt(of(left.pow(right.intValue())));
      default -> null;
    };
  }

  /** An integer to the power of one that is not negative is an integer, however large. */
  private static @Nullable Type power(BigInteger exponent) {
    return exponent.signum() < 0 ? null : orInt(null);
  }

  private static Type orInt(@Nullable Type result) {
    return result == null ? new NominalType(WellKnown.INT) : result;
  }

  private static BigInteger floorDivide(BigInteger left, BigInteger right) {
    BigInteger[] parts = left.divideAndRemainder(right);
    return parts[1].signum() != 0 && parts[1].signum() != right.signum()
        ? parts[0].subtract(BigInteger.ONE)
        : parts[0];
  }

  private static @Nullable Type concatenated(TupleType left, TupleType right) {
    if (left.prefix().size() + right.prefix().size() > MAX_ELEMENTS) {
      return null;
    }
    if (left.isFixedLength()) {
      return TupleType.concatenate(left.prefix(), right, List.of());
    }
    if (right.isFixedLength()) {
      return TupleType.concatenate(List.of(), left, right.prefix());
    }
    if (left.hasPack() || right.hasPack()) {
      return null;
    }
    List<Type> middle = new ArrayList<>(left.suffix());
    middle.add(left.variadic() == null ? NeverType.NEVER : left.variadic());
    middle.addAll(right.prefix());
    middle.add(right.variadic() == null ? NeverType.NEVER : right.variadic());
    return new TupleType(left.prefix(), Unions.of(middle), right.suffix());
  }

  /**
   * What is made of a tuple that is repeated one of several numbers of times; null for others. The
   * number mostly depends on another length, so the possible lengths of a sum of both are not those
   * of all pairs of their members.
   */
  static @Nullable Type repeated(Type tuple, Type times) {
    return tuple instanceof TupleType elements
            && times instanceof UnionType numbers
            && numbers.members().stream()
                .allMatch(each -> each instanceof LiteralType one && isInt(one))
        ? TupleType.homogeneous(elements.elementType())
        : null;
  }

  private static @Nullable Type repeated(TupleType tuple, BigInteger times) {
    if (!tuple.isFixedLength()) {
      return null;
    }
    if (times.signum() <= 0) {
      return TupleType.of(List.of());
    }
    if (times.bitLength() > 16 || times.intValue() * tuple.prefix().size() > MAX_ELEMENTS) {
      return null;
    }
    List<Type> elements = new ArrayList<>();
    for (int i = 0; i < times.intValue(); i++) {
      elements.addAll(tuple.prefix());
    }
    return TupleType.of(elements);
  }
}
