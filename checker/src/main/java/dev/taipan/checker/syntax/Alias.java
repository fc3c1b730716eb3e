package dev.taipan.checker.syntax;

import org.jspecify.annotations.Nullable;

/**
 * `name as asName` in an import; {@code name} is dotted in `import`, `*` in a star import. {@code
 * asName} is null where absent.
 */
public final class Alias extends Node {
  public final Expr.Name name;
  public final Expr.@Nullable Name asName;

  Alias(int id, int start, int end, Expr.Name name, Expr.@Nullable Name asName) {
    super(id, start, end);
    this.name = name;
    this.asName = asName;
  }
}
