package dev.taipan.checker.types;

import java.util.ArrayList;
import java.util.List;

/** Replaces literal types by their classes inside type arguments too. */
final class DeepWidening {
  private DeepWidening() {}

  /** The type without literals; the same object when it has none. */
  static Type widen(Type type) {
    return switch (type) {
      case NominalType nominal -> {
        List<Type> arguments = widenAll(nominal.arguments());
        yield arguments == nominal.arguments() ? type : new NominalType(nominal.cls(), arguments);
      }
      case TupleType tuple -> {
        List<Type> prefix = widenAll(tuple.prefix());
        List<Type> suffix = widenAll(tuple.suffix());
        Type variadic = tuple.variadic() == null ? null : widen(tuple.variadic());
        yield prefix == tuple.prefix() && suffix == tuple.suffix() && variadic == tuple.variadic()
            ? type
            : new TupleType(prefix, variadic, suffix);
      }
      case UnionType union -> {
        List<Type> members = widenAll(union.members());
        yield members == union.members() ? type : Unions.of(members);
      }
      default -> Literals.widen(type);
    };
  }

  private static List<Type> widenAll(List<Type> types) {
    List<Type> result = null;
    for (int i = 0; i < types.size(); i++) {
      Type before = types.get(i);
      Type after = widen(before);
      if (after != before && result == null) {
        result = new ArrayList<>(types);
      }
      if (result != null) {
        result.set(i, after);
      }
    }
    return result == null ? types : result;
  }
}
