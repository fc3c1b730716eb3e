package dev.taipan.checker.types;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was declared of a type variable.
 *
 * @param bound the upper bound, null for none
 * @param constraints at least two types, or empty
 * @param defaultType the default, null for none; a {@link ParametersType} for a ParamSpec, a {@link
 *     TupleType} for a TypeVarTuple
 */
public record TypeVarModel(
    Variance variance, @Nullable Type bound, List<Type> constraints, @Nullable Type defaultType) {
  public TypeVarModel {
    constraints = List.copyOf(constraints);
  }
}
