package dev.taipan.checker.checks;

import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.inference.definitions.FunctionFlags;
import dev.taipan.checker.inference.definitions.FunctionFlags.Flag;
import dev.taipan.checker.syntax.Stmt;

/**
 * Decorators that make methods have nothing to do for functions of a module. Functions in functions
 * are left alone: they may be made to be put into a class.
 */
final class MethodDecorators implements FunctionRule {
  private final Findings findings;

  MethodDecorators(Findings findings) {
    this.findings = findings;
  }

  @Override
  public void check(Stmt.FunctionDef function, Scope enclosing, Scope body) {
    if (function.decorators.size() != 1 || enclosing.kind() != Scope.Kind.MODULE) {
      return;
    }
    FunctionFlags flags = findings.declared().flags(findings.module(), function);
    if (flags.has(Flag.PROPERTY) || flags.has(Flag.CLASS) || flags.has(Flag.STATIC)) {
      findings.report(
          Rules.INVALID_DECORATOR,
          function.decorators.getFirst(),
          "this decorator is for methods, `"
              + function.name.name
              + "` is a function of the module");
    }
  }
}
