package dev.taipan.checker.types;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is wrong with a call, as data: the evaluator knows the places of the arguments. */
public sealed interface CallError {
  /** The index of the argument that the error speaks of; -1 for the call as a whole. */
  default int argument() {
    return -1;
  }

  /** Required parameters got nothing. */
  record MissingArguments(List<ParameterType> parameters) implements CallError {
    public MissingArguments {
      parameters = List.copyOf(parameters);
    }
  }

  /**
   * There are more positional arguments than parameters.
   *
   * @param argument the first one too many
   * @param expected the number that is accepted
   * @param got the number that was given
   */
  record TooManyPositional(int argument, int expected, int got) implements CallError {}

  /** No parameter has that name. */
  record UnknownArgument(int argument, String name) implements CallError {}

  /** The parameter already has a value from another argument. */
  record AlreadyAssigned(int argument, ParameterType parameter) implements CallError {}

  /** The parameter of that name only takes positional arguments. */
  record PositionalOnlyAsKeyword(int argument, ParameterType parameter) implements CallError {}

  /**
   * The argument is not assignable to its parameter.
   *
   * @param expected the parameter's type, solved as far as the other arguments solve it
   */
  record InvalidArgument(int argument, ParameterType parameter, Type expected, Type got)
      implements CallError {}

  /** The solution of a type variable breaks its bound or constraints. */
  record BoundViolated(int argument, TypeVarType variable, Type got) implements CallError {}

  /** What follows {@code *} is not iterable. */
  record NotIterable(int argument, Type type) implements CallError {}

  /** What follows {@code **} is not a mapping with string keys. */
  record NotMapping(int argument, Type type) implements CallError {}

  /** The object does not fit the annotation of {@code self} or {@code cls}. */
  record SelfMismatch(Type expected, Type got) implements CallError {}

  /**
   * No overload accepts the arguments.
   *
   * @param argument the argument that every overload refuses, -1 where they differ
   * @param callable the overloads
   * @param closest the index of the overload that comes closest
   * @param errors what that overload has against the arguments
   */
  record NoMatchingOverload(
      int argument, CallableType callable, int closest, List<CallError> errors)
      implements CallError {
    public NoMatchingOverload {
      errors = List.copyOf(errors);
    }

    /** The callable as if it had but the overload that comes closest, to be shown. */
    public CallableType closestOverload() {
      return callable.withSignatures(List.of(callable.signatures().get(closest)));
    }
  }

  /**
   * The object cannot be called.
   *
   * @param type the object, or the member of the union that cannot
   * @param whole the union that it is a member of, null without one
   */
  record NotCallable(Type type, @Nullable Type whole) implements CallError {}
}
