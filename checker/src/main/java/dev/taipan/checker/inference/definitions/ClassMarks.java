package dev.taipan.checker.inference.definitions;

import dev.taipan.checker.inference.Program;
import dev.taipan.checker.syntax.Decorator;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.types.Type;
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

  /** Evaluates the decorators of a class. */
  static ClassMarks of(Program program, SourceClassModel cls) {
    boolean isFinal = false;
    boolean runtimeCheckable = false;
    boolean disjointBase = false;
    Expr totalOrdering = null;
    String deprecated = null;
    for (Decorator decorator : cls.definition().decorators) {
      if (decorator.expression instanceof Expr.Call call) {
        String message = Decorators.deprecation(program, cls.module(), cls.enclosing(), call);
        deprecated = message == null ? deprecated : message;
        continue;
      }
      Type type = program.definitions().value(cls.module(), decorator.expression, cls.enclosing());
      isFinal |= FunctionFlags.flagOf(type) == FunctionFlags.Flag.FINAL;
      disjointBase |= FunctionFlags.flagOf(type) == FunctionFlags.Flag.DISJOINT_BASE;
      switch (FunctionFlags.nameOf(type)) {
        case "typing.runtime_checkable", "typing_extensions.runtime_checkable" ->
            runtimeCheckable = true;
        case "functools.total_ordering" -> totalOrdering = decorator.expression;
        default -> {}
      }
    }
    return new ClassMarks(isFinal, runtimeCheckable, disjointBase, totalOrdering, deprecated);
  }
}
