package dev.taipan.checker.types;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One way of calling a callable. */
public final class Signature {
  private final List<TypeVarType> typeParameters;
  private final ParameterList parameters;
  private final Returns returns;
  private final @Nullable FunctionId origin;
  private final int hash;
  private final boolean closed;

  /**
   * A signature.
   *
   * @param typeParameters the type variables that a call solves, those of the function itself
   * @param returns the declared return type, or how to infer it
   * @param origin the definition that this signature was made from, null for a written callable
   *     type
   */
  public Signature(
      List<TypeVarType> typeParameters,
      ParameterList parameters,
      Returns returns,
      @Nullable FunctionId origin) {
    this.typeParameters = List.copyOf(typeParameters);
    this.parameters = parameters;
    this.returns = returns;
    this.origin = origin;
    this.hash = (parameters.hashCode() * 31 + returns.hashCode()) * 31 + Objects.hashCode(origin);
    this.closed =
        typeParameters.isEmpty()
            && parameters.isClosed()
            && returns instanceof Returns.Declared declared
            && declared.type().isClosed();
  }

  public List<TypeVarType> typeParameters() {
    return typeParameters;
  }

  public ParameterList parameters() {
    return parameters;
  }

  public Returns returns() {
    return returns;
  }

  public @Nullable FunctionId origin() {
    return origin;
  }

  /** Whether it is known that no type variable occurs in the types. */
  boolean isClosed() {
    return closed;
  }

  /** A signature with a declared return type and no definition. */
  public static Signature of(ParameterList parameters, Type returns) {
    return new Signature(List.of(), parameters, new Returns.Declared(returns), null);
  }

  /** What a call gives. */
  public sealed interface Returns {
    /** The annotation, or what a handler knows. */
    record Declared(Type type) implements Returns {
      @Override
      public boolean equals(@Nullable Object other) {
        return other instanceof Declared that && type.equals(that.type);
      }

      @Override
      public int hashCode() {
        return type.hashCode();
      }
    }

    /**
     * Nobody wrote it: the world infers it from the body when it is asked for, and {@code
     * substitution} is applied to the answer.
     */
    record Inferred(FunctionId function, Substitution substitution) implements Returns {}
  }

  /** The type that a call gives, inferred now if need be. */
  public Type returnType(World world) {
    return switch (returns) {
      case Returns.Declared declared -> declared.type();
      case Returns.Inferred inferred ->
          inferred.substitution().apply(world.inferredReturn(inferred.function()));
    };
  }

  public Signature withParameters(ParameterList parameters) {
    return new Signature(typeParameters, parameters, returns, origin);
  }

  public Signature withReturn(Type type) {
    return new Signature(typeParameters, parameters, new Returns.Declared(type), origin);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof Signature that
            && hash == that.hash
            && Objects.equals(origin, that.origin)
            && typeParameters.equals(that.typeParameters)
            && parameters.equals(that.parameters)
            && returns.equals(that.returns));
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return typeParameters + "(" + parameters + ") -> " + returns;
  }
}
