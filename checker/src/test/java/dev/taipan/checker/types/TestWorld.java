package dev.taipan.checker.types;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A small world made by hand: the builtin classes that the laws need, and what a test adds. */
final class TestWorld implements World {
  private final Map<ClassId, TestClass> classes = new HashMap<>();
  private final Map<TypeVarType, TypeVarModel> variables = new HashMap<>();
  private final Map<AliasType, Type> aliases = new HashMap<>();
  private final Map<String, ModuleMember> moduleMembers = new HashMap<>();

  final NominalType object = WellKnown.TOP;
  final NominalType integer = new NominalType(WellKnown.INT);
  final NominalType bool = new NominalType(WellKnown.BOOL);
  final NominalType floating = new NominalType(WellKnown.FLOAT);
  final NominalType string = new NominalType(WellKnown.STR);
  final NominalType bytes = new NominalType(WellKnown.BYTES);
  final NominalType none = WellKnown.NONE;
  final ClassId base = new ClassId("m", "Base");
  final ClassId derived = new ClassId("m", "Derived");
  final ClassId other = new ClassId("m", "Other");
  final ClassId color = new ClassId("m", "Color");

  TestWorld() {
    define("builtins", "object");
    cls("builtins", "type");
    TestClass hashable = cls("typing", "Hashable").protocol();
    hashable.method("__hash__", integer);
    member(WellKnown.OBJECT, "__hash__", integer);

    TestClass iterator = cls("typing", "Iterator").protocol();
    TypeVarType t = iterator.parameter("T_co", Variance.COVARIANT);
    iterator.method("__next__", t);
    TestClass iterable = cls("typing", "Iterable").protocol();
    TypeVarType u = iterable.parameter("T_co", Variance.COVARIANT);
    iterable.method("__iter__", iterator.of(u));
    TestClass sized = cls("typing", "Sized").protocol();
    sized.method("__len__", integer);

    TestClass sequence = generic("typing", "Sequence");
    TypeVarType s = sequence.parameter("T_co", Variance.COVARIANT);
    sequence.base(iterable.of(s)).method("__getitem__", s, integer).method("__len__", integer);
    sequence.method("__iter__", iterator.of(s));

    TestClass mapping = generic("typing", "Mapping");
    TypeVarType mk = mapping.parameter("K", Variance.INVARIANT);
    TypeVarType mv = mapping.parameter("V_co", Variance.COVARIANT);
    mapping.base(iterable.of(mk)).method("__getitem__", mv, mk).method("__len__", integer);

    TestClass list = generic("builtins", "list");
    TypeVarType l = list.parameter("T", Variance.INVARIANT);
    list.base(sequence.of(l)).method("append", none, l);
    list.member("__hash__", none, Member.Place.CLASS);

    TestClass dict = generic("builtins", "dict");
    TypeVarType dk = dict.parameter("K", Variance.INVARIANT);
    TypeVarType dv = dict.parameter("V", Variance.INVARIANT);
    dict.base(mapping.of(dk, dv));

    TestClass tuple = generic("builtins", "tuple");
    TypeVarType tt = tuple.parameter("T_co", Variance.COVARIANT);
    tuple.base(sequence.of(tt));

    cls("builtins", "int");
    cls("builtins", "bool", integer).sealed();
    cls("builtins", "float");
    cls("builtins", "complex");
    cls("builtins", "str", sequence.of(string));
    cls("builtins", "bytes", sequence.of(integer));
    cls("types", "NoneType").sealed();
    cls("types", "FunctionType").sealed();
    cls("types", "MethodType").sealed();
    cls("types", "ModuleType");
    cls("enum", "Enum");
    cls("typing", "_TypedDict", mapping.of(string, object));
    cls("m", "Base");
    cls("m", "Derived", new NominalType(base));
    cls("m", "Other");
    cls("m", "Color", new NominalType(new ClassId("enum", "Enum")))
        .enumeration("RED", "GREEN", "BLUE");
  }

  private void member(ClassId cls, String name, Type returns) {
    classes.get(cls).method(name, returns);
  }

  private TestClass define(String module, String place) {
    ClassId id = new ClassId(module, place);
    TestClass cls = new TestClass(this, id);
    classes.put(id, cls);
    return cls;
  }

  /** A new class; without bases it inherits from object. */
  TestClass cls(String module, String place, Type... bases) {
    TestClass cls = define(module, place);
    if (bases.length == 0) {
      cls.base(object);
    }
    for (Type base : bases) {
      cls.base(base);
    }
    return cls;
  }

  /** A new class whose bases are given later. */
  TestClass generic(String module, String place) {
    return define(module, place);
  }

  TypeVarType variable(String name, String scope, TypeVarModel model) {
    TypeVarType variable =
        new TypeVarType(name, TypeVarType.Kind.TYPE_VAR, scope + "." + name, scope);
    variables.put(variable, model);
    return variable;
  }

  /** A type variable of a function. */
  TypeVarType variable(String name) {
    return variable(name, "m.f", new TypeVarModel(Variance.INVARIANT, null, List.of(), null));
  }

  TypeVarType bounded(String name, Type bound) {
    return variable(name, "m.f", new TypeVarModel(Variance.INVARIANT, bound, List.of(), null));
  }

  TypeVarType constrained(String name, Type... constraints) {
    return variable(
        name, "m.f", new TypeVarModel(Variance.INVARIANT, null, List.of(constraints), null));
  }

  TypeVarType special(String name, TypeVarType.Kind kind) {
    TypeVarType variable = new TypeVarType(name, kind, "m.f." + name, "m.f");
    variables.put(variable, new TypeVarModel(Variance.INVARIANT, null, List.of(), null));
    return variable;
  }

  AliasType alias(String name) {
    return new AliasType("m", name, List.of());
  }

  void define(AliasType alias, Type value) {
    aliases.put(alias, value);
  }

  void module(String name, String member, Type type) {
    moduleMembers.put(name + "." + member, new ModuleMember(type, true, false));
  }

  Type list(Type element) {
    return new NominalType(WellKnown.LIST, List.of(element));
  }

  Type sequence(Type element) {
    return new NominalType(WellKnown.SEQUENCE, List.of(element));
  }

  Type iterable(Type element) {
    return new NominalType(WellKnown.ITERABLE, List.of(element));
  }

  Type dict(Type key, Type value) {
    return new NominalType(WellKnown.DICT, List.of(key, value));
  }

  Type mapping(Type key, Type value) {
    return new NominalType(WellKnown.MAPPING, List.of(key, value));
  }

  static Type literal(long value) {
    return new LiteralType(WellKnown.INT, value);
  }

  static Type literal(String value) {
    return new LiteralType(WellKnown.STR, value);
  }

  Type color(String name) {
    return new LiteralType(color, name);
  }

  static CallableType callable(Type returns, Type... parameters) {
    return callable(returns, positional(parameters));
  }

  static CallableType callable(Type returns, ParameterList parameters) {
    return CallableType.of(Signature.of(parameters, returns));
  }

  static ParameterList positional(Type... parameters) {
    ParameterType[] list = new ParameterType[parameters.length];
    for (int i = 0; i < parameters.length; i++) {
      list[i] = ParameterType.of("__p" + i, ParameterKind.POSITIONAL_ONLY, parameters[i], false);
    }
    return ParameterList.of(List.of(list));
  }

  @Override
  public ClassModel classModel(ClassId id) {
    TestClass cls = classes.get(id);
    if (cls == null) {
      throw new IllegalArgumentException("no class " + id);
    }
    return cls;
  }

  @Override
  public TypeVarModel typeVarModel(TypeVarType variable) {
    if (variable.kind() == TypeVarType.Kind.SELF) {
      for (TestClass cls : classes.values()) {
        if (cls.id().toString().equals(variable.scope())) {
          return new TypeVarModel(Variance.COVARIANT, Instances.of(cls, null), List.of(), null);
        }
      }
    }
    TypeVarModel model = variables.get(variable);
    return model == null ? new TypeVarModel(Variance.INVARIANT, null, List.of(), null) : model;
  }

  @Override
  public Type aliasValue(AliasType alias) {
    return aliases.getOrDefault(alias, DynamicType.UNKNOWN);
  }

  @Override
  public Type inferredReturn(FunctionId function) {
    return DynamicType.UNKNOWN;
  }

  @Override
  public @Nullable ModuleMember moduleMember(String module, String name) {
    return moduleMembers.get(module + "." + name);
  }

  @Override
  public boolean hasEmptyBody(FunctionId function) {
    return false;
  }

  @Override
  public @Nullable String deprecation(FunctionId function) {
    return null;
  }

  @Override
  public @Nullable Type enumAttribute(Type member, String name) {
    return null;
  }
}
