package dev.taipan.checker.types;

/**
 * What stands behind the ids in types. Implementations compute lazily, give the same answer always,
 * and may be asked by several threads.
 */
public interface World {
  ClassModel classModel(ClassId id);

  TypeVarModel typeVarModel(TypeVarType variable);

  /** The value of a recursive alias, its parameters replaced by the arguments. */
  Type aliasValue(AliasType alias);

  /** The return type of a function that nobody annotated, in terms of its own type parameters. */
  Type inferredReturn(FunctionId function);

  /**
   * The type of {@code name} in a module, for modules that stand in for protocols; UNKNOWN if
   * absent.
   */
  Type moduleMember(String module, String name);

  /** Whether the module has that member. */
  boolean hasModuleMember(String module, String name);
}
