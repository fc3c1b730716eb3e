package dev.taipan.checker.syntax;

import org.jspecify.annotations.Nullable;

/** A type parameter of PEP 695: `T: bound = default`, `*Ts`, `**P`. */
public final class TypeParam extends Node {
  public final Kind kind;
  public final Expr.Name name;
  public final @Nullable Expr bound;
  public final @Nullable Expr defaultValue;

  TypeParam(
      int id,
      int start,
      int end,
      Kind kind,
      Expr.Name name,
      @Nullable Expr bound,
      @Nullable Expr defaultValue) {
    super(id, start, end);
    this.kind = kind;
    this.name = name;
    this.bound = bound;
    this.defaultValue = defaultValue;
  }

  /** Which kind of type parameter. */
  public enum Kind {
    TYPE_VAR,
    TYPE_VAR_TUPLE,
    PARAM_SPEC
  }
}
