package dev.taipan.checker.types;

import dev.taipan.checker.syntax.Expr;

public final class Operators {
  public Operators(World w, Members m) {}

  private static OperatorResult any() {
    return new OperatorResult(DynamicType.UNKNOWN, true, null);
  }

  public OperatorResult unary(String dunder, Type t) {
    return any();
  }

  public OperatorResult binary(Expr.BinaryOp op, Type l, Type r) {
    return any();
  }

  public OperatorResult inPlace(Expr.BinaryOp op, Type l, Type r) {
    return any();
  }

  public OperatorResult compare(Expr.CompareOp op, Type l, Type r) {
    return any();
  }
}
