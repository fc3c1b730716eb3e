package dev.taipan.checker.syntax;

import org.jspecify.annotations.Nullable;

/** `context as target`. */
public final class WithItem extends Node {
  public final Expr context;
  public final @Nullable Expr target;

  WithItem(int id, int start, int end, Expr context, @Nullable Expr target) {
    super(id, start, end);
    this.context = context;
    this.target = target;
  }
}
