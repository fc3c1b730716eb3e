package dev.taipan.checker.inference.annotations;

import dev.taipan.checker.binding.Definition;
import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Region;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.types.CallableType;
import dev.taipan.checker.types.ClassLiteralType;
import dev.taipan.checker.types.Display;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.LiteralStringType;
import dev.taipan.checker.types.LiteralType;
import dev.taipan.checker.types.ModuleType;
import dev.taipan.checker.types.NeverType;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.ParamSpecPartType;
import dev.taipan.checker.types.ParameterList;
import dev.taipan.checker.types.Signature;
import dev.taipan.checker.types.SpecialFormType;
import dev.taipan.checker.types.TupleType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.TypeFormType;
import dev.taipan.checker.types.TypeFormValue;
import dev.taipan.checker.types.TypeVarType;
import dev.taipan.checker.types.UnionType;
import dev.taipan.checker.types.Unions;
import dev.taipan.checker.types.WellKnown;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns type expressions into types, as the specification's grammar of type expressions defines
 * them. What is no type expression is reported and gives {@code Unknown}.
 */
public final class TypeExpressions {
  private final Program program;
  private final TypeNames names;
  private final RecursiveAliases recursion;
  private final TypeArguments arguments;
  private final SubscriptedForms subscripted;
  private final SelfTypes selves;

  public TypeExpressions(Program program, TypeNames names, RecursiveAliases recursion) {
    this.program = program;
    this.names = names;
    this.recursion = recursion;
    this.arguments = new TypeArguments(program, this);
    this.subscripted = new SubscriptedForms(program, this, arguments);
    this.selves = new SelfTypes(program);
  }

  public TypeArguments arguments() {
    return arguments;
  }

  public SubscriptedForms subscripted() {
    return subscripted;
  }

  /** The type that an expression denotes. */
  public Type type(Region region, Expr expression, TypePosition position) {
    return switch (expression) {
      case Expr.Name name -> named(region, name, position);
      case Expr.Attribute attribute -> attribute(region, attribute, position);
      case Expr.Subscript subscript -> subscript(region, subscript, position);
      case Expr.Binary binary when binary.op == Expr.BinaryOp.OR -> union(region, binary, position);
      case Expr.Constant constant when constant.kind == Expr.Constant.Kind.NONE -> WellKnown.NONE;
      case Expr.Str text -> quoted(region, text, position);
      case Expr.ErrorExpr error -> {
        for (Expr part : error.parts) {
          evaluateOther(region, part);
        }
        yield DynamicType.UNKNOWN;
      }
      default -> {
        evaluateOther(region, expression);
        yield region.module().parsed().hasErrorIn(expression)
            ? DynamicType.UNKNOWN
            : invalid(
                region, expression, describe(expression) + " is not allowed in a type expression");
      }
    };
  }

  /** Evaluates what is no type expression, so that what is wrong with it is reported too. */
  private static void evaluateOther(Region region, Expr expression) {
    if (expression.id >= 0) {
      region.infer(expression);
    }
  }

  Type invalid(Region region, Node at, String message) {
    region.report(Rules.INVALID_TYPE_FORM, at, message);
    return DynamicType.UNKNOWN;
  }

  private static String describe(Expr expression) {
    return switch (expression) {
      case Expr.Call _ -> "a call";
      case Expr.ListExpr _ -> "a list";
      case Expr.Tuple _ -> "a tuple";
      case Expr.Dict _ -> "a dictionary";
      case Expr.SetExpr _ -> "a set";
      case Expr.ListComp _, Expr.SetComp _, Expr.DictComp _, Expr.Generator _ -> "a comprehension";
      case Expr.Lambda _ -> "a lambda";
      case Expr.Conditional _ -> "a conditional expression";
      case Expr.BoolOp _ -> "`and` or `or`";
      case Expr.Compare _ -> "a comparison";
      case Expr.Binary binary -> "the operator `" + binary.op.symbol + "`";
      case Expr.Unary unary -> "the operator `" + unary.op.symbol + "`";
      case Expr.FString _ -> "an f-string";
      case Expr.Await _ -> "`await`";
      case Expr.Yield _, Expr.YieldFrom _ -> "`yield`";
      case Expr.Walrus _ -> "`:=`";
      case Expr.Starred _ -> "an unpacked type";
      case Expr.Slice _ -> "a slice";
      case Expr.Constant constant ->
          switch (constant.kind) {
            case ELLIPSIS -> "`...`";
            case TRUE -> "`True`";
            case FALSE -> "`False`";
            case INT, FLOAT, COMPLEX -> "a number";
            case NONE -> "`None`";
          };
      case Expr.Name _, Expr.Attribute _, Expr.Subscript _, Expr.Str _, Expr.ErrorExpr _ ->
          "this expression";
    };
  }

  private Type named(Region region, Expr.Name name, TypePosition position) {
    Definition alias = recursiveAlias(region, name);
    if (alias != null) {
      return program.aliases().bareReference(region, alias);
    }
    return denoted(region, name, value(region, name), position);
  }

  /** The recursive alias of this module that a name refers to, or null. */
  @Nullable Definition recursiveAlias(Region region, Expr.Name name) {
    Definition alias = names.aliasDefinition(region.module(), region.scope(), name.name);
    return alias != null && recursion.isRecursive(region.module(), alias) ? alias : null;
  }

  /** The value of a name or of any other expression in a type expression. */
  public Type value(Region region, Expr expression) {
    return switch (expression) {
      case Expr.Name name -> names.value(region, name);
      case Expr.Attribute attribute -> names.value(region, attribute);
      default -> region.infer(expression);
    };
  }

  private Type attribute(Region region, Expr.Attribute attribute, TypePosition position) {
    if (attribute.name.equals("args") || attribute.name.equals("kwargs")) {
      Type part = paramSpecPart(region, attribute, position);
      if (part != null) {
        return part;
      }
    }
    return denoted(region, attribute, value(region, attribute), position);
  }

  /** {@code P.args} or {@code P.kwargs}; null for another attribute of that name. */
  private @Nullable Type paramSpecPart(
      Region region, Expr.Attribute attribute, TypePosition position) {
    if (!(attribute.value instanceof Expr.Name name)
        || !(value(region, name) instanceof TypeFormValue form)
        || !(form.denoted() instanceof TypeVarType variable)
        || variable.kind() != TypeVarType.Kind.PARAM_SPEC) {
      return null;
    }
    boolean args = attribute.name.equals("args");
    TypePosition.Star wanted = args ? TypePosition.Star.ARGS : TypePosition.Star.KWARGS;
    TypeVarType bound = bind(region, name, variable, position);
    if (position.star() != wanted) {
      return invalid(
          region,
          attribute,
          "`"
              + name.name
              + "."
              + attribute.name
              + "` is only allowed as the annotation of `"
              + (args ? "*args" : "**kwargs")
              + "`");
    }
    return bound == null ? DynamicType.UNKNOWN : new ParamSpecPartType(bound, args);
  }

  /** The type that a value of a type expression stands for. */
  Type denoted(Region region, Expr at, Type value, TypePosition position) {
    return switch (value) {
      case ClassLiteralType cls -> classInstance(region, at, cls);
      case SpecialFormType form -> bareForm(region, at, form, position);
      case TypeFormValue form -> formInstance(region, at, form, position);
      case DynamicType dynamic -> {
        if (dynamic == DynamicType.ANY && holdsValue(region, at)) {
          yield variableInType(region, at);
        }
        yield dynamic == DynamicType.ANY ? DynamicType.UNKNOWN : dynamic;
      }
      case NominalType nominal when nominal.equals(WellKnown.NONE) -> nominal;
      // `X = InitVar[int]`, which is the qualifier again where one may stand.
      case NominalType nominal
          when nominal.cls().equals(SubscriptedForms.INIT_VAR)
              && position.qualifiers().contains(QualifiedType.Qualifier.INIT_VAR) ->
          nominal;
      case UnionType union -> alternatives(region, at, union, position);
      case LiteralType literal when literal.isSentinel() -> literal;
      case ModuleType module ->
          invalid(region, at, "the module `" + module.name() + "` is not a type");
      case CallableType callable when callable.function() != null ->
          invalid(region, at, "the function `" + callable.function().name() + "` is not a type");
      default -> variableInType(region, at);
    };
  }

  /** Whether a name is known to hold some value of which nobody says that it is a type. */
  private boolean holdsValue(Region region, Expr at) {
    return at instanceof Expr.Name name
        && (names.isVariable(region, name) || names.isCallResult(region, name))
        && !names.isDeclared(region, name);
  }

  private boolean isVariable(Region region, Expr at) {
    return switch (at) {
      case Expr.Name name -> names.isVariable(region, name);
      case Expr.Attribute attribute -> isOfObject(region, attribute);
      default -> false;
    };
  }

  /** Whether a class or alias is reached through an object that is no class and no module. */
  private boolean isOfObject(Region region, Expr.Attribute attribute) {
    Type base = region.stored(attribute.value);
    Type object = base == null ? value(region, attribute.value) : base;
    return switch (object) {
      case NominalType _, LiteralType _, TypeVarType _ -> true;
      default -> false;
    };
  }

  private Type variableInType(Region region, Expr at) {
    return invalid(
        region,
        at,
        at instanceof Expr.Name name
            ? "the variable `" + name.name + "` is not allowed in a type expression"
            : "this value is not allowed in a type expression");
  }

  private Type classInstance(Region region, Expr at, ClassLiteralType cls) {
    if (isVariable(region, at)) {
      return variableInType(region, at);
    }
    if (cls.arguments() != null) {
      return Unspecialized.replaceFree(program, instanceOf(cls));
    }
    return arguments.bareClass(region, at, cls.cls());
  }

  /** The instances of a specialized class. */
  public static Type instanceOf(ClassLiteralType cls) {
    List<Type> arguments = cls.arguments() == null ? List.of() : cls.arguments();
    return new NominalType(cls.cls(), arguments);
  }

  private Type formInstance(Region region, Expr at, TypeFormValue form, TypePosition position) {
    if (form.denoted() instanceof TypeVarType variable && form.typeParameters().isEmpty()) {
      return variable(region, at, variable, position);
    }
    if (isVariable(region, at)) {
      return variableInType(region, at);
    }
    return form.typeParameters().isEmpty()
        ? form.denoted()
        : arguments.withDefaults(form.typeParameters(), form.denoted());
  }

  private Type variable(Region region, Expr at, TypeVarType variable, TypePosition position) {
    TypeVarType bound = bind(region, at, variable, position);
    if (bound == null) {
      return DynamicType.UNKNOWN;
    }
    return switch (bound.kind()) {
      case TYPE_VAR, SELF -> bound;
      case PARAM_SPEC ->
          invalid(
              region,
              at,
              "the ParamSpec `"
                  + variable.name()
                  + "` is only allowed as the parameters of a callable or as a type argument");
      case TYPE_VAR_TUPLE -> reportMissingStar(region, at, variable);
    };
  }

  /** The variable in its scope; reports one that nothing binds and gives null then. */
  @Nullable TypeVarType bind(Region region, Expr at, TypeVarType variable, TypePosition position) {
    if (!variable.scope().isEmpty()) {
      return variable;
    }
    TypeVarType bound = position.variables().bind(variable);
    if (bound == null) {
      region.report(
          Rules.UNBOUND_TYPE_VARIABLE,
          at,
          "no class, function or alias around binds the type variable `" + variable.name() + "`");
    }
    return bound;
  }

  /** A name that is one of several types, such as a class that is defined in two branches. */
  private Type alternatives(Region region, Expr at, UnionType union, TypePosition position) {
    List<Type> types = new ArrayList<>();
    for (Type member : union.members()) {
      switch (member) {
        case ClassLiteralType _, TypeFormValue _, SpecialFormType _, DynamicType _ ->
            types.add(denoted(region, at, member, position));
        case NominalType nominal when nominal.equals(WellKnown.NONE) -> {}
        default -> {
          return variableInType(region, at);
        }
      }
    }
    return types.isEmpty() ? variableInType(region, at) : Unions.of(types);
  }

  private Type bareForm(Region region, Expr at, SpecialFormType form, TypePosition position) {
    return switch (form.name()) {
      case "Any" -> DynamicType.ANY;
      case "Never", "NoReturn" -> NeverType.NEVER;
      case "LiteralString" -> LiteralStringType.LITERAL_STRING;
      case "Self" -> selves.self(region, at);
      case "Callable" -> CallableType.of(Signature.of(ParameterList.GRADUAL, DynamicType.UNKNOWN));
      case "TypeForm" -> new TypeFormType(DynamicType.ANY);
      case "Optional",
          "Union",
          "Literal",
          "Annotated",
          "TypeGuard",
          "TypeIs",
          "Concatenate",
          "Unpack" ->
          invalid(region, at, "`" + form.name() + "` needs type arguments");
      case "ClassVar", "Final", "TypeAlias" -> {
        QualifiedType.Qualifier qualifier = Annotations.qualifierOf(form.name());
        yield qualifier != null && position.qualifiers().contains(qualifier)
            ? form
            : qualifierNotAllowed(region, at, form);
      }
      case "Required", "NotRequired", "ReadOnly" -> qualifierNotAllowed(region, at, form);
      default -> invalid(region, at, "`" + form.name() + "` is not allowed in a type expression");
    };
  }

  private Type qualifierNotAllowed(Region region, Expr at, SpecialFormType form) {
    return invalid(region, at, "the qualifier `" + form.name() + "` is not allowed here");
  }

  private Type subscript(Region region, Expr.Subscript subscript, TypePosition position) {
    if (subscript.value instanceof Expr.Name name) {
      Definition alias = recursiveAlias(region, name);
      if (alias != null) {
        return program.aliases().reference(region, subscript, alias, position);
      }
    }
    if (!(subscript.value instanceof Expr.Name || subscript.value instanceof Expr.Attribute)) {
      if (subscript.value instanceof Expr.Subscript) {
        Type base = region.silently(() -> type(region, subscript.value, position.inner()));
        return invalid(
            region, subscript, "`" + Display.of(base) + "` has its type arguments already");
      }
      evaluateOther(region, subscript);
      return invalid(
          region, subscript, describe(subscript.value) + " is not allowed in a type expression");
    }
    return subscripted.type(region, subscript, value(region, subscript.value), position);
  }

  /** {@code X | Y | ...}. */
  private Type union(Region region, Expr.Binary outermost, TypePosition position) {
    List<Expr> operands = new ArrayList<>();
    Expr leftmost = outermost;
    while (leftmost instanceof Expr.Binary binary && binary.op == Expr.BinaryOp.OR) {
      operands.add(binary.right);
      leftmost = binary.left;
    }
    operands.add(leftmost);
    TypePosition inner = position.inner();
    List<Type> types = new ArrayList<>(operands.size());
    for (int i = operands.size() - 1; i >= 0; i--) {
      types.add(type(region, operands.get(i), inner));
    }
    checkRuntimeUnion(region, operands.reversed());
    return Unions.written(types);
  }

  /**
   * {@code "A" | int} fails when it is evaluated, since neither operand knows of the other. What
   * nobody needs to evaluate is left alone; of a {@code type} statement that is all it is for.
   */
  private void checkRuntimeUnion(Region region, List<Expr> operands) {
    boolean isEvaluated =
        region.node() instanceof Stmt.TypeAliasStmt
            ? !region.module().isStub() && operands.getFirst().id >= 0
            : !region.isForward();
    if (!isEvaluated) {
      return;
    }
    for (int i = 0; i < operands.size(); i++) {
      if (!(operands.get(i) instanceof Expr.Str text)) {
        continue;
      }
      // The operator joins the first two operands, then their union with each of the others.
      boolean fails =
          i == 0 ? lacksUnion(region, operands.get(1)) : lacksUnion(region, operands, i);
      if (fails) {
        invalid(
            region,
            text,
            "a quoted type cannot be an operand of `|` when it is evaluated; quote the whole union");
        return;
      }
    }
  }

  private boolean lacksUnion(Region region, List<Expr> operands, int before) {
    for (int i = 0; i < before; i++) {
      if (!(operands.get(i) instanceof Expr.Str) && !lacksUnion(region, operands.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** Whether the value of an operand is a class or None, which know no union with a string. */
  private boolean lacksUnion(Region region, Expr operand) {
    if (operand instanceof Expr.Constant) {
      return true;
    }
    if (!(operand instanceof Expr.Name || operand instanceof Expr.Attribute)) {
      return false;
    }
    return region.stored(operand) instanceof ClassLiteralType;
  }

  private Type quoted(Region region, Expr.Str text, TypePosition position) {
    Expr parsed = QuotedTypes.parse(region, text);
    return parsed == null
        ? DynamicType.UNKNOWN
        : region.forward(() -> type(region, parsed, position));
  }

  /**
   * The elements of a tuple or of a list of types, which may be unpacked: as the tuple that they
   * make together.
   */
  TupleType elements(Region region, List<Expr> expressions, TypePosition position) {
    List<Type> prefix = new ArrayList<>();
    List<Type> suffix = new ArrayList<>();
    Type variadic = null;
    for (Expr expression : expressions) {
      TupleType unpacked = unpacked(region, expression, position);
      if (unpacked == null) {
        unpacked = missingStar(region, expression, position);
      }
      if (unpacked == null) {
        Type type = type(region, expression, position.inner());
        (variadic == null ? prefix : suffix).add(type);
        continue;
      }
      (variadic == null ? prefix : suffix).addAll(unpacked.prefix());
      if (unpacked.variadic() != null) {
        if (variadic != null) {
          invalid(region, expression, "only one unpacked type of unknown length is allowed");
          continue;
        }
        variadic = unpacked.variadic();
      }
      suffix.addAll(unpacked.suffix());
    }
    return new TupleType(prefix, variadic, suffix);
  }

  /** A TypeVarTuple that should have been unpacked; null for any other expression. */
  private @Nullable TupleType missingStar(Region region, Expr expression, TypePosition position) {
    TypeVarType variable =
        expression instanceof Expr.Name || expression instanceof Expr.Attribute
            ? typeVariable(region, expression)
            : null;
    if (variable == null || variable.kind() != TypeVarType.Kind.TYPE_VAR_TUPLE) {
      return null;
    }
    TypeVarType bound = bind(region, expression, variable, position);
    reportMissingStar(region, expression, variable);
    return bound == null ? null : new TupleType(List.of(), bound, List.of());
  }

  private Type reportMissingStar(Region region, Expr at, TypeVarType variable) {
    return invalid(
        region,
        at,
        "the TypeVarTuple `" + variable.name() + "` must be unpacked: `*" + variable.name() + "`");
  }

  /**
   * What {@code *X} or {@code Unpack[X]} stands for: the tuple that is unpacked, a TypeVarTuple
   * being the variadic part of one; null for any other expression.
   */
  @Nullable TupleType unpacked(Region region, Expr expression, TypePosition position) {
    Expr inner = unpackedOperand(region, expression);
    if (inner == null) {
      return expression instanceof Expr.Str text ? quotedUnpacked(region, text, position) : null;
    }
    TypeVarType pack = typeVarTuple(region, inner, position);
    if (pack != null) {
      return new TupleType(List.of(), pack, List.of());
    }
    Type type = type(region, inner, position.inner());
    return switch (type) {
      case TupleType tuple -> tuple;
      case DynamicType dynamic -> TupleType.homogeneous(dynamic);
      default -> {
        invalid(
            region,
            inner,
            "only tuples and TypeVarTuples can be unpacked here, not `" + Display.of(type) + "`");
        yield TupleType.homogeneous(DynamicType.UNKNOWN);
      }
    };
  }

  private @Nullable TupleType quotedUnpacked(Region region, Expr.Str text, TypePosition position) {
    Expr parsed = QuotedTypes.parseQuietly(text);
    if (parsed == null || unpackedOperand(region, parsed) == null) {
      return null;
    }
    return region.forward(() -> unpacked(region, parsed, position));
  }

  /** What follows the star, or stands in {@code Unpack[...]}; null for other expressions. */
  public @Nullable Expr unpackedOperand(Region region, Expr expression) {
    return switch (expression) {
      case Expr.Starred starred -> starred.value;
      case Expr.Subscript subscript when isForm(region, subscript.value, "Unpack") ->
          subscript.index;
      default -> null;
    };
  }

  /** Whether a name or attribute means the special form of that name. */
  public boolean isForm(Region region, Expr expression, String form) {
    if (!(expression instanceof Expr.Name || expression instanceof Expr.Attribute)) {
      return false;
    }
    return value(region, expression) instanceof SpecialFormType special
        && special.name().equals(form);
  }

  /** The TypeVarTuple that an expression names, bound to its scope; null for anything else. */
  private @Nullable TypeVarType typeVarTuple(
      Region region, Expr expression, TypePosition position) {
    TypeVarType variable = typeVariable(region, expression);
    return variable == null || variable.kind() != TypeVarType.Kind.TYPE_VAR_TUPLE
        ? null
        : bind(region, expression, variable, position);
  }

  /** The type variable of any kind that an expression names, as its value has it, or null. */
  public @Nullable TypeVarType typeVariable(Region region, Expr expression) {
    if (expression instanceof Expr.Str text) {
      Expr parsed = QuotedTypes.parseQuietly(text);
      return parsed instanceof Expr.Name
          ? region.forward(() -> typeVariable(region, parsed))
          : null;
    }
    if (!(expression instanceof Expr.Name || expression instanceof Expr.Attribute)) {
      return null;
    }
    if (expression instanceof Expr.Name name && recursiveAlias(region, name) != null) {
      return null;
    }
    return value(region, expression) instanceof TypeFormValue form
            && form.denoted() instanceof TypeVarType variable
            && form.typeParameters().isEmpty()
        ? variable
        : null;
  }
}
