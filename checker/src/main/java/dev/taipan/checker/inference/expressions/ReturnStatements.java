package dev.taipan.checker.inference.expressions;

import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.diagnostics.Diagnostic;
import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.diagnostics.Span;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Region;
import dev.taipan.checker.inference.narrowing.NarrowedConstraints;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.types.Display;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.TypeGuardType;
import dev.taipan.checker.types.WellKnown;
import org.jspecify.annotations.Nullable;

/** Checks what {@code return} statements give against what their functions declare. */
final class ReturnStatements {
  private final Program program;

  ReturnStatements(Program program) {
    this.program = program;
  }

  /** Evaluates a {@code return} statement against the declared type of its function. */
  void evaluate(Region region, Stmt.Return statement) {
    Type declared = declaredResult(region);
    if (statement.value == null) {
      if (declared != null) {
        check(region, statement, statement, declared, WellKnown.NONE);
      }
      return;
    }
    Type type = region.infer(statement.value, declared);
    if (declared != null) {
      check(region, statement, statement.value, declared, type);
    }
  }

  private void check(Region region, Stmt statement, Node at, Type declared, Type type) {
    if (program.typeSystem().mayHold(declared, type)
        || new NarrowedConstraints(program).allow(region, statement, type, declared)
        || at instanceof Expr value
            && program.mixedDisplays().as(region, value, declared) != null) {
      return;
    }
    Display.Pair pair = Display.pair(program, declared, type);
    region.report(
        Diagnostic.of(
                Rules.INVALID_EXPLICIT_RETURN,
                region.module().path(),
                new Span(at.start, at.end),
                "the function returns `" + pair.first() + "`, got `" + pair.second() + "`")
            .withNotes(program.typeSystem().explain(type, declared)));
  }

  /** What {@code return} in the current function must give; null where nothing is declared. */
  private @Nullable Type declaredResult(Region region) {
    Scope scope = region.scope().frame();
    if (!(scope.node() instanceof Stmt.FunctionDef function) || function.returns == null) {
      return null;
    }
    Type declared = program.functions().declaredReturn(region.module(), function);
    if (declared == null) {
      return null;
    }
    Type result = program.generators().returned(declared, scope.isGenerator(), function.async);
    return result instanceof TypeGuardType ? new NominalType(WellKnown.BOOL) : result;
  }
}
