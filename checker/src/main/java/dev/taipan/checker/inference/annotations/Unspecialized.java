package dev.taipan.checker.inference.annotations;

import dev.taipan.checker.inference.Program;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.FreeVariables;
import dev.taipan.checker.types.ParameterList;
import dev.taipan.checker.types.ParametersType;
import dev.taipan.checker.types.Substitution;
import dev.taipan.checker.types.TupleType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.TypeVarType;
import java.util.ArrayList;
import java.util.List;

/** Type parameters that nobody gave arguments to, and variables that no scope binds. */
public final class Unspecialized {
  private Unspecialized() {}

  /** What stands for a parameter of which nothing is known. */
  public static Type unknown(TypeVarType parameter) {
    return switch (parameter.kind()) {
      case TYPE_VAR, SELF -> DynamicType.UNKNOWN;
      case PARAM_SPEC -> new ParametersType(ParameterList.GRADUAL);
      case TYPE_VAR_TUPLE -> TupleType.homogeneous(DynamicType.UNKNOWN);
    };
  }

  /** The variables that a type mentions and no scope binds, in order of appearance. */
  static List<TypeVarType> freeVariables(Type type) {
    List<TypeVarType> free = new ArrayList<>();
    FreeVariables.mentions(
        type,
        variable -> {
          if (variable.scope().isEmpty() && !free.contains(variable)) {
            free.add(variable);
          }
          return false;
        });
    return free;
  }

  /** The type with each variable that no scope binds replaced by its default. */
  public static Type replaceFree(Program program, Type type) {
    List<TypeVarType> free = freeVariables(type);
    return free.isEmpty()
        ? type
        : Substitution.of(free, program.typeExpressions().arguments().defaults(free)).apply(type);
  }
}
