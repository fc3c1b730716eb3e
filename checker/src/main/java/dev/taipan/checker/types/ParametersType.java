package dev.taipan.checker.types;

import java.util.List;

/**
 * The argument for a ParamSpec: a list of parameters, {@code ...}, or another ParamSpec.
 *
 * @param typeParameters the type parameters of the generic function whose parameters these are,
 *     which become those of every signature that gets the parameters; other type arguments beside
 *     them may mention the variables too
 */
public record ParametersType(ParameterList parameters, List<TypeVarType> typeParameters)
    implements Type {
  public ParametersType {
    typeParameters = List.copyOf(typeParameters);
  }

  public ParametersType(ParameterList parameters) {
    this(parameters, List.of());
  }
}
