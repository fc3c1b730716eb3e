package dev.taipan.checker.types;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A type variable, bound to the class, function or alias that it is a parameter of. */
public final class TypeVarType implements Type {

  /** The kinds of type variables. */
  public enum Kind {
    TYPE_VAR,
    PARAM_SPEC,
    TYPE_VAR_TUPLE,
    /** The {@code Self} of the class named by the scope. */
    SELF
  }

  private final String name;
  private final Kind kind;
  private final String declaration;
  private final String scope;
  private final int hash;

  /**
   * A type variable.
   *
   * @param name the written name; {@code Self} for the self type, which {@link
   *     ClassId#selfVariable} makes and whose model's bound is the class with its own parameters
   * @param kind TypeVar, ParamSpec or TypeVarTuple
   * @param declaration the stable name of the {@code TypeVar(...)} assignment or the PEP 695
   *     parameter
   * @param scope the stable name of the class, function or alias that binds it; empty while it is
   *     not bound, as in the value of a generic alias
   */
  public TypeVarType(String name, Kind kind, String declaration, String scope) {
    this.name = name;
    this.kind = kind;
    this.declaration = declaration;
    this.scope = scope;
    this.hash = declaration.hashCode() * 31 + scope.hashCode();
  }

  public String name() {
    return name;
  }

  public Kind kind() {
    return kind;
  }

  public String declaration() {
    return declaration;
  }

  public String scope() {
    return scope;
  }

  public TypeVarType inScope(String scope) {
    return new TypeVarType(name, kind, declaration, scope);
  }

  /** This variable as a type argument: what a class's own parameters are to itself. */
  public Type asArgument() {
    return switch (kind) {
      case TYPE_VAR, SELF -> this;
      case PARAM_SPEC -> new ParametersType(new ParameterList(List.of(), this, false));
      case TYPE_VAR_TUPLE -> new TupleType(List.of(), this, List.of());
    };
  }

  /** The argument for this variable of which nothing is known. */
  public Type unknownArgument() {
    return gradualArgument(DynamicType.UNKNOWN);
  }

  /** The argument for this variable of which no more than a gradual type is known. */
  Type gradualArgument(Type gradual) {
    return switch (kind) {
      case TYPE_VAR, SELF -> gradual;
      case PARAM_SPEC -> new ParametersType(ParameterList.GRADUAL);
      case TYPE_VAR_TUPLE -> TupleType.homogeneous(gradual);
    };
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof TypeVarType that
            && hash == that.hash
            && kind == that.kind
            && name.equals(that.name)
            && declaration.equals(that.declaration)
            && scope.equals(that.scope));
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return scope.isEmpty() ? name : name + "@" + scope;
  }
}
