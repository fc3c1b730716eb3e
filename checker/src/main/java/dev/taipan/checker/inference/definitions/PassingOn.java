package dev.taipan.checker.inference.definitions;

import dev.taipan.checker.syntax.Argument;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.Parameter;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.syntax.TreeWalker;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a wrapper hands on what it gets as it came: {@code function(*args, **kwargs)}. One that
 * adds arguments, takes some away or makes something else of them has parameters of its own.
 */
final class PassingOn extends TreeWalker {
  private static final Set<String> CHANGING =
      Set.of("clear", "pop", "popitem", "setdefault", "update");

  /** The parameters in front of {@code *args}, which are handed on by name. */
  private final List<String> leading = new ArrayList<>();

  private @Nullable String args;
  private @Nullable String kwargs;
  private boolean handsOn;
  private boolean changes;

  private PassingOn(Stmt.FunctionDef wrapper) {
    for (Parameter parameter : wrapper.parameters.all) {
      switch (parameter.kind) {
        case VAR_POSITIONAL -> args = parameter.name.name;
        case VAR_KEYWORD -> kwargs = parameter.name.name;
        case POSITIONAL_ONLY, POSITIONAL_OR_KEYWORD -> leading.add(parameter.name.name);
        case KEYWORD_ONLY -> changes = true;
      }
    }
    visitAll(wrapper.body);
  }

  /** Whether the function that a decorator defines and returns hands on; true if it has none. */
  static boolean isByDecorator(Stmt.FunctionDef decorator) {
    Stmt.FunctionDef wrapper = wrapperOf(decorator);
    if (wrapper == null) {
      return true;
    }
    PassingOn found = new PassingOn(wrapper);
    return found.handsOn && !found.changes;
  }

  /** The last function in the body of a decorator that the body returns. */
  private static Stmt.@Nullable FunctionDef wrapperOf(Stmt.FunctionDef decorator) {
    String returned = null;
    for (Stmt statement : decorator.body) {
      if (statement instanceof Stmt.Return result && result.value instanceof Expr.Name name) {
        returned = name.name;
      }
    }
    Stmt.FunctionDef wrapper = null;
    for (Stmt statement : decorator.body) {
      if (statement instanceof Stmt.FunctionDef function && function.name.name.equals(returned)) {
        wrapper = function;
      }
    }
    return wrapper;
  }

  @Override
  protected void visit(Node node) {
    switch (node) {
      case Expr.Call call -> {
        if (isOf(call.callee, kwargs, CHANGING)) {
          changes = true;
        }
        look(call);
      }
      case Stmt.Assign assign -> assign.targets.forEach(this::store);
      case Stmt.AugAssign assign -> store(assign.target);
      case Stmt.Delete delete -> delete.targets.forEach(this::store);
      default -> {}
    }
    visitChildren(node);
  }

  private void look(Expr.Call call) {
    boolean stars = false;
    boolean asItCame = true;
    int before = 0;
    for (Argument argument : call.arguments) {
      switch (argument.kind) {
        case STAR -> {
          stars |= mentions(argument.value, args);
          asItCame &= is(argument.value, args);
        }
        case DOUBLE_STAR -> asItCame &= is(argument.value, kwargs);
        case KEYWORD -> asItCame = false;
        case POSITIONAL -> {
          asItCame &= before < leading.size() && is(argument.value, leading.get(before));
          before++;
        }
      }
    }
    if (stars) {
      handsOn = true;
      changes |= !asItCame || before < leading.size();
    }
  }

  private void store(Expr target) {
    changes |=
        is(target, args)
            || is(target, kwargs)
            || target instanceof Expr.Subscript item && is(item.value, kwargs);
  }

  private static boolean is(Expr expression, @Nullable String name) {
    return expression instanceof Expr.Name plain && plain.name.equals(name);
  }

  private static boolean mentions(Expr expression, @Nullable String name) {
    return is(expression, name)
        || expression instanceof Expr.Subscript part && is(part.value, name);
  }

  /** Whether an expression is one of some methods of what a name holds. */
  private static boolean isOf(Expr expression, @Nullable String name, Set<String> methods) {
    return expression instanceof Expr.Attribute attribute
        && is(attribute.value, name)
        && methods.contains(attribute.name);
  }
}
