package dev.taipan.checker.types;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One way of calling a callable.
 *
 * @param typeParameters the type variables that a call solves, those of the function itself
 * @param returns the declared return type, or how to infer it
 * @param origin the definition that this signature was made from, null for a written callable type
 */
public record Signature(
    List<TypeVarType> typeParameters,
    ParameterList parameters,
    Returns returns,
    @Nullable FunctionId origin) {

  public Signature {
    typeParameters = List.copyOf(typeParameters);
  }

  /** A signature with a declared return type and no definition. */
  public static Signature of(ParameterList parameters, Type returns) {
    return new Signature(List.of(), parameters, new Returns.Declared(returns), null);
  }

  /** What a call gives. */
  public sealed interface Returns {
    /** The annotation, or what a handler knows. */
    record Declared(Type type) implements Returns {}

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
}
