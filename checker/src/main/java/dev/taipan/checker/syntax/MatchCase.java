package dev.taipan.checker.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** `case pattern if guard`. */
public final class MatchCase extends Node {
  public final Pattern pattern;
  public final @Nullable Expr guard;
  public final List<Stmt> body;

  MatchCase(int id, int start, int end, Pattern pattern, @Nullable Expr guard, List<Stmt> body) {
    super(id, start, end);
    this.pattern = pattern;
    this.guard = guard;
    this.body = body;
  }
}
