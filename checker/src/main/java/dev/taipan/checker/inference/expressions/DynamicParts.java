package dev.taipan.checker.inference.expressions;

import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.TupleType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.UnionType;
import java.util.List;
import java.util.function.Predicate;

/** The gradual types inside of a type: among its members, its arguments and its elements. */
final class DynamicParts {
  private DynamicParts() {}

  /** Whether one of them, or the type itself, is of a kind. */
  static boolean any(Type type, Predicate<DynamicType> kind) {
    return switch (type) {
      case DynamicType dynamic -> kind.test(dynamic);
      case UnionType union -> any(union.members(), kind);
      case NominalType nominal -> any(nominal.arguments(), kind);
      case TupleType tuple ->
          any(tuple.prefix(), kind)
              || any(tuple.suffix(), kind)
              || (tuple.variadic() != null && any(tuple.variadic(), kind));
      default -> false;
    };
  }

  private static boolean any(List<Type> types, Predicate<DynamicType> kind) {
    for (Type type : types) {
      if (any(type, kind)) {
        return true;
      }
    }
    return false;
  }
}
