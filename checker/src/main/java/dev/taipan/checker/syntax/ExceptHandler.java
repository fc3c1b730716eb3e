package dev.taipan.checker.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** `except type as name`; several types without parentheses (PEP 758) are a tuple. */
public final class ExceptHandler extends Node {
  public final @Nullable Expr type;
  public final Expr.@Nullable Name name;
  public final List<Stmt> body;

  ExceptHandler(
      int id, int start, int end, @Nullable Expr type, Expr.@Nullable Name name, List<Stmt> body) {
    super(id, start, end);
    this.type = type;
    this.name = name;
    this.body = body;
  }
}
