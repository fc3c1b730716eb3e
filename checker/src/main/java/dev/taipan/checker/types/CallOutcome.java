package dev.taipan.checker.types;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of a call.
 *
 * @param type what the call evaluates to; a best guess when there are errors
 * @param errors what is wrong, empty for a valid call
 * @param chosen the signatures that take the arguments, several for unions and expanded arguments
 * @param instantiated the classes whose constructor was called
 * @param deprecated the message of {@code @deprecated} on a chosen signature, null without one
 */
public record CallOutcome(
    Type type,
    List<CallError> errors,
    List<Chosen> chosen,
    List<Instantiation> instantiated,
    @Nullable String deprecated) {
  public CallOutcome {
    errors = List.copyOf(errors);
    chosen = List.copyOf(chosen);
    instantiated = List.copyOf(instantiated);
  }

  static CallOutcome of(Type type) {
    return new CallOutcome(type, List.of(), List.of(), List.of(), null);
  }

  static CallOutcome error(Type type, CallError error) {
    return new CallOutcome(type, List.of(error), List.of(), List.of(), null);
  }

  public boolean isValid() {
    return errors.isEmpty();
  }

  /** Whether the only thing wrong is that the object cannot be called at all. */
  boolean isNotCallable() {
    return errors.size() == 1 && errors.getFirst() instanceof CallError.NotCallable;
  }

  CallOutcome withType(Type type) {
    return new CallOutcome(type, errors, chosen, instantiated, deprecated);
  }

  CallOutcome withErrors(List<CallError> errors) {
    return new CallOutcome(type, errors, chosen, instantiated, deprecated);
  }

  CallOutcome withDeprecated(String deprecated) {
    return new CallOutcome(type, errors, chosen, instantiated, deprecated);
  }

  CallOutcome withInstantiation(ClassId cls, boolean exact) {
    List<Instantiation> all = new ArrayList<>(instantiated);
    all.add(new Instantiation(cls, exact));
    return new CallOutcome(type, errors, chosen, all, deprecated);
  }

  /**
   * A signature that takes the arguments.
   *
   * @param callable what it is one of
   * @param index its index among the overloads
   * @param parameters for each argument the index of its (first) parameter in the signature, -1 for
   *     an argument that no parameter takes
   */
  public record Chosen(CallableType callable, int index, List<Integer> parameters) {
    public Chosen {
      parameters = List.copyOf(parameters);
    }

    public Signature signature() {
      return callable.signatures().get(index);
    }
  }

  /**
   * A class whose constructor was called.
   *
   * @param exact whether the class itself was named, rather than a {@code type[C]} that may hold a
   *     subclass
   */
  public record Instantiation(ClassId cls, boolean exact) {}
}
