package dev.taipan.checker.inference.narrowing;

import dev.taipan.checker.binding.Places;
import dev.taipan.checker.syntax.Expr;
import java.util.ArrayList;
import java.util.List;

/** The names, attributes and items that a test speaks of. */
final class TestedReferences {
  private TestedReferences() {}

  /** The references in a test, and for an attribute or item also what it belongs to. */
  static List<Expr> of(Expr test) {
    List<Expr> references = new ArrayList<>();
    collect(test, references);
    return references;
  }

  private static void collect(Expr test, List<Expr> into) {
    switch (test) {
      case Expr.Compare compare when compare.ops.size() == 1 -> {
        collectOperand(compare.left, into);
        collectOperand(compare.comparators.get(0), into);
      }
      case Expr.Call call when !call.arguments.isEmpty() ->
          collectOperand(call.arguments.get(0).value, into);
      case Expr.Name name -> into.add(name);
      case Expr.Attribute attribute -> collectOperand(attribute, into);
      case Expr.Subscript subscript -> collectOperand(subscript, into);
      case Expr.Walrus walrus -> collectOperand(walrus, into);
      default -> {}
    }
  }

  private static void collectOperand(Expr operand, List<Expr> into) {
    switch (operand) {
      case Expr.Walrus walrus -> {
        into.add(walrus);
      }
      case Expr.Attribute attribute -> {
        into.add(attribute);
        if (Places.keyOf(attribute.value) != null) {
          into.add(attribute.value);
        }
      }
      case Expr.Subscript subscript -> {
        into.add(subscript);
        if (Places.keyOf(subscript.value) != null) {
          into.add(subscript.value);
        }
      }
      case Expr.Call call
          when call.callee instanceof Expr.Name name
              && (name.name.equals("len") || name.name.equals("type"))
              && call.arguments.size() == 1 ->
          collectOperand(call.arguments.get(0).value, into);
      case Expr.Name name -> into.add(name);
      default -> {}
    }
  }
}
