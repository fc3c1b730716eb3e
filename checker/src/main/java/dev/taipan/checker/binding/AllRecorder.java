package dev.taipan.checker.binding;

import dev.taipan.checker.syntax.Argument;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Stmt;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Notes what the top level of a module does with `__all__`. */
final class AllRecorder {
  private static final String ALL = "__all__";

  private final List<DunderAll.Step> steps = new ArrayList<>(0);
  private boolean present;
  private boolean understood = true;

  /** What was found; null if `__all__` is never assigned. */
  @Nullable DunderAll result() {
    return present ? new DunderAll(List.copyOf(steps), understood) : null;
  }

  void assign(Stmt.Assign statement, int reach) {
    if (statement.targets.size() == 1 && isAll(statement.targets.getFirst())) {
      present = true;
      value(DunderAll.Effect.SET, statement.value, reach);
    }
  }

  void assign(Stmt.AnnAssign statement, int reach) {
    if (isAll(statement.target)) {
      Expr value = statement.value;
      present = true;
      if (value == null) {
        understood = false;
      } else {
        value(DunderAll.Effect.SET, value, reach);
      }
    }
  }

  void augment(Stmt.AugAssign statement, int reach) {
    if (isAll(statement.target)) {
      if (statement.op == Expr.BinaryOp.ADD) {
        value(DunderAll.Effect.ADD, statement.value, reach);
      } else {
        understood = false;
      }
    }
  }

  /**
   * An expression statement: `__all__.extend(…)`, `.append(…)` or `.remove(…)`.
   *
   * @return whether it is a method call on `__all__`
   */
  boolean expression(Expr expression, int reach) {
    if (!(expression instanceof Expr.Call call)
        || !(call.callee instanceof Expr.Attribute method)
        || !isAll(method.value)) {
      return false;
    }
    Expr argument =
        call.arguments.size() == 1 && call.arguments.getFirst().kind == Argument.Kind.POSITIONAL
            ? call.arguments.getFirst().value
            : null;
    if (argument == null) {
      understood = false;
      return true;
    }
    switch (method.name) {
      case "extend" -> value(DunderAll.Effect.ADD, argument, reach);
      case "append" -> single(DunderAll.Effect.ADD, argument, reach);
      case "remove" -> single(DunderAll.Effect.REMOVE, argument, reach);
      default -> understood = false;
    }
    return true;
  }

  private void single(DunderAll.Effect effect, Expr argument, int reach) {
    if (argument instanceof Expr.Str name && !name.bytes) {
      steps.add(new DunderAll.Step(effect, List.of(name), null, reach));
    } else {
      understood = false;
    }
  }

  /** A display of strings, another module's `__all__` or a name for it, or a sum of those. */
  private void value(DunderAll.Effect effect, Expr value, int reach) {
    switch (value) {
      case Expr.ListExpr list -> names(effect, list.elements, reach);
      case Expr.Tuple tuple -> names(effect, tuple.elements, reach);
      case Expr.Attribute attribute when attribute.name.equals(ALL) ->
          steps.add(new DunderAll.Step(effect, List.of(), attribute.value, reach));
      case Expr.Name imported -> steps.add(new DunderAll.Step(effect, List.of(), imported, reach));
      case Expr.Call call
          when call.callee instanceof Expr.Name function
              && (function.name.equals("list") || function.name.equals("tuple"))
              && call.arguments.size() == 1
              && call.arguments.getFirst().kind == Argument.Kind.POSITIONAL ->
          value(effect, call.arguments.getFirst().value, reach);
      case Expr.Binary sum -> {
        DunderAll.Effect next = effect;
        for (Expr operand : Operands.of(sum)) {
          if (isAll(operand)) {
            next = DunderAll.Effect.ADD; // __all__ = __all__ + [...]
            continue;
          }
          value(next, operand, reach);
          next = DunderAll.Effect.ADD;
        }
      }
      default -> understood = false;
    }
  }

  private void names(DunderAll.Effect effect, List<Expr> elements, int reach) {
    List<Expr.Str> names = new ArrayList<>(elements.size());
    for (Expr element : elements) {
      if (element instanceof Expr.Str name && !name.bytes) {
        names.add(name);
      } else if (element instanceof Expr.Starred starred) {
        steps.add(new DunderAll.Step(effect, List.copyOf(names), null, reach));
        names.clear();
        value(DunderAll.Effect.ADD, starred.value, reach);
        effect = DunderAll.Effect.ADD;
      } else {
        understood = false;
      }
    }
    steps.add(new DunderAll.Step(effect, List.copyOf(names), null, reach));
  }

  private static boolean isAll(Expr expression) {
    return expression instanceof Expr.Name name && name.name.equals(ALL);
  }
}
