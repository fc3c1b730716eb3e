package dev.taipan.checker.inference.expressions;

import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Region;
import dev.taipan.checker.inference.Widening;
import dev.taipan.checker.inference.definitions.FunctionTexts;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Parameter;
import dev.taipan.checker.types.Access;
import dev.taipan.checker.types.CallableType;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.ParameterKind;
import dev.taipan.checker.types.ParameterList;
import dev.taipan.checker.types.ParameterType;
import dev.taipan.checker.types.Signature;
import dev.taipan.checker.types.TupleType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.TypeVarType;
import dev.taipan.checker.types.UnionType;
import dev.taipan.checker.types.Unions;
import dev.taipan.checker.types.WellKnown;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The types of lambdas: their parameters take the types that are expected of them. */
public final class LambdaEvaluator {
  private final Program program;

  public LambdaEvaluator(Program program) {
    this.program = program;
  }

  Type evaluate(Region region, Expr.Lambda lambda, @Nullable Type expected) {
    for (Parameter parameter : lambda.parameters.all) {
      if (parameter.defaultValue != null) {
        region.infer(parameter.defaultValue);
      }
    }
    Signature wanted = wantedSignature(lambda, expected);
    Scope inner = region.module().bound().scopeOf(lambda);
    List<ParameterType> parameters = new ArrayList<>();
    List<Taken> types = parameterTypes(region, lambda, wanted);
    for (int i = 0; i < types.size(); i++) {
      Parameter parameter = lambda.parameters.all.get(i);
      Type defaultType =
          parameter.defaultValue == null ? null : region.stored(parameter.defaultValue);
      parameters.add(
          new ParameterType(
              parameter.name.name,
              FunctionTexts.kindOf(parameter.kind),
              types.get(i).type(),
              types.get(i).unpacked(),
              defaultType,
              wanted != null));
    }
    if (inner == null) {
      return CallableType.of(Signature.of(ParameterList.of(parameters), DynamicType.UNKNOWN));
    }
    Type wantedReturn = wanted == null ? null : wanted.returnType(program);
    Type result =
        region.inScope(
            inner,
            () ->
                region.inFreshBindings(
                    () -> {
                      for (int i = 0; i < types.size(); i++) {
                        Parameter parameter = lambda.parameters.all.get(i);
                        region.store(parameter, valueInside(parameter.kind, types.get(i)));
                      }
                      return body(region, lambda.body, wantedReturn);
                    }));
    // One that stands where a generic function is wanted is one.
    List<TypeVarType> typeParameters = wanted == null ? List.of() : wanted.typeParameters();
    return CallableType.of(
        new Signature(
            typeParameters,
            ParameterList.of(parameters),
            new Signature.Returns.Declared(result),
            null));
  }

  /** What the wanted result leaves open the body tells best on its own. */
  private Type body(Region region, Expr body, @Nullable Type wanted) {
    if (wanted != null
        && !(wanted instanceof DynamicType)
        && leavesOpen(wanted)
        && CallEvaluator.dependsOnExpectation(body)) {
      Region.Attempt alone = region.attempt(body, null);
      if (!leavesOpen(alone.type()) && program.typeSystem().isAssignable(alone.type(), wanted)) {
        region.accept(alone);
        return alone.type();
      }
    }
    return region.infer(body, wanted);
  }

  /** Whether Unknown stands for some part of the type. */
  private static boolean leavesOpen(Type type) {
    return switch (type) {
      case DynamicType dynamic -> dynamic == DynamicType.UNKNOWN;
      case NominalType nominal -> anyLeavesOpen(nominal.arguments());
      case TupleType tuple ->
          anyLeavesOpen(tuple.prefix())
              || tuple.variadic() != null && leavesOpen(tuple.variadic())
              || anyLeavesOpen(tuple.suffix());
      default -> type instanceof UnionType union && anyLeavesOpen(union.members());
    };
  }

  private static boolean anyLeavesOpen(List<Type> types) {
    for (Type type : types) {
      if (leavesOpen(type)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The signature with which the lambda could be called, of the first member that has one; null if
   * it has to serve several overloads, so that none of them tells what it takes.
   */
  private @Nullable Signature wantedSignature(Expr.Lambda lambda, @Nullable Type expected) {
    if (expected == null) {
      return null;
    }
    Signature fallback = null;
    for (Type member : Unions.members(expected)) {
      Type call =
          member instanceof CallableType
              ? member
              : program.members().specialMethod(member, "__call__").map(Access::type).orElse(null);
      if (member instanceof DynamicType || !(call instanceof CallableType callable)) {
        continue;
      }
      if (callable.signatures().size() > 1) {
        return null;
      }
      Signature signature = callable.signatures().getFirst();
      if (signature.parameters().parameters().size() == lambda.parameters.all.size()) {
        return signature;
      }
      if (fallback == null) {
        fallback = signature;
      }
    }
    return fallback;
  }

  /** What a parameter takes; {@code *args} may take just the items of a tuple, unpacked. */
  private record Taken(Type type, boolean unpacked) {
    static final Taken UNKNOWN = new Taken(DynamicType.UNKNOWN, false);
  }

  private List<Taken> parameterTypes(
      Region region, Expr.Lambda lambda, @Nullable Signature wanted) {
    List<Taken> types = new ArrayList<>();
    int position = 0;
    for (Parameter parameter : lambda.parameters.all) {
      Taken taken = wanted == null ? null : wantedType(wanted.parameters(), parameter, position);
      position++;
      Type defaultType =
          taken == null && parameter.defaultValue != null
              ? region.stored(parameter.defaultValue)
              : null;
      if (defaultType != null) {
        Type open = Unions.of(List.of(Widening.widen(defaultType), DynamicType.UNKNOWN));
        taken = new Taken(open, false);
      }
      types.add(taken == null ? Taken.UNKNOWN : taken);
    }
    return types;
  }

  private static @Nullable Taken wantedType(
      ParameterList wanted, Parameter parameter, int position) {
    List<ParameterType> parameters = wanted.parameters();
    switch (parameter.kind) {
      case POSITIONAL_ONLY, POSITIONAL_OR_KEYWORD -> {
        if (position < parameters.size()) {
          ParameterType at = parameters.get(position);
          if (at.kind() == ParameterKind.POSITIONAL_ONLY
              || at.kind() == ParameterKind.POSITIONAL_OR_KEYWORD) {
            return new Taken(at.type(), false);
          }
        }
        for (ParameterType candidate : parameters) {
          if (candidate.kind() == ParameterKind.VAR_POSITIONAL && !candidate.unpacked()) {
            return new Taken(candidate.type(), false);
          }
        }
        return null;
      }
      case KEYWORD_ONLY -> {
        for (ParameterType candidate : parameters) {
          if (candidate.name().equals(parameter.name.name)) {
            return new Taken(candidate.type(), false);
          }
        }
        return null;
      }
      case VAR_POSITIONAL -> {
        for (ParameterType candidate : parameters) {
          if (candidate.kind() == ParameterKind.VAR_POSITIONAL && !candidate.unpacked()) {
            return new Taken(candidate.type(), false);
          }
        }
        boolean more = wanted.gradual() || wanted.paramSpec() != null;
        return more ? null : typeOfRest(parameters, position);
      }
      case VAR_KEYWORD -> {
        for (ParameterType candidate : parameters) {
          if (candidate.kind() == ParameterKind.VAR_KEYWORD && !candidate.unpacked()) {
            return new Taken(candidate.type(), false);
          }
        }
        return null;
      }
    }
    return null;
  }

  /**
   * What {@code *args} takes where positional parameters are wanted from {@code position} on: just
   * those, as an unpacked tuple, unless some of them may be left out; null if none is wanted.
   */
  private static @Nullable Taken typeOfRest(List<ParameterType> wanted, int position) {
    List<Type> types = new ArrayList<>();
    boolean required = true;
    for (int i = position; i < wanted.size(); i++) {
      ParameterKind kind = wanted.get(i).kind();
      if (kind == ParameterKind.POSITIONAL_ONLY || kind == ParameterKind.POSITIONAL_OR_KEYWORD) {
        types.add(wanted.get(i).type());
        required &= wanted.get(i).defaultType() == null;
      }
    }
    if (types.isEmpty()) {
      return null;
    }
    return required ? new Taken(TupleType.of(types), true) : new Taken(Unions.of(types), false);
  }

  private static Type valueInside(Parameter.Kind kind, Taken taken) {
    Type type = taken.type();
    return switch (kind) {
      case VAR_POSITIONAL -> taken.unpacked() ? type : TupleType.homogeneous(type);
      case VAR_KEYWORD ->
          new NominalType(WellKnown.DICT, List.of(new NominalType(WellKnown.STR), type));
      case POSITIONAL_ONLY, POSITIONAL_OR_KEYWORD, KEYWORD_ONLY -> type;
    };
  }
}
