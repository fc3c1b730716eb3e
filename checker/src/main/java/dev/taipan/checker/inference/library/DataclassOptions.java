package dev.taipan.checker.inference.library;

import java.util.Set;

/**
 * How a class is made a dataclass, by {@code @dataclass} or by a {@code dataclass_transform}.
 *
 * @param collects which statements of the body make fields
 * @param open whether options come in a mapping, so that one that is not written is not known
 * @param neutral whether the class is neither frozen nor not frozen, since it only hands the
 *     transform on to its subclasses
 * @param specifiers the qualified names of the functions and classes that describe fields
 */
record DataclassOptions(
    Kind kind,
    Collects collects,
    boolean open,
    boolean neutral,
    boolean init,
    boolean eq,
    boolean order,
    boolean frozen,
    boolean unsafeHash,
    boolean kwOnly,
    boolean slots,
    boolean matchArgs,
    Set<String> specifiers) {

  /** Whose rules a class follows. */
  enum Kind {
    /** The {@code dataclass} of the standard library. */
    STANDARD,
    /** What the specification says of a {@code dataclass_transform}, and nothing more. */
    TRANSFORM,
    /** The decorators of the library attrs, which declare themselves as transforms. */
    ATTRS
  }

  /** Which statements of the body make fields. */
  enum Collects {
    ANNOTATIONS,
    SPECIFIERS,
    /** Annotations, unless a field specifier stands without one. */
    AS_WRITTEN,
    /** None: the fields are listed elsewhere, so nobody knows what the constructor takes. */
    NOTHING
  }

  /** Whether it is the {@code dataclass} of the standard library. */
  boolean standard() {
    return kind == Kind.STANDARD;
  }

  /** The arguments of {@code dataclass_transform(...)}. */
  record Transform(
      Kind kind,
      boolean eqDefault,
      boolean orderDefault,
      boolean kwOnlyDefault,
      boolean frozenDefault,
      Set<String> specifiers) {}
}
