package dev.taipan.checker.checks;

import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.Type;
import java.util.List;

/** Bases of which nothing is known, so that the class may have any attribute. */
final class UntypedBases implements ClassRule {
  private final Findings findings;

  UntypedBases(Findings findings) {
    this.findings = findings;
  }

  @Override
  public void check(Stmt.ClassDef cls, Scope enclosing, Scope body) {
    if (!findings.program().reports(Rules.UNTYPED_BASE_CLASS)) {
      return;
    }
    List<Type> bases = findings.declared().classOf(findings.module(), cls).bases();
    List<Expr> written = findings.declared().baseExpressions(findings.module(), cls);
    for (int i = 0; i < Math.min(bases.size(), written.size()); i++) {
      if (bases.get(i) instanceof DynamicType) {
        findings.report(
            Rules.UNTYPED_BASE_CLASS, written.get(i), "nothing is known of this base class");
      }
    }
  }
}
