package dev.taipan.checker.checks;

import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.syntax.Parameter;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.types.FreeVariables;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.TypeVarModel;
import dev.taipan.checker.types.TypeVarType;
import java.util.ArrayList;
import java.util.List;

/**
 * Type variables of functions that stand in one place of the signature only, where they tie nothing
 * to anything. One with a bound, constraints or a default may still say what a type argument is.
 */
final class SingleUses implements FunctionRule {
  private final Findings findings;

  SingleUses(Findings findings) {
    this.findings = findings;
  }

  @Override
  public void check(Stmt.FunctionDef function, Scope enclosing, Scope body) {
    if (!findings.program().reports(Rules.SINGLE_USE_TYPE_VARIABLE)) {
      return;
    }
    List<TypeVarType> uses = new ArrayList<>();
    for (Parameter parameter : function.parameters.all) {
      if (parameter.annotation != null) {
        Type type = findings.declared().parameterType(findings.module(), function, parameter);
        FreeVariables.collect(type, uses::add);
      }
    }
    Type returned = findings.declared().declaredReturn(findings.module(), function);
    FreeVariables.collect(returned, uses::add);
    for (TypeVarType variable :
        findings.declared().signature(findings.module(), function).typeParameters()) {
      TypeVarModel model = findings.program().typeVarModel(variable);
      boolean plain =
          variable.kind() == TypeVarType.Kind.TYPE_VAR
              && model.bound() == null
              && model.constraints().isEmpty()
              && model.defaultType() == null;
      if (plain && uses.stream().filter(variable::equals).count() == 1) {
        findings.report(
            Rules.SINGLE_USE_TYPE_VARIABLE,
            function.name,
            "the type variable `"
                + variable.name()
                + "` stands in one place of the signature only, which could be `object` as well");
      }
    }
  }
}
