package dev.taipan.checker.types;

import java.util.Map;

/**
 * A replacement of type variables by types: by a type for a TypeVar or Self, by a {@link
 * ParametersType} for a ParamSpec, by a {@link TupleType} for a TypeVarTuple.
 */
public record Substitution(Map<TypeVarType, Type> replacements) {
  public static final Substitution EMPTY = new Substitution(Map.of());

  public Type apply(Type type) {
    throw new UnsupportedOperationException();
  }
}
