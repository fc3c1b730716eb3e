package dev.taipan.checker.types;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks whether a type, or a part of it, is known to nobody, and says so. */
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

  /** Says that the type of something is not known: all of it, where there is no type, or a part. */
  public static String describe(String what, @Nullable Type type) {
    return type == null || type == DynamicType.UNKNOWN
        ? "the type of " + what + " is unknown"
        : "the type of " + what + " is partly unknown: `" + Display.of(type) + "`";
  }

  private static boolean inAny(List<Type> types) {
    return types.stream().anyMatch(UnknownParts::in);
  }
}
