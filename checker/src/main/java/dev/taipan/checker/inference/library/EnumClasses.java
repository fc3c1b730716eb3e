package dev.taipan.checker.inference.library;

import dev.taipan.checker.binding.Definition;
import dev.taipan.checker.binding.DefinitionKind;
import dev.taipan.checker.binding.Symbol;
import dev.taipan.checker.inference.MemoKey;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.definitions.Declared;
import dev.taipan.checker.inference.definitions.SourceClassModel;
import dev.taipan.checker.syntax.Argument;
import dev.taipan.checker.syntax.Decorator;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.types.CallableType;
import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.ClassLiteralType;
import dev.taipan.checker.types.ClassModel;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.LiteralType;
import dev.taipan.checker.types.Literals;
import dev.taipan.checker.types.Member;
import dev.taipan.checker.types.Mro;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.PropertyType;
import dev.taipan.checker.types.TupleType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.Unions;
import dev.taipan.checker.types.WellKnown;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Enum classes: which names are members, and what types they and their values have; see the
 * specification's chapter "Enumerations".
 */
public final class EnumClasses {
  private static final Type ANY_TUPLE = TupleType.homogeneous(WellKnown.TOP);

  private static final ClassId AUTO = new ClassId("enum", "auto");
  private static final ClassId MEMBER = new ClassId("enum", "member");
  private static final ClassId NONMEMBER = new ClassId("enum", "nonmember");
  private static final ClassId STR_ENUM = new ClassId("enum", "StrEnum");

  /** The enums of the library with values of one type. */
  private static final Set<String> VALUE_TYPES = Set.of("StrEnum", "IntEnum", "IntFlag", "Flag");

  private static final Set<ClassId> DATA_TYPES =
      Set.of(WellKnown.INT, WellKnown.FLOAT, WellKnown.STR, WellKnown.BYTES);

  private static final class FirstNamesKey extends MemoKey {
    FirstNamesKey(ClassId cls) {
      super(cls);
    }
  }

  private final Program program;

  public EnumClasses(Program program) {
    this.program = program;
  }

  /** The names of the members of an enum class, in order, aliases left out. */
  public List<String> members(SourceClassModel cls) {
    List<String> names = new ArrayList<>();
    for (Symbol symbol : cls.scope().symbols()) {
      if (isMember(cls, symbol) && aliased(cls, symbol) == null) {
        names.add(symbol.name());
      }
    }
    return names;
  }

  /** The assignment that makes a name a member; null if the name is none. */
  private @Nullable Expr memberValue(SourceClassModel cls, Symbol symbol) {
    String name = symbol.name();
    if (name.startsWith("__")
        || name.startsWith("_" + cls.id().name() + "__")
        || name.equals("_ignore_")
        || name.startsWith("_") && name.endsWith("_")
        || isIgnored(cls, name)) {
      return null;
    }
    for (Definition definition : symbol.definitions()) {
      if (program.flow().isNeverReached(cls.module(), definition.reachability())) {
        continue;
      }
      switch (definition.kind()) {
        case DefinitionKind.Assign assign -> {
          return assign.direct() ? assign.value() : part(assign.statement(), definition.target());
        }
        case DefinitionKind.AnnAssign assign when assign.statement().value != null -> {
          return assign.statement().value;
        }
        case DefinitionKind.Function function -> {
          return hasMemberDecorator(cls, function.node().decorators) ? function.node().name : null;
        }
        case DefinitionKind.Class nested -> {
          return hasMemberDecorator(cls, nested.node().decorators) ? nested.node().name : null;
        }
        default -> {
          return null;
        }
      }
    }
    return null;
  }

  /** What one of several targets gets, where that is written out; else the whole value. */
  private static Expr part(Stmt.Assign statement, Node target) {
    for (Expr written : statement.targets) {
      if (written instanceof Expr.Tuple targets
          && statement.value instanceof Expr.Tuple values
          && targets.elements.size() == values.elements.size()
          && targets.elements.contains(target)) {
        return values.elements.get(targets.elements.indexOf(target));
      }
    }
    return statement.value;
  }

  private boolean hasMemberDecorator(SourceClassModel cls, List<Decorator> decorators) {
    return !decorators.isEmpty()
        && typeOf(cls, decorators.get(0).expression) instanceof ClassLiteralType decorator
        && decorator.cls().equals(MEMBER);
  }

  /** Whether {@code _ignore_} lists the name. */
  private boolean isIgnored(SourceClassModel cls, String name) {
    Symbol ignore = cls.scope().symbol("_ignore_");
    if (ignore == null) {
      return false;
    }
    for (Definition definition : ignore.definitions()) {
      if (definition.kind() instanceof DefinitionKind.Assign assign) {
        switch (assign.value()) {
          case Expr.Str text -> {
            return List.of(text.value.replace(',', ' ').trim().split("\\s+")).contains(name);
          }
          case Expr.ListExpr list -> {
            for (Expr element : list.elements) {
              if (element instanceof Expr.Str text && text.value.equals(name)) {
                return true;
              }
            }
          }
          default -> {}
        }
      }
    }
    return false;
  }

  private Type typeOf(SourceClassModel cls, Expr expression) {
    return program.definitions().value(cls.module(), expression, cls.scope());
  }

  /** Whether a name of the body is a member, or another name of one. */
  public boolean isMember(SourceClassModel cls, Symbol symbol) {
    Expr value = memberValue(cls, symbol);
    if (value == null) {
      return false;
    }
    if (value instanceof Expr.Lambda) {
      return false;
    }
    if (value instanceof Expr.Name && aliased(cls, symbol) != null) {
      return true;
    }
    if (value instanceof Expr.Constant
        || value instanceof Expr.Str
        || value instanceof Expr.Tuple) {
      return true;
    }
    if (value instanceof Expr.Call call) {
      Type callee = typeOf(cls, call.callee);
      if (callee instanceof ClassLiteralType literal) {
        if (literal.cls().equals(NONMEMBER)) {
          return false;
        }
        if (literal.cls().equals(MEMBER) || literal.cls().equals(AUTO)) {
          return true;
        }
      }
    }
    Type type = typeOf(cls, value);
    return switch (type) {
      case CallableType _ -> false;
      case PropertyType _ -> false;
      case ClassLiteralType _ -> true;
      case NominalType nominal ->
          !nominal.cls().equals(NONMEMBER)
              && program.members().specialMethod(nominal, "__get__").isEmpty();
      default -> true;
    };
  }

  /** The member that a name is another name of; null if it is none or a member itself. */
  private @Nullable String aliased(SourceClassModel cls, Symbol symbol) {
    Expr value = memberValue(cls, symbol);
    if (value instanceof Expr.Name name && !name.name.equals(symbol.name())) {
      Symbol other = cls.scope().symbol(name.name);
      if (other != null && isMember(cls, other)) {
        String further = aliased(cls, other);
        return further == null ? other.name() : further;
      }
      return null;
    }
    if (value == null || value instanceof Expr.Call) {
      return null;
    }
    Type type = typeOf(cls, value);
    if (!(type instanceof LiteralType)) {
      return null;
    }
    String first = firstNames(cls).get(type);
    return symbol.name().equals(first) ? null : first;
  }

  /** The first name that each literal value has in the body; found once for all members. */
  private Map<Type, String> firstNames(SourceClassModel cls) {
    return program.memo(
        cls.module(),
        new FirstNamesKey(cls.id()),
        Map.of(),
        () -> {
          Map<Type, String> names = new HashMap<>();
          for (Symbol symbol : cls.scope().symbols()) {
            Expr value = memberValue(cls, symbol);
            if (value == null || value instanceof Expr.Call || value instanceof Expr.Name) {
              continue;
            }
            Type type = typeOf(cls, value);
            if (type instanceof LiteralType) {
              names.putIfAbsent(type, symbol.name());
            }
          }
          return names;
        });
  }

  /** A member as an attribute of its class; null for other names and other classes. */
  public @Nullable Member member(SourceClassModel cls, String name) {
    Symbol symbol = cls.scope().symbol(name);
    if (symbol == null || !symbol.isBound() || !cls.isEnum()) {
      return null;
    }
    if (!isMember(cls, symbol)) {
      return nonmember(cls, symbol);
    }
    String alias = aliased(cls, symbol);
    return new Member(
        name,
        cls.id(),
        new LiteralType(cls.id(), alias == null ? name : alias),
        true,
        Member.Place.CLASS,
        true,
        true,
        null);
  }

  /** What {@code nonmember(value)} leaves in the class: the value; null for other names. */
  private @Nullable Member nonmember(SourceClassModel cls, Symbol symbol) {
    if (memberValue(cls, symbol) instanceof Expr.Call call
        && call.arguments.size() == 1
        && typeOf(cls, call.callee) instanceof ClassLiteralType literal
        && literal.cls().equals(NONMEMBER)) {
      Type value = Literals.widen(typeOf(cls, call.arguments.get(0).value));
      return new Member(
          symbol.name(),
          cls.id(),
          value,
          false,
          Member.Place.CLASS_AND_INSTANCE,
          false,
          true,
          null);
    }
    return null;
  }

  /**
   * The type of {@code value}, {@code name} and their like on an enum member, or on any value of an
   * enum; null for other attributes.
   */
  @Nullable Type attribute(Type member, String name) {
    return switch (name) {
      case "value" -> isReplaced(member, name) ? null : value(member);
      case "_value_" -> value(member);
      case "name" -> isReplaced(member, name) ? null : name(member);
      case "_name_" -> name(member);
      default -> null;
    };
  }

  /**
   * Whether a class of the user's defines an attribute that every enum has otherwise. A member of
   * that name is found on the class only.
   */
  private boolean isReplaced(Type member, String name) {
    ClassId cls =
        switch (member) {
          case LiteralType literal -> literal.cls();
          case NominalType nominal -> nominal.cls();
          default -> null;
        };
    return cls != null
        && program.classModel(cls) instanceof SourceClassModel model
        && !model.enumMembers().contains(name)
        && definesInUserClass(model, name);
  }

  private @Nullable Type name(Type member) {
    if (member instanceof LiteralType literal) {
      return new LiteralType(WellKnown.STR, literal.value());
    }
    if (member instanceof NominalType nominal) {
      List<Type> names = new ArrayList<>();
      for (String one : program.classModel(nominal.cls()).enumMembers()) {
        names.add(new LiteralType(WellKnown.STR, one));
      }
      return names.isEmpty() || isFlag(nominal.cls()) ? null : Unions.of(names);
    }
    return null;
  }

  private boolean isFlag(ClassId cls) {
    return program.classModel(cls).inherits(WellKnown.FLAG);
  }

  private @Nullable Type value(Type member) {
    if (member instanceof LiteralType literal) {
      return valueOf(literal.cls(), String.valueOf(literal.value()));
    }
    if (member instanceof NominalType nominal) {
      ClassModel model = program.classModel(nominal.cls());
      if (isFlag(nominal.cls())) {
        return null;
      }
      List<Type> values = new ArrayList<>();
      for (String one : model.enumMembers()) {
        Type value = valueOf(nominal.cls(), one);
        if (value == null) {
          return null;
        }
        values.add(value);
      }
      return values.isEmpty() ? declaredValue(model) : Unions.of(values);
    }
    return null;
  }

  /** The declared type of {@code _value_}; null where no class of the user's declares it. */
  private @Nullable Type declaredValue(ClassModel model) {
    for (Type entry : model.mro()) {
      ClassId id = Mro.classOf(entry);
      if (id == null || id.module().equals("enum") && !VALUE_TYPES.contains(id.place())) {
        continue;
      }
      Optional<Member> declared = program.classModel(id).member("_value_");
      if (declared.isPresent() && declared.get().declared()) {
        return declared.get().type();
      }
    }
    return null;
  }

  private @Nullable Type valueOf(ClassId id, String name) {
    ClassModel model = program.classModel(id);
    if (!(model instanceof SourceClassModel cls)) {
      return program.functionalEnums().value(model, name);
    }
    Symbol symbol = cls.scope().symbol(name);
    Expr value = symbol == null ? null : memberValue(cls, symbol);
    if (symbol == null || value == null) {
      return null;
    }
    Type declared = declaredValue(cls);
    if (declared != null) {
      Type assigned = assignedValue(cls, symbol, value);
      return definesInUserClass(cls, "_value_")
              || assigned instanceof DynamicType
              || !program.typeSystem().isAssignable(assigned, declared)
          ? declared
          : definesConstructor(cls) ? declared : assigned;
    }
    if (definesConstructor(cls)) {
      return DynamicType.ANY;
    }
    Type assigned = assignedValue(cls, symbol, value);
    NominalType data = dataType(cls);
    return data == null
            || assigned instanceof DynamicType
            || program.typeSystem().isAssignable(assigned, data)
        ? assigned
        : data;
  }

  /**
   * The builtin class or dataclass that an enum makes its values of, whatever they are assigned; or
   * null.
   */
  private @Nullable NominalType dataType(SourceClassModel cls) {
    for (Type entry : cls.mro()) {
      ClassId id = Mro.classOf(entry);
      if (id != null && DATA_TYPES.contains(id)) {
        return new NominalType(id);
      }
      if (entry instanceof NominalType mixin && isDataclass(program.classModel(mixin.cls()))) {
        return mixin;
      }
    }
    return null;
  }

  private static boolean isDataclass(ClassModel model) {
    return !model.isEnum() && model.dataclass() != null;
  }

  /**
   * What a member is assigned and what {@code _value_} is declared as; null where it is not, or
   * where a constructor computes the value.
   */
  public Declared.@Nullable EnumValue checkedValue(SourceClassModel cls, Symbol member) {
    Type declared = declaredValue(cls);
    Expr value = memberValue(cls, member);
    if (declared == null
        || value == null
        || value instanceof Expr.Tuple
        || definesConstructor(cls)
        || definesInUserClass(cls, "__init__")) {
      return null;
    }
    return new Declared.EnumValue(declared, assignedValue(cls, member, value));
  }

  /**
   * What {@code __new__} and {@code __init__} of an enum get for a member; null where that is not
   * written out.
   */
  public @Nullable List<Type> constructorArguments(SourceClassModel cls, Symbol member) {
    Expr value = memberValue(cls, member);
    boolean unclear = value instanceof Expr.Call || cls.dataclass() != null;
    if (value == null || unclear || cls.module().isStub()) {
      return null;
    }
    return switch (typeOf(cls, value)) {
      case DynamicType _ -> null;
      case TupleType tuple -> tuple.isFixedLength() ? tuple.prefix() : null;
      // A named tuple, for example, is unpacked too.
      case Type other when program.typeSystem().isAssignable(other, ANY_TUPLE) -> null;
      case Type single -> List.of(single);
    };
  }

  private boolean definesConstructor(SourceClassModel cls) {
    return definesInUserClass(cls, "__new__");
  }

  /**
   * Whether the class or a base of it, those of {@code enum} and {@code builtins} left out, defines
   * a method.
   */
  public boolean definesInUserClass(SourceClassModel cls, String method) {
    for (Type entry : cls.mro()) {
      ClassId id = Mro.classOf(entry);
      if (id == null
          || id.module().equals("enum")
          || id.module().equals("builtins")
          || id.equals(WellKnown.NAMED_TUPLE)) {
        continue;
      }
      if (program.classModel(id).member(method).isPresent()) {
        return true;
      }
    }
    return false;
  }

  private Type assignedValue(SourceClassModel cls, Symbol member, Expr value) {
    if (cls.module().isStub() && value.isEllipsis()) {
      return DynamicType.ANY;
    }
    Type type = typeOf(cls, value);
    if (type instanceof NominalType nominal) {
      if (nominal.cls().equals(AUTO)) {
        return generatedValue(cls, member);
      }
      if (nominal.cls().equals(MEMBER) && value instanceof Expr.Call call) {
        for (Argument argument : call.arguments) {
          return typeOf(cls, argument.value);
        }
      }
      if (nominal.cls().equals(MEMBER) && nominal.arguments().size() == 1) {
        return nominal.arguments().getFirst();
      }
    }
    return type;
  }

  /** What {@code auto()} gives. */
  private Type generatedValue(SourceClassModel cls, Symbol member) {
    for (Type entry : cls.mro()) {
      ClassId id = Mro.classOf(entry);
      if (id == null) {
        continue;
      }
      if (id.equals(STR_ENUM)) {
        return new LiteralType(WellKnown.STR, member.name().toLowerCase(Locale.ROOT));
      }
      if (id.module().equals("enum")) {
        continue;
      }
      Optional<Member> generator = program.classModel(id).member("_generate_next_value_");
      if (generator.isPresent() && generator.get().type() instanceof CallableType callable) {
        return callable.signatures().get(0).returnType(program);
      }
    }
    return new NominalType(WellKnown.INT);
  }
}
