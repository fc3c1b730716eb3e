package dev.taipan.checker.types;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a signature, in order.
 *
 * @param parameters the parameters of known kind; with {@code paramSpec} or {@code gradual} they
 *     are followed by what those stand for
 * @param paramSpec the ParamSpec that stands for {@code *args: P.args, **kwargs: P.kwargs}, or null
 * @param gradual whether the rest is {@code ...}: compatible with any parameters
 */
public record ParameterList(
    List<ParameterType> parameters, @Nullable TypeVarType paramSpec, boolean gradual) {
  /** {@code ...}. */
  public static final ParameterList GRADUAL = new ParameterList(List.of(), null, true);

  public ParameterList {
    parameters = List.copyOf(parameters);
  }

  public static ParameterList of(List<ParameterType> parameters) {
    return new ParameterList(parameters, null, false);
  }
}
