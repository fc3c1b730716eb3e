package dev.taipan.checker.types;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the type system needs to know of a class. Everything is computed when it is asked for; the
 * answers never change. A model answers only what is special about its kind of class; the rest is
 * what holds for a plain class without type parameters.
 */
public interface ClassModel {
  ClassId id();

  /** The type parameters, in order; each is in the scope {@code id().toString()}. */
  default List<TypeVarType> typeParameters() {
    return List.of();
  }

  /** The bases as written, in terms of the type parameters. */
  List<Type> bases();

  /**
   * The method resolution order: the class itself first, {@code object} last, each entry a {@link
   * NominalType} or {@link TupleType} in terms of this class's type parameters, or a {@link
   * DynamicType} for a base that is not known.
   */
  List<Type> mro();

  /** Whether the class itself or one of its bases is {@code cls}. */
  default boolean inherits(ClassId cls) {
    for (Type entry : mro()) {
      if (cls.equals(Mro.classOf(entry))) {
        return true;
      }
    }
    return false;
  }

  /** Whether a base is not known, so that the class may have anything. */
  default boolean hasUnknownBase() {
    for (Type entry : mro()) {
      if (entry instanceof DynamicType) {
        return true;
      }
    }
    return false;
  }

  /** The class of the class object. */
  Type metaclass();

  /** The attribute that this class itself defines, its bases left out. */
  default Optional<Member> member(String name) {
    return Optional.empty();
  }

  /** The names that {@link #member} knows, in source order. */
  default List<String> memberNames() {
    return List.of();
  }

  /** Whether the class was declared with {@code Protocol} among its bases. */
  default boolean isProtocol() {
    return false;
  }

  default boolean isRuntimeCheckable() {
    return false;
  }

  default boolean isFinal() {
    return false;
  }

  /**
   * Whether the class lays out its instances in a way of its own, so that a class can only inherit
   * from two such classes when one of them is a subclass of the other.
   */
  default boolean isDisjointBase() {
    return false;
  }

  default boolean isEnum() {
    return false;
  }

  /** The names of the enum's members (aliases left out), empty for a class that is no enum. */
  default List<String> enumMembers() {
    return List.of();
  }

  default boolean isNewType() {
    return false;
  }

  /** The items of a TypedDict, inherited ones included; null for other classes. */
  default @Nullable TypedDictShape typedDict() {
    return null;
  }

  /** The fields of a NamedTuple in order, inherited ones included; null for other classes. */
  default @Nullable List<String> namedTupleFields() {
    return null;
  }

  /** The dataclass behaviour; null for other classes. */
  default @Nullable DataclassModel dataclass() {
    return null;
  }

  /**
   * The names that the class's own {@code __slots__} lists; null where it has none or they are not
   * known, so that instances have a dictionary.
   */
  default @Nullable List<String> slots() {
    return null;
  }

  /** The names of abstract methods left without an implementation, inherited ones included. */
  default List<String> abstractMembers() {
    return List.of();
  }

  /** The variance of each type parameter, declared or inferred; never {@link Variance#AUTO}. */
  default List<Variance> variances() {
    return List.of();
  }

  /** The message of {@code @deprecated}, null without one. */
  default @Nullable String deprecated() {
    return null;
  }
}
