package dev.taipan.checker.types;

import java.util.List;
import java.util.function.UnaryOperator;

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

  /**
   * Whether it is known without a walk that no type variable occurs in the type, so that a
   * substitution leaves it as it is. False means nothing.
   */
  default boolean isClosed() {
    return false;
  }

  /** Whether all of the types are known to be without type variables. */
  static boolean areClosed(List<? extends Type> types) {
    for (int i = 0; i < types.size(); i++) {
      if (!types.get(i).isClosed()) {
        return false;
      }
    }
    return true;
  }

  /** What {@code change} makes of each of the types; the same list where that changes none. */
  static List<Type> mapped(List<Type> types, UnaryOperator<Type> change) {
    Type[] changed = null;
    for (int i = 0; i < types.size(); i++) {
      Type before = types.get(i);
      Type after = change.apply(before);
      if (after != before) {
        if (changed == null) {
          changed = types.toArray(new Type[0]);
        }
        changed[i] = after;
      }
    }
    return changed == null ? types : List.of(changed);
  }
}
