package dev.taipan.checker.checks;

import dev.taipan.checker.binding.Definition;
import dev.taipan.checker.binding.DefinitionKind;
import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.binding.Symbol;
import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.syntax.Argument;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Parameter;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.types.ClassModel;
import dev.taipan.checker.types.FreeVariables;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.ParamSpecPartType;
import dev.taipan.checker.types.TupleType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.TypeVarType;
import dev.taipan.checker.types.Unions;
import dev.taipan.checker.types.Variance;
import dev.taipan.checker.types.Variances;
import dev.taipan.checker.types.WellKnown;
import java.util.List;

/** The declared variance of a class's type parameters must agree with how the class uses them. */
final class VarianceUses implements ClassRule {
  private final Findings findings;

  VarianceUses(Findings findings) {
    this.findings = findings;
  }

  @Override
  public void check(Stmt.ClassDef cls, Scope enclosing, Scope body) {
    ClassModel model = findings.declared().classOf(findings.module(), cls);
    if (!declaresVariance(model)) {
      return;
    }
    if (checkBases(cls, model)) {
      return;
    }
    if (model.isProtocol() && (declaresParameters(cls) || !body.symbols().isEmpty())) {
      checkProtocol(cls, model);
    }
    for (Symbol symbol : body.symbols()) {
      for (Definition definition : symbol.definitions()) {
        if (definition.kind() instanceof DefinitionKind.Function function) {
          checkMethod(model, function.node());
        }
      }
    }
  }

  private Variance declared(TypeVarType parameter) {
    return findings.program().typeVarModel(parameter).variance();
  }

  private boolean declaresVariance(ClassModel model) {
    for (TypeVarType parameter : model.typeParameters()) {
      if (declared(parameter) != Variance.AUTO) {
        return true;
      }
    }
    return false;
  }

  /** A base must not be given a variable where a variance is needed that the variable lacks. */
  private boolean checkBases(Stmt.ClassDef cls, ClassModel model) {
    List<Expr> written = findings.declared().baseExpressions(findings.module(), cls);
    boolean found = false;
    for (int i = 0; i < written.size(); i++) {
      List<Variance> uses =
          Variances.ofUse(findings.program().typeSystem(), model, model.bases().get(i));
      for (int j = 0; j < uses.size(); j++) {
        TypeVarType parameter = model.typeParameters().get(j);
        Variance declared = declared(parameter);
        boolean fits =
            declared == Variance.INVARIANT
                || declared == Variance.AUTO
                || uses.get(j) == Variance.BIVARIANT
                || uses.get(j) == declared;
        if (!fits) {
          findings.report(
              Rules.INVALID_VARIANCE,
              written.get(i),
              "the base needs a type variable that is "
                  + nameOf(uses.get(j))
                  + ", `"
                  + parameter.name()
                  + "` is "
                  + nameOf(declared));
          found = true;
        }
      }
    }
    return found;
  }

  /**
   * Whether a base is there to say what the type parameters are. A protocol that only puts others
   * together may leave them as they are there.
   */
  private boolean declaresParameters(Stmt.ClassDef cls) {
    List<Expr> bases = findings.declared().baseExpressions(findings.module(), cls);
    for (Argument argument : cls.arguments) {
      if (argument.value instanceof Expr.Subscript && !bases.contains(argument.value)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The variance of a protocol is what its members make it. Where they mention the protocol itself
   * the declared variance may be right as well, once it is declared.
   */
  private void checkProtocol(Stmt.ClassDef cls, ClassModel model) {
    List<Variance> uses = Variances.ofUses(findings.program().typeSystem(), model);
    List<Variance> asDeclared = null;
    for (int i = 0; i < uses.size(); i++) {
      TypeVarType parameter = model.typeParameters().get(i);
      Variance declared = declared(parameter);
      if (parameter.kind() != TypeVarType.Kind.TYPE_VAR || declared == Variance.AUTO) {
        continue;
      }
      Variance used = uses.get(i);
      boolean fits = declared == (used == Variance.BIVARIANT ? Variance.COVARIANT : used);
      if (!fits && asDeclared == null) {
        asDeclared = Variances.ofUsesAsDeclared(findings.program().typeSystem(), model);
      }
      if (!fits && asDeclared != null && asDeclared.get(i) != declared) {
        findings.report(
            Rules.INVALID_VARIANCE,
            cls.name,
            "the protocol is "
                + nameOf(used == Variance.BIVARIANT ? Variance.COVARIANT : used)
                + " in `"
                + parameter.name()
                + "`, which is declared "
                + nameOf(declared));
      }
    }
  }

  /**
   * A covariant variable stands for what comes out of an object, a contravariant one for what goes
   * in. Constructors are called before anybody looks at the object as one of a wider type.
   */
  private void checkMethod(ClassModel model, Stmt.FunctionDef function) {
    String name = function.name.name;
    if (name.equals("__init__")
        || name.equals("__new__")
        || name.equals("__post_init__")
        || name.equals("__init_subclass__")) {
      return;
    }
    for (Parameter parameter : function.parameters.all) {
      if (parameter.annotation != null) {
        Type type = findings.declared().parameterType(findings.module(), function, parameter);
        report(
            model, parameter.annotation, ofOne(parameter, type), Variance.COVARIANT, "parameter");
      }
    }
    Type returned = findings.declared().declaredReturn(findings.module(), function);
    if (returned != null && function.returns != null) {
      report(model, function.returns, returned, Variance.CONTRAVARIANT, "result");
    }
  }

  /** What one argument of a parameter is, of which a variadic one holds several. */
  private static Type ofOne(Parameter parameter, Type held) {
    return switch (held) {
      case TupleType tuple
          when parameter.kind == Parameter.Kind.VAR_POSITIONAL
              && tuple.minimumLength() == 0
              && !tuple.hasPack() ->
          tuple.elementType();
      case NominalType dict
          when parameter.kind == Parameter.Kind.VAR_KEYWORD
              && dict.cls().equals(WellKnown.DICT)
              && dict.arguments().getLast() instanceof TypeVarType variable ->
          variable;
      default -> held;
    };
  }

  /**
   * Type variables are looked at where they are the type themselves; those that stand for several
   * types never are, so all their uses count.
   */
  private void report(ClassModel model, Expr at, Type type, Variance refused, String place) {
    reportPacked(model, at, type, refused, place);
    for (Type member : Unions.members(type)) {
      if (member instanceof TypeVarType variable
          && model.typeParameters().contains(variable)
          && declared(variable) == refused) {
        reportUse(at, refused, variable, place);
      }
    }
  }

  private void reportUse(Expr at, Variance declared, TypeVarType variable, String place) {
    findings.report(
        Rules.INVALID_VARIANCE,
        at,
        "the "
            + nameOf(declared)
            + " type variable `"
            + variable.name()
            + "` cannot be the type of a "
            + place);
  }

  private static boolean isPacked(TypeVarType variable) {
    return variable.kind() == TypeVarType.Kind.PARAM_SPEC
        || variable.kind() == TypeVarType.Kind.TYPE_VAR_TUPLE;
  }

  private void reportPacked(ClassModel model, Expr at, Type type, Variance refused, String place) {
    if (type instanceof ParamSpecPartType
        || !FreeVariables.mentions(type, VarianceUses::isPacked)) {
      return;
    }
    List<Variance> uses = Variances.ofUse(findings.program().typeSystem(), model, type);
    for (int i = 0; i < uses.size(); i++) {
      TypeVarType parameter = model.typeParameters().get(i);
      Variance declared = declared(parameter);
      Variance use = refused == Variance.COVARIANT ? uses.get(i).flipped() : uses.get(i);
      if (isPacked(parameter)
          && (declared == Variance.COVARIANT || declared == Variance.CONTRAVARIANT)
          && use != Variance.BIVARIANT
          && use != declared) {
        reportUse(at, declared, parameter, place);
      }
    }
  }

  private static String nameOf(Variance variance) {
    return switch (variance) {
      case COVARIANT -> "covariant";
      case CONTRAVARIANT -> "contravariant";
      case INVARIANT -> "invariant";
      case BIVARIANT, AUTO -> "of any variance";
    };
  }
}
