package dev.taipan.checker.checks;

import dev.taipan.checker.binding.Definition;
import dev.taipan.checker.binding.DefinitionKind;
import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.binding.Symbol;
import dev.taipan.checker.diagnostics.Rule;
import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.syntax.TypeParam;
import dev.taipan.checker.types.FreeVariables;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.TypeVarType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The order, the defaults and the scopes of the type parameters of classes, functions and aliases.
 */
final class TypeParameters implements ClassRule, FunctionRule, ScopeRule {
  private final Findings findings;

  TypeParameters(Findings findings) {
    this.findings = findings;
  }

  @Override
  public void check(Stmt.ClassDef cls, Scope enclosing, Scope body) {
    List<TypeVarType> parameters = findings.declared().typeParameters(findings.module(), cls);
    if (enclosing.isInFunction()) {
      checkBases(cls, enclosing);
    }
    if (parameters.isEmpty()) {
      return;
    }
    checkOrder(cls.name, cls.typeParams.isEmpty(), parameters);
    checkShadowing(cls.name, cls.typeParams, parameters, enclosing);
  }

  @Override
  public void check(Stmt.FunctionDef function, Scope enclosing, Scope body) {
    List<TypeVarType> parameters =
        findings.declared().signature(findings.module(), function).typeParameters();
    checkDefaults(function.name, parameters);
    // Without a list the variables of an outer class are free again in the methods of an inner one.
    if (!function.typeParams.isEmpty()) {
      checkShadowing(function.name, function.typeParams, parameters, enclosing);
      checkMixed(function, parameters);
    }
  }

  @Override
  public void check(Scope scope) {
    for (Symbol symbol : scope.symbols()) {
      for (Definition definition : symbol.definitions()) {
        if (definition.kind() instanceof DefinitionKind.TypeAlias alias
            && !alias.node().typeParams.isEmpty()) {
          Stmt.TypeAliasStmt statement = alias.node();
          List<TypeVarType> parameters =
              findings.declared().typeParameters(findings.module(), statement);
          checkOrder(statement.name, false, parameters);
          checkShadowing(statement.name, statement.typeParams, parameters, scope);
        } else if (mayBeAlias(definition)) {
          checkOrder(
              definition.target(),
              true,
              findings.declared().openVariables(findings.module(), definition));
        }
      }
    }
  }

  /** Whether a name gets what may be an alias with type parameters of its own. */
  private static boolean mayBeAlias(Definition definition) {
    Expr value =
        switch (definition.kind()) {
          case DefinitionKind.Assign assign -> assign.direct() ? assign.value() : null;
          case DefinitionKind.AnnAssign assign -> assign.statement().value;
          default -> null;
        };
    return value instanceof Expr.Subscript
        || value instanceof Expr.Binary binary && binary.op == Expr.BinaryOp.OR
        || value instanceof Expr.Call;
  }

  private @Nullable Type defaultOf(TypeVarType parameter) {
    return findings.program().typeVarModel(parameter).defaultType();
  }

  /** The default of a function's type parameter does not speak of variables from outside. */
  private void checkDefaults(Node at, List<TypeVarType> parameters) {
    List<String> own = new ArrayList<>();
    for (TypeVarType parameter : parameters) {
      own.add(parameter.declaration());
    }
    for (TypeVarType parameter : parameters) {
      Type defaultType = defaultOf(parameter);
      if (defaultType != null && mentionsOther(defaultType, own)) {
        reportDefault(at, parameter, "that the function does not bind");
        return;
      }
    }
  }

  private void reportDefault(Node at, TypeVarType parameter, String what) {
    findings.report(
        Rules.INVALID_TYPE_VARIABLE_DEFAULT,
        at,
        "the default of `" + parameter.name() + "` mentions a type variable " + what);
  }

  /**
   * @param legacy whether the parameters are not written after the name, where their order is
   *     syntax
   */
  private void checkOrder(Node at, boolean legacy, List<TypeVarType> parameters) {
    TypeVarType withDefault = null;
    TypeVarType pack = null;
    List<String> earlier = new ArrayList<>();
    for (int i = 0; i < parameters.size(); i++) {
      TypeVarType parameter = parameters.get(i);
      Type defaultType = defaultOf(parameter);
      if (legacy && withDefault != null && defaultType == null) {
        report(
            Rules.INVALID_GENERIC_CLASS,
            at,
            "the type parameter `%s` has no default but stands after `%s`, which has one",
            parameter,
            withDefault);
        return;
      }
      if (parameter.kind() == TypeVarType.Kind.TYPE_VAR_TUPLE) {
        if (pack != null) {
          report(
              Rules.INVALID_GENERIC_CLASS,
              at,
              "one TypeVarTuple can be bound at most, not both `%s` and `%s`",
              pack,
              parameter);
          return;
        }
        pack = parameter;
      } else if (pack != null
          && defaultType != null
          && parameter.kind() == TypeVarType.Kind.TYPE_VAR) {
        report(
            Rules.INVALID_GENERIC_CLASS,
            at,
            "the type parameter `%s` has a default but stands after the TypeVarTuple `%s`",
            parameter,
            pack);
        return;
      }
      if (defaultType != null && mentionsOther(defaultType, earlier)) {
        reportDefault(at, parameter, "that is not an earlier parameter");
        return;
      }
      withDefault = defaultType == null ? withDefault : parameter;
      earlier.add(parameter.declaration());
    }
  }

  private static boolean mentionsOther(Type type, List<String> allowed) {
    return FreeVariables.mentions(type, variable -> !allowed.contains(variable.declaration()));
  }

  private void report(Rule rule, Node at, String message, TypeVarType first, TypeVarType second) {
    findings.report(rule, at, String.format(message, first.name(), second.name()));
  }

  /** No scope inside of another one binds the same variable again. */
  private void checkShadowing(
      Node at, List<TypeParam> written, List<TypeVarType> parameters, Scope enclosing) {
    for (Scope scope = enclosing; scope != null; scope = scope.parent()) {
      for (TypeParam outer : writtenAt(scope)) {
        for (TypeParam one : written) {
          if (one.name.name.equals(outer.name.name)) {
            reportShadowing(one, outer.name.name);
            return;
          }
        }
      }
      for (TypeVarType outer : parametersOf(scope)) {
        if (bindsAgain(parameters, outer)) {
          reportShadowing(at, outer.name());
          return;
        }
      }
    }
  }

  private void reportShadowing(Node at, String name) {
    findings.report(
        Rules.SHADOWED_TYPE_VARIABLE,
        at,
        "the type variable `" + name + "` is bound by an enclosing scope already");
  }

  private static boolean bindsAgain(List<TypeVarType> parameters, TypeVarType outer) {
    for (TypeVarType parameter : parameters) {
      if (parameter.declaration().equals(outer.declaration()) && !parameter.equals(outer)) {
        return true;
      }
    }
    return false;
  }

  /** The type parameters that stand behind the name of a class or function, used or not. */
  private static List<TypeParam> writtenAt(Scope scope) {
    return switch (scope.node()) {
      case Stmt.ClassDef cls when scope.kind() == Scope.Kind.CLASS -> cls.typeParams;
      case Stmt.FunctionDef function when scope.kind() == Scope.Kind.FUNCTION ->
          function.typeParams;
      default -> List.of();
    };
  }

  /**
   * Type variables in the bases of a class make it generic, so they are not those of a function
   * around it. Only the new syntax says whose they are.
   */
  private void checkBases(Stmt.ClassDef cls, Scope enclosing) {
    List<Expr> written = findings.declared().baseExpressions(findings.module(), cls);
    List<Type> bases = findings.declared().classOf(findings.module(), cls).bases();
    for (int i = 0; i < written.size(); i++) {
      if (!(written.get(i) instanceof Expr.Subscript) || bases.get(i).isClosed()) {
        continue;
      }
      for (Scope scope = enclosing; scope != null; scope = scope.parent()) {
        if (scope.kind() != Scope.Kind.FUNCTION
            || !(scope.node() instanceof Stmt.FunctionDef function)
            || !function.typeParams.isEmpty()) {
          continue;
        }
        List<TypeVarType> parameters = parametersOf(scope);
        List<TypeVarType> found = new ArrayList<>();
        FreeVariables.mentions(
            bases.get(i), variable -> parameters.contains(variable) && found.add(variable));
        if (!found.isEmpty()) {
          reportShadowing(written.get(i), found.getFirst().name());
          return;
        }
      }
    }
  }

  private List<TypeVarType> parametersOf(Scope scope) {
    if (scope.kind() == Scope.Kind.CLASS && scope.node() instanceof Stmt.ClassDef cls) {
      return findings.declared().typeParameters(findings.module(), cls);
    }
    return scope.kind() == Scope.Kind.FUNCTION && scope.node() instanceof Stmt.FunctionDef function
        ? findings.declared().signature(findings.module(), function).typeParameters()
        : List.of();
  }

  /** With the new syntax all type parameters are listed. */
  private void checkMixed(Stmt.FunctionDef function, List<TypeVarType> parameters) {
    for (TypeVarType parameter : parameters) {
      boolean listed = false;
      for (TypeParam one : function.typeParams) {
        listed |= parameter.declaration().endsWith("[" + one.name.name + "]");
      }
      if (!listed) {
        findings.report(
            Rules.UNBOUND_TYPE_VARIABLE,
            function.name,
            "the type variable `"
                + parameter.name()
                + "` is not among the type parameters of `"
                + function.name.name
                + "`");
      }
    }
  }
}
