package dev.taipan.checker.syntax;

import java.util.List;

/** `for target in iterable if conditions` of a comprehension. */
public final class Comprehension extends Node {
  public final boolean async;
  public final Expr target;
  public final Expr iterable;
  public final List<Expr> conditions;

  Comprehension(
      int id,
      int start,
      int end,
      boolean async,
      Expr target,
      Expr iterable,
      List<Expr> conditions) {
    super(id, start, end);
    this.async = async;
    this.target = target;
    this.iterable = iterable;
    this.conditions = conditions;
  }
}
