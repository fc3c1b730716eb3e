package dev.taipan.checker.checks;

import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.inference.definitions.FunctionFlags.Flag;
import dev.taipan.checker.syntax.Parameter;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.UnknownParts;
import java.util.List;
import java.util.Set;

/**
 * What a function leaves out of its header: annotations of parameters and of the result. The first
 * parameter of a method needs none, and what is made by a constructor is known.
 */
final class MissingAnnotations implements FunctionRule {
  /** Methods that give None, whatever is written. */
  private static final Set<String> WITHOUT_RESULT = Set.of("__init__", "__init_subclass__");

  private final Findings findings;

  /** Code without types breaks these rules everywhere, so nothing is done for nobody. */
  private final boolean isWanted;

  MissingAnnotations(Findings findings) {
    this.findings = findings;
    this.isWanted =
        findings.program().reports(Rules.MISSING_PARAMETER_ANNOTATION)
            || findings.program().reports(Rules.MISSING_RETURN_ANNOTATION)
            || findings.program().reports(Rules.UNKNOWN_PARAMETER_TYPE);
  }

  @Override
  public void check(Stmt.FunctionDef function, Scope enclosing, Scope body) {
    if (!isWanted) {
      return;
    }
    List<Parameter> parameters = function.parameters.all;
    for (int i = isBound(function, enclosing) ? 1 : 0; i < parameters.size(); i++) {
      check(function, parameters.get(i));
    }
    if (function.returns == null && !WITHOUT_RESULT.contains(function.name.name)) {
      findings.report(
          Rules.MISSING_RETURN_ANNOTATION,
          function.name,
          "the result of `" + function.name.name + "` has no annotation");
    }
  }

  private void check(Stmt.FunctionDef function, Parameter parameter) {
    String name = parameter.name.name;
    if (parameter.annotation == null && !name.equals("_")) {
      findings.report(
          Rules.MISSING_PARAMETER_ANNOTATION, parameter.name, "`" + name + "` has no annotation");
    }
    Type type = findings.declared().parameterType(findings.module(), function, parameter);
    if (UnknownParts.in(type)) {
      findings.report(
          Rules.UNKNOWN_PARAMETER_TYPE,
          parameter.name,
          UnknownParts.describe("`" + name + "`", type));
    }
  }

  /** Whether the first parameter is the object or the class. */
  private boolean isBound(Stmt.FunctionDef function, Scope enclosing) {
    return enclosing.kind() == Scope.Kind.CLASS
        && (function.name.name.equals("__new__")
            || !findings.declared().flags(findings.module(), function).has(Flag.STATIC));
  }
}
