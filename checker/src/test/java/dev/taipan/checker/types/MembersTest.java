package dev.taipan.checker.types;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MembersTest {
  private final TestWorld world = new TestWorld();
  private final TypeSystem types = new TypeSystem(world);
  private final Members members = types.members();
  private final Type integer = world.integer;
  private final Type string = world.string;

  private Type read(Type object, String name) {
    return members.read(object, name).orElseThrow().type();
  }

  private Type calling(Type callable, Type... arguments) {
    List<CallArgument> list = new ArrayList<>();
    for (Type argument : arguments) {
      list.add(CallArgument.positional(argument));
    }
    CallOutcome outcome = members.calls().call(callable, list);
    assertEquals(List.of(), outcome.errors());
    return outcome.type();
  }

  @Test
  void inheritedAttributesAreSpecialized() {
    TestClass box = world.generic("m", "Box");
    TypeVarType t = box.parameter("T", Variance.INVARIANT);
    box.base(world.object).attribute("value", t).method("get", t).property("first", t);
    TestClass names = world.cls("m", "Names", box.of(string));
    assertEquals(integer, read(box.of(integer), "value"));
    assertEquals(integer, read(box.of(integer), "first"));
    assertEquals(string, read(names.of(), "value"));
    assertEquals(string, calling(read(names.of(), "get")));
    assertTrue(members.read(names.of(), "absent").isEmpty());
    assertEquals(
        string,
        ((NominalType) types.mro().superTypeOf(names.of(), box.id())).arguments().getFirst());
  }

  @Test
  void selfIsTheReceiver() {
    TestClass base = world.cls("m", "Node");
    base.method("copy", base.id().selfVariable());
    TestClass derived = world.cls("m", "Leaf", base.of());
    assertEquals(derived.of(), calling(read(derived.of(), "copy")));
    TypeVarType bounded = world.bounded("T", derived.of());
    assertEquals(bounded, calling(read(bounded, "copy")));
  }

  @Test
  void functionsAreBoundThroughInstancesOnly() {
    TestClass cls = world.cls("m", "C");
    cls.method("f", integer, string);
    assertEquals(integer, calling(read(cls.of(), "f"), string));
    Type unbound = read(new ClassLiteralType(cls.id()), "f");
    assertEquals(integer, calling(unbound, cls.of(), string));
    assertTrue(members.read(cls.of(), "f").orElseThrow().bound());
  }

  @Test
  void descriptorsAreAsked() {
    TestClass descriptor = world.cls("m", "Descriptor");
    descriptor.method("__get__", integer, world.object, world.object);
    descriptor.method("__set__", world.none, world.object, string);
    TestClass cls = world.cls("m", "C");
    cls.attribute("x", descriptor.of());
    assertEquals(integer, read(cls.of(), "x"));
    assertEquals(integer, read(new ClassLiteralType(cls.id()), "x"));
    WriteAccess access = members.write(cls.of(), "x");
    assertEquals(string, access.targets().getFirst().expected());
  }

  @Test
  void membersOfUnionsThatLackTheAttributeAreNamed() {
    TestClass cls = world.cls("m", "C");
    cls.attribute("x", integer);
    Access access = members.read(Unions.of(cls.of(), world.none), "x").orElseThrow();
    assertEquals(integer, access.type());
    assertEquals(List.of(world.none), access.missing());
  }

  @Test
  void unknownBasesMakeAttributesUnknown() {
    TestClass cls = world.generic("m", "C");
    cls.base(DynamicType.UNKNOWN);
    cls.attribute("x", integer);
    assertEquals(integer, read(cls.of(), "x"));
    assertEquals(DynamicType.UNKNOWN, read(cls.of(), "y"));
    assertEquals(DynamicType.UNKNOWN, calling(read(cls.of(), "z")));
  }

  @Test
  void classAttributesExcludeThoseOfInstances() {
    TestClass cls = world.cls("m", "C");
    cls.member("onInstance", integer, Member.Place.INSTANCE);
    cls.attribute("both", integer);
    Type object = new ClassLiteralType(cls.id());
    assertTrue(members.read(object, "onInstance").isEmpty());
    assertEquals(integer, read(object, "both"));
    assertEquals(
        WriteAccess.Reason.INSTANCE_ONLY,
        members.write(object, "onInstance").refusals().getFirst().reason());
  }

  @Test
  void propertiesWithoutSetterRefuseValues() {
    TestClass cls = world.cls("m", "C");
    cls.property("x", integer);
    cls.member("shared", integer, Member.Place.CLASS);
    assertEquals(
        WriteAccess.Reason.READ_ONLY_PROPERTY,
        members.write(cls.of(), "x").refusals().getFirst().reason());
    assertEquals(
        WriteAccess.Reason.CLASS_VAR,
        members.write(cls.of(), "shared").refusals().getFirst().reason());
    assertEquals(
        WriteAccess.Reason.MISSING,
        members.write(cls.of(), "absent").refusals().getFirst().reason());
  }

  @Test
  void getattrAnswersForWhatIsMissing() {
    TestClass cls = world.cls("m", "C");
    cls.attribute("x", string).method("__getattr__", integer, string);
    assertEquals(string, read(cls.of(), "x"));
    assertEquals(integer, read(cls.of(), "anything"));
    assertTrue(members.specialMethod(cls.of(), "__len__").isEmpty());
  }

  @Test
  void superStartsAfterThePivot() {
    TestClass base = world.cls("m", "B");
    base.method("f", integer);
    TestClass derived = world.cls("m", "D", base.of());
    derived.method("f", string);
    assertEquals(string, calling(read(derived.of(), "f")));
    assertEquals(integer, calling(read(new SuperType(derived.id(), derived.of()), "f")));
  }

  @Test
  void modulesHaveTheirNames() {
    world.module("pkg", "x", integer);
    assertEquals(integer, read(new ModuleType("pkg"), "x"));
    assertTrue(members.read(new ModuleType("pkg"), "y").isEmpty());
  }

  @Test
  void iterationFollowsTheProtocol() {
    Iteration iteration = members.calls().iteration();
    assertEquals(string, iteration.elementOf(world.list(string)));
    assertEquals(string, iteration.elementOf(world.iterable(string)));
    TestClass sequence = world.cls("m", "Old");
    sequence.method("__getitem__", string, integer);
    assertEquals(string, iteration.elementOf(sequence.of()));
    assertNull(iteration.elementOf(integer));
    assertEquals(
        Unions.of(integer, string), iteration.elementOf(TupleType.of(List.of(integer, string))));
  }

  @Test
  void unpackingDistributesTuples() {
    Unpacking unpacking = new Unpacking(world, members.calls().iteration());
    TupleType pair = TupleType.of(List.of(integer, string));
    assertEquals(List.of(integer, string), unpacking.unpack(pair, 2, -1).targets());
    assertEquals(1, unpacking.unpack(pair, 3, -1).mismatches().size());
    assertEquals(List.of(integer, world.list(string)), unpacking.unpack(pair, 2, 1).targets());
    TupleType open = new TupleType(List.of(integer), string, List.of(world.none));
    assertEquals(
        List.of(integer, world.list(string), world.none), unpacking.unpack(open, 3, 1).targets());
  }

  @Test
  void operatorsTryTheReflectedMethod() {
    TestClass left = world.cls("m", "L");
    TestClass right = world.cls("m", "R");
    right.method("__radd__", string, left.of());
    Operators operators = new Operators(world, members);
    assertEquals(string, operators.binary("__add__", left.of(), right.of()).type());
    assertTrue(!operators.binary("__add__", right.of(), left.of()).isSupported());
    OperatorResult result =
        operators.binary("__add__", Unions.of(left.of(), world.none), right.of());
    assertEquals(List.of(new OperatorResult.Pair(world.none, right.of())), result.unsupported());
  }

  @Test
  void aSubclassComesFirst() {
    TestClass base = world.cls("m", "B");
    base.method("__add__", integer, base.of());
    TestClass derived = world.cls("m", "D", base.of());
    derived.method("__radd__", string, base.of());
    Operators operators = new Operators(world, members);
    assertEquals(string, operators.binary("__add__", base.of(), derived.of()).type());
    assertEquals(integer, operators.binary("__add__", base.of(), base.of()).type());
  }

  @Test
  void literalsAreComputed() {
    Operators operators = new Operators(world, members);
    assertEquals(
        TestWorld.literal(7),
        operators.binary("__add__", TestWorld.literal(3), TestWorld.literal(4)).type());
    assertEquals(
        TestWorld.literal(-2),
        operators.binary("__floordiv__", TestWorld.literal(-3), TestWorld.literal(2)).type());
    assertEquals(
        TestWorld.literal("ab"),
        operators.binary("__add__", TestWorld.literal("a"), TestWorld.literal("b")).type());
    assertEquals(
        TupleType.of(List.of(integer, string)),
        operators
            .binary("__add__", TupleType.of(List.of(integer)), TupleType.of(List.of(string)))
            .type());
  }

  @Test
  void tuplesHaveTheirElements() {
    Subscripts subscripts = new Subscripts(world, members);
    TupleType tuple = TupleType.of(List.of(integer, string));
    assertEquals(string, subscripts.get(tuple, TestWorld.literal(-1)).type());
    assertEquals(1, subscripts.get(tuple, TestWorld.literal(2)).problems().size());
    NominalType slice =
        new NominalType(
            WellKnown.SLICE, List.of(TestWorld.literal(1), WellKnown.NONE, WellKnown.NONE));
    assertEquals(TupleType.of(List.of(string)), subscripts.get(tuple, slice).type());
  }

  @Test
  void truthFollowsValues() {
    Truthiness truth = new Truthiness(world, members);
    assertEquals(Truthiness.Truth.ALWAYS_FALSE, truth.of(world.none));
    assertEquals(Truthiness.Truth.ALWAYS_TRUE, truth.of(TestWorld.literal(1)));
    assertEquals(Truthiness.Truth.AMBIGUOUS, truth.of(world.list(integer)));
    assertEquals(Truthiness.Truth.ALWAYS_FALSE, truth.of(TupleType.of(List.of())));
    assertNotNull(truth.of(world.object));
  }
}
