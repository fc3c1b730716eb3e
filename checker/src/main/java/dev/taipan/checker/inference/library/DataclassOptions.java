package dev.taipan.checker.inference.library;

import java.util.Set;

/**
 * How a class is made a dataclass, by {@code @dataclass} or by a {@code dataclass_transform}.
 *
 * @param standard whether it is the {@code dataclass} of the standard library
 * @param neutral whether the class is neither frozen nor not frozen, since it only hands the
 *     transform on to its subclasses
 * @param specifiers the qualified names of the functions and classes that describe fields
 */
record DataclassOptions(
    boolean standard,
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

  /** The arguments of {@code dataclass_transform(...)}. */
  record Transform(
      boolean eqDefault,
      boolean orderDefault,
      boolean kwOnlyDefault,
      boolean frozenDefault,
      Set<String> specifiers) {}
}
