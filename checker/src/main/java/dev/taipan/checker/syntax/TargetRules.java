package dev.taipan.checker.syntax;

import java.util.List;

/** What can be assigned to, annotated and deleted. */
final class TargetRules {
  private final Problems problems;

  TargetRules(Problems problems) {
    this.problems = problems;
  }

  /** A target of `=`, `for`, `with` or a comprehension. */
  void checkAssigned(Expr target) {
    if (target instanceof Expr.Starred starred) {
      problems.error(starred, "starred assignment target must be in a list or tuple");
      check(starred.value, "assign to");
    } else {
      check(target, "assign to");
    }
  }

  /** A name that a definition, a parameter or an import binds. */
  void checkBound(Expr.Name name) {
    checkName(name, "assign to");
  }

  void checkDeleted(Expr target) {
    check(target, "delete");
  }

  void checkAugmented(Expr target) {
    switch (target) {
      case Expr.Name name -> checkName(name, "assign to");
      case Expr.Attribute attribute -> checkAttribute(attribute, "assign to");
      case Expr.Subscript subscript -> {}
      case Expr.ErrorExpr error -> {}
      default ->
          problems.error(
              target,
              "'" + describe(target) + "' is an illegal expression for augmented assignment");
    }
  }

  void checkAnnotated(Expr target) {
    switch (target) {
      case Expr.Name name -> checkName(name, "assign to");
      case Expr.Attribute attribute -> checkAttribute(attribute, "assign to");
      case Expr.Subscript subscript -> {}
      case Expr.ErrorExpr error -> {}
      case Expr.Tuple tuple ->
          problems.error(tuple, "only single target (not tuple) can be annotated");
      case Expr.ListExpr list ->
          problems.error(list, "only single target (not list) can be annotated");
      default -> problems.error(target, "illegal target for annotation");
    }
  }

  private void checkName(Expr.Name name, String action) {
    if (name.name.equals("__debug__")) {
      problems.error(name, "cannot " + action + " __debug__");
    }
  }

  private void checkAttribute(Expr.Attribute attribute, String action) {
    if (attribute.name.equals("__debug__")) {
      problems.error(attribute, "cannot " + action + " __debug__");
    }
  }

  private void check(Expr target, String action) {
    switch (target) {
      case Expr.Name name -> checkName(name, action);
      case Expr.Attribute attribute -> checkAttribute(attribute, action);
      case Expr.Subscript subscript -> {}
      case Expr.ErrorExpr error -> {}
      case Expr.Tuple tuple -> checkElements(tuple.elements, action);
      case Expr.ListExpr list -> checkElements(list.elements, action);
      default -> problems.error(target, "cannot " + action + " " + describe(target));
    }
  }

  private void checkElements(List<Expr> elements, String action) {
    boolean starred = false;
    for (Expr element : elements) {
      if (element instanceof Expr.Starred star && action.equals("assign to")) {
        if (starred) {
          problems.error(star, "multiple starred expressions in assignment");
        }
        starred = true;
        check(star.value, action);
      } else {
        check(element, action);
      }
    }
  }

  /** The kind of an expression in Python's words. */
  private static String describe(Expr expr) {
    return switch (expr) {
      case Expr.Name name -> "name";
      case Expr.Constant constant ->
          switch (constant.kind) {
            case NONE -> "None";
            case TRUE -> "True";
            case FALSE -> "False";
            case ELLIPSIS -> "ellipsis";
            case INT, FLOAT, COMPLEX -> "literal";
          };
      case Expr.Str str -> "literal";
      case Expr.FString fstring -> fstring.template ? "t-string expression" : "f-string expression";
      case Expr.Tuple tuple -> "tuple";
      case Expr.ListExpr list -> "list";
      case Expr.SetExpr set -> "set display";
      case Expr.Dict dict -> "dict literal";
      case Expr.ListComp comp -> "list comprehension";
      case Expr.SetComp comp -> "set comprehension";
      case Expr.DictComp comp -> "dict comprehension";
      case Expr.Generator comp -> "generator expression";
      case Expr.Unary unary -> "expression";
      case Expr.Binary binary -> "expression";
      case Expr.BoolOp boolOp -> "expression";
      case Expr.Compare compare -> "comparison";
      case Expr.Attribute attribute -> "attribute";
      case Expr.Subscript subscript -> "subscript";
      case Expr.Slice slice -> "slice";
      case Expr.Call call -> "function call";
      case Expr.Starred starred -> "starred";
      case Expr.Conditional conditional -> "conditional expression";
      case Expr.Lambda lambda -> "lambda";
      case Expr.Await await -> "await expression";
      case Expr.Yield yield -> "yield expression";
      case Expr.YieldFrom yield -> "yield expression";
      case Expr.Walrus walrus -> "named expression";
      case Expr.ErrorExpr error -> "invalid expression";
    };
  }
}
