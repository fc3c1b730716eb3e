package dev.taipan.checker.types;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something that can be called: a written {@code Callable[...]}, a function, a set of overloads, a
 * bound method, a lambda.
 */
public final class CallableType implements Type {

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

  private final List<Signature> signatures;
  private final Binding binding;
  private final @Nullable FunctionId function;
  private final int hash;
  private final boolean closed;

  /**
   * A callable.
   *
   * @param signatures tried in this order; at least one, more than one for overloads
   * @param binding what attribute access through an instance or a class does to it
   * @param function the definition (the implementation, for overloads), null for a written type
   */
  public CallableType(List<Signature> signatures, Binding binding, @Nullable FunctionId function) {
    if (signatures.isEmpty()) {
      throw new IllegalArgumentException("a callable has a signature");
    }
    this.signatures = List.copyOf(signatures);
    this.binding = binding;
    this.function = function;
    this.hash =
        (this.signatures.hashCode() * 31 + binding.ordinal()) * 31 + Objects.hashCode(function);
    boolean open = false;
    for (int i = 0; i < this.signatures.size(); i++) {
      open |= !this.signatures.get(i).isClosed();
    }
    this.closed = !open;
  }

  public List<Signature> signatures() {
    return signatures;
  }

  public Binding binding() {
    return binding;
  }

  public @Nullable FunctionId function() {
    return function;
  }

  @Override
  public boolean isClosed() {
    return closed;
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

  /** Whether this is one of {@code (*args: Any, **kwargs: Any)}, which says nothing. */
  boolean takesAnything() {
    if (isOverloaded()) {
      return false;
    }
    ParameterList list = signatures.getFirst().parameters();
    for (ParameterType parameter : list.parameters()) {
      boolean variadic =
          parameter.kind() == ParameterKind.VAR_POSITIONAL
              || parameter.kind() == ParameterKind.VAR_KEYWORD;
      if (!variadic || !(parameter.type() instanceof DynamicType)) {
        return false;
      }
    }
    return list.gradual() || list.parameters().size() == 2;
  }

  public CallableType withBinding(Binding binding) {
    return new CallableType(signatures, binding, function);
  }

  public CallableType withSignatures(List<Signature> signatures) {
    return new CallableType(signatures, binding, function);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof CallableType that
            && hash == that.hash
            && binding == that.binding
            && Objects.equals(function, that.function)
            && signatures.equals(that.signatures));
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return signatures + (function == null ? "" : "@" + function);
  }
}
