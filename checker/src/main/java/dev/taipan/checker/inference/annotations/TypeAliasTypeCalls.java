package dev.taipan.checker.inference.annotations;

import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.inference.AssignedCall;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Region;
import dev.taipan.checker.syntax.Argument;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.TypeFormValue;
import dev.taipan.checker.types.TypeVarType;
import dev.taipan.checker.types.WellKnown;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Calls of {@code TypeAliasType}, the {@code type} statement for older versions. */
public final class TypeAliasTypeCalls {
  private static final Set<String> PARAMETERS = Set.of("name", "value", "type_params");

  private final Program program;

  public TypeAliasTypeCalls(Program program) {
    this.program = program;
  }

  /** The alias that {@code A = TypeAliasType("A", ..., type_params=(...))} makes. */
  public Type aliasType(Region region, Expr.Call call, Type callee, @Nullable Type expected) {
    Expr.Name target =
        AssignedCall.namedTarget(region, call, Rules.INVALID_TYPE_ALIAS_TYPE, "TypeAliasType");
    Expr value = AssignedCall.argument(call, 1, "value");
    if (target == null) {
      return new NominalType(WellKnown.TYPE_ALIAS_TYPE);
    }
    if (value == null || !AssignedCall.startsWithName(call)) {
      region.report(
          Rules.INVALID_TYPE_ALIAS_TYPE, call, "`TypeAliasType` takes a name and a value");
      return DynamicType.UNKNOWN;
    }
    refuseOthers(region, call);
    List<TypeVarType> bound = boundParameters(region, call, target);
    TypeVariableBinder around =
        program.typeVariableScopes().around(region.module(), region.scope());
    TypePosition position =
        TypePosition.of(
            variable -> {
              for (TypeVarType parameter : bound) {
                if (parameter.declaration().equals(variable.declaration())) {
                  return parameter;
                }
              }
              return around.bind(variable);
            });
    Type denoted = program.typeExpressions().type(region, value, position);
    TypeAliases.checkSelf(region, value, denoted);
    return new TypeFormValue(denoted, bound, WellKnown.TYPE_ALIAS_TYPE, target.name);
  }

  /** Reports arguments that are neither the name nor the value nor the type parameters. */
  private static void refuseOthers(Region region, Expr.Call call) {
    int positional = 0;
    for (Argument argument : call.arguments) {
      boolean known =
          switch (argument.kind) {
            case POSITIONAL -> ++positional <= 2;
            case KEYWORD -> argument.name == null || PARAMETERS.contains(argument.name.name);
            case STAR, DOUBLE_STAR -> true;
          };
      if (!known) {
        region.infer(argument.value);
        region.report(
            Rules.INVALID_TYPE_ALIAS_TYPE,
            argument,
            "`TypeAliasType` takes a name, a value and `type_params=`, nothing else");
      }
    }
  }

  /** The parameters of an alias, bound to it. */
  List<TypeVarType> boundParameters(Region region, Expr.Call call, Expr.Name target) {
    List<TypeVarType> parameters = parameters(region, call);
    String scope = region.module().name() + "." + region.module().placeOf(target);
    List<TypeVarType> bound = new ArrayList<>(parameters.size());
    for (TypeVarType parameter : parameters) {
      bound.add(parameter.inScope(scope));
    }
    return bound;
  }

  /** The variables in {@code type_params=(...)}, not bound to the alias. */
  private List<TypeVarType> parameters(Region region, Expr.Call call) {
    Expr written = AssignedCall.keyword(call.arguments, "type_params");
    if (written == null) {
      return List.of();
    }
    if (!(written instanceof Expr.Tuple tuple)) {
      region.infer(written);
      region.report(
          Rules.INVALID_TYPE_ALIAS_TYPE, written, "`type_params` is a tuple of type variables");
      return List.of();
    }
    List<TypeVarType> parameters = new ArrayList<>();
    for (Expr element : tuple.elements) {
      TypeVarType variable = program.typeExpressions().typeVariable(region, element);
      if (variable == null) {
        region.report(
            Rules.INVALID_TYPE_ALIAS_TYPE, element, "`type_params` holds type variables only");
      } else if (parameters.contains(variable)) {
        region.report(
            Rules.INVALID_TYPE_ALIAS_TYPE,
            element,
            "the type variable `" + variable.name() + "` stands in `type_params` twice");
      } else {
        parameters.add(variable);
      }
    }
    return parameters;
  }
}
