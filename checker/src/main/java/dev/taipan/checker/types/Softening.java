package dev.taipan.checker.types;

import java.util.ArrayList;
import java.util.List;

/**
 * Types that were inferred from what was not seen in full, such as the default of a parameter
 * without annotation: the members that are known beside an Unknown need not be what is there.
 */
final class Softening {
  private Softening() {}

  /** The type with each union that has an unknown member made Unknown, in type arguments too. */
  static Type of(Type type) {
    return switch (type) {
      case UnionType union -> {
        if (union.isPartlyUnknown()) {
          yield DynamicType.UNKNOWN;
        }
        List<Type> members = Type.mapped(union.members(), Softening::of);
        yield members == union.members() ? type : Unions.of(members);
      }
      case NominalType nominal -> {
        List<Type> arguments = Type.mapped(nominal.arguments(), Softening::of);
        yield arguments == nominal.arguments() ? type : new NominalType(nominal.cls(), arguments);
      }
      case TupleType tuple -> {
        List<Type> prefix = Type.mapped(tuple.prefix(), Softening::of);
        List<Type> suffix = Type.mapped(tuple.suffix(), Softening::of);
        Type variadic = tuple.variadic() == null ? null : of(tuple.variadic());
        yield prefix == tuple.prefix() && suffix == tuple.suffix() && variadic == tuple.variadic()
            ? type
            : new TupleType(prefix, variadic, suffix);
      }
      default -> type;
    };
  }

  /** The callable type with its parameters softened: what callers pass was not seen in full. */
  static CallableType ofParameters(CallableType callable) {
    List<Signature> signatures = new ArrayList<>(callable.signatures());
    boolean changed = false;
    for (int i = 0; i < signatures.size(); i++) {
      ParameterList list = signatures.get(i).parameters();
      List<ParameterType> parameters = new ArrayList<>(list.parameters());
      for (int j = 0; j < parameters.size(); j++) {
        ParameterType parameter = parameters.get(j);
        Type soft = of(parameter.type());
        if (soft != parameter.type()) {
          parameters.set(j, parameter.withType(soft));
          changed = true;
        }
      }
      signatures.set(i, signatures.get(i).withParameters(list.withParameters(parameters)));
    }
    return changed ? callable.withSignatures(signatures) : callable;
  }
}
