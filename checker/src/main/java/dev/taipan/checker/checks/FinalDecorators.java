package dev.taipan.checker.checks;

import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.inference.definitions.FunctionFlags.Flag;
import dev.taipan.checker.syntax.Decorator;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Stmt;

/**
 * {@code @final}, {@code @override} and {@code @disjoint_base} mark methods and classes; on another
 * function they have no meaning.
 */
final class FinalDecorators implements FunctionRule {
  private final Findings findings;

  FinalDecorators(Findings findings) {
    this.findings = findings;
  }

  @Override
  public void check(Stmt.FunctionDef function, Scope enclosing, Scope body) {
    if (function.decorators.isEmpty()) {
      return;
    }
    var flags = findings.declared().flags(findings.module(), function);
    if (flags.has(Flag.DISJOINT_BASE)) {
      findings.report(
          Rules.INVALID_DISJOINT_BASE,
          function.decorators.getFirst(),
          "`@disjoint_base` is for classes, `" + function.name.name + "` is a function");
    }
    if (flags.has(Flag.OVERRIDE) && enclosing.kind() != Scope.Kind.CLASS) {
      findings.report(
          Rules.INVALID_EXPLICIT_OVERRIDE,
          function.name,
          "`@override` is for methods, `" + function.name.name + "` is a function");
    }
    if (!flags.has(Flag.FINAL)) {
      return;
    }
    if (enclosing.kind() != Scope.Kind.CLASS) {
      findings.report(
          Rules.FINAL_ON_NON_METHOD,
          decorator(function),
          "`@final` is for methods and classes, `" + function.name.name + "` is a function");
    } else if (flags.has(Flag.ABSTRACT)) {
      findings.report(
          Rules.ABSTRACT_AND_FINAL_METHOD,
          function.name,
          "`"
              + function.name.name
              + "` is abstract, so that subclasses must override it, and final, so that they cannot");
    }
  }

  /** The decorator {@code @final}, which may have another name here. */
  private static Decorator decorator(Stmt.FunctionDef function) {
    for (Decorator decorator : function.decorators) {
      if (decorator.expression instanceof Expr.Name name && name.name.equals("final")
          || decorator.expression instanceof Expr.Attribute member && member.name.equals("final")) {
        return decorator;
      }
    }
    return function.decorators.getFirst();
  }
}
