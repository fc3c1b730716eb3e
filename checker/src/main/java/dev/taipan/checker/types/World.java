package dev.taipan.checker.types;

import org.jspecify.annotations.Nullable;

/**
 * What stands behind the ids in types. Implementations compute lazily, give the same answer always,
 * and may be asked by several threads.
 */
public interface World {
  /** What a class is; one without anything where no module defines it. */
  ClassModel classModel(ClassId id);

  /** What a type variable was declared with. */
  TypeVarModel typeVarModel(TypeVarType variable);

  /** The value of a recursive alias, its parameters replaced by the arguments. */
  Type aliasValue(AliasType alias);

  /** The return type of a function that nobody annotated, in terms of its own type parameters. */
  Type inferredReturn(FunctionId function);

  /** What a module has under {@code name}; null if it has nothing. */
  @Nullable ModuleMember moduleMember(String module, String name);

  /** The message of {@code @deprecated} on a function or on one overload, null without one. */
  @Nullable String deprecation(FunctionId function);

  /** Whether the body of a function is empty, but for a docstring. */
  boolean hasEmptyBody(FunctionId function);

  /**
   * The type of an attribute that the language gives to enum members apart from their class ({@code
   * value}, {@code name}, ...), null for any other attribute.
   *
   * @param member a {@link LiteralType} of one member, or the {@link NominalType} of the enum
   */
  @Nullable Type enumAttribute(Type member, String name);
}
