package dev.taipan.checker.types;

/**
 * A type variable, bound to the class, function or alias that it is a parameter of.
 *
 * @param name the written name; {@code Self} for the self type, which {@link ClassId#selfVariable}
 *     makes and whose model's bound is the class with its own parameters
 * @param kind TypeVar, ParamSpec or TypeVarTuple
 * @param declaration the stable name of the {@code TypeVar(...)} assignment or the PEP 695
 *     parameter
 * @param scope the stable name of the class, function or alias that binds it; empty while it is not
 *     bound, as in the value of a generic alias
 */
public record TypeVarType(String name, Kind kind, String declaration, String scope)
    implements Type {

  /** The kinds of type variables. */
  public enum Kind {
    TYPE_VAR,
    PARAM_SPEC,
    TYPE_VAR_TUPLE,
    /** The {@code Self} of the class named by the scope. */
    SELF
  }

  public TypeVarType inScope(String scope) {
    return new TypeVarType(name, kind, declaration, scope);
  }
}
