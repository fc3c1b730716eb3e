package dev.taipan.checker.types;

import java.util.List;

/** Replaces literal types by their classes inside type arguments too. */
final class DeepWidening {
  private DeepWidening() {}

  /** The type without literals; the same object when it has none. */
  static Type widen(Type type) {
    return switch (type) {
      case NominalType nominal -> {
        List<Type> arguments = Type.mapped(nominal.arguments(), DeepWidening::widen);
        yield arguments == nominal.arguments() ? type : new NominalType(nominal.cls(), arguments);
      }
      case TupleType tuple -> {
        List<Type> prefix = Type.mapped(tuple.prefix(), DeepWidening::widen);
        List<Type> suffix = Type.mapped(tuple.suffix(), DeepWidening::widen);
        Type variadic = tuple.variadic() == null ? null : widen(tuple.variadic());
        yield prefix == tuple.prefix() && suffix == tuple.suffix() && variadic == tuple.variadic()
            ? type
            : new TupleType(prefix, variadic, suffix);
      }
      case UnionType union -> {
        List<Type> members = Type.mapped(union.members(), DeepWidening::widen);
        yield members == union.members() ? type : Unions.of(members);
      }
      default -> Literals.widen(type);
    };
  }
}
