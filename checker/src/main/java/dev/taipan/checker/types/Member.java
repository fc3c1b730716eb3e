package dev.taipan.checker.types;

import org.jspecify.annotations.Nullable;

/**
 * An attribute as a class defines it, before descriptors are asked and before specialization.
 *
 * @param owner the class that defines it
 * @param type the declared type, else the inferred one, in terms of the owner's type parameters
 * @param declared whether the type was declared
 * @param place where it lives
 * @param isFinal declared {@code Final}, or a field of a frozen dataclass or named tuple
 * @param assigned whether the class gives it a value (a default, a method, ...)
 * @param setterType what an assignment must be assignable to when that differs from {@code type}
 */
public record Member(
    String name,
    ClassId owner,
    Type type,
    boolean declared,
    Place place,
    boolean isFinal,
    boolean assigned,
    @Nullable Type setterType) {

  public Member withType(Type other) {
    return new Member(name, owner, other, declared, place, isFinal, assigned, setterType);
  }

  /** Where an attribute lives. */
  public enum Place {
    /** Marked {@code ClassVar}, or a function, class or property of the body. */
    CLASS,
    /** Declared or assigned in the class body without a mark: on both. */
    CLASS_AND_INSTANCE,
    /** Only ever set on instances. */
    INSTANCE
  }
}
