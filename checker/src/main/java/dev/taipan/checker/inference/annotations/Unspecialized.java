package dev.taipan.checker.inference.annotations;

import dev.taipan.checker.inference.Program;
import dev.taipan.checker.types.FreeVariables;
import dev.taipan.checker.types.Substitution;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.TypeVarType;
import java.util.ArrayList;
import java.util.List;

/** The type variables in a type that no scope binds. */
public final class Unspecialized {
  private Unspecialized() {}

  /** The variables that a type mentions and no scope binds, in order of appearance. */
  public static List<TypeVarType> freeVariables(Type type) {
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
