package dev.taipan.checker.checks;

import dev.taipan.checker.binding.Definition;
import dev.taipan.checker.binding.DefinitionKind;
import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.binding.Symbol;
import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.types.ClassModel;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.WellKnown;

/** Items of TypedDicts and fields of named tuples are no variables of the class. */
final class FieldQualifiers implements ClassRule {
  private final Findings findings;

  FieldQualifiers(Findings findings) {
    this.findings = findings;
  }

  @Override
  public void check(Stmt.ClassDef cls, Scope enclosing, Scope body) {
    ClassModel model = findings.declared().classOf(findings.module(), cls);
    boolean typedDict = model.typedDict() != null;
    boolean namedTuple =
        model.namedTupleFields() != null
            && model.bases().contains(new NominalType(WellKnown.NAMED_TUPLE));
    if (!typedDict && !namedTuple) {
      return;
    }
    for (Symbol symbol : body.symbols()) {
      for (Definition definition : symbol.definitions()) {
        if (definition.kind() instanceof DefinitionKind.AnnAssign assign) {
          boolean isFinal = findings.declared().isFinal(findings.module(), definition);
          if (isFinal || findings.declared().isClassVar(findings.module(), definition)) {
            findings.report(
                Rules.INVALID_TYPE_FORM,
                assign.statement().annotation,
                (isFinal ? "`Final`" : "`ClassVar`")
                    + " is not allowed for "
                    + (typedDict ? "items of a TypedDict" : "fields of a named tuple"));
          }
        }
      }
    }
  }
}
