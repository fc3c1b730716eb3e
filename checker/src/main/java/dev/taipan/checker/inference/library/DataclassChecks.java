package dev.taipan.checker.inference.library;

import dev.taipan.checker.binding.Definition;
import dev.taipan.checker.binding.DefinitionKind;
import dev.taipan.checker.binding.Symbol;
import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Region;
import dev.taipan.checker.inference.annotations.QualifiedType;
import dev.taipan.checker.inference.definitions.SourceClassModel;
import dev.taipan.checker.syntax.Argument;
import dev.taipan.checker.syntax.Decorator;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.types.CallableType;
import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.DataclassModel;
import dev.taipan.checker.types.Display;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.Member;
import dev.taipan.checker.types.Mro;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.ParameterKind;
import dev.taipan.checker.types.ParameterType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.WellKnown;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is wrong with the definition of a dataclass. */
public final class DataclassChecks {
  /** The options that every transform has to understand. */
  private static final Set<String> FLAGS =
      Set.of("eq", "order", "frozen", "init", "unsafe_hash", "kw_only");

  private final Program program;

  DataclassChecks(Program program) {
    this.program = program;
  }

  /** Reports what is wrong with a dataclass as a whole. */
  public void check(Region region, SourceClassModel cls) {
    DataclassOptions options = program.dataclasses().optionsOf(cls);
    DataclassModel model = options == null ? null : cls.dataclass();
    if (options == null || model == null) {
      return;
    }
    checkKind(region, cls, options);
    checkFlags(region, cls, options);
    checkOrder(region, cls, options, model);
    checkFrozen(region, cls, options);
    checkSlots(region, cls, options);
    checkComparisons(region, cls, options);
    if (options.kind() != DataclassOptions.Kind.ATTRS) {
      checkPostInit(region, cls, model);
    }
    checkAnnotated(region, cls, options);
    checkMethods(region, cls, options);
  }

  /** What {@code field()} makes is a field only where an annotation says so. */
  private void checkAnnotated(Region region, SourceClassModel cls, DataclassOptions options) {
    if (!options.standard()) {
      return;
    }
    for (Stmt statement : cls.definition().body) {
      if (statement instanceof Stmt.Assign assign
          && assign.value instanceof Expr.Call call
          && assign.targets.getFirst() instanceof Expr.Name name
          && program.dataclasses().fields().isSpecifier(cls, call, options)
          && !isAnnotated(cls, name.name)) {
        region.report(
            Rules.INVALID_DATACLASS, assign, "the field `" + name.name + "` has no annotation");
      }
    }
  }

  private static boolean isAnnotated(SourceClassModel cls, String name) {
    Symbol symbol = cls.scope().symbol(name);
    for (Definition definition : symbol == null ? List.<Definition>of() : symbol.definitions()) {
      if (definition.kind() instanceof DefinitionKind.AnnAssign) {
        return true;
      }
    }
    return false;
  }

  /** What a dataclass writes itself the class cannot define. */
  private static void checkMethods(Region region, SourceClassModel cls, DataclassOptions options) {
    if (!options.standard()) {
      return;
    }
    List<String> written = new ArrayList<>();
    if (options.frozen()) {
      written.addAll(List.of("__setattr__", "__delattr__"));
    }
    if (options.order()) {
      written.addAll(List.of("__lt__", "__le__", "__gt__", "__ge__"));
    }
    for (String name : written) {
      Symbol symbol = cls.scope().symbol(name);
      Stmt.FunctionDef function = symbol == null ? null : definitionOf(symbol);
      if (function != null) {
        region.report(
            Rules.INVALID_DATACLASS_OVERRIDE,
            function.name,
            "the dataclass makes `" + name + "` itself");
      }
    }
  }

  private static Node headOf(SourceClassModel cls) {
    return cls.definition().name;
  }

  /** What an option is must be known before the program runs. */
  private void checkFlags(Region region, SourceClassModel cls, DataclassOptions options) {
    if (options.kind() == DataclassOptions.Kind.ATTRS) {
      return;
    }
    for (Argument argument : program.dataclasses().argumentsOf(cls)) {
      if (argument.name != null
          && FLAGS.contains(argument.name.name)
          && !(argument.value instanceof Expr.Constant)
          && program
              .definitions()
              .value(cls.module(), argument.value, cls.enclosing())
              .equals(new NominalType(WellKnown.BOOL))) {
        region.report(
            Rules.INVALID_DATACLASS,
            argument.value,
            "`" + argument.name.name + "` must be `True` or `False`, not computed when it runs");
      }
    }
  }

  private void checkKind(Region region, SourceClassModel cls, DataclassOptions options) {
    if (!options.standard()) {
      return;
    }
    String kind =
        cls.isEnum()
            ? "an enum"
            : cls.typedDict() != null
                ? "a TypedDict"
                : cls.isProtocol()
                    ? "a protocol"
                    : cls.namedTupleFields() != null ? "a named tuple" : null;
    if (kind != null) {
      region.report(Rules.INVALID_DATACLASS, headOf(cls), kind + " cannot be a dataclass");
    }
  }

  /** A field without a default must not follow one with a default. */
  private void checkOrder(
      Region region, SourceClassModel cls, DataclassOptions options, DataclassModel model) {
    int markers = 0;
    for (Stmt statement : cls.definition().body) {
      if (statement instanceof Stmt.AnnAssign assign && isMarker(cls, assign)) {
        markers++;
        if (markers > 1) {
          region.report(
              Rules.DUPLICATE_KW_ONLY, assign, "a dataclass has at most one `KW_ONLY` marker");
        }
      }
    }
    if (!options.init() || options.open()) {
      return;
    }
    String withDefault = null;
    for (DataclassModel.Field field : model.fields()) {
      if (!field.init() || field.kwOnly()) {
        continue;
      }
      if (field.hasDefault()) {
        withDefault = field.name();
      } else if (withDefault != null) {
        Expr own = declarationOf(cls, options, field.name());
        region.report(
            Rules.INVALID_DATACLASS_FIELD_ORDER,
            own == null ? headOf(cls) : own,
            "the field `"
                + field.name()
                + "` has no default but follows `"
                + withDefault
                + "`, which has one");
      }
    }
  }

  private boolean isMarker(SourceClassModel cls, Stmt.AnnAssign assign) {
    QualifiedType declared =
        program.definitions().annotation(cls.module(), assign.annotation, cls.scope());
    return declared.type() instanceof NominalType nominal
        && nominal.cls().equals(DataclassFields.KW_ONLY);
  }

  private @Nullable Expr declarationOf(
      SourceClassModel cls, DataclassOptions options, String name) {
    for (DataclassFields.Own own : program.dataclasses().fields().own(cls, options)) {
      if (own.field().name().equals(name)) {
        return own.target();
      }
    }
    return null;
  }

  private void checkFrozen(Region region, SourceClassModel cls, DataclassOptions options) {
    if (options.neutral() || options.open() || options.kind() == DataclassOptions.Kind.ATTRS) {
      return;
    }
    for (Type base : cls.bases()) {
      ClassId id = Mro.classOf(base);
      if (id == null || !(program.classModel(id) instanceof SourceClassModel above)) {
        continue;
      }
      DataclassOptions inherited = program.dataclasses().optionsOf(above);
      if (inherited != null
          && !inherited.neutral()
          && !inherited.open()
          && inherited.frozen() != options.frozen()) {
        region.report(
            Rules.INVALID_FROZEN_DATACLASS_SUBCLASS,
            headOf(cls),
            options.frozen()
                ? "a frozen dataclass cannot inherit from `" + id.name() + "`, which is not frozen"
                : "a dataclass that is not frozen cannot inherit from the frozen `"
                    + id.name()
                    + "`");
        return;
      }
    }
  }

  private static void checkSlots(Region region, SourceClassModel cls, DataclassOptions options) {
    Symbol symbol = cls.scope().symbol("__slots__");
    if (options.slots() && options.standard() && symbol != null && symbol.isBound()) {
      region.report(
          Rules.INVALID_DATACLASS,
          headOf(cls),
          "`slots=True` makes `__slots__`, which the class defines already");
    }
    for (Decorator decorator : cls.definition().decorators) {
      if (options.standard()
          && !options.slots()
          && decorator.expression instanceof Expr.Call call
          && DataclassTransforms.flag(call.arguments, "weakref_slot", false)) {
        region.report(Rules.INVALID_DATACLASS, decorator, "`weakref_slot=True` needs `slots=True`");
      }
    }
  }

  private static void checkComparisons(
      Region region, SourceClassModel cls, DataclassOptions options) {
    if (options.order() && options.standard() && !options.eq()) {
      region.report(
          Rules.INVALID_DATACLASS,
          cls.definition().decorators.getFirst(),
          "`order=True` needs `eq=True`");
    }
  }

  /** The fields that only the constructor knows must fit the parameters of `__post_init__`. */
  private void checkPostInit(Region region, SourceClassModel cls, DataclassModel model) {
    Symbol symbol = cls.scope().symbol("__post_init__");
    Optional<Member> member = symbol == null ? Optional.empty() : cls.member("__post_init__");
    if (member.isEmpty()
        || !(member.get().type() instanceof CallableType callable)
        || callable.isOverloaded()
        || callable.binding() != CallableType.Binding.FUNCTION) {
      return;
    }
    Stmt.FunctionDef function = definitionOf(Objects.requireNonNull(symbol));
    List<ParameterType> parameters = callable.signatures().getFirst().parameters().parameters();
    List<DataclassModel.Field> passed = new ArrayList<>();
    for (DataclassModel.Field field : model.fields()) {
      if (field.initVar()) {
        passed.add(field);
      }
    }
    Node at = function == null ? headOf(cls) : function.name;
    int taken = 0;
    int required = 0;
    boolean variadic = false;
    for (int i = 1; i < parameters.size(); i++) {
      ParameterType parameter = parameters.get(i);
      boolean positional =
          parameter.kind() == ParameterKind.POSITIONAL_ONLY
              || parameter.kind() == ParameterKind.POSITIONAL_OR_KEYWORD;
      variadic |= parameter.kind() == ParameterKind.VAR_POSITIONAL;
      if (positional) {
        taken++;
        required += parameter.isRequired() ? 1 : 0;
      }
    }
    if (passed.size() < required || passed.size() > taken && !variadic) {
      region.report(
          Rules.INVALID_DATACLASS_POST_INIT,
          at,
          "`__post_init__` gets "
              + passed.size()
              + (passed.size() == 1 ? " `InitVar` field" : " `InitVar` fields")
              + " but takes "
              + (variadic ? "at least " + required : String.valueOf(taken)));
      return;
    }
    for (int i = 0; i < passed.size() && i + 1 < parameters.size(); i++) {
      ParameterType parameter = parameters.get(i + 1);
      DataclassModel.Field field = passed.get(i);
      if (parameter.type() instanceof DynamicType
          || program.typeSystem().isAssignable(field.type(), parameter.type())) {
        continue;
      }
      region.report(
          Rules.INVALID_DATACLASS_POST_INIT,
          parameterNode(function, i + 1, at),
          "`__post_init__` gets `"
              + Display.of(field.type())
              + "` from the field `"
              + field.name()
              + "`, its parameter takes `"
              + Display.of(parameter.type())
              + "`");
    }
  }

  private static Node parameterNode(
      Stmt.@Nullable FunctionDef function, int index, Node otherwise) {
    return function != null && index < function.parameters.all.size()
        ? function.parameters.all.get(index)
        : otherwise;
  }

  private static Stmt.@Nullable FunctionDef definitionOf(Symbol symbol) {
    for (Definition definition : symbol.definitions()) {
      if (definition.kind() instanceof DefinitionKind.Function function) {
        return function.node();
      }
    }
    return null;
  }
}
