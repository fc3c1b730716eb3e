package dev.taipan.checker.inference;

import dev.taipan.checker.syntax.TypeParam;
import dev.taipan.checker.types.TypeVarType;

/** The type parameters of PEP 695 headers. */
final class TypeParameters {
  private final Program program;

  TypeParameters(Program program) {
    this.program = program;
  }

  /** A parameter of the class, function or alias that {@code scope} names. */
  TypeVarType of(ModuleTypes module, TypeParam parameter, String scope) {
    TypeVarType.Kind kind =
        switch (parameter.kind) {
          case TYPE_VAR -> TypeVarType.Kind.TYPE_VAR;
          case PARAM_SPEC -> TypeVarType.Kind.PARAM_SPEC;
          case TYPE_VAR_TUPLE -> TypeVarType.Kind.TYPE_VAR_TUPLE;
        };
    return new TypeVarType(parameter.name.name, kind, scope + "." + parameter.name.name, scope);
  }
}
