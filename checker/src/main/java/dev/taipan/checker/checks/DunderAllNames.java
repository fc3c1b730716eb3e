package dev.taipan.checker.checks;

import dev.taipan.checker.binding.DunderAll;
import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.syntax.Expr;

/** What a module lists in {@code __all__} has to be there, as {@code import *} asks for it. */
final class DunderAllNames implements ScopeRule {
  private final Findings findings;

  DunderAllNames(Findings findings) {
    this.findings = findings;
  }

  @Override
  public void check(Scope scope) {
    ModuleTypes module = findings.module();
    DunderAll all = module.bound().dunderAll();
    if (scope != module.bound().moduleScope() || all == null) {
      return;
    }
    for (DunderAll.Step step : all.steps()) {
      if (step.effect() == DunderAll.Effect.REMOVE
          || !findings.declared().isReachable(module, step.reachability())) {
        continue;
      }
      for (Expr.Str name : step.elements()) {
        if (!findings.declared().hasMember(module, name.value)) {
          findings.report(
              Rules.INVALID_DUNDER_ALL,
              name,
              "`__all__` lists `" + name.value + "`, which the module does not define");
        }
      }
    }
  }
}
