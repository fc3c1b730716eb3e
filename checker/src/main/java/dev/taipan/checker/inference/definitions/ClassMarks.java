package dev.taipan.checker.inference.definitions;

import dev.taipan.checker.syntax.Expr;
import org.jspecify.annotations.Nullable;

/**
 * What the decorators of a class say of it.
 *
 * @param totalOrdering the decorator that adds comparisons to those of the body; null without it
 * @param deprecated the message of {@code @deprecated}; null without one
 */
public record ClassMarks(
    boolean isFinal,
    boolean runtimeCheckable,
    boolean disjointBase,
    @Nullable Expr totalOrdering,
    @Nullable String deprecated) {
  static final ClassMarks NONE = new ClassMarks(false, false, false, null, null);
}
