package dev.taipan.checker.checks;

import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.inference.definitions.Declared;
import dev.taipan.checker.inference.definitions.FunctionFlags;
import dev.taipan.checker.inference.definitions.FunctionTexts;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.types.Display;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.WellKnown;

/** A body that can fall off its end returns {@code None}, which the annotation must allow. */
final class ImplicitReturns implements FunctionRule {
  private final Findings findings;

  ImplicitReturns(Findings findings) {
    this.findings = findings;
  }

  @Override
  public void check(Stmt.FunctionDef function, Scope enclosing, Scope body) {
    ModuleTypes module = findings.module();
    Declared declared = findings.declared();
    if (function.returns == null || function.body.isEmpty() || module.isStub()) {
      return; // that a function has no body at all is a syntax error
    }
    Type result = declared.declaredResult(module, function, body);
    if (result == null || !declared.endsOpen(module, body)) {
      return;
    }
    if (findings.program().typeSystem().isAssignable(WellKnown.NONE, result)) {
      return;
    }
    FunctionFlags flags = declared.flags(module, function);
    if (FunctionTexts.hasEmptyBody(function)
        && (flags.has(FunctionFlags.Flag.ABSTRACT)
            || flags.has(FunctionFlags.Flag.OVERLOAD)
            || isInProtocol(enclosing)
            || TypeCheckingBlocks.contain(module.bound().tree(), function))) {
      return;
    }
    findings.report(
        endsInEllipsis(function)
            ? Rules.INVALID_IMPLICIT_RETURN_IN_FUNCTION_WITH_STUB_BODY
            : Rules.INVALID_IMPLICIT_RETURN,
        function.returns,
        "the body can end without a `return`, which gives `None`, but `"
            + function.name.name
            + "` returns `"
            + Display.of(result)
            + "`");
  }

  /** Whether the body is {@code ...}, after a docstring perhaps: a placeholder, on purpose. */
  private static boolean endsInEllipsis(Stmt.FunctionDef function) {
    return !function.body.isEmpty()
        && FunctionTexts.hasEmptyBody(function)
        && function.body.getLast() instanceof Stmt.ExprStmt last
        && last.value instanceof Expr.Constant;
  }

  private boolean isInProtocol(Scope enclosing) {
    return enclosing.node() instanceof Stmt.ClassDef cls
        && findings.declared().classOf(findings.module(), cls).isProtocol();
  }
}
