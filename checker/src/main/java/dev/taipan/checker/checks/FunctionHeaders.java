package dev.taipan.checker.checks;

import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.inference.definitions.FunctionFlags.Flag;
import dev.taipan.checker.syntax.Parameter;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.types.Display;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.FreeVariables;
import dev.taipan.checker.types.FunctionId;
import dev.taipan.checker.types.ParamSpecPartType;
import dev.taipan.checker.types.ParameterType;
import dev.taipan.checker.types.Signature;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.TypeVarType;
import java.util.List;

/** What the annotations of one function say together. */
final class FunctionHeaders implements FunctionRule {
  private final Findings findings;

  FunctionHeaders(Findings findings) {
    this.findings = findings;
  }

  @Override
  public void check(Stmt.FunctionDef function, Scope enclosing, Scope body) {
    checkLegacyPositional(function, enclosing);
    checkParamSpec(function);
    checkGenerator(function, body);
  }

  /** Parameters named {@code __x} stand before all that can be given by keyword. */
  private void checkLegacyPositional(Stmt.FunctionDef function, Scope enclosing) {
    List<Parameter> parameters = function.parameters.all;
    boolean keyword = false;
    for (int i = 0; i < parameters.size(); i++) {
      Parameter parameter = parameters.get(i);
      if (parameter.kind != Parameter.Kind.POSITIONAL_OR_KEYWORD) {
        return;
      }
      String name = parameter.name.name;
      boolean positional = name.startsWith("__") && !name.endsWith("__");
      if (positional && keyword) {
        findings.report(
            Rules.INVALID_LEGACY_POSITIONAL_PARAMETER,
            parameter,
            "`"
                + name
                + "` is positional only by its name, but stands after an ordinary parameter");
        return;
      }
      boolean self =
          i == 0
              && enclosing.kind() == Scope.Kind.CLASS
              && !findings.declared().flags(findings.module(), function).has(Flag.STATIC);
      keyword |= !positional && !self;
    }
  }

  /** {@code *args: P.args} and {@code **kwargs: P.kwargs} come as a pair, with nothing between. */
  private void checkParamSpec(Stmt.FunctionDef function) {
    ParamSpecPartType args = null;
    ParamSpecPartType kwargs = null;
    Parameter at = null;
    Parameter keywordOnly = null;
    for (Parameter parameter : function.parameters.all) {
      if (parameter.kind == Parameter.Kind.KEYWORD_ONLY && keywordOnly == null) {
        keywordOnly = parameter;
      }
      boolean variadic =
          parameter.kind == Parameter.Kind.VAR_POSITIONAL
              || parameter.kind == Parameter.Kind.VAR_KEYWORD;
      if (variadic
          && parameter.annotation != null
          && findings.declared().parameterType(findings.module(), function, parameter)
              instanceof ParamSpecPartType part) {
        at = at == null ? parameter : at;
        if (parameter.kind == Parameter.Kind.VAR_POSITIONAL) {
          args = part;
        } else {
          kwargs = part;
        }
      }
    }
    if (at == null) {
      return;
    }
    ParamSpecPartType present = args == null ? kwargs : args;
    String name = present == null ? "P" : present.paramSpec().name();
    if (args == null || kwargs == null || !args.paramSpec().equals(kwargs.paramSpec())) {
      findings.report(
          Rules.INVALID_PARAMSPEC,
          at,
          "`*args: " + name + ".args` and `**kwargs: " + name + ".kwargs` come together");
    } else if (keywordOnly != null) {
      findings.report(
          Rules.INVALID_PARAMSPEC,
          keywordOnly,
          "no keyword parameter can stand between `*args: "
              + name
              + ".args` and `**kwargs: "
              + name
              + ".kwargs`");
    } else if (present != null) {
      checkInScope(function, at, present.paramSpec());
    }
  }

  /** The parts of a ParamSpec refer to it; what binds it must be another parameter. */
  private void checkInScope(Stmt.FunctionDef function, Parameter at, TypeVarType paramSpec) {
    Signature signature = findings.declared().signature(findings.module(), function);
    FunctionId id = signature.origin();
    if (!function.typeParams.isEmpty() || id == null || !paramSpec.scope().equals(id.toString())) {
      return;
    }
    for (ParameterType parameter : signature.parameters().parameters()) {
      if (FreeVariables.mentions(parameter.type(), paramSpec::equals)) {
        return;
      }
    }
    findings.report(
        Rules.UNBOUND_TYPE_VARIABLE,
        at,
        "no class, function or alias around binds the type variable `" + paramSpec.name() + "`");
  }

  private void checkGenerator(Stmt.FunctionDef function, Scope body) {
    if (!body.isGenerator() || function.returns == null) {
      return;
    }
    Type declared = findings.declared().declaredReturn(findings.module(), function);
    if (declared == null
        || declared instanceof DynamicType
        || findings.declared().isGeneratorResult(declared, function.async)) {
      return;
    }
    findings.report(
        Rules.INVALID_GENERATOR_RETURN_TYPE,
        function.returns,
        "the function "
            + (function.async ? "is an asynchronous generator" : "is a generator")
            + ", but returns `"
            + Display.of(declared)
            + "`");
  }
}
