package dev.taipan.checker.checks;

import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.syntax.Decorator;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.types.DynamicType;
import java.util.List;

/** Decorators behind which nothing is known of a function any more. */
final class UntypedDecorators implements FunctionRule {
  private final Findings findings;

  UntypedDecorators(Findings findings) {
    this.findings = findings;
  }

  @Override
  public void check(Stmt.FunctionDef function, Scope enclosing, Scope body) {
    if (!function.decorators.isEmpty()
        && findings.program().reports(Rules.UNTYPED_DECORATOR)
        && findings.declared().decorated(findings.module(), function) == DynamicType.UNKNOWN) {
      findings.report(
          Rules.UNTYPED_DECORATOR,
          culprit(function.decorators, enclosing),
          "nothing is known of `" + function.name.name + "` behind this decorator");
    }
  }

  /** The first to be applied of those that are unknown themselves; else the last to be applied. */
  private Expr culprit(List<Decorator> decorators, Scope enclosing) {
    for (Decorator decorator : decorators.reversed()) {
      if (findings.program().definitions().value(findings.module(), decorator.expression, enclosing)
          instanceof DynamicType) {
        return decorator.expression;
      }
    }
    return decorators.getFirst().expression;
  }
}
