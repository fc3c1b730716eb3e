package dev.taipan.checker.types;

import java.util.List;

/**
 * A run-time object that stands for a type in annotations but is no class: {@code int | None}, a
 * TypeVar, a {@code type} alias, {@code Annotated[int, ...]}.
 *
 * @param denoted the type that an annotation gets from it
 * @param typeParameters the parameters of a generic alias, in order; empty when it takes none
 * @param runtimeClass the class of the object itself, such as {@code types.UnionType}
 * @param name the name of the alias, for display; empty for an unnamed form
 */
public record TypeFormValue(
    Type denoted, List<TypeVarType> typeParameters, ClassId runtimeClass, String name)
    implements Type {
  public TypeFormValue {
    typeParameters = List.copyOf(typeParameters);
  }
}
