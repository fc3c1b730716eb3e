package dev.taipan.checker.binding;

import dev.taipan.checker.syntax.Expr;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Takes apart chains of binary operators, which may be very long and lean to the left. */
final class Operands {
  private Operands() {}

  /** The operands in the order of the program; the first is no Binary. */
  static List<Expr> of(Expr.Binary chain) {
    List<Expr> operands = new ArrayList<>();
    Expr left = chain;
    while (left instanceof Expr.Binary binary) {
      operands.add(binary.right);
      left = binary.left;
    }
    operands.add(left);
    Collections.reverse(operands);
    return operands;
  }
}
