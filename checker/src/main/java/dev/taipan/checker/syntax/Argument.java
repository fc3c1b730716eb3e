package dev.taipan.checker.syntax;

import org.jspecify.annotations.Nullable;

/** One argument of a call or a class header. */
public final class Argument extends Node {
  public final Kind kind;
  public final Expr.@Nullable Name name;
  public final Expr value;

  public Argument(int id, int start, int end, Kind kind, Expr.@Nullable Name name, Expr value) {
    super(id, start, end);
    this.kind = kind;
    this.name = name;
    this.value = value;
  }

  /** `a`, `*a`, `k=a`, `**a`; only KEYWORD has a name. */
  public enum Kind {
    POSITIONAL,
    STAR,
    KEYWORD,
    DOUBLE_STAR
  }
}
