package dev.taipan.checker.types;

/**
 * A type of the specification: what an expression can be, or what an annotation denotes.
 *
 * <p>Types are immutable, compare structurally and name classes, functions, aliases and type
 * variables by stable ids, never by the trees they came from. What stands behind an id is asked of
 * the {@link World}.
 */
public sealed interface Type
    permits DynamicType,
        NeverType,
        NominalType,
        TupleType,
        LiteralType,
        LiteralStringType,
        ClassLiteralType,
        SubclassOfType,
        UnionType,
        IntersectionType,
        CallableType,
        PropertyType,
        ModuleType,
        TypeVarType,
        ParamSpecPartType,
        ParametersType,
        TypeGuardType,
        AliasType,
        TypeFormType,
        TypeFormValue,
        SpecialFormType,
        SuperType {
  /**
   * How deep type arguments and elements of tuples lie in one another, 1 for a type without any;
   * known without a walk through them. Inference stops making types that nest without an end.
   */
  default int nesting() {
    return 1;
  }
}
