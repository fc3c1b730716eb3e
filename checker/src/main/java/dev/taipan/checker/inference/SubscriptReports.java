package dev.taipan.checker.inference;

import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.types.SubscriptResult;
import dev.taipan.checker.types.Type;

/** Turns what is wrong with a subscript into diagnostics. */
final class SubscriptReports {
  private final Program program;

  SubscriptReports(Program program) {
    this.program = program;
  }

  void report(
      Region region,
      Expr.Subscript subscript,
      Type base,
      Type index,
      SubscriptResult result,
      String action) {}
}
