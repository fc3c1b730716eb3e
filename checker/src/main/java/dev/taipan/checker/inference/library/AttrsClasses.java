package dev.taipan.checker.inference.library;

import dev.taipan.checker.binding.Definition;
import dev.taipan.checker.binding.DefinitionKind;
import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.binding.Symbol;
import dev.taipan.checker.inference.AssignedCall;
import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Region;
import dev.taipan.checker.inference.annotations.QualifiedType;
import dev.taipan.checker.inference.annotations.QualifiedType.Qualifier;
import dev.taipan.checker.inference.definitions.SourceClassModel;
import dev.taipan.checker.syntax.Argument;
import dev.taipan.checker.syntax.Decorator;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.types.DataclassModel;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.Unions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Classes of the library attrs. Its decorators declare themselves as dataclass transforms, which
 * says the half of what they do: fields need no annotation, the constructor takes private ones by
 * their public names, and a field in the body of the class has decorators of its own.
 */
final class AttrsClasses {
  /** The names of the library's two packages. */
  private static final Set<String> MODULES = Set.of("attr", "attrs");

  /** The functions that describe a field. */
  private static final Set<String> SPECIFIERS = Set.of("attr.attrib", "attrs.field");

  /** The decorator of old, which by itself collects nothing but specifiers. */
  private static final String OLD = "attr.attrs";

  private final Program program;
  private final DataclassFields fields;

  AttrsClasses(Program program, DataclassFields fields) {
    this.program = program;
    this.fields = fields;
  }

  /** Whether decorators of a module are those of attrs. */
  static boolean isAttrs(String module) {
    return MODULES.contains(module);
  }

  /**
   * What a decorator with these arguments makes of a class.
   *
   * @param function the qualified name of the decorator
   * @param written the decorator as it is written, without its arguments
   */
  static DataclassOptions options(
      DataclassOptions.Transform transform,
      String function,
      Expr written,
      List<Argument> arguments) {
    boolean compares = DataclassTransforms.flag(arguments, "cmp", transform.eqDefault());
    boolean eq = DataclassTransforms.flag(arguments, "eq", compares);
    return new DataclassOptions(
        DataclassOptions.Kind.ATTRS,
        collects(function, written, arguments),
        DataclassTransforms.isOpen(arguments),
        false,
        DataclassTransforms.flag(arguments, "init", true),
        eq,
        DataclassTransforms.flag(arguments, "order", transform.orderDefault() && eq),
        DataclassTransforms.flag(arguments, "frozen", transform.frozenDefault()),
        setsHash(arguments),
        DataclassTransforms.flag(arguments, "kw_only", false),
        DataclassTransforms.flag(arguments, "slots", !function.equals(OLD)),
        DataclassTransforms.flag(arguments, "match_args", true),
        transform.specifiers());
  }

  private static DataclassOptions.Collects collects(
      String function, Expr written, List<Argument> arguments) {
    if (AssignedCall.keyword(arguments, "these") != null) {
      return DataclassOptions.Collects.NOTHING;
    }
    if (DataclassTransforms.flag(arguments, "auto_attribs", false)) {
      return DataclassOptions.Collects.ANNOTATIONS;
    }
    if (!DataclassTransforms.flag(arguments, "auto_attribs", true)) {
      return DataclassOptions.Collects.SPECIFIERS;
    }
    if (!function.equals(OLD)) {
      return DataclassOptions.Collects.AS_WRITTEN;
    }
    // For the library's stubs `attr.dataclass` is the same function: only its name tells.
    String name =
        switch (written) {
          case Expr.Name plain -> plain.name;
          case Expr.Attribute attribute -> attribute.name;
          default -> "";
        };
    return name.equals("dataclass")
        ? DataclassOptions.Collects.ANNOTATIONS
        : DataclassOptions.Collects.SPECIFIERS;
  }

  /** Whether objects stay hashable: the class makes a hash or leaves the one that it has. */
  private static boolean setsHash(List<Argument> arguments) {
    for (String name : List.of("unsafe_hash", "hash")) {
      if (AssignedCall.keyword(arguments, name) instanceof Expr.Constant constant
          && constant.kind != Expr.Constant.Kind.NONE) {
        return true;
      }
    }
    return false;
  }

  /** The fields that the body of a class makes, in order. */
  List<DataclassFields.Own> own(SourceClassModel cls, DataclassOptions options) {
    if (options.collects() == DataclassOptions.Collects.NOTHING) {
      return List.of();
    }
    List<Definition> definitions = firstDefinitions(cls);
    boolean byAnnotation =
        switch (options.collects()) {
          case ANNOTATIONS -> true;
          case SPECIFIERS, NOTHING -> false;
          case AS_WRITTEN -> !anyWithoutAnnotation(cls, definitions, options);
        };
    Set<String> withDefault = decoratedDefaults(cls.definition());
    List<DataclassFields.Own> found = new ArrayList<>();
    for (Definition definition : definitions) {
      DataclassFields.Own own =
          switch (definition.kind()) {
            case DefinitionKind.AnnAssign annotated ->
                annotated(cls, definition, annotated.statement(), byAnnotation, options);
            case DefinitionKind.Assign assign
                when assign.value() instanceof Expr.Call call
                    && fields.isSpecifier(cls, call, options) ->
                bare(cls, definition, assign.statement(), call, options);
            default -> null;
          };
      if (own != null) {
        found.add(finished(own, withDefault));
      }
    }
    return found;
  }

  /** The first assignment to each name of the body that is run, in order. */
  private List<Definition> firstDefinitions(SourceClassModel cls) {
    List<Definition> found = new ArrayList<>();
    for (Symbol symbol : cls.scope().symbols()) {
      for (Definition definition : symbol.definitions()) {
        boolean assigns =
            definition.kind() instanceof DefinitionKind.AnnAssign
                || definition.kind() instanceof DefinitionKind.Assign;
        if (assigns
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

  private boolean anyWithoutAnnotation(
      SourceClassModel cls, List<Definition> definitions, DataclassOptions options) {
    for (Definition definition : definitions) {
      if (definition.kind() instanceof DefinitionKind.Assign assign
          && assign.value() instanceof Expr.Call call
          && fields.isSpecifier(cls, call, options)) {
        return true;
      }
    }
    return false;
  }

  private DataclassFields.@Nullable Own annotated(
      SourceClassModel cls,
      Definition definition,
      Stmt.AnnAssign assign,
      boolean byAnnotation,
      DataclassOptions options) {
    Expr.Call specifier =
        assign.value instanceof Expr.Call call && fields.isSpecifier(cls, call, options)
            ? call
            : null;
    QualifiedType declared = program.definitions().declaredBy(cls.module(), definition);
    if (declared.has(Qualifier.CLASS_VAR) || specifier == null && !byAnnotation) {
      return null;
    }
    DataclassModel.Field field =
        fields.field(cls, definition, assign, declared, options.kwOnly(), options);
    boolean positionalDefault =
        specifier != null && AssignedCall.argument(specifier, 0, "default") != null;
    return new DataclassFields.Own(
        positionalDefault ? withDefault(field) : field, assign.target, assign.value, true);
  }

  /**
   * A field that only its specifier tells of. What its default or validator is called with says
   * what it may hold, but not all of that.
   */
  private DataclassFields.Own bare(
      SourceClassModel cls,
      Definition definition,
      Stmt.Assign assign,
      Expr.Call call,
      DataclassOptions options) {
    DataclassFields.Specifier specifier = fields.specifier(cls, call);
    boolean typed = AssignedCall.argument(call, Integer.MAX_VALUE, "type") != null;
    Type made = program.definitions().bindingType(cls.module(), definition);
    Type type =
        typed
            ? made
            : specifier.converted() != null
                ? DynamicType.UNKNOWN
                : Unions.of(List.of(made, DynamicType.UNKNOWN));
    DataclassModel.Field field =
        new DataclassModel.Field(
            definition.place(),
            type,
            specifier.converted() != null
                ? specifier.converted()
                : typed ? type : DynamicType.UNKNOWN,
            specifier.hasDefault() || AssignedCall.argument(call, 0, "default") != null,
            specifier.init(),
            specifier.kwOnly() == null ? options.kwOnly() : specifier.kwOnly(),
            false,
            specifier.alias(),
            cls.id());
    return new DataclassFields.Own(field, assign.targets.getFirst(), call, false);
  }

  /** The constructor takes private fields by their public names. */
  private static DataclassFields.Own finished(DataclassFields.Own own, Set<String> withDefault) {
    DataclassModel.Field field = own.field();
    if (field.alias() == null && field.name().startsWith("_")) {
      field = withAlias(field, field.name().replaceFirst("^_+", ""));
    }
    if (withDefault.contains(field.name())) {
      field = withDefault(field);
    }
    return new DataclassFields.Own(field, own.target(), own.value(), own.annotated());
  }

  private static DataclassModel.Field withAlias(DataclassModel.Field field, String alias) {
    return new DataclassModel.Field(
        field.name(),
        field.type(),
        field.initType(),
        field.hasDefault(),
        field.init(),
        field.kwOnly(),
        field.initVar(),
        alias,
        field.owner());
  }

  private static DataclassModel.Field withDefault(DataclassModel.Field field) {
    return new DataclassModel.Field(
        field.name(),
        field.type(),
        field.initType(),
        true,
        field.init(),
        field.kwOnly(),
        field.initVar(),
        field.alias(),
        field.owner());
  }

  /** The fields whose defaults methods make that are decorated with {@code @field.default}. */
  private static Set<String> decoratedDefaults(Stmt.ClassDef cls) {
    Set<String> names = new HashSet<>();
    for (Stmt statement : cls.body) {
      if (statement instanceof Stmt.FunctionDef function) {
        for (Decorator decorator : function.decorators) {
          if (decorator.expression instanceof Expr.Attribute attribute
              && attribute.name.equals("default")
              && attribute.value instanceof Expr.Name field) {
            names.add(field.name);
          }
        }
      }
    }
    return names;
  }

  /** Whether an attribute is one of the decorators that a field has in the body of its class. */
  static boolean isFieldDecorator(Program program, Region region, Expr.Attribute attribute) {
    if (!(attribute.name.equals("validator") || attribute.name.equals("default"))
        || !(attribute.value instanceof Expr.Name name)
        || region.scope().kind() != Scope.Kind.CLASS) {
      return false;
    }
    Symbol symbol = region.scope().symbol(name.name);
    for (Definition definition : symbol == null ? List.<Definition>of() : symbol.definitions()) {
      Expr value =
          switch (definition.kind()) {
            case DefinitionKind.Assign assign -> assign.value();
            case DefinitionKind.AnnAssign annotated -> annotated.statement().value;
            default -> null;
          };
      if (value instanceof Expr.Call call
          && SPECIFIERS.contains(calleeName(program, region.module(), call, region.scope()))) {
        return true;
      }
    }
    return false;
  }

  private static String calleeName(
      Program program, ModuleTypes module, Expr.Call call, Scope scope) {
    Type callee = program.definitions().region(module, call, scope).type(call.callee.id);
    return callee == null ? "" : DataclassTransforms.nameOf(callee);
  }
}
