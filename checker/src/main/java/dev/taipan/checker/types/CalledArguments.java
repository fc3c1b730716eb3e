package dev.taipan.checker.types;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Compares a function with the type of a parameter that gives the function back what it gave, such
 * as {@code Callable[[T, S], T]}, by calling it with what is known of the variables. {@code
 * reduce(lambda a, b: a + b, floats, 0)} starts with an {@code int} and goes on with a {@code
 * float}, so {@code T} has to be both.
 */
final class CalledArguments {
  /** How often what a function gives may change what it is called with. */
  private static final int MAX_ROUNDS = 3;

  private final TypeSystem types;

  CalledArguments(TypeSystem types) {
    this.types = types;
  }

  /**
   * Adds what a function gives to what is known of the variables.
   *
   * @param function the function's type, as it is made for what the parameter asks for
   * @param wanted the type of the parameter, variables to solve included
   * @return the function's type for which the parameter holds; null if it does not
   */
  @Nullable Type add(CallSolver solver, Function<@Nullable Type, Type> function, Type wanted) {
    if (!(wanted instanceof CallableType callable) || callable.isOverloaded()) {
      return null;
    }
    Signature asked = callable.signatures().getFirst();
    if (!(asked.returns() instanceof Signature.Returns.Declared returns)
        || !isGivenBack(solver, asked.parameters(), returns.type())) {
      return null;
    }
    int mark = solver.mark();
    for (int round = 0; round < MAX_ROUNDS; round++) {
      Type type = function.apply(solver.context(wanted));
      List<CallArgument> arguments = new ArrayList<>();
      for (ParameterType parameter : asked.parameters().parameters()) {
        arguments.add(CallArgument.positional(solver.solved(parameter.type())));
      }
      CallOutcome outcome = types.members().calls().call(type, arguments);
      if (outcome.isValid() && types.isAssignable(outcome.type(), solver.solved(returns.type()))) {
        return type;
      }
      if (!outcome.isValid() || !solver.add(outcome.type(), returns.type())) {
        break;
      }
    }
    solver.rollback(mark);
    return null;
  }

  /** Whether all arguments are known, and what is returned may be among them. */
  private static boolean isGivenBack(CallSolver solver, ParameterList parameters, Type returned) {
    if (parameters.paramSpec() != null || parameters.gradual()) {
      return false;
    }
    boolean isGivenBack = false;
    for (ParameterType parameter : parameters.parameters()) {
      if (!isPositional(parameter) || solver.isOpen(parameter.type())) {
        return false;
      }
      isGivenBack |= FreeVariables.mentions(parameter.type(), returned::equals);
    }
    return isGivenBack;
  }

  private static boolean isPositional(ParameterType parameter) {
    return parameter.kind() == ParameterKind.POSITIONAL_ONLY
        || parameter.kind() == ParameterKind.POSITIONAL_OR_KEYWORD;
  }
}
