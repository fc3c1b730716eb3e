package dev.taipan.checker.syntax;

import org.jspecify.annotations.Nullable;

/** One parameter. The markers `/` and `*` are not nodes: they show in the kinds. */
public final class Parameter extends Node {
  public final Kind kind;
  public final Expr.Name name;
  public final @Nullable Expr annotation;
  public final @Nullable Expr defaultValue;

  Parameter(
      int id,
      int start,
      int end,
      Kind kind,
      Expr.Name name,
      @Nullable Expr annotation,
      @Nullable Expr defaultValue) {
    super(id, start, end);
    this.kind = kind;
    this.name = name;
    this.annotation = annotation;
    this.defaultValue = defaultValue;
  }

  /** How arguments reach the parameter. */
  public enum Kind {
    POSITIONAL_ONLY,
    POSITIONAL_OR_KEYWORD,
    VAR_POSITIONAL,
    KEYWORD_ONLY,
    VAR_KEYWORD
  }
}
