package dev.taipan.checker.checks;

import dev.taipan.checker.binding.Definition;
import dev.taipan.checker.binding.DefinitionKind;
import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.binding.Symbol;
import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.syntax.Expr;
import org.jspecify.annotations.Nullable;

/** A {@code TYPE_CHECKING} that a module defines itself is false when the program runs. */
final class TypeCheckingConstant implements ScopeRule {
  private final Findings findings;

  TypeCheckingConstant(Findings findings) {
    this.findings = findings;
  }

  @Override
  public void check(Scope scope) {
    Symbol symbol = scope.symbol("TYPE_CHECKING");
    if (symbol == null) {
      return;
    }
    for (Definition definition : symbol.definitions()) {
      Expr value = valueOf(definition);
      if (value != null && !isFalse(value)) {
        findings.report(
            Rules.INVALID_TYPE_CHECKING_CONSTANT,
            value,
            "`TYPE_CHECKING` stands for `False` when the program runs");
      }
    }
  }

  private static @Nullable Expr valueOf(Definition definition) {
    return switch (definition.kind()) {
      case DefinitionKind.Assign assign -> assign.value();
      case DefinitionKind.AnnAssign assign -> assign.statement().value;
      default -> null;
    };
  }

  private boolean isFalse(Expr value) {
    return value instanceof Expr.Constant constant
        && switch (constant.kind) {
          case FALSE -> true;
          case INT -> Long.valueOf(0).equals(constant.value);
          case ELLIPSIS -> findings.module().isStub();
          default -> false;
        };
  }
}
