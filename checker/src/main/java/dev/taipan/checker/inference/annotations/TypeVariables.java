package dev.taipan.checker.inference.annotations;

import dev.taipan.checker.binding.Definition;
import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.inference.Evaluated;
import dev.taipan.checker.inference.MemoKey;
import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Region;
import dev.taipan.checker.inference.RegionResult;
import dev.taipan.checker.syntax.Argument;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.syntax.TypeParam;
import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.ParameterList;
import dev.taipan.checker.types.ParametersType;
import dev.taipan.checker.types.Substitution;
import dev.taipan.checker.types.TupleType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.TypeFormValue;
import dev.taipan.checker.types.TypeVarModel;
import dev.taipan.checker.types.TypeVarType;
import dev.taipan.checker.types.Variance;
import dev.taipan.checker.types.WellKnown;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The declarations of type variables, old ({@code T = TypeVar("T")}) and new ({@code class C[T]}).
 *
 * <p>A declaration is named {@code module:place} of the assigned name, or {@code
 * module:place[name]} of a parameter of the definition at that place. What was declared is only
 * looked at when it is asked for, so that bounds may mention what comes later.
 */
public final class TypeVariables {
  private static final class Key extends MemoKey {
    Key(String place) {
      super(place);
    }
  }

  /** A class in a default of its own parameters would be nested in itself for ever. */
  private static final BinaryOperator<TypeVarModel> ENDLESS = (previous, _) -> previous;

  private static final TypeVarModel PLAIN =
      new TypeVarModel(Variance.INVARIANT, null, List.of(), null);

  private final Program program;

  public TypeVariables(Program program) {
    this.program = program;
  }

  /** The class of the objects that declare type variables of a kind. */
  public static ClassId runtimeClass(TypeVarType.Kind kind) {
    return switch (kind) {
      case TYPE_VAR, SELF -> WellKnown.TYPE_VAR;
      case PARAM_SPEC -> WellKnown.PARAM_SPEC;
      case TYPE_VAR_TUPLE -> WellKnown.TYPE_VAR_TUPLE;
    };
  }

  /** The object that stands for a type variable. */
  public static TypeFormValue value(TypeVarType variable) {
    return new TypeFormValue(variable, List.of(), runtimeClass(variable.kind()), variable.name());
  }

  /** The type parameter that a definition of the new syntax declares, bound to its owner. */
  public @Nullable TypeVarType parameter(ModuleTypes module, Node owner, TypeParam parameter) {
    String place = module.placeOf(owner);
    if (place == null || parameter.name.name.isEmpty()) {
      return null;
    }
    String name = parameter.name.name;
    return new TypeVarType(
        name,
        kindOf(parameter),
        module.name() + ":" + place + "[" + name + "]",
        module.name() + "." + place);
  }

  private static TypeVarType.Kind kindOf(TypeParam parameter) {
    return switch (parameter.kind) {
      case TYPE_VAR -> TypeVarType.Kind.TYPE_VAR;
      case TYPE_VAR_TUPLE -> TypeVarType.Kind.TYPE_VAR_TUPLE;
      case PARAM_SPEC -> TypeVarType.Kind.PARAM_SPEC;
    };
  }

  /** What the name of a type parameter evaluates to. */
  public Type parameterValue(ModuleTypes module, Definition definition, TypeParam parameter) {
    TypeVarType variable = parameter(module, definition.scope().node(), parameter);
    return variable == null ? DynamicType.UNKNOWN : value(variable);
  }

  /** The type parameters that a definition declares in the new syntax, in order. */
  public List<TypeVarType> parameters(ModuleTypes module, Node owner, List<TypeParam> written) {
    List<TypeVarType> result = new ArrayList<>(written.size());
    for (TypeParam parameter : written) {
      TypeVarType variable = parameter(module, owner, parameter);
      if (variable != null && !result.contains(variable)) {
        result.add(variable);
      }
    }
    return result;
  }

  /** The variable that an assignment of {@code TypeVar(...)} to a name declares. */
  public @Nullable TypeVarType declared(
      ModuleTypes module, Expr.Name target, TypeVarType.Kind kind) {
    String place = module.placeOf(target);
    return place == null
        ? null
        : new TypeVarType(target.name, kind, module.name() + ":" + place, "");
  }

  /** What was declared of a type variable. */
  public TypeVarModel model(TypeVarType variable) {
    String declaration = variable.declaration();
    int colon = declaration.indexOf(':');
    ModuleTypes module = colon < 0 ? null : program.module(declaration.substring(0, colon));
    if (module == null) {
      return PLAIN;
    }
    String place = declaration.substring(colon + 1);
    if (variable.kind() == TypeVarType.Kind.SELF) {
      ClassId cls = new ClassId(module.name(), place);
      return selfModel(cls);
    }
    return inScope(evaluate(module, place, variable.kind()).answer(), variable.scope());
  }

  /** What a scope makes of a declaration: a default may mention other parameters of the scope. */
  private static TypeVarModel inScope(TypeVarModel model, String scope) {
    Type declared = model.defaultType();
    if (declared == null || scope.isEmpty()) {
      return model;
    }
    List<TypeVarType> free = Unspecialized.freeVariables(declared);
    if (free.isEmpty()) {
      return model;
    }
    Map<TypeVarType, Type> bound = new HashMap<>();
    for (TypeVarType variable : free) {
      bound.put(variable, variable.inScope(scope).asArgument());
    }
    return new TypeVarModel(
        model.variance(),
        model.bound(),
        model.constraints(),
        new Substitution(bound).apply(declared));
  }

  private TypeVarModel selfModel(ClassId cls) {
    return new TypeVarModel(
        Variance.INVARIANT, program.classes().genericInstance(cls), List.of(), null);
  }

  /** The evaluation of the declaration of a variable. */
  public Evaluated<TypeVarModel> evaluate(TypeVarType variable) {
    String declaration = variable.declaration();
    int colon = declaration.indexOf(':');
    ModuleTypes module = colon < 0 ? null : program.module(declaration.substring(0, colon));
    return module == null
        ? new Evaluated<>(PLAIN, RegionResult.EMPTY)
        : evaluate(module, declaration.substring(colon + 1), variable.kind());
  }

  /** The evaluation of a declaration at a place; see the class comment. */
  private Evaluated<TypeVarModel> evaluate(
      ModuleTypes module, String place, TypeVarType.Kind kind) {
    Key key = new Key(place);
    Evaluated<TypeVarModel> known = module.<Evaluated<TypeVarModel>>cell(key).published();
    if (known != null) {
      return known;
    }
    int bracket = place.endsWith("]") ? place.lastIndexOf('[') : -1;
    if (bracket < 0) {
      if (module.nodeAt(place) instanceof Expr.Name target) {
        Definition definition = module.bound().definitionOf(target);
        Expr value = definition == null ? null : assignedValue(definition.region());
        if (definition != null && value instanceof Expr.Call call) {
          return program
              .declarations()
              .evaluate(
                  module,
                  key,
                  definition.region(),
                  definition.scope(),
                  PLAIN,
                  region -> called(region, call, kind),
                  ENDLESS);
        }
      }
    } else {
      Node owner = module.nodeAt(place.substring(0, bracket));
      String name = place.substring(bracket + 1, place.length() - 1);
      TypeParam parameter = owner == null ? null : find(owner, name);
      Scope scope = owner == null ? null : module.bound().typeParamScopeOf(owner);
      if (owner != null && parameter != null && scope != null) {
        return program
            .declarations()
            .evaluate(
                module,
                key,
                owner,
                scope,
                PLAIN,
                region -> region.forward(() -> written(region, parameter)),
                ENDLESS);
      }
    }
    return new Evaluated<>(PLAIN, RegionResult.EMPTY);
  }

  private static @Nullable Expr assignedValue(Node region) {
    return switch (region) {
      case Stmt.Assign assign -> assign.value;
      case Stmt.AnnAssign assign -> assign.value;
      default -> null;
    };
  }

  private static @Nullable TypeParam find(Node owner, String name) {
    List<TypeParam> all =
        switch (owner) {
          case Stmt.FunctionDef function -> function.typeParams;
          case Stmt.ClassDef cls -> cls.typeParams;
          case Stmt.TypeAliasStmt alias -> alias.typeParams;
          default -> List.of();
        };
    for (TypeParam parameter : all) {
      if (parameter.name.name.equals(name)) {
        return parameter;
      }
    }
    return null;
  }

  private TypeVarModel written(Region region, TypeParam parameter) {
    TypePosition position =
        TypePosition.of(program.typeVariableScopes().around(region.module(), region.scope()));
    Type bound = null;
    List<Type> constraints = List.of();
    if (parameter.bound instanceof Expr.Tuple tuple) {
      constraints = types(region, tuple.elements, position);
    } else if (parameter.bound != null) {
      bound = program.typeExpressions().type(region, parameter.bound, position);
    }
    Type defaultType =
        parameter.defaultValue == null
            ? null
            : defaultType(region, parameter.defaultValue, kindOf(parameter), position);
    return new TypeVarModel(
        Variance.AUTO, bound, constraints.size() < 2 ? List.of() : constraints, defaultType);
  }

  private List<Type> types(Region region, List<Expr> expressions, TypePosition position) {
    List<Type> types = new ArrayList<>(expressions.size());
    for (Expr expression : expressions) {
      types.add(program.typeExpressions().type(region, expression, position));
    }
    return types;
  }

  private TypeVarModel called(Region region, Expr.Call call, TypeVarType.Kind kind) {
    TypePosition position = TypePosition.of(TypeVariableBinder.UNBOUND);
    Type bound = null;
    Type defaultType = null;
    boolean covariant = false;
    boolean contravariant = false;
    boolean inferred = false;
    List<Expr> constraints = new ArrayList<>();
    for (int i = 0; i < call.arguments.size(); i++) {
      Argument argument = call.arguments.get(i);
      if (argument.kind == Argument.Kind.POSITIONAL && i > 0) {
        constraints.add(argument.value);
      }
      if (argument.kind != Argument.Kind.KEYWORD || argument.name == null) {
        continue;
      }
      switch (argument.name.name) {
        case "bound" -> bound = program.typeExpressions().type(region, argument.value, position);
        case "default" -> defaultType = defaultType(region, argument.value, kind, position);
        case "covariant" -> covariant = isTrue(argument.value);
        case "contravariant" -> contravariant = isTrue(argument.value);
        case "infer_variance" -> inferred = isTrue(argument.value);
        default -> {}
      }
    }
    List<Type> constraintTypes =
        kind == TypeVarType.Kind.TYPE_VAR && constraints.size() > 1
            ? types(region, constraints, position)
            : List.of();
    Variance variance =
        inferred
            ? Variance.AUTO
            : covariant
                ? Variance.COVARIANT
                : contravariant ? Variance.CONTRAVARIANT : Variance.INVARIANT;
    // The bound of another kind is not specified.
    Type upper = kind == TypeVarType.Kind.TYPE_VAR ? bound : null;
    return new TypeVarModel(variance, upper, constraintTypes, defaultType);
  }

  public static boolean isTrue(Expr expression) {
    return expression instanceof Expr.Constant constant && constant.kind == Expr.Constant.Kind.TRUE;
  }

  private Type defaultType(
      Region region, Expr expression, TypeVarType.Kind kind, TypePosition position) {
    TypeExpressions expressions = program.typeExpressions();
    return switch (kind) {
      case TYPE_VAR, SELF -> expressions.type(region, expression, position);
      case PARAM_SPEC -> {
        ParameterList list = expressions.arguments().parameters(region, expression, position);
        if (list == null) {
          expressions.invalid(
              region,
              expression,
              "the default of a ParamSpec is a list of types, `...` or another ParamSpec");
          yield new ParametersType(ParameterList.GRADUAL);
        }
        yield new ParametersType(list);
      }
      case TYPE_VAR_TUPLE -> {
        TupleType tuple = expressions.unpacked(region, expression, position.inner());
        if (tuple == null) {
          expressions.invalid(
              region,
              expression,
              "the default of a TypeVarTuple is an unpacked tuple or TypeVarTuple");
          yield TupleType.homogeneous(DynamicType.UNKNOWN);
        }
        yield tuple;
      }
    };
  }
}
