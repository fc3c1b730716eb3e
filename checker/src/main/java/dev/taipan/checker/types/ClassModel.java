package dev.taipan.checker.types;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the type system needs to know of a class. Everything is computed when it is asked for; the
 * answers never change.
 */
public interface ClassModel {
  ClassId id();

  /** The type parameters, in order; each is in the scope {@code id().toString()}. */
  List<TypeVarType> typeParameters();

  /** The bases as written, in terms of the type parameters. */
  List<Type> bases();

  /**
   * The method resolution order: the class itself first, {@code object} last, each entry a {@link
   * NominalType} or {@link TupleType} in terms of this class's type parameters, or a {@link
   * DynamicType} for a base that is not known.
   */
  List<Type> mro();

  /** The class of the class object. */
  Type metaclass();

  /** The attribute that this class itself defines, its bases left out. */
  Optional<Member> member(String name);

  /** The names that {@link #member} knows, in source order. */
  List<String> memberNames();

  /** Whether the class was declared with {@code Protocol} among its bases. */
  boolean isProtocol();

  boolean isRuntimeCheckable();

  boolean isFinal();

  /**
   * Whether the class lays out its instances in a way of its own, so that a class can only inherit
   * from two such classes when one of them is a subclass of the other.
   */
  boolean isDisjointBase();

  boolean isEnum();

  /** The names of the enum's members (aliases left out), empty for a class that is no enum. */
  List<String> enumMembers();

  boolean isNewType();

  /** The items of a TypedDict, inherited ones included; null for other classes. */
  @Nullable TypedDictShape typedDict();

  /** The fields of a NamedTuple in order, inherited ones included; null for other classes. */
  @Nullable List<String> namedTupleFields();

  /** The dataclass behaviour; null for other classes. */
  @Nullable DataclassModel dataclass();

  /**
   * The names that the class's own {@code __slots__} lists; null where it has none or they are not
   * known, so that instances have a dictionary.
   */
  default @Nullable List<String> slots() {
    return null;
  }

  /** The names of abstract methods left without an implementation, inherited ones included. */
  List<String> abstractMembers();

  /** The variance of each type parameter, declared or inferred; never {@link Variance#AUTO}. */
  List<Variance> variances();

  /** The message of {@code @deprecated}, null without one. */
  @Nullable String deprecated();
}
