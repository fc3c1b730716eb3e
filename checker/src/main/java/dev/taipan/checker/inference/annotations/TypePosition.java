package dev.taipan.checker.inference.annotations;

import java.util.EnumSet;
import java.util.Set;

/**
 * Where a type expression stands: what is allowed there, and which scope its type variables belong
 * to.
 *
 * @param variables decides what a type variable is bound to
 * @param qualifiers the qualifiers that may surround the type
 * @param star the kind of parameter that is annotated, for {@code P.args}, {@code P.kwargs} and
 *     what may be unpacked
 * @param guard whether {@code TypeGuard} and {@code TypeIs} are allowed: as a return type
 */
public record TypePosition(
    TypeVariableBinder variables,
    Set<QualifiedType.Qualifier> qualifiers,
    Star star,
    boolean guard) {
  /** Which kind of variadic parameter an annotation belongs to. */
  enum Star {
    NONE,
    ARGS,
    KWARGS
  }

  private static final Set<QualifiedType.Qualifier> NO_QUALIFIERS =
      EnumSet.noneOf(QualifiedType.Qualifier.class);

  /** A position for a plain type. */
  public static TypePosition of(TypeVariableBinder variables) {
    return new TypePosition(variables, NO_QUALIFIERS, Star.NONE, false);
  }

  /** The position of a part of this type expression: a plain type. */
  TypePosition inner() {
    return qualifiers.isEmpty() && star == Star.NONE && !guard
        ? this
        : new TypePosition(variables, NO_QUALIFIERS, Star.NONE, false);
  }

  /** The position of the return type of a callable. */
  TypePosition result() {
    return new TypePosition(variables, NO_QUALIFIERS, Star.NONE, true);
  }

  public TypePosition withQualifiers(Set<QualifiedType.Qualifier> allowed) {
    return new TypePosition(variables, allowed, star, guard);
  }

  TypePosition withVariables(TypeVariableBinder binder) {
    return new TypePosition(binder, qualifiers, star, guard);
  }

  TypePosition withStar(Star star) {
    return new TypePosition(variables, qualifiers, star, guard);
  }
}
