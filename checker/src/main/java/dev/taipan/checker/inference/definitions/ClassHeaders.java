package dev.taipan.checker.inference.definitions;

import dev.taipan.checker.binding.Definition;
import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.inference.Cell;
import dev.taipan.checker.inference.Evaluated;
import dev.taipan.checker.inference.MemoKey;
import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Region;
import dev.taipan.checker.inference.annotations.TypeArguments;
import dev.taipan.checker.inference.annotations.TypeExpressions;
import dev.taipan.checker.inference.annotations.TypePosition;
import dev.taipan.checker.inference.annotations.TypeVariableCollector;
import dev.taipan.checker.inference.annotations.Unspecialized;
import dev.taipan.checker.syntax.Argument;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.ClassLiteralType;
import dev.taipan.checker.types.Display;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.FreeVariables;
import dev.taipan.checker.types.LiteralType;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.SpecialFormType;
import dev.taipan.checker.types.SubclassOfType;
import dev.taipan.checker.types.TupleType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.TypeFormValue;
import dev.taipan.checker.types.TypeVarType;
import dev.taipan.checker.types.UnionType;
import dev.taipan.checker.types.WellKnown;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Evaluates the first lines of class definitions: type parameters, bases, keywords. */
public final class ClassHeaders {
  private static final class ParametersKey extends MemoKey {
    ParametersKey(int cls) {
      super(cls);
    }
  }

  private static final class HeaderKey extends MemoKey {
    HeaderKey(int cls) {
      super(cls);
    }
  }

  private final Program program;

  public ClassHeaders(Program program) {
    this.program = program;
  }

  /** The scope that the name of a class is bound in. */
  private static Scope scopeOf(ModuleTypes module, Stmt.ClassDef cls) {
    Definition definition = module.bound().definitionOf(cls);
    return definition == null ? module.bound().moduleScope() : definition.scope();
  }

  /** The scope that the bases of a class are evaluated in. */
  public static Scope headerScope(ModuleTypes module, Stmt.ClassDef cls) {
    Scope parameters = module.bound().typeParamScopeOf(cls);
    return parameters == null ? scopeOf(module, cls) : parameters;
  }

  /** The type parameters of a class, bound to it, in order. */
  List<TypeVarType> typeParameters(ModuleTypes module, Stmt.ClassDef cls, ClassId id) {
    if (!cls.typeParams.isEmpty()) {
      return program.typeVariables().parameters(module, cls, cls.typeParams);
    }
    if (!hasSubscriptedBase(cls)) {
      return List.of();
    }
    return program
        .declarations()
        .<List<TypeVarType>>evaluate(
            module,
            new ParametersKey(cls.id),
            cls,
            scopeOf(module, cls),
            List.of(),
            region -> collectParameters(region, cls, id))
        .answer();
  }

  private static boolean hasSubscriptedBase(Stmt.ClassDef cls) {
    for (Argument argument : cls.arguments) {
      if (argument.kind == Argument.Kind.POSITIONAL && argument.value instanceof Expr.Subscript) {
        return true;
      }
    }
    return false;
  }

  private List<TypeVarType> collectParameters(Region region, Stmt.ClassDef cls, ClassId id) {
    Expr.Subscript declared = null;
    TypeVariableCollector collector = new TypeVariableCollector(program, region);
    for (Argument argument : cls.arguments) {
      if (argument.kind != Argument.Kind.POSITIONAL
          || !(argument.value instanceof Expr.Subscript subscript)) {
        continue;
      }
      if (program.typeExpressions().isForm(region, subscript.value, "Generic")
          || declared == null
              && program.typeExpressions().isForm(region, subscript.value, "Protocol")) {
        declared = subscript;
      }
      collector.collect(subscript);
    }
    if (declared != null) {
      collector = new TypeVariableCollector(program, region);
      for (Expr index : TypeArguments.indices(declared)) {
        Expr operand = program.typeExpressions().unpackedOperand(region, index);
        collector.collect(operand == null ? index : operand);
      }
    }
    List<TypeVarType> parameters = new ArrayList<>();
    Scope around = scopeOf(region.module(), cls);
    for (TypeVarType variable : collector.found()) {
      boolean own =
          variable.scope().isEmpty()
              && (declared != null
                  || program.typeVariableScopes().findInFunctions(region.module(), around, variable)
                      == null);
      if (own) {
        parameters.add(variable.inScope(id.toString()));
      }
    }
    return parameters;
  }

  /** The memo of the header of a class. */
  Cell<Evaluated<ClassHeader>> headerCell(ModuleTypes module, Stmt.ClassDef cls) {
    return module.cell(new HeaderKey(cls.id));
  }

  /** The header of a class. */
  Evaluated<ClassHeader> header(ModuleTypes module, Stmt.ClassDef cls, ClassId id) {
    return program
        .declarations()
        .evaluate(
            module,
            new HeaderKey(cls.id),
            cls,
            headerScope(module, cls),
            ClassHeader.EMPTY,
            region -> evaluate(region, cls, id));
  }

  private ClassHeader evaluate(Region region, Stmt.ClassDef cls, ClassId id) {
    List<TypeVarType> parameters = typeParameters(region.module(), cls, id);
    TypePosition position =
        TypePosition.of(
            program.typeVariableScopes().inHeader(region.module(), region.scope(), parameters));
    List<Type> bases = new ArrayList<>();
    List<Expr> written = new ArrayList<>();
    Expr parameterized = null;
    Type metaclass = null;
    boolean protocol = false;
    boolean typedDict = false;
    for (Argument argument : cls.arguments) {
      switch (argument.kind) {
        case POSITIONAL -> {
          String form = formOf(region, argument.value);
          if (form.equals("Generic") || form.equals("Protocol")) {
            if (evaluateParameters(region, argument.value, position)) {
              bases.add(DynamicType.UNKNOWN);
              written.add(argument.value);
            }
            checkSyntax(region, cls, argument.value, form, parameterized);
            parameterized =
                argument.value instanceof Expr.Subscript ? argument.value : parameterized;
            protocol |= form.equals("Protocol");
            continue;
          }
          typedDict |= form.equals("TypedDict");
          Type base = base(region, argument.value, position, id);
          if (protocol
              && base instanceof NominalType nominal
              && program.classModel(nominal.cls()).isProtocol()) {
            region.report(
                Rules.INCONSISTENT_MRO,
                argument.value,
                "`Protocol` stands after `" + nominal.cls().name() + "`, which inherits from it");
          }
          bases.add(base);
          written.add(argument.value);
        }
        case STAR -> {
          region.infer(argument.value);
          bases.add(DynamicType.UNKNOWN);
          written.add(argument.value);
        }
        case KEYWORD -> {
          if (argument.name != null && argument.name.name.equals("metaclass")) {
            metaclass = region.infer(argument.value);
            if (metaclass instanceof LiteralType
                || metaclass instanceof SpecialFormType
                || metaclass.equals(WellKnown.NONE)) {
              region.report(
                  Rules.INVALID_METACLASS,
                  argument.value,
                  "`" + Display.of(metaclass) + "` cannot make a class");
            }
            if (FreeVariables.mentions(metaclass, variable -> true)) {
              region.report(
                  Rules.INVALID_METACLASS,
                  argument.value,
                  "a metaclass cannot be specialized with type variables");
            }
          }
        }
        case DOUBLE_STAR -> region.infer(argument.value);
      }
    }
    return header(id, bases, written, metaclass, protocol, typedDict);
  }

  private ClassHeader header(
      ClassId id,
      List<Type> bases,
      List<Expr> written,
      @Nullable Type metaclass,
      boolean isProtocol,
      boolean typedDictForm) {
    boolean isTypedDict = typedDictForm;
    boolean isNamedTuple = false;
    for (Type base : bases) {
      if (base instanceof NominalType nominal) {
        isNamedTuple |=
            nominal.cls().equals(WellKnown.NAMED_TUPLE)
                || program.classModel(nominal.cls()).namedTupleFields() != null;
        isTypedDict |= program.classModel(nominal.cls()).typedDict() != null;
      }
    }
    if (bases.isEmpty() && !id.equals(WellKnown.OBJECT)) {
      bases.add(WellKnown.TOP);
    }
    return new ClassHeader(bases, written, isProtocol, isTypedDict, isNamedTuple, metaclass);
  }

  /** Type parameters are declared in one place. */
  private static void checkSyntax(
      Region region, Stmt.ClassDef cls, Expr base, String form, @Nullable Expr other) {
    if (!(base instanceof Expr.Subscript)) {
      if (form.equals("Generic")) {
        region.report(
            Rules.INVALID_GENERIC_CLASS, base, "`Generic` needs the type parameters of the class");
      }
      return;
    }
    if (!cls.typeParams.isEmpty()) {
      region.report(
          Rules.INVALID_GENERIC_CLASS,
          base,
          "the type parameters of the class are declared after its name already");
    } else if (other != null) {
      region.report(
          Rules.INVALID_GENERIC_CLASS,
          base,
          "the type parameters of the class are declared by another base already");
    }
  }

  /** The special form that a base is, or is a subscript of; empty for any other base. */
  private String formOf(Region region, Expr base) {
    Expr named = base instanceof Expr.Subscript subscript ? subscript.value : base;
    if (!(named instanceof Expr.Name || named instanceof Expr.Attribute)) {
      return "";
    }
    return program.typeExpressions().value(region, named) instanceof SpecialFormType form
        ? form.name()
        : "";
  }

  /**
   * Evaluates the arguments of {@code Generic[...]}, which are type variables only. Whether nothing
   * is known of one of them, and so of what the class takes.
   */
  private boolean evaluateParameters(Region region, Expr base, TypePosition position) {
    if (!(base instanceof Expr.Subscript subscript)) {
      return false;
    }
    boolean unknown = false;
    List<TypeVarType> seen = new ArrayList<>();
    List<Expr> indices = TypeArguments.indices(subscript);
    if (indices.isEmpty()) {
      region.report(
          Rules.INVALID_GENERIC_CLASS, subscript, "a generic class has a type parameter at least");
    }
    for (Expr index : indices) {
      Expr operand = program.typeExpressions().unpackedOperand(region, index);
      TypeVarType variable =
          program.typeExpressions().typeVariable(region, operand == null ? index : operand);
      if (variable == null && isUnknown(region, operand == null ? index : operand)) {
        unknown = true;
        continue;
      }
      if (variable == null) {
        Type type = region.silently(() -> program.typeExpressions().type(region, index, position));
        region.report(
            Rules.INVALID_GENERIC_CLASS,
            index,
            "the parameters of a generic class are type variables, not `" + Display.of(type) + "`");
        continue;
      }
      if (seen.contains(variable)) {
        region.report(
            Rules.INVALID_GENERIC_CLASS,
            index,
            "the type variable `" + variable.name() + "` is listed twice");
      }
      if (operand == null && variable.kind() == TypeVarType.Kind.TYPE_VAR_TUPLE) {
        region.report(
            Rules.INVALID_TYPE_FORM,
            index,
            "the TypeVarTuple `"
                + variable.name()
                + "` must be unpacked: `*"
                + variable.name()
                + "`");
      }
      seen.add(variable);
    }
    return unknown;
  }

  /** Whether a name stands for something that is not known, such as of a module that is missing. */
  private boolean isUnknown(Region region, Expr written) {
    return (written instanceof Expr.Name || written instanceof Expr.Attribute)
        && program.typeExpressions().value(region, written) instanceof DynamicType;
  }

  private Type base(Region region, Expr expression, TypePosition position, ClassId id) {
    TypeExpressions expressions = program.typeExpressions();
    Type value;
    if (expression instanceof Expr.Call call) {
      Type tuple =
          program
              .functionalNamedTuples()
              .define(region, id.place() + ".<base>", call, region.infer(call.callee));
      if (tuple != null) {
        region.store(call, tuple);
        return instance(
            region,
            expression,
            tuple instanceof ClassLiteralType cls ? TypeExpressions.instanceOf(cls) : tuple);
      }
    }
    if (expression instanceof Expr.Subscript subscript) {
      Type generic = expressions.value(region, subscript.value);
      if (generic instanceof ClassLiteralType
          || generic instanceof SpecialFormType
          || generic instanceof TypeFormValue) {
        if (generic instanceof TypeFormValue alias && isTypeStatement(alias)) {
          return notInherited(region, expression, alias);
        }
        Type denoted = expressions.subscripted().type(region, subscript, generic, position);
        return instance(region, expression, denoted);
      }
      value = region.infer(expression);
    } else {
      value = expressions.value(region, expression);
    }
    return switch (value) {
      case ClassLiteralType cls when program.classModel(cls.cls()).isNewType() -> {
        region.report(
            Rules.INVALID_BASE,
            expression,
            "the NewType `" + cls.cls().name() + "` is not a class to inherit from");
        yield DynamicType.UNKNOWN;
      }
      case ClassLiteralType cls when cls.arguments() == null ->
          instance(
              region, expression, expressions.arguments().bareClass(region, expression, cls.cls()));
      case ClassLiteralType cls ->
          Unspecialized.replaceFree(program, TypeExpressions.instanceOf(cls));
      case SpecialFormType form -> formBase(region, expression, form);
      case TypeFormValue form when isTypeStatement(form) -> notInherited(region, expression, form);
      case TypeFormValue form -> {
        Type denoted =
            form.typeParameters().isEmpty()
                ? form.denoted()
                : expressions.arguments().withDefaults(form.typeParameters(), form.denoted());
        yield instance(region, expression, denoted);
      }
      case SubclassOfType cls -> dynamicBase(cls);
      case DynamicType dynamic ->
          dynamic == DynamicType.ANY ? DynamicType.ANY : DynamicType.UNKNOWN;
      case UnionType union -> unionBase(region, expression, union);
      default ->
          classObject(value) != null || namesOtherBases(value)
              ? DynamicType.UNKNOWN
              : invalid(region, expression, value);
    };
  }

  /** Whether an object puts others in its place when a class is to inherit from it. */
  private boolean namesOtherBases(Type value) {
    return program.members().specialMethod(value, "__mro_entries__").isPresent();
  }

  private static boolean isTypeStatement(TypeFormValue form) {
    return form.runtimeClass().equals(WellKnown.TYPE_ALIAS_TYPE);
  }

  private static Type notInherited(Region region, Expr expression, TypeFormValue alias) {
    region.report(
        Rules.INVALID_BASE,
        expression,
        "the alias `" + alias.name() + "` is not a class to inherit from at run time");
    return DynamicType.UNKNOWN;
  }

  /** An object of which no more is known than that it is a class. */
  private @Nullable NominalType classObject(Type value) {
    return value instanceof NominalType nominal
            && program.typeSystem().isAssignable(nominal, new NominalType(WellKnown.TYPE))
        ? nominal
        : null;
  }

  private static Type dynamicBase(SubclassOfType cls) {
    return cls.instance() instanceof NominalType nominal ? nominal : DynamicType.UNKNOWN;
  }

  /** One of several bases, which happens in code that runs on several versions of something. */
  private Type unionBase(Region region, Expr expression, UnionType union) {
    for (Type member : union.members()) {
      if (!(member instanceof ClassLiteralType
          || member instanceof SubclassOfType
          || member instanceof DynamicType
          || member instanceof TypeFormValue)) {
        return invalid(region, expression, union);
      }
    }
    return DynamicType.UNKNOWN;
  }

  private Type formBase(Region region, Expr expression, SpecialFormType form) {
    return switch (form.name()) {
      case "Any" -> DynamicType.ANY;
      case "TypedDict" -> new NominalType(WellKnown.TYPED_DICT_FALLBACK);
      default -> invalid(region, expression, form);
    };
  }

  /** The base that a type expression denotes. */
  private Type instance(Region region, Expr expression, Type denoted) {
    return switch (denoted) {
      case NominalType nominal -> nominal;
      case TupleType tuple -> tuple;
      case DynamicType dynamic -> dynamic;
      case SubclassOfType _ -> new NominalType(WellKnown.TYPE); // so it is at run time
      default -> invalid(region, expression, denoted);
    };
  }

  private Type invalid(Region region, Expr expression, Type value) {
    if (region.module().parsed().hasErrorIn(expression)) {
      return DynamicType.UNKNOWN;
    }
    region.report(
        Rules.INVALID_BASE,
        expression,
        "`" + Display.of(value) + "` is not a class to inherit from");
    return DynamicType.UNKNOWN;
  }
}
