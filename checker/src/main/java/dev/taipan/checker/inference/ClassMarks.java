package dev.taipan.checker.inference;

import org.jspecify.annotations.Nullable;

/**
 * What the decorators of a class say of it.
 *
 * @param deprecated the message of {@code @deprecated}; null without one
 */
record ClassMarks(
    boolean isFinal, boolean runtimeCheckable, boolean disjointBase, @Nullable String deprecated) {
  static final ClassMarks NONE = new ClassMarks(false, false, false, null);
}
