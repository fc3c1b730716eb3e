package dev.taipan.checker.types;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The examples of the specification, type by type. */
class RelationTest {
  private final TestWorld world = new TestWorld();
  private final TypeSystem types = new TypeSystem(world);
  private final Type any = DynamicType.ANY;

  private void yes(Type source, Type target) {
    assertTrue(
        types.isAssignable(source, target),
        () ->
            Display.of(source)
                + " to "
                + Display.of(target)
                + ": "
                + types.explain(source, target));
  }

  private void no(Type source, Type target) {
    assertFalse(
        types.isAssignable(source, target), () -> Display.of(source) + " to " + Display.of(target));
  }

  @Test
  void classesAndVariance() {
    Type derived = new NominalType(world.derived);
    Type base = new NominalType(world.base);
    yes(derived, base);
    no(base, derived);
    no(world.list(derived), world.list(base));
    yes(world.sequence(derived), world.sequence(base));
    yes(world.list(derived), world.sequence(base));
    yes(world.list(any), world.list(base));
    yes(world.list(base), world.list(any));
    no(world.list(world.list(world.integer)), world.list(world.sequence(world.integer)));
    yes(world.integer, world.floating);
    no(world.floating, world.integer);
    yes(world.list(world.integer), world.sequence(world.floating));
    no(world.list(world.integer), world.list(world.floating));
    yes(world.bool, new NominalType(WellKnown.COMPLEX));
  }

  @Test
  void literalsAndEnums() {
    Type color = new NominalType(world.color);
    Type all = Unions.of(List.of(world.color("RED"), world.color("GREEN"), world.color("BLUE")));
    yes(TestWorld.literal(3), world.integer);
    no(world.integer, TestWorld.literal(3));
    no(new LiteralType(WellKnown.BOOL, false), TestWorld.literal(0));
    yes(color, all);
    yes(all, color);
    assertTrue(types.isEquivalent(color, all));
    no(color, Unions.of(world.color("RED"), world.color("GREEN")));
    yes(TestWorld.literal("a"), LiteralStringType.LITERAL_STRING);
    no(world.string, LiteralStringType.LITERAL_STRING);
    yes(LiteralStringType.LITERAL_STRING, world.string);
    assertEquals(
        Unions.of(world.color("GREEN"), world.color("BLUE")),
        types.exclude(color, world.color("RED")));
    assertEquals(
        new LiteralType(WellKnown.BOOL, false),
        types.exclude(world.bool, new LiteralType(WellKnown.BOOL, true)));
  }

  @Test
  void tuples() {
    Type i = world.integer;
    Type s = world.string;
    Type anyTuple = TupleType.homogeneous(any);
    yes(TupleType.of(List.of(world.bool, i)), TupleType.of(List.of(i, world.object)));
    yes(TupleType.of(List.of()), TupleType.homogeneous(i));
    yes(TupleType.of(List.of(i)), TupleType.homogeneous(i));
    yes(new TupleType(List.of(i), i, List.of()), TupleType.homogeneous(i));
    no(TupleType.homogeneous(i), TupleType.of(List.of(i)));
    yes(anyTuple, TupleType.of(List.of(world.floating, world.floating)));
    yes(anyTuple, new TupleType(List.of(i), s, List.of()));
    yes(new TupleType(List.of(i), any, List.of()), TupleType.of(List.of(i, s, s)));
    no(new TupleType(List.of(s), any, List.of()), TupleType.of(List.of(i, s, s)));
    yes(new TupleType(List.of(i), s, List.of()), world.sequence(Unions.of(i, s)));
    yes(TupleType.of(List.of()), world.sequence(NeverType.NEVER));
    yes(
        TupleType.of(List.of(Unions.of(i, s))),
        Unions.of(TupleType.of(List.of(i)), TupleType.of(List.of(s))));
    yes(
        new TupleType(List.of(i, i), s, List.of()),
        new TupleType(List.of(i), Unions.of(i, s), List.of()));
    no(
        new TupleType(List.of(i), s, List.of()),
        new TupleType(List.of(i, i), Unions.of(i, s), List.of()));
    yes(
        new TupleType(List.of(i), s, List.of(i)),
        new TupleType(List.of(), Unions.of(i, s), List.of(i)));
  }

  @Test
  void unionsAndGradualTypes() {
    Type i = world.integer;
    Type s = world.string;
    yes(i, Unions.of(i, s));
    no(Unions.of(i, s), i);
    yes(Unions.of(i, any), i);
    no(Unions.of(s, any), i);
    yes(world.list(Unions.of(i, any)), world.list(i));
    assertFalse(types.isSubtype(any, i));
    assertTrue(types.isCovered(world.list(i), world.list(any)));
    assertFalse(types.isCovered(world.list(any), world.list(i)));
    assertTrue(types.isCovered(TestWorld.callable(i, s), TestWorld.callable(any, any)));
    assertFalse(types.isCovered(TestWorld.callable(any, s), TestWorld.callable(i, s)));
  }

  @Test
  void intersectionsAndNegations() {
    Type base = new NominalType(world.base);
    Type other = new NominalType(world.other);
    Type both = types.intersect(base, other);
    yes(both, base);
    yes(both, other);
    no(base, both);
    assertEquals(NeverType.NEVER, types.intersect(world.integer, world.string));
    assertEquals(NeverType.NEVER, types.intersect(world.none, base));
    assertEquals(
        new NominalType(world.derived), types.intersect(base, new NominalType(world.derived)));
    assertEquals(
        world.list(world.integer),
        types.intersect(world.sequence(world.integer), world.list(DynamicType.UNKNOWN)));
    Type notNone = new IntersectionType(List.of(), List.of(world.none));
    yes(world.integer, notNone);
    no(world.none, notNone);
    no(Unions.optional(world.integer), notNone);
    Type rest =
        new IntersectionType(
            List.of(Unions.of(List.of(world.integer, world.string, world.none))),
            List.of(world.none));
    yes(rest, Unions.of(world.integer, world.string));
    assertEquals(world.integer, types.exclude(world.floating, world.floating));
  }

  @Test
  void typeVariablesStandForThemselves() {
    TypeVarType t = world.variable("T");
    TypeVarType bounded = world.bounded("B", world.integer);
    TypeVarType constrained = world.constrained("C", world.string, world.bytes);
    yes(t, t);
    yes(t, world.object);
    no(t, world.integer);
    no(world.integer, t);
    yes(bounded, world.integer);
    yes(bounded, Unions.of(world.integer, world.string));
    no(world.integer, bounded);
    no(constrained, world.string);
    yes(constrained, Unions.of(world.string, world.bytes));
    no(t, world.variable("U"));
  }

  private Type items(String name, boolean required, boolean readOnly, Type... itemTypes) {
    Map<String, TypedDictShape.Item> items = new LinkedHashMap<>();
    for (int i = 0; i < itemTypes.length; i++) {
      String key = String.valueOf((char) ('a' + i));
      items.put(key, new TypedDictShape.Item(key, itemTypes[i], required, readOnly));
    }
    return dict(name, new TypedDictShape(items, null, false));
  }

  private Type dict(String name, TypedDictShape shape) {
    TestClass cls = world.cls("m", name, new NominalType(WellKnown.TYPED_DICT_FALLBACK));
    return cls.typedDict(shape).of();
  }

  @Test
  void typedDicts() {
    Type i = world.integer;
    Type one = items("One", true, false, i);
    Type two = items("Two", true, false, i, world.string);
    Type optional = items("Optional", false, false, i);
    Type wide = items("Wide", true, false, Unions.optional(i));
    Type wideReadOnly = items("WideReadOnly", true, true, Unions.optional(i));
    Type readOnlyOptional = items("ReadOnlyOptional", false, true, i);
    yes(two, one);
    no(one, two);
    no(one, wide);
    yes(one, wideReadOnly);
    no(wideReadOnly, one);
    no(one, optional);
    yes(one, readOnlyOptional);
    no(optional, one);
    no(items("Empty", true, false), optional);
    yes(one, world.mapping(world.string, world.object));
    no(one, world.mapping(world.string, i));
    no(one, world.dict(world.string, i));
    no(world.dict(world.string, i), one);
    Type closed =
        dict(
            "Closed",
            new TypedDictShape(
                Map.of("a", new TypedDictShape.Item("a", i, true, false)), NeverType.NEVER, false));
    yes(closed, one);
    yes(closed, world.mapping(world.string, i));
    no(one, closed);
    Type extra = dict("Extra", new TypedDictShape(Map.of(), i, false));
    yes(extra, world.dict(world.string, i));
    yes(extra, world.mapping(world.string, i));
    no(extra, world.dict(world.string, world.object));
    yes(one, world.iterable(world.string));
  }

  @Test
  void protocols() {
    TestClass closable = world.cls("m", "Closable").protocol();
    closable.method("close", world.none);
    TestClass file = world.cls("m", "File");
    file.method("close", world.none);
    TestClass odd = world.cls("m", "Odd");
    odd.method("close", world.none, world.integer);
    yes(file.of(), closable.of());
    no(odd.of(), closable.of());
    no(world.integer, closable.of());
    no(closable.of(), file.of());

    TestClass sized = world.cls("m", "HasX").protocol();
    sized.attribute("x", world.floating);
    TestClass readable = world.cls("m", "ReadX").protocol();
    readable.property("x", world.floating);
    TestClass intX = world.cls("m", "IntX");
    intX.attribute("x", world.integer);
    TestClass floatX = world.cls("m", "FloatX");
    floatX.attribute("x", world.floating);
    TestClass propertyX = world.cls("m", "PropertyX");
    propertyX.property("x", world.integer);
    no(intX.of(), sized.of());
    yes(floatX.of(), sized.of());
    no(propertyX.of(), sized.of());
    yes(intX.of(), readable.of());
    yes(propertyX.of(), readable.of());
    no(readable.of(), sized.of());
    yes(sized.of(), readable.of());

    TestClass variable = world.cls("m", "ClassX");
    variable.member("x", world.floating, Member.Place.CLASS);
    no(variable.of(), sized.of());
    yes(variable.of(), readable.of());
  }

  @Test
  void hashability() {
    Type hashable = new NominalType(new ClassId("typing", "Hashable"));
    yes(world.none, hashable);
    yes(world.integer, hashable);
    yes(TestWorld.callable(world.integer), hashable);
    yes(new ClassLiteralType(world.base), hashable);
    no(world.list(world.integer), hashable);
  }

  @Test
  void recursiveProtocols() {
    TestClass tree = world.cls("m", "Tree").protocol();
    tree.method("leaves", world.sequence(tree.of()));
    TestClass simple = world.cls("m", "SimpleTree");
    simple.method("leaves", world.list(simple.of()));
    TestClass bad = world.cls("m", "BadTree");
    bad.method("leaves", world.list(world.integer));
    yes(simple.of(), tree.of());
    no(bad.of(), tree.of());

    TestClass ping = world.cls("m", "Ping").protocol();
    TestClass pong = world.cls("m", "Pong").protocol();
    ping.method("next", pong.of());
    pong.method("next", ping.of());
    yes(ping.of(), pong.of());
    yes(pong.of(), ping.of());
  }

  @Test
  void selfInProtocols() {
    TestClass shape = world.cls("m", "Shape").protocol();
    shape.method("scale", shape.id().selfVariable());
    TestClass returnsSelf = world.cls("m", "ReturnsSelf");
    returnsSelf.method("scale", returnsSelf.id().selfVariable());
    TestClass returnsClass = world.cls("m", "ReturnsClass");
    returnsClass.method("scale", returnsClass.of());
    TestClass returnsOther = world.cls("m", "ReturnsOther");
    returnsOther.method("scale", returnsClass.of());
    yes(returnsSelf.of(), shape.of());
    yes(returnsClass.of(), shape.of());
    no(returnsOther.of(), shape.of());
  }

  @Test
  void modulesImplementProtocols() {
    TestClass options = world.cls("m", "Options").protocol();
    options.attribute("timeout", world.integer);
    options.method("go", world.none, world.integer);
    world.module("config", "timeout", world.integer);
    world.module("config", "go", TestWorld.callable(world.none, world.integer));
    world.module("empty", "timeout", world.integer);
    yes(new ModuleType("config"), options.of());
    no(new ModuleType("empty"), options.of());
  }

  @Test
  void recursiveAliases() {
    AliasType json = world.alias("Json");
    world.define(
        json,
        Unions.of(
            List.of(
                world.integer, world.string, world.list(json), world.dict(world.string, json))));
    AliasType other = world.alias("Other");
    world.define(
        other,
        Unions.of(
            List.of(
                world.string, world.integer, world.list(other), world.dict(world.string, other))));
    yes(world.integer, json);
    yes(json, other);
    assertTrue(types.isEquivalent(json, other));
    no(world.bytes, json);
    no(json, world.string);
    AliasType nested = world.alias("Nested");
    world.define(nested, Unions.of(world.integer, world.sequence(nested)));
    yes(world.list(world.list(world.integer)), nested);
    no(world.list(world.list(world.floating)), nested);
  }

  @Test
  void classObjects() {
    Type base = new NominalType(world.base);
    ClassLiteralType derived = new ClassLiteralType(world.derived);
    yes(derived, new SubclassOfType(base));
    no(new ClassLiteralType(world.other), new SubclassOfType(base));
    yes(new SubclassOfType(new NominalType(world.derived)), new SubclassOfType(base));
    yes(derived, new SubclassOfType(any));
    yes(derived, new NominalType(WellKnown.TYPE));
    yes(new NominalType(WellKnown.TYPE), new SubclassOfType(base));
    no(derived, base);
    yes(new ClassLiteralType(WellKnown.LIST), new SubclassOfType(world.list(world.integer)));
    TestClass proto = world.cls("m", "Proto").protocol();
    no(new ClassLiteralType(proto.id()), new SubclassOfType(proto.of()));
    yes(derived, new TypeFormType(base));
    no(derived, new TypeFormType(world.integer));
    assertEquals(
        Unions.of(new SubclassOfType(world.integer), new SubclassOfType(world.string)),
        SubclassOfType.of(Unions.of(world.integer, world.string)));
  }

  @Test
  void typeGuards() {
    Type guard = new TypeGuardType(world.bool, false);
    Type exact = new TypeGuardType(world.bool, true);
    yes(guard, new TypeGuardType(world.integer, false));
    no(exact, new TypeGuardType(world.integer, true));
    yes(exact, world.bool);
    yes(guard, world.bool);
    no(world.bool, guard);
    no(guard, exact);
  }

  @Test
  void reasonsFormAChain() {
    List<String> reasons = types.explain(world.list(world.integer), world.list(world.string));
    assertTrue(reasons.toString().contains("invariant"), reasons.toString());
    assertTrue(types.explain(world.integer, world.integer).isEmpty());
    TestClass closable = world.cls("m", "Closable2").protocol();
    closable.method("close", world.none);
    List<String> missing = types.explain(world.integer, closable.of());
    assertTrue(missing.toString().contains("`close`"), missing.toString());
  }

  @Test
  void largeUnionsStayLinear() {
    List<Type> first = new ArrayList<>();
    List<Type> second = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      first.add(TestWorld.literal("k" + i));
      second.add(TestWorld.literal("k" + (5_000 - 1 - i)));
    }
    second.add(world.integer);
    Type small = Unions.of(first);
    Type large = Unions.of(second);
    long start = System.nanoTime();
    for (int i = 0; i < 50; i++) {
      yes(small, large);
      no(large, small);
      assertEquals(world.integer, types.exclude(large, small));
    }
    assertTrue(System.nanoTime() - start < 5_000_000_000L, "linear in the number of members");
  }

  @Test
  void deepNestingStaysPolynomial() {
    Type first = world.integer;
    Type second = Unions.of(world.integer, any);
    for (int i = 0; i < 60; i++) {
      first = world.list(Unions.optional(first));
      second = world.list(Unions.optional(second));
    }
    yes(first, second);
    TestClass[] protocols = new TestClass[40];
    for (int i = 0; i < protocols.length; i++) {
      protocols[i] = world.cls("m", "P" + i).protocol();
    }
    for (int i = 0; i < protocols.length; i++) {
      for (int j = 0; j < 4; j++) {
        protocols[i].method("m" + j, protocols[(i * 7 + j * 3 + 1) % protocols.length].of());
      }
    }
    for (int i = 0; i < protocols.length; i++) {
      yes(protocols[i].of(), protocols[(i + 1) % protocols.length].of());
    }
  }
}
