package dev.taipan.checker.types;

import java.util.List;

/** Turns types of single values into the types of their classes. */
public final class Literals {
  private static final NominalType STR = new NominalType(WellKnown.STR);

  private Literals() {}

  /**
   * The type with literals replaced by their classes, also as members of unions and as elements of
   * tuples, and without what tests have excluded or told of lengths: what is inferred for something
   * that more values may come to. A sentinel, the only value of its kind, stays what it is.
   */
  public static Type widen(Type type) {
    return switch (type) {
      case LiteralType literal -> literal.isSentinel() ? literal : literal.fallback();
      case LiteralStringType _ -> STR;
      case UnionType union -> {
        List<Type> widened = Type.mapped(union.members(), Literals::widen);
        yield widened == union.members() ? type : Unions.of(widened);
      }
      case IntersectionType _ -> withoutExclusions(type);
      case TupleType tuple -> {
        List<Type> prefix = Type.mapped(tuple.prefix(), Literals::widen);
        List<Type> suffix = Type.mapped(tuple.suffix(), Literals::widen);
        Type variadic = tuple.variadic() == null ? null : widen(tuple.variadic());
        if (variadic != null && areAll(prefix, variadic) && areAll(suffix, variadic)) {
          yield prefix.isEmpty() && suffix.isEmpty() && variadic == tuple.variadic()
              ? type
              : TupleType.homogeneous(variadic);
        }
        yield prefix == tuple.prefix() && suffix == tuple.suffix() && variadic == tuple.variadic()
            ? type
            : new TupleType(prefix, variadic, suffix);
      }
      default -> type;
    };
  }

  private static boolean areAll(List<Type> elements, Type type) {
    for (Type element : elements) {
      if (!element.equals(type)) {
        return false;
      }
    }
    return true;
  }

  /** The type without what tests have excluded, which is no part of what anybody declares. */
  public static Type withoutExclusions(Type type) {
    return switch (type) {
      case IntersectionType intersection when !intersection.negative().isEmpty() ->
          Intersections.of(intersection.positive(), List.of());
      case UnionType union -> {
        for (Type member : union.members()) {
          if (withoutExclusions(member) != member) {
            yield Unions.of(union.members().stream().map(Literals::withoutExclusions).toList());
          }
        }
        yield type;
      }
      default -> type;
    };
  }
}
