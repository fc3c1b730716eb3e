package dev.taipan.checker.inference.library;

import dev.taipan.checker.binding.Definition;
import dev.taipan.checker.binding.DefinitionKind;
import dev.taipan.checker.binding.Symbol;
import dev.taipan.checker.inference.AssignedCall;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.annotations.QualifiedType;
import dev.taipan.checker.inference.annotations.QualifiedType.Qualifier;
import dev.taipan.checker.inference.definitions.SourceClassModel;
import dev.taipan.checker.syntax.Argument;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.types.Access;
import dev.taipan.checker.types.CallArgument;
import dev.taipan.checker.types.CallOutcome;
import dev.taipan.checker.types.CallableType;
import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.ClassLiteralType;
import dev.taipan.checker.types.ClassModel;
import dev.taipan.checker.types.DataclassModel;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.LiteralType;
import dev.taipan.checker.types.Mro;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.ParameterKind;
import dev.taipan.checker.types.ParameterType;
import dev.taipan.checker.types.Signature;
import dev.taipan.checker.types.Substitution;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.TypeVarType;
import dev.taipan.checker.types.Unions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The fields of dataclasses. */
final class DataclassFields {
  static final ClassId KW_ONLY = new ClassId("dataclasses", "KW_ONLY");

  /**
   * A field that a class body declares.
   *
   * @param target the name in the statement that declares it
   * @param value what the statement assigns
   * @param annotated whether the statement says the type
   */
  record Own(DataclassModel.Field field, Expr target, @Nullable Expr value, boolean annotated) {}

  private final Program program;
  private final AttrsClasses attrs;

  DataclassFields(Program program) {
    this.program = program;
    this.attrs = new AttrsClasses(program, this);
  }

  /**
   * All fields in order: those of the bases, then the class's own; redefined ones stay in place.
   */
  List<DataclassModel.Field> all(SourceClassModel cls, DataclassOptions options) {
    Map<String, DataclassModel.Field> fields = new LinkedHashMap<>();
    List<Type> mro = cls.mro();
    for (int i = mro.size() - 1; i > 0; i--) {
      ClassId id = Mro.classOf(mro.get(i));
      ClassModel base = id == null ? null : program.classModel(id);
      DataclassModel dataclass = base == null ? null : base.dataclass();
      if (base == null || dataclass == null) {
        continue;
      }
      for (DataclassModel.Field field : dataclass.fields()) {
        if (field.owner().equals(id)) {
          fields.put(field.name(), specialized(field, base, mro.get(i), cls.id()));
        }
      }
    }
    for (Own own : own(cls, options)) {
      if (options.kind() == DataclassOptions.Kind.ATTRS) {
        fields.remove(own.field().name()); // moves behind the fields of the bases
      }
      fields.put(own.field().name(), own.field());
    }
    return List.copyOf(fields.values());
  }

  /** A field as a subclass has it: of the base as it is specialized there, with its own Self. */
  private static DataclassModel.Field specialized(
      DataclassModel.Field field, ClassModel base, Type entry, ClassId subclass) {
    Substitution selves = Substitution.of(base.id().selfVariable(), subclass.selfVariable());
    List<Type> arguments =
        entry instanceof NominalType nominal ? nominal.arguments() : List.<Type>of();
    return new DataclassModel.Field(
        field.name(),
        selves.apply(Mro.specialize(field.type(), base, arguments)),
        selves.apply(Mro.specialize(field.initType(), base, arguments)),
        field.hasDefault(),
        field.init(),
        field.kwOnly(),
        field.initVar(),
        field.alias(),
        field.owner());
  }

  /** The fields that the body declares, in order. */
  List<Own> own(SourceClassModel cls, DataclassOptions options) {
    if (options.kind() == DataclassOptions.Kind.ATTRS) {
      return attrs.own(cls, options);
    }
    List<Own> fields = new ArrayList<>();
    boolean kwOnly = options.kwOnly();
    for (Definition definition : annotated(cls)) {
      Stmt.AnnAssign assign = ((DefinitionKind.AnnAssign) definition.kind()).statement();
      QualifiedType declared = program.definitions().declaredBy(cls.module(), definition);
      if (declared.has(Qualifier.CLASS_VAR) || declared.has(Qualifier.TYPE_ALIAS)) {
        continue;
      }
      if (declared.type() instanceof NominalType nominal && nominal.cls().equals(KW_ONLY)) {
        kwOnly = true;
        continue;
      }
      DataclassModel.Field field = field(cls, definition, assign, declared, kwOnly, options);
      fields.add(new Own(field, assign.target, assign.value, true));
    }
    return fields;
  }

  /** The annotated assignments to names of the body, the first one of each name, in order. */
  private List<Definition> annotated(SourceClassModel cls) {
    List<Definition> found = new ArrayList<>();
    for (Symbol symbol : cls.scope().symbols()) {
      if (!symbol.isDeclared()) {
        continue;
      }
      for (Definition definition : symbol.definitions()) {
        if (definition.kind() instanceof DefinitionKind.AnnAssign assign
            && assign.statement().isAtRunTime()
            && definition.scope() == cls.scope()
            && !program.flow().isNeverReached(cls.module(), definition.reachability())) {
          found.add(definition);
          break;
        }
      }
    }
    found.sort((a, b) -> Integer.compare(a.index(), b.index()));
    return found;
  }

  DataclassModel.Field field(
      SourceClassModel cls,
      Definition definition,
      Stmt.AnnAssign assign,
      QualifiedType declared,
      boolean kwOnly,
      DataclassOptions options) {
    Type type =
        declared.written() == null
            ? program.definitions().bindingType(cls.module(), definition)
            : declared.type();
    boolean initVar = declared.has(Qualifier.INIT_VAR);
    Type initType = initType(type);
    if (assign.value instanceof Expr.Call call && isSpecifier(cls, call, options)) {
      Specifier specifier = specifier(cls, call);
      return new DataclassModel.Field(
          definition.place(),
          type,
          specifier.converted() != null ? specifier.converted() : initType,
          specifier.hasDefault(),
          specifier.init(),
          specifier.kwOnly() == null ? kwOnly : specifier.kwOnly(),
          initVar,
          specifier.alias(),
          cls.id());
    }
    return new DataclassModel.Field(
        definition.place(),
        type,
        initType,
        assign.value != null || hasOtherValue(definition),
        true,
        kwOnly,
        initVar,
        null,
        cls.id());
  }

  /** Whether another statement of the body gives the field a default. */
  private static boolean hasOtherValue(Definition declaration) {
    Symbol symbol = declaration.symbol();
    if (symbol == null) {
      return false;
    }
    for (Definition other : symbol.definitions()) {
      if (other != declaration && other.kind() instanceof DefinitionKind.Assign) {
        return true;
      }
    }
    return false;
  }

  /**
   * What the parameter of a field takes: what a descriptor's {@code __set__} takes, if it is one.
   */
  private Type initType(Type type) {
    if (!(type instanceof NominalType nominal) || nominal.cls().module().equals("builtins")) {
      return type;
    }
    Optional<Access> setter = program.members().read(nominal, "__set__");
    if (setter.isEmpty() || !(setter.get().type() instanceof CallableType callable)) {
      return type;
    }
    return parameterOf(callable, 1);
  }

  /** The union of what the overloads take at a position. */
  private static Type parameterOf(CallableType callable, int index) {
    List<Type> types = new ArrayList<>();
    for (Signature signature : callable.signatures()) {
      List<ParameterType> parameters = signature.parameters().parameters();
      if (index < parameters.size() && takesPosition(parameters.get(index).kind())) {
        List<Type> unknown = new ArrayList<>();
        for (TypeVarType parameter : signature.typeParameters()) {
          unknown.add(parameter.unknownArgument());
        }
        types.add(
            Substitution.of(signature.typeParameters(), unknown)
                .apply(parameters.get(index).type()));
      }
    }
    return types.isEmpty() ? DynamicType.UNKNOWN : Unions.of(types);
  }

  private static boolean takesPosition(ParameterKind kind) {
    return switch (kind) {
      case POSITIONAL_ONLY, POSITIONAL_OR_KEYWORD, VAR_POSITIONAL -> true;
      case KEYWORD_ONLY, VAR_KEYWORD -> false;
    };
  }

  /** What the values of a field go through before they are stored; null where nothing does. */
  static @Nullable Expr converter(@Nullable Expr value) {
    return value instanceof Expr.Call call
        ? AssignedCall.argument(call, Integer.MAX_VALUE, "converter")
        : null;
  }

  /** Whether a call describes a field. */
  boolean isSpecifier(SourceClassModel cls, Expr.Call call, DataclassOptions options) {
    return !options.specifiers().isEmpty()
        && options.specifiers().contains(DataclassTransforms.nameOf(value(cls, call.callee)));
  }

  private Type value(SourceClassModel cls, Expr expression) {
    return program.definitions().value(cls.module(), expression, cls.scope());
  }

  /** What a field specifier says. */
  record Specifier(
      boolean hasDefault,
      boolean init,
      @Nullable Boolean kwOnly,
      @Nullable String alias,
      @Nullable Type converted) {}

  Specifier specifier(SourceClassModel cls, Expr.Call call) {
    boolean hasDefault = false;
    Boolean init = null;
    Boolean kwOnly = null;
    String alias = null;
    Type converted = null;
    for (Argument argument : call.arguments) {
      if (argument.kind != Argument.Kind.KEYWORD || argument.name == null) {
        continue;
      }
      switch (argument.name.name) {
        case "default", "default_factory", "factory" -> hasDefault = true;
        case "init" -> init = literal(argument.value);
        case "kw_only" -> kwOnly = literal(argument.value);
        case "alias" -> alias = AssignedCall.text(argument.value);
        case "converter" -> converted = input(value(cls, argument.value));
        default -> {}
      }
    }
    if (init == null || kwOnly == null) {
      Signature signature = chosen(cls, call);
      init = init == null ? implied(signature, "init") : init;
      kwOnly = kwOnly == null ? implied(signature, "kw_only") : kwOnly;
    }
    return new Specifier(hasDefault, init == null || init, kwOnly, alias, converted);
  }

  private static @Nullable Boolean literal(Expr expression) {
    return expression instanceof Expr.Constant constant
        ? switch (constant.kind) {
          case TRUE -> Boolean.TRUE;
          case FALSE -> Boolean.FALSE;
          default -> null;
        }
        : null;
  }

  /** What a converter takes. */
  private Type input(Type converter) {
    Type callable =
        converter instanceof ClassLiteralType
            ? program.typeSystem().constructorOf(converter)
            : converter;
    List<Type> accepted = new ArrayList<>();
    for (Type member : callable == null ? List.<Type>of() : Unions.members(callable)) {
      if (!(member instanceof CallableType one)) {
        return DynamicType.UNKNOWN;
      }
      accepted.add(parameterOf(one, 0));
    }
    return accepted.isEmpty() ? DynamicType.UNKNOWN : Unions.of(accepted);
  }

  /** The overload of a specifier that a call chooses; null if the callee is no function. */
  private @Nullable Signature chosen(SourceClassModel cls, Expr.Call call) {
    if (!(value(cls, call.callee) instanceof CallableType callable)) {
      return null;
    }
    if (!callable.isOverloaded()) {
      return callable.signatures().getFirst();
    }
    List<CallArgument> arguments = new ArrayList<>();
    for (Argument argument : call.arguments) {
      Type type = value(cls, argument.value);
      arguments.add(
          argument.kind == Argument.Kind.KEYWORD && argument.name != null
              ? CallArgument.keyword(argument.name.name, type)
              : CallArgument.positional(type));
    }
    CallOutcome outcome = program.calls().call(callable, arguments);
    return outcome.chosen().isEmpty() ? null : outcome.chosen().getFirst().signature();
  }

  /** What a parameter that got no argument says by its literal type or its default. */
  private static @Nullable Boolean implied(@Nullable Signature signature, String name) {
    if (signature == null) {
      return null;
    }
    for (ParameterType parameter : signature.parameters().parameters()) {
      if (parameter.name().equals(name)) {
        Boolean typed = literal(parameter.type());
        return typed != null || parameter.defaultType() == null
            ? typed
            : literal(parameter.defaultType());
      }
    }
    return null;
  }

  private static @Nullable Boolean literal(Type type) {
    return type instanceof LiteralType literal && literal.value() instanceof Boolean value
        ? value
        : null;
  }
}
