package dev.taipan.checker.inference.annotations;

import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Region;
import dev.taipan.checker.inference.definitions.SourceClassModel;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.types.CallableType;
import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.ClassLiteralType;
import dev.taipan.checker.types.ClassModel;
import dev.taipan.checker.types.Display;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.LiteralType;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.ParameterList;
import dev.taipan.checker.types.Signature;
import dev.taipan.checker.types.SpecialFormType;
import dev.taipan.checker.types.SubclassOfType;
import dev.taipan.checker.types.Substitution;
import dev.taipan.checker.types.TupleType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.TypeFormType;
import dev.taipan.checker.types.TypeFormValue;
import dev.taipan.checker.types.TypeGuardType;
import dev.taipan.checker.types.TypeVarType;
import dev.taipan.checker.types.UnionType;
import dev.taipan.checker.types.Unions;
import dev.taipan.checker.types.WellKnown;
import java.util.ArrayList;
import java.util.List;

/** Subscripted classes, aliases and special forms in type expressions. */
public final class SubscriptedForms {
  /** {@code dataclasses.InitVar}, a qualifier that is a class. */
  static final ClassId INIT_VAR = new ClassId("dataclasses", "InitVar");

  private final Program program;
  private final TypeExpressions expressions;
  private final TypeArguments arguments;
  private final LiteralForms literals;

  SubscriptedForms(Program program, TypeExpressions expressions, TypeArguments arguments) {
    this.program = program;
    this.expressions = expressions;
    this.arguments = arguments;
    this.literals = new LiteralForms(expressions);
  }

  /**
   * The type that {@code base[...]} denotes, where {@code base} is the value before the bracket.
   */
  public Type type(Region region, Expr.Subscript at, Type base, TypePosition position) {
    return switch (base) {
      case ClassLiteralType cls -> specialized(region, at, cls, position);
      case SpecialFormType form -> form(region, at, form.name(), position);
      case TypeFormValue alias -> alias(region, at, alias, position);
      case DynamicType dynamic -> {
        for (Expr index : TypeArguments.indices(at)) {
          region.silently(() -> expressions.type(region, index, position.inner()));
        }
        yield dynamic;
      }
      // A generic class that stands in for one that may not be found, or one of several classes.
      case UnionType union when mayAllBeSubscripted(union) -> {
        List<Type> types = new ArrayList<>(union.members().size());
        for (Type member : union.members()) {
          types.add(type(region, at, member, position));
        }
        yield Unions.written(types);
      }
      default ->
          expressions.invalid(
              region, at.value, "this value takes no type arguments in a type expression");
    };
  }

  private static boolean mayAllBeSubscripted(UnionType union) {
    if (union.isPartlyUnknown()) {
      return true;
    }
    for (Type member : union.members()) {
      if (!(member instanceof ClassLiteralType)) {
        return false;
      }
    }
    return true;
  }

  private Type specialized(
      Region region, Expr.Subscript at, ClassLiteralType cls, TypePosition position) {
    ClassId id = cls.cls();
    if (cls.arguments() != null) {
      return specializedAgain(region, at, TypeExpressions.instanceOf(cls), position);
    }
    if (id.equals(WellKnown.TUPLE)) {
      return tuple(region, at, position);
    }
    if (id.equals(WellKnown.TYPE)) {
      return classObject(region, at, position);
    }
    if (id.equals(INIT_VAR)) {
      return expressions.invalid(region, at, "the qualifier `InitVar` is not allowed here");
    }
    ClassModel model = program.classModel(id);
    List<TypeVarType> parameters = model.typeParameters();
    if (parameters.isEmpty()) {
      for (Expr index : TypeArguments.indices(at)) {
        region.silently(() -> expressions.type(region, index, position.inner()));
      }
      boolean open =
          model.hasUnknownBase()
              || model instanceof SourceClassModel source && source.header().hasUnknownArguments();
      if (!open) {
        region.report(
            Rules.INVALID_TYPE_ARGUMENTS, at, "the class `" + id.name() + "` is not generic");
      }
      return new NominalType(id);
    }
    return new NominalType(
        id, arguments.bind(region, at, parameters, "the class `" + id.name() + "`", position));
  }

  /**
   * An alias of a specialized class, such as {@code X = list[T]}, that gets arguments for its T.
   */
  private Type specializedAgain(
      Region region, Expr.Subscript at, Type instance, TypePosition position) {
    List<TypeVarType> free = Unspecialized.freeVariables(instance);
    if (free.isEmpty()) {
      region.report(
          Rules.INVALID_TYPE_ARGUMENTS,
          at,
          "`" + Display.of(instance) + "` has its type arguments already");
      return instance;
    }
    List<Type> bound = arguments.bind(region, at, free, "the alias", position);
    return Substitution.of(free, bound).apply(instance);
  }

  private Type alias(Region region, Expr.Subscript at, TypeFormValue alias, TypePosition position) {
    if (alias.typeParameters().isEmpty()) {
      boolean variable = alias.denoted() instanceof TypeVarType;
      region.report(
          Rules.INVALID_TYPE_ARGUMENTS,
          at,
          variable
              ? "the type variable `" + alias.name() + "` takes no type arguments"
              : alias.name().isEmpty()
                  ? "`" + Display.of(alias.denoted()) + "` takes no type arguments"
                  : "the alias `" + alias.name() + "` is not generic");
      return variable ? DynamicType.UNKNOWN : alias.denoted();
    }
    String what = alias.name().isEmpty() ? "the alias" : "the alias `" + alias.name() + "`";
    List<Type> bound = arguments.bind(region, at, alias.typeParameters(), what, position);
    return Substitution.of(alias.typeParameters(), bound).apply(alias.denoted());
  }

  private Type form(Region region, Expr.Subscript at, String form, TypePosition position) {
    List<Expr> indices = TypeArguments.indices(at);
    TypePosition inner = position.inner();
    return switch (form) {
      case "Optional" ->
          indices.size() == 1
              ? Unions.written(
                  List.of(expressions.type(region, indices.getFirst(), inner), WellKnown.NONE))
              : expressions.invalid(region, at, "`Optional` takes one type argument");
      case "Union" -> {
        if (indices.isEmpty()) {
          yield expressions.invalid(region, at, "`Union` takes at least one type argument");
        }
        List<Type> members = new ArrayList<>(indices.size());
        for (Expr index : indices) {
          members.add(expressions.type(region, index, inner));
        }
        yield Unions.written(members);
      }
      case "Callable" -> callable(region, at, indices, position);
      case "Literal" -> literals.literal(region, at);
      case "Annotated" -> {
        metadata(region, at, indices);
        yield indices.isEmpty()
            ? DynamicType.UNKNOWN
            : expressions.type(region, indices.getFirst(), inner);
      }
      case "TypeGuard", "TypeIs" -> {
        if (indices.size() != 1) {
          yield expressions.invalid(region, at, "`" + form + "` takes one type argument");
        }
        Type guarded = expressions.type(region, indices.getFirst(), inner);
        yield position.guard()
            ? new TypeGuardType(guarded, form.equals("TypeIs"))
            : expressions.invalid(
                region, at, "`" + form + "` is only allowed as the return type of a function");
      }
      case "TypeForm" ->
          indices.size() == 1
              ? new TypeFormType(expressions.type(region, indices.getFirst(), inner))
              : expressions.invalid(region, at, "`TypeForm` takes one type argument");
      case "Unpack" -> expressions.invalid(region, at, "`Unpack` is not allowed here");
      case "Concatenate" ->
          expressions.invalid(
              region,
              at,
              "`Concatenate` is only allowed as the parameters of a callable or as a type argument");
      case "ClassVar", "Final", "Required", "NotRequired", "ReadOnly" -> {
        for (Expr index : indices) {
          expressions.type(region, index, inner);
        }
        yield expressions.invalid(region, at, "the qualifier `" + form + "` is not allowed here");
      }
      default ->
          expressions.invalid(
              region, at, "`" + form + "` takes no type arguments in a type expression");
    };
  }

  /** Evaluates what follows the type in {@code Annotated[...]}. */
  void metadata(Region region, Expr.Subscript at, List<Expr> indices) {
    if (indices.size() < 2) {
      expressions.invalid(
          region, at, "`Annotated` takes a type and at least one piece of metadata");
    }
    for (int i = 1; i < indices.size(); i++) {
      if (indices.get(i).id >= 0) {
        region.infer(indices.get(i));
      }
    }
  }

  /** {@code tuple[...]}. */
  private Type tuple(Region region, Expr.Subscript at, TypePosition position) {
    List<Expr> indices = TypeArguments.indices(at);
    if (indices.size() == 2 && indices.get(1).isEllipsis() && !indices.get(0).isEllipsis()) {
      Expr element = indices.getFirst();
      if (expressions.unpackedOperand(region, element) != null) {
        return expressions.invalid(
            region, element, "an unpacked type is not allowed together with `...`");
      }
      return TupleType.homogeneous(expressions.type(region, element, position.inner()));
    }
    for (Expr index : indices) {
      if (index.isEllipsis()) {
        return expressions.invalid(
            region, index, "`...` is only allowed as the second of two arguments of `tuple`");
      }
    }
    return expressions.elements(region, indices, position);
  }

  /** {@code type[...]}. */
  private Type classObject(Region region, Expr.Subscript at, TypePosition position) {
    List<Expr> indices = TypeArguments.indices(at);
    if (indices.size() != 1) {
      region.report(
          Rules.INVALID_TYPE_ARGUMENTS,
          at,
          "`type` takes one type argument, got " + indices.size());
      return new SubclassOfType(DynamicType.UNKNOWN);
    }
    Type instance = expressions.type(region, indices.getFirst(), position.inner());
    for (Type member : Unions.members(instance)) {
      if (member instanceof CallableType
          || member instanceof TypeGuardType
          || member instanceof LiteralType) {
        return expressions.invalid(
            region, indices.getFirst(), "`type` takes a class, not `" + Display.of(member) + "`");
      }
    }
    return SubclassOfType.of(instance);
  }

  /** {@code Callable[parameters, result]}, generic in the variables that nothing else binds. */
  private Type callable(
      Region region, Expr.Subscript at, List<Expr> indices, TypePosition position) {
    if (position.variables() instanceof CallableVariables) {
      return callable(region, at, indices, position, List.of());
    }
    CallableVariables variables = new CallableVariables(position.variables());
    return callable(region, at, indices, position.withVariables(variables), variables.own());
  }

  /**
   * The same.
   *
   * @param typeParameters the type parameters that the parts of the callable add
   */
  private Type callable(
      Region region,
      Expr.Subscript at,
      List<Expr> indices,
      TypePosition position,
      List<TypeVarType> typeParameters) {
    if (indices.size() != 2) {
      for (Expr index : indices) {
        region.silently(() -> expressions.type(region, index, position.inner()));
      }
      return expressions.invalid(region, at, "`Callable` takes its parameters and its return type");
    }
    // `Any` may stand for all parameters among type arguments, but not here.
    ParameterList list =
        expressions.isForm(region, indices.getFirst(), "Any")
            ? null
            : arguments.parameters(region, indices.getFirst(), position);
    if (list == null) {
      region.silently(() -> expressions.type(region, indices.getFirst(), position.inner()));
      expressions.invalid(
          region,
          indices.getFirst(),
          "the parameters of `Callable` are a list of types, `...`, `Concatenate` or a ParamSpec");
      list = ParameterList.GRADUAL;
    }
    Type result = expressions.type(region, indices.get(1), position.result());
    return CallableType.of(
        new Signature(typeParameters, list, new Signature.Returns.Declared(result), null));
  }
}
