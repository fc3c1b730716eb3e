package dev.taipan.checker.inference.annotations;

import dev.taipan.checker.types.TypeVarType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The binder inside of a {@code Callable}: what nothing around it binds is a type parameter of the
 * callable itself, so that {@code Callable[[T], T]} is a generic function. Callables inside of it
 * leave that to the outermost one.
 *
 * <p>The variables of all callables are of one scope, as it makes no difference to a generic
 * function what its type parameters are called.
 */
final class CallableVariables implements TypeVariableBinder {
  private static final String SCOPE = "Callable";

  private final TypeVariableBinder around;
  private final List<TypeVarType> own = new ArrayList<>();

  CallableVariables(TypeVariableBinder around) {
    this.around = around;
  }

  @Override
  public @Nullable TypeVarType bind(TypeVarType variable) {
    TypeVarType bound = around.bind(variable);
    if (bound != null || variable.kind() != TypeVarType.Kind.TYPE_VAR) {
      return bound;
    }
    TypeVarType parameter = variable.inScope(SCOPE);
    if (!own.contains(parameter)) {
      own.add(parameter);
    }
    return parameter;
  }

  /** Whether a variable is a type parameter of the callable that mentions it. */
  static boolean isOwn(TypeVarType variable) {
    return variable.scope().equals(SCOPE);
  }

  /** The type parameters of the callable, in the order in which they were met. */
  List<TypeVarType> own() {
    return own;
  }
}
