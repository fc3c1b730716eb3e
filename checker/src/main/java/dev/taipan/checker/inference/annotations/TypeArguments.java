package dev.taipan.checker.inference.annotations;

import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Region;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.Display;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.ParameterKind;
import dev.taipan.checker.types.ParameterList;
import dev.taipan.checker.types.ParameterType;
import dev.taipan.checker.types.ParametersType;
import dev.taipan.checker.types.SubclassOfType;
import dev.taipan.checker.types.Substitution;
import dev.taipan.checker.types.TupleType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.TypeVarModel;
import dev.taipan.checker.types.TypeVarType;
import dev.taipan.checker.types.WellKnown;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Gives type arguments to the parameters of classes and aliases. */
public final class TypeArguments {
  /** An argument as it is written, or a part of an unpacked one, which is a type already. */
  private record Argument(Expr at, @Nullable Type type) {}

  private final Program program;
  private final TypeExpressions expressions;

  TypeArguments(Program program, TypeExpressions expressions) {
    this.program = program;
    this.expressions = expressions;
  }

  /** The indices in a subscript: several of them are a tuple. */
  public static List<Expr> indices(Expr.Subscript subscript) {
    return subscript.index instanceof Expr.Tuple tuple ? tuple.elements : List.of(subscript.index);
  }

  /** An instance of a class that stands without arguments. */
  public Type bareClass(Region region, Node at, ClassId cls) {
    if (cls.equals(WellKnown.TUPLE)) {
      reportMissing(region, at, cls.name());
      return TupleType.homogeneous(DynamicType.UNKNOWN);
    }
    if (cls.equals(WellKnown.TYPE)) {
      return new SubclassOfType(DynamicType.UNKNOWN);
    }
    List<TypeVarType> parameters = program.classModel(cls).typeParameters();
    if (parameters.isEmpty()) {
      return new NominalType(cls);
    }
    reportMissing(region, at, cls.name());
    return new NominalType(cls, defaults(parameters));
  }

  private static void reportMissing(Region region, Node at, String name) {
    region.report(
        Rules.MISSING_TYPE_ARGUMENT, at, "the generic class `" + name + "` has no type arguments");
  }

  /** The arguments of parameters that get none: their defaults, or unknown ones. */
  List<Type> defaults(List<TypeVarType> parameters) {
    List<Type> arguments = new ArrayList<>(parameters.size());
    Map<TypeVarType, Type> known = new HashMap<>();
    for (TypeVarType parameter : parameters) {
      Type argument = defaultOf(parameter, known);
      arguments.add(argument);
      remember(known, parameter, argument);
    }
    return arguments;
  }

  /** A type in which each parameter is replaced by its default. */
  public Type withDefaults(List<TypeVarType> parameters, Type type) {
    return Substitution.of(parameters, defaults(parameters)).apply(type);
  }

  private Type defaultOf(TypeVarType parameter, Map<TypeVarType, Type> known) {
    TypeVarModel model = program.typeVarModel(parameter);
    Type declared = model.defaultType();
    return declared == null ? parameter.unknownArgument() : new Substitution(known).apply(declared);
  }

  /** Defaults mention other parameters as they are declared, without their scope. */
  private static void remember(Map<TypeVarType, Type> known, TypeVarType parameter, Type argument) {
    known.put(parameter, argument);
    known.put(parameter.inScope(""), argument);
  }

  /**
   * The arguments for the parameters of a class or alias, one for each; reports what does not fit.
   *
   * @param what the class or alias for messages, such as {@code class `list`}
   */
  List<Type> bind(
      Region region,
      Expr.Subscript at,
      List<TypeVarType> parameters,
      String what,
      TypePosition position) {
    return bind(region, at, indices(at), parameters, what, position);
  }

  private List<Type> bind(
      Region region,
      Expr at,
      List<Expr> written,
      List<TypeVarType> parameters,
      String what,
      TypePosition position) {
    if (parameters.size() == 1
        && parameters.getFirst().kind() == TypeVarType.Kind.PARAM_SPEC
        && !written.isEmpty()
        && !(written.size() == 1 && isParameters(region, written.getFirst()))) {
      return List.of(
          new ParametersType(
              ParameterList.of(parametersOf(expressions.elements(region, written, position)))));
    }
    int pack = packIndex(parameters);
    List<Argument> arguments = spread(region, written, pack >= 0, position);
    if (arguments == null) {
      return unknowns(parameters);
    }
    return pack >= 0
        ? bindWithPack(region, at, arguments, parameters, pack, what, position)
        : bindPlain(region, at, arguments, parameters, what, position);
  }

  private static List<Type> unknowns(List<TypeVarType> parameters) {
    List<Type> result = new ArrayList<>(parameters.size());
    for (TypeVarType parameter : parameters) {
      result.add(parameter.unknownArgument());
    }
    return result;
  }

  private static int packIndex(List<TypeVarType> parameters) {
    for (int i = 0; i < parameters.size(); i++) {
      if (parameters.get(i).kind() == TypeVarType.Kind.TYPE_VAR_TUPLE) {
        return i;
      }
    }
    return -1;
  }

  /** The arguments with unpacked tuples of known length spread; null if one has no known length. */
  private @Nullable List<Argument> spread(
      Region region, List<Expr> written, boolean packed, TypePosition position) {
    List<Argument> result = new ArrayList<>(written.size());
    for (Expr expression : written) {
      TupleType unpacked =
          expressions.unpackedOperand(region, expression) == null
              ? null
              : expressions.unpacked(region, expression, position);
      if (unpacked == null) {
        result.add(new Argument(expression, null));
        continue;
      }
      if (!unpacked.isFixedLength()) {
        if (packed) {
          result.add(new Argument(expression, unpacked));
          continue;
        }
        region.report(
            Rules.INVALID_TYPE_ARGUMENTS,
            expression,
            "a type of unknown length can only be unpacked for a TypeVarTuple");
        return null;
      }
      for (Type element : unpacked.prefix()) {
        result.add(new Argument(expression, element));
      }
    }
    return result;
  }

  private List<Type> bindPlain(
      Region region,
      Expr at,
      List<Argument> arguments,
      List<TypeVarType> parameters,
      String what,
      TypePosition position) {
    int required = 0;
    for (TypeVarType parameter : parameters) {
      if (program.typeVarModel(parameter).defaultType() == null) {
        required++;
      }
    }
    int given = arguments.size();
    if (given > parameters.size() || given < required) {
      reportCount(region, at, arguments, parameters.size(), required, what);
    }
    List<Type> result = new ArrayList<>(parameters.size());
    Map<TypeVarType, Type> known = new HashMap<>();
    for (int i = 0; i < parameters.size(); i++) {
      TypeVarType parameter = parameters.get(i);
      Type type =
          i < given
              ? argument(region, arguments.get(i), parameter, position)
              : given < required ? parameter.unknownArgument() : defaultOf(parameter, known);
      result.add(type);
      remember(known, parameter, type);
    }
    for (int i = parameters.size(); i < given; i++) {
      Argument surplus = arguments.get(i);
      if (surplus.type() == null) {
        region.silently(() -> expressions.type(region, surplus.at(), position.inner()));
      }
    }
    checkBounds(region, arguments, parameters, result, known);
    return result;
  }

  private static void reportCount(
      Region region, Expr at, List<Argument> arguments, int count, int required, String what) {
    Expr place = arguments.size() > count ? arguments.get(count).at() : at;
    String expected =
        required == count ? String.valueOf(count) : "between " + required + " and " + count;
    region.report(
        Rules.INVALID_TYPE_ARGUMENTS,
        place,
        what
            + " takes "
            + expected
            + (count == 1 ? " type argument" : " type arguments")
            + ", got "
            + arguments.size());
  }

  private List<Type> bindWithPack(
      Region region,
      Expr at,
      List<Argument> written,
      List<TypeVarType> parameters,
      int pack,
      String what,
      TypePosition position) {
    int after = parameters.size() - pack - 1;
    int end = written.size();
    Type[] result = new Type[parameters.size()];
    Map<TypeVarType, Type> known = new HashMap<>();
    // A ParamSpec after the TypeVarTuple that has a default takes only what looks like parameters.
    int last = parameters.size() - 1;
    while (after > 0
        && parameters.get(last).kind() == TypeVarType.Kind.PARAM_SPEC
        && program.typeVarModel(parameters.get(last)).defaultType() != null
        && !(end > pack && isParameters(region, written.get(end - 1).at()))) {
      after--;
      last--;
    }
    List<Argument> arguments = stretched(region, written, pack, after);
    if (arguments == null) {
      return unknowns(parameters);
    }
    end = arguments.size();
    if (end < pack + after) {
      region.report(
          Rules.INVALID_TYPE_ARGUMENTS,
          at,
          what + " takes at least " + (pack + after) + " type arguments, got " + end);
      return unknowns(parameters);
    }
    for (int i = 0; i < pack; i++) {
      result[i] = argument(region, arguments.get(i), parameters.get(i), position);
      remember(known, parameters.get(i), result[i]);
    }
    result[pack] = packed(region, arguments.subList(pack, end - after), position);
    remember(known, parameters.get(pack), result[pack]);
    for (int i = 0; i < after; i++) {
      int index = pack + 1 + i;
      result[index] =
          argument(region, arguments.get(end - after + i), parameters.get(index), position);
      remember(known, parameters.get(index), result[index]);
    }
    for (int i = pack + 1 + after; i < result.length; i++) {
      result[i] = defaultOf(parameters.get(i), known);
      remember(known, parameters.get(i), result[i]);
    }
    List<Type> all = List.of(result);
    checkBounds(region, arguments, parameters.subList(0, pack), all.subList(0, pack), known);
    return all;
  }

  /**
   * The arguments with an unpacked type of unknown length stretched, so that it gives elements to
   * the parameters around the TypeVarTuple too; null if it cannot give any.
   */
  private static @Nullable List<Argument> stretched(
      Region region, List<Argument> arguments, int before, int after) {
    int position = -1;
    for (int i = 0; i < arguments.size() && position < 0; i++) {
      if (arguments.get(i).type() instanceof TupleType tuple && !tuple.isFixedLength()) {
        position = i;
      }
    }
    int missingBefore = before - position;
    int missingAfter = after - (arguments.size() - position - 1);
    if (position < 0 || missingBefore <= 0 && missingAfter <= 0) {
      return arguments;
    }
    Argument variadic = arguments.get(position);
    TupleType tuple = (TupleType) Objects.requireNonNull(variadic.type());
    if (tuple.hasPack()) {
      region.report(
          Rules.INVALID_TYPE_ARGUMENTS,
          variadic.at(),
          "a TypeVarTuple may be empty, it cannot be the argument of other type variables");
      return null;
    }
    Argument element = new Argument(variadic.at(), tuple.elementType());
    List<Argument> result = new ArrayList<>(arguments.subList(0, position));
    for (int i = 0; i < missingBefore; i++) {
      result.add(element);
    }
    result.add(variadic);
    for (int i = 0; i < missingAfter; i++) {
      result.add(element);
    }
    result.addAll(arguments.subList(position + 1, arguments.size()));
    return result;
  }

  /** The arguments of a TypeVarTuple as one tuple. */
  private TupleType packed(Region region, List<Argument> arguments, TypePosition position) {
    if (arguments.size() == 1
        && arguments.getFirst().at() instanceof Expr.Tuple tuple
        && tuple.elements.isEmpty()) {
      return TupleType.of(List.of());
    }
    List<Type> prefix = new ArrayList<>();
    List<Type> suffix = new ArrayList<>();
    Type variadic = null;
    for (Argument argument : arguments) {
      Type type =
          argument.type() == null
              ? expressions.type(region, argument.at(), position.inner())
              : argument.type();
      if (argument.type() instanceof TupleType tuple && !tuple.isFixedLength()) {
        if (variadic != null) {
          expressions.invalid(
              region, argument.at(), "only one unpacked type of unknown length is allowed");
          continue;
        }
        prefix.addAll(tuple.prefix());
        variadic = tuple.variadic();
        suffix.addAll(tuple.suffix());
      } else {
        (variadic == null ? prefix : suffix).add(type);
      }
    }
    return new TupleType(prefix, variadic, suffix);
  }

  private Type argument(
      Region region, Argument argument, TypeVarType parameter, TypePosition position) {
    if (parameter.kind() == TypeVarType.Kind.PARAM_SPEC) {
      ParameterList list =
          argument.type() != null ? null : parameters(region, argument.at(), position);
      if (list != null) {
        return new ParametersType(list);
      }
      region.report(
          Rules.INVALID_TYPE_ARGUMENTS,
          argument.at(),
          "the ParamSpec `"
              + parameter.name()
              + "` takes a list of types, `...`, `Concatenate` or another ParamSpec");
      return parameter.unknownArgument();
    }
    if (argument.type() != null) {
      return argument.type();
    }
    if (argument.at() instanceof Expr.ListExpr || argument.at().isEllipsis()) {
      region.report(
          Rules.INVALID_TYPE_ARGUMENTS,
          argument.at(),
          "the type variable `" + parameter.name() + "` takes one type");
      return DynamicType.UNKNOWN;
    }
    return expressions.type(region, argument.at(), position.inner());
  }

  private boolean isParameters(Region region, Expr expression) {
    return switch (expression) {
      case Expr.ListExpr _ -> true;
      case Expr.Constant constant -> constant.isEllipsis();
      case Expr.Subscript subscript -> expressions.isForm(region, subscript.value, "Concatenate");
      case Expr.Name _, Expr.Attribute _, Expr.Str _ -> {
        TypeVarType variable = expressions.typeVariable(region, expression);
        yield variable != null && variable.kind() == TypeVarType.Kind.PARAM_SPEC;
      }
      default -> false;
    };
  }

  /**
   * The parameters that stand where a ParamSpec may: a list of types, {@code ...}, a ParamSpec or
   * {@code Concatenate[...]}, or {@code Any} in place of {@code ...}; null for anything else.
   */
  @Nullable ParameterList parameters(Region region, Expr expression, TypePosition position) {
    switch (expression) {
      case Expr.ListExpr list -> {
        return ParameterList.of(
            parametersOf(expressions.elements(region, list.elements, position)));
      }
      case Expr.Constant constant when constant.isEllipsis() -> {
        return ParameterList.GRADUAL;
      }
      case Expr.Subscript subscript
          when expressions.isForm(region, subscript.value, "Concatenate") -> {
        return concatenate(region, subscript, position);
      }
      case Expr.Str text -> {
        Expr parsed = QuotedTypes.parseQuietly(text);
        return parsed == null ? null : region.forward(() -> parameters(region, parsed, position));
      }
      case Expr.Name _, Expr.Attribute _ -> {
        TypeVarType variable = expressions.typeVariable(region, expression);
        if (variable != null && variable.kind() == TypeVarType.Kind.PARAM_SPEC) {
          TypeVarType bound = expressions.bind(region, expression, variable, position);
          return bound == null ? ParameterList.GRADUAL : new ParameterList(List.of(), bound, false);
        }
        boolean any =
            variable == null
                && (expressions.isForm(region, expression, "Any")
                    || expressions.value(region, expression) instanceof DynamicType);
        return any ? ParameterList.GRADUAL : null;
      }
      default -> {
        return null;
      }
    }
  }

  private ParameterList concatenate(
      Region region, Expr.Subscript subscript, TypePosition position) {
    List<Expr> parts = indices(subscript);
    Expr tail = parts.getLast();
    boolean valid =
        parts.size() >= 2
            && !(tail instanceof Expr.ListExpr || tail instanceof Expr.Subscript)
            && isParameters(region, tail);
    ParameterList rest = valid ? parameters(region, tail, position) : null;
    if (rest == null) {
      expressions.invalid(
          region, subscript, "`Concatenate` takes types and, at the end, a ParamSpec or `...`");
      return ParameterList.GRADUAL;
    }
    TupleType prefix = expressions.elements(region, parts.subList(0, parts.size() - 1), position);
    if (prefix.variadic() != null) {
      expressions.invalid(
          region, subscript, "`Concatenate` takes no unpacked types whose number is not known");
      return ParameterList.GRADUAL;
    }
    return ParameterList.concatenate(parametersOf(prefix), rest);
  }

  /** Nameless parameters of the types in a tuple. */
  private static List<ParameterType> parametersOf(TupleType types) {
    List<ParameterType> result = new ArrayList<>();
    for (int i = 0; i < types.prefix().size(); i++) {
      result.add(
          ParameterType.of("__p" + i, ParameterKind.POSITIONAL_ONLY, types.prefix().get(i), false));
    }
    Type variadic = types.variadic();
    if (variadic != null) {
      boolean unpacked = types.hasPack() || !types.suffix().isEmpty();
      Type type = unpacked ? new TupleType(List.of(), variadic, types.suffix()) : variadic;
      result.add(
          new ParameterType("args", ParameterKind.VAR_POSITIONAL, type, unpacked, null, true));
    }
    return result;
  }

  private void checkBounds(
      Region region,
      List<Argument> arguments,
      List<TypeVarType> parameters,
      List<Type> types,
      Map<TypeVarType, Type> known) {
    for (int i = 0; i < parameters.size() && i < arguments.size(); i++) {
      TypeVarType parameter = parameters.get(i);
      if (parameter.kind() != TypeVarType.Kind.TYPE_VAR) {
        continue;
      }
      BoundCheck check =
          new BoundCheck(arguments.get(i).at(), parameter, types.get(i), new Substitution(known));
      region.defer(later -> check(later, check));
    }
  }

  /** Reports an argument outside the bound or the constraints of its parameter. */
  private void check(Region region, BoundCheck check) {
    TypeVarModel model = program.typeVarModel(check.parameter());
    Type argument = check.argument();
    if (argument instanceof DynamicType) {
      return;
    }
    if (model.bound() != null) {
      Type bound = check.substitution().apply(model.bound());
      if (!program.typeSystem().isAssignable(argument, bound)) {
        region.report(
            Rules.INVALID_TYPE_ARGUMENTS,
            check.at(),
            "`"
                + Display.of(argument)
                + "` is not assignable to the bound `"
                + Display.of(bound)
                + "` of the type variable `"
                + check.parameter().name()
                + "`");
      }
    }
    if (!model.constraints().isEmpty() && !fitsConstraints(argument, model, check)) {
      region.report(
          Rules.INVALID_TYPE_ARGUMENTS,
          check.at(),
          "`"
              + Display.of(argument)
              + "` is none of the constraints of the type variable `"
              + check.parameter().name()
              + "`");
    }
  }

  private boolean fitsConstraints(Type argument, TypeVarModel model, BoundCheck check) {
    if (argument instanceof TypeVarType variable) {
      TypeVarModel other = program.typeVarModel(variable);
      if (!other.constraints().isEmpty()) {
        return model.constraints().containsAll(other.constraints());
      }
    }
    for (Type constraint : model.constraints()) {
      Type applied = check.substitution().apply(constraint);
      if (program.typeSystem().isEquivalent(argument, applied)) {
        return true;
      }
    }
    return false;
  }
}
