package dev.taipan.checker.inference.annotations;

import dev.taipan.checker.binding.Definition;
import dev.taipan.checker.binding.DefinitionKind;
import dev.taipan.checker.binding.Symbol;
import dev.taipan.checker.diagnostics.Rule;
import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.inference.AssignedCall;
import dev.taipan.checker.inference.Branches;
import dev.taipan.checker.inference.Evaluated;
import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Region;
import dev.taipan.checker.syntax.Argument;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.TypeParam;
import dev.taipan.checker.types.Display;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.FreeVariables;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.TypeFormValue;
import dev.taipan.checker.types.TypeVarModel;
import dev.taipan.checker.types.TypeVarType;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Calls of {@code TypeVar}, {@code ParamSpec} and {@code TypeVarTuple}. */
public final class TypeVariableCalls {
  private static final Set<String> KEYWORDS =
      Set.of("name", "bound", "covariant", "contravariant", "infer_variance", "default");

  private final Program program;

  public TypeVariableCalls(Program program) {
    this.program = program;
  }

  public Type typeVar(Region region, Expr.Call call, Type callee, @Nullable Type expected) {
    return declare(region, call, TypeVarType.Kind.TYPE_VAR, Rules.INVALID_LEGACY_TYPE_VARIABLE);
  }

  public Type paramSpec(Region region, Expr.Call call, Type callee, @Nullable Type expected) {
    return declare(region, call, TypeVarType.Kind.PARAM_SPEC, Rules.INVALID_PARAMSPEC);
  }

  public Type typeVarTuple(Region region, Expr.Call call, Type callee, @Nullable Type expected) {
    return declare(
        region, call, TypeVarType.Kind.TYPE_VAR_TUPLE, Rules.INVALID_LEGACY_TYPE_VARIABLE);
  }

  private Type declare(Region region, Expr.Call call, TypeVarType.Kind kind, Rule rule) {
    String what = TypeVariables.runtimeClass(kind).name();
    Expr.Name target = AssignedCall.target(region, call);
    Expr name = AssignedCall.argument(call, 0, "name");
    TypeVarType variable =
        target == null ? null : program.typeVariables().declared(region.module(), target, kind);
    if (target == null || variable == null) {
      region.report(rule, call, "a " + what + " must be assigned to a name of its own");
      return DynamicType.UNKNOWN;
    }
    if (AssignedCall.text(name) == null) {
      region.report(rule, call, "the first argument of `" + what + "` is its name, a string");
    }
    AssignedCall.checkName(region, rule, name, target.name, what);
    checkArguments(region, call, kind, rule, what);
    checkOnce(region, target, what);
    region.defer(later -> checkModel(later, call, variable));
    return TypeVariables.value(variable);
  }

  /** A type variable is not defined again after it was; another branch may define it its way. */
  private void checkOnce(Region region, Expr.Name target, String what) {
    ModuleTypes module = region.module();
    Definition own = module.bound().definitionOf(target);
    Symbol symbol = own == null ? null : own.symbol();
    if (own == null || symbol == null) {
      return;
    }
    for (Definition other : symbol.definitions()) {
      if (other.index() < own.index()
          && other.kind() instanceof DefinitionKind.Assign assign
          && assign.value() instanceof Expr.Call
          && !Branches.exclude(module, other.target(), target)
          && program.definitions().bindingType(module, other) instanceof TypeFormValue form
          && form.denoted() instanceof TypeVarType) {
        region.report(
            Rules.INVALID_LEGACY_TYPE_VARIABLE,
            target,
            "the " + what + " `" + target.name + "` is defined already");
        return;
      }
    }
  }

  /** What the bound of a TypeVarTuple means is not specified, but it may have one. */
  private boolean takesBound(TypeVarType.Kind kind) {
    return switch (kind) {
      case TYPE_VAR -> true;
      case TYPE_VAR_TUPLE -> program.target().version().isAtLeast(3, 15);
      case PARAM_SPEC, SELF -> false;
    };
  }

  private void checkArguments(
      Region region, Expr.Call call, TypeVarType.Kind kind, Rule rule, String what) {
    int positional = 0;
    boolean bound = false;
    boolean covariant = false;
    boolean contravariant = false;
    boolean inferred = false;
    for (Argument argument : call.arguments) {
      switch (argument.kind) {
        case POSITIONAL -> positional++;
        case STAR, DOUBLE_STAR ->
            region.report(rule, argument, "the arguments of `" + what + "` must be written out");
        case KEYWORD -> {
          String keyword = argument.name == null ? "" : argument.name.name;
          switch (keyword) {
            case "bound" -> {
              bound = true;
              if (!takesBound(kind)) {
                region.report(rule, argument, "a " + what + " has no bound");
              }
            }
            case "covariant" -> covariant = flag(region, argument.value, rule, keyword);
            case "contravariant" -> contravariant = flag(region, argument.value, rule, keyword);
            case "infer_variance" -> inferred = flag(region, argument.value, rule, keyword);
            default -> {
              if (!KEYWORDS.contains(keyword)) {
                region.report(rule, argument, "`" + what + "` has no parameter `" + keyword + "`");
              }
            }
          }
        }
      }
    }
    if (covariant && contravariant) {
      region.report(rule, call, "a " + what + " cannot be both covariant and contravariant");
    } else if (inferred && (covariant || contravariant)) {
      region.report(rule, call, "the variance is either declared or inferred, not both");
    }
    int constraints = positional - 1;
    if (kind != TypeVarType.Kind.TYPE_VAR) {
      if (constraints > 0) {
        region.report(rule, call, "`" + what + "` takes no constraints");
      }
      return;
    }
    if (constraints == 1) {
      region.report(
          Rules.INVALID_TYPE_VARIABLE_CONSTRAINTS,
          call.arguments.get(1),
          "a TypeVar has two or more constraints, or none");
    }
    if (constraints > 0 && bound) {
      region.report(rule, call, "a TypeVar has either a bound or constraints, not both");
    }
  }

  private static boolean flag(Region region, Expr value, Rule rule, String keyword) {
    boolean literal =
        value instanceof Expr.Constant constant
            && (constant.kind == Expr.Constant.Kind.TRUE
                || constant.kind == Expr.Constant.Kind.FALSE);
    if (!literal) {
      region.infer(value);
      region.report(rule, value, "`" + keyword + "` must be `True` or `False`");
    }
    return TypeVariables.isTrue(value);
  }

  /** Checks what was declared of the variable. */
  private void checkModel(Region region, Expr.Call call, TypeVarType variable) {
    Evaluated<TypeVarModel> evaluated = program.typeVariables().evaluate(variable);
    region.include(evaluated.result());
    checkModel(
        region,
        evaluated.answer(),
        variable,
        AssignedCall.argument(call, Integer.MAX_VALUE, "bound"),
        call,
        AssignedCall.argument(call, Integer.MAX_VALUE, "default"));
  }

  /** Reports a bound, constraints or a default that do not go together. */
  void checkModel(
      Region region,
      TypeVarModel model,
      TypeVarType variable,
      @Nullable Expr bound,
      Node constraints,
      @Nullable Expr defaultValue) {
    if (bound != null && model.bound() != null && mentionsVariables(model.bound())) {
      region.report(
          Rules.INVALID_TYPE_VARIABLE_BOUND,
          bound,
          "the bound of a type variable must not mention type variables");
    }
    for (Type constraint : model.constraints()) {
      if (mentionsVariables(constraint)) {
        region.report(
            Rules.INVALID_TYPE_VARIABLE_CONSTRAINTS,
            constraints,
            "the constraints of a type variable must not mention type variables");
        break;
      }
    }
    if (defaultValue != null && model.defaultType() != null) {
      checkDefault(region, model, variable, defaultValue, model.defaultType());
    }
  }

  private void checkDefault(
      Region region, TypeVarModel model, TypeVarType variable, Expr at, Type defaultType) {
    if (defaultType instanceof DynamicType || variable.kind() != TypeVarType.Kind.TYPE_VAR) {
      return;
    }
    if (model.bound() != null && !program.typeSystem().isAssignable(defaultType, model.bound())) {
      region.report(
          Rules.INVALID_TYPE_VARIABLE_DEFAULT,
          at,
          "the default `"
              + Display.of(defaultType)
              + "` is not assignable to the bound `"
              + Display.of(model.bound())
              + "`");
    }
    if (!model.constraints().isEmpty() && !isConstraint(model, defaultType)) {
      region.report(
          Rules.INVALID_TYPE_VARIABLE_DEFAULT,
          at,
          "the default `" + Display.of(defaultType) + "` is none of the constraints");
    }
  }

  private boolean isConstraint(TypeVarModel model, Type defaultType) {
    if (defaultType instanceof TypeVarType other) {
      TypeVarModel otherModel = program.typeVarModel(other);
      return !otherModel.constraints().isEmpty()
          && model.constraints().containsAll(otherModel.constraints());
    }
    for (Type constraint : model.constraints()) {
      if (program.typeSystem().isEquivalent(constraint, defaultType)) {
        return true;
      }
    }
    return false;
  }

  /** Checks the type parameters of a definition in the new syntax. */
  public void checkWritten(Region region, Node owner, List<TypeParam> parameters) {
    for (TypeParam parameter : parameters) {
      TypeVarType variable = program.typeVariables().parameter(region.module(), owner, parameter);
      if (variable == null) {
        continue;
      }
      Evaluated<TypeVarModel> evaluated = program.typeVariables().evaluate(variable);
      region.include(evaluated.result());
      if (parameter.bound instanceof Expr.Tuple tuple && tuple.elements.size() < 2) {
        region.report(
            Rules.INVALID_TYPE_VARIABLE_CONSTRAINTS,
            parameter.bound,
            "a type parameter has two or more constraints, or none");
      }
      checkModel(
          region,
          evaluated.answer(),
          variable,
          parameter.bound,
          parameter.bound == null ? parameter : parameter.bound,
          parameter.defaultValue);
    }
  }

  private static boolean mentionsVariables(Type type) {
    return FreeVariables.mentions(type, variable -> true);
  }
}
