package dev.taipan.checker.types;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Comparisons whose outcome the values in literal types and tuple shapes tell. Operators are named
 * as in {@link Operators}; every answer is null where the types do not tell.
 */
final class LiteralComparison {
  private final World world;

  LiteralComparison(World world) {
    this.world = world;
  }

  /** {@code left op right}; for containment the right side is the container. */
  @Nullable Boolean compare(String method, Type left, Type right) {
    return switch (method) {
      case "" -> areSame(left, right);
      case "__eq__" -> areEqual(left, right);
      case "__ne__" -> not(areEqual(left, right));
      case "__contains__" -> contains(left, right);
      case "__lt__", "__le__", "__gt__", "__ge__" -> ordering(method, left, right);
      default -> null;
    };
  }

  private static @Nullable Boolean not(@Nullable Boolean value) {
    return value == null ? null : !value;
  }

  /** Whether two objects are one, which only objects that exist once tell. */
  private static @Nullable Boolean areSame(Type left, Type right) {
    return isSingleton(left) && isSingleton(right) ? left.equals(right) : null;
  }

  private static boolean isSingleton(Type type) {
    return type.equals(WellKnown.NONE)
        || (type instanceof LiteralType literal
            && (literal.isEnumMember() || literal.value() instanceof Boolean));
  }

  private @Nullable Boolean areEqual(Type left, Type right) {
    if (left instanceof TupleType l && right instanceof TupleType r) {
      return areEqual(l, r);
    }
    if (!isValue(left) || !isValue(right)) {
      return null;
    }
    BigInteger number = numberOf(left);
    BigInteger other = numberOf(right);
    return number != null && other != null ? number.equals(other) : left.equals(right);
  }

  /** Whether a type has one value, which equals no value that has another type. */
  private boolean isValue(Type type) {
    return type.equals(WellKnown.NONE)
        || (type instanceof LiteralType literal
            && (!literal.isEnumMember() || Enums.comparesByIdentity(world, literal.cls())));
  }

  private @Nullable Boolean areEqual(TupleType left, TupleType right) {
    if (!left.isFixedLength() || !right.isFixedLength()) {
      return null;
    }
    if (left.prefix().size() != right.prefix().size()) {
      return false;
    }
    Boolean all = true;
    for (int i = 0; i < left.prefix().size(); i++) {
      Boolean equal = areEqual(left.prefix().get(i), right.prefix().get(i));
      if (equal == null) {
        all = null;
      } else if (!equal) {
        return false;
      }
    }
    return all;
  }

  private @Nullable Boolean contains(Type item, Type container) {
    if (container instanceof LiteralType whole
        && item instanceof LiteralType part
        && whole.cls().equals(part.cls())
        && textOf(whole) instanceof String text
        && textOf(part) instanceof String wanted) {
      return text.contains(wanted);
    }
    if (!(container instanceof TupleType tuple) || !tuple.isFixedLength()) {
      return null;
    }
    Boolean found = false;
    for (Type element : tuple.prefix()) {
      Boolean equal = areEqual(item, element);
      if (equal == null) {
        found = null;
      } else if (equal) {
        return true;
      }
    }
    return found;
  }

  private @Nullable Boolean ordering(String method, Type left, Type right) {
    if (left instanceof TupleType l && right instanceof TupleType r) {
      return l.isFixedLength() && r.isFixedLength()
          ? ordering(method, l.prefix(), r.prefix())
          : null;
    }
    if (!(left instanceof LiteralType l) || !(right instanceof LiteralType r)) {
      return null;
    }
    BigInteger number = numberOf(l);
    BigInteger other = numberOf(r);
    if (number != null && other != null) {
      return holds(method, number.compareTo(other));
    }
    return l.cls().equals(r.cls())
            && textOf(l) instanceof String text
            && textOf(r) instanceof String second
        ? holds(method, Arrays.compare(text.codePoints().toArray(), second.codePoints().toArray()))
        : null;
  }

  /** The first elements that differ decide between two sequences, else the lengths. */
  private @Nullable Boolean ordering(String method, List<Type> left, List<Type> right) {
    int length = Math.min(left.size(), right.size());
    for (int i = 0; i < length; i++) {
      Boolean equal = areEqual(left.get(i), right.get(i));
      if (equal == null) {
        return null;
      }
      if (!equal) {
        return ordering(method, left.get(i), right.get(i));
      }
    }
    return holds(method, Integer.compare(left.size(), right.size()));
  }

  private static boolean holds(String method, int order) {
    return switch (method) {
      case "__lt__" -> order < 0;
      case "__le__" -> order <= 0;
      case "__gt__" -> order > 0;
      default -> order >= 0;
    };
  }

  private static @Nullable BigInteger numberOf(Type type) {
    return type instanceof LiteralType literal ? LiteralArithmetic.numberOf(literal) : null;
  }

  private static @Nullable String textOf(LiteralType literal) {
    return !literal.isEnumMember() && literal.value() instanceof String text ? text : null;
  }
}
