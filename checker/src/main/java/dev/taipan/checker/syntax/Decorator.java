package dev.taipan.checker.syntax;

/** `@expression`. */
public final class Decorator extends Node {
  public final Expr expression;

  Decorator(int id, int start, int end, Expr expression) {
    super(id, start, end);
    this.expression = expression;
  }
}
