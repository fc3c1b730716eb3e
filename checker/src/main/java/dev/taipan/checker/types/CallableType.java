package dev.taipan.checker.types;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that can be called: a written {@code Callable[...]}, a function, a set of overloads, a
 * bound method, a lambda.
 *
 * @param signatures tried in this order; at least one, more than one for overloads
 * @param binding what attribute access through an instance or a class does to it
 * @param function the definition (the implementation, for overloads), null for a written type
 */
public record CallableType(
    List<Signature> signatures, Binding binding, @Nullable FunctionId function) implements Type {

  /** How a callable behaves as a descriptor. */
  public enum Binding {
    /** A plain function: access through an instance binds the first parameter. */
    FUNCTION,
    /** {@code @staticmethod}: never binds. */
    STATIC,
    /** {@code @classmethod}: binds the class. */
    CLASS,
    /** Already bound, or not a descriptor. */
    BOUND
  }

  public CallableType {
    signatures = List.copyOf(signatures);
    if (signatures.isEmpty()) {
      throw new IllegalArgumentException("a callable has a signature");
    }
  }

  /** A written callable type with one signature. */
  public static CallableType of(Signature signature) {
    return new CallableType(List.of(signature), Binding.BOUND, null);
  }

  public boolean isOverloaded() {
    return signatures.size() > 1;
  }

  /** Whether a function says itself what it returns, in each of its signatures. */
  public boolean declaresReturns() {
    if (function == null) {
      return false;
    }
    for (Signature signature : signatures) {
      if (!(signature.returns() instanceof Signature.Returns.Declared)) {
        return false;
      }
    }
    return true;
  }

  public CallableType withBinding(Binding binding) {
    return new CallableType(signatures, binding, function);
  }

  public CallableType withSignatures(List<Signature> signatures) {
    return new CallableType(signatures, binding, function);
  }
}
