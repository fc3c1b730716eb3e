package dev.taipan.checker.types;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks whether a type, or a part of it, is known to nobody. */
public final class UnknownParts {
  private UnknownParts() {}

  /**
   * Whether a type is {@link DynamicType#UNKNOWN} or has it among its arguments, members or
   * elements, however deep. A bare {@code type} says all that it means to say. The parameters and
   * results of callables do not count: what is not known of them shows where they are called.
   */
  public static boolean in(@Nullable Type type) {
    return switch (type) {
      case DynamicType dynamic -> dynamic == DynamicType.UNKNOWN;
      case NominalType nominal -> inAny(nominal.arguments());
      case UnionType union -> inAny(union.members());
      case TupleType tuple ->
          inAny(tuple.prefix()) || in(tuple.variadic()) || inAny(tuple.suffix());
      case SubclassOfType subclass ->
          !(subclass.instance() instanceof DynamicType) && in(subclass.instance());
      case ClassLiteralType literal -> literal.arguments() != null && inAny(literal.arguments());
      case null, default -> false;
    };
  }

  private static boolean inAny(List<Type> types) {
    return types.stream().anyMatch(UnknownParts::in);
  }
}
