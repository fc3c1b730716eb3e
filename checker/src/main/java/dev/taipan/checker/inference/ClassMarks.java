package dev.taipan.checker.inference;

import org.jspecify.annotations.Nullable;

/**
 * What the decorators of a class say of it.
 *
 * @param totalOrdering whether comparisons are added to those of the body
 * @param deprecated the message of {@code @deprecated}; null without one
 */
record ClassMarks(
    boolean isFinal,
    boolean runtimeCheckable,
    boolean disjointBase,
    boolean totalOrdering,
    @Nullable String deprecated) {
  static final ClassMarks NONE = new ClassMarks(false, false, false, false, null);
}
