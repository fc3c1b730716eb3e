package dev.taipan.checker.types;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What variables become. */
class SolverTest {
  private final TestWorld world = new TestWorld();
  private final TypeSystem types = new TypeSystem(world);
  private final TypeVarType t = world.variable("T");
  private final TypeVarType u = world.variable("U");

  private Constraints constraints() {
    return new Constraints(List.of(t, u));
  }

  private void add(Constraints constraints, Type source, Type target) {
    assertTrue(
        types.isAssignable(source, target, constraints),
        () -> Display.of(source) + " to " + Display.of(target));
  }

  private String solved(Constraints constraints, Type type) {
    return Display.of(types.solve(constraints).apply(type));
  }

  @Test
  void lowerBoundsAreJoinedAndWidened() {
    Constraints c = constraints();
    add(c, TestWorld.literal(1), t);
    add(c, world.floating, t);
    assertEquals("float", solved(c, t));
    Constraints d = constraints();
    add(d, TestWorld.literal(1), t);
    add(d, TestWorld.literal("a"), t);
    assertEquals("int | str", solved(d, t));
    Constraints e = constraints();
    add(e, TupleType.of(List.of(TestWorld.literal(1), TestWorld.literal("a"))), t);
    assertEquals("tuple[int, str]", solved(e, t));
    e.retainLiterals(t);
    assertEquals("tuple[Literal[1], Literal[\"a\"]]", solved(e, t));
  }

  @Test
  void literalsStayWhereTheBoundWantsThem() {
    TypeVarType literal = world.bounded("L", LiteralStringType.LITERAL_STRING);
    Constraints c = new Constraints(List.of(literal));
    add(c, TestWorld.literal("a"), literal);
    assertEquals("Literal[\"a\"]", solved(c, literal));
    assertFalse(types.isAssignable(world.string, literal, new Constraints(List.of(literal))));
    Constraints d = constraints();
    add(d, t, TestWorld.literal(1));
    add(d, TestWorld.literal(1), t);
    assertEquals("Literal[1]", solved(d, t));
  }

  @Test
  void constraintsPickOneType() {
    TypeVarType text = world.constrained("S", world.string, world.bytes);
    TestClass mine = world.cls("m", "MyStr", world.string);
    Constraints c = new Constraints(List.of(text));
    add(c, mine.of(), text);
    assertEquals("str", solved(c, text));
    assertFalse(types.isAssignable(world.bytes, text, c));
    add(c, DynamicType.ANY, text);
    assertEquals("str", solved(c, text));
    assertFalse(
        types.isAssignable(
            Unions.of(world.string, world.bytes), text, new Constraints(List.of(text))));
    TypeVarType numbers = world.constrained("N", world.floating, world.integer);
    Constraints d = new Constraints(List.of(numbers));
    add(d, TestWorld.literal(1), numbers);
    assertEquals("int", solved(d, numbers));
    TypeVarType other = world.constrained("O", world.string, world.bytes);
    Constraints e = new Constraints(List.of(text));
    add(e, other, text);
    assertEquals("O", solved(e, text));
  }

  @Test
  void invariantPlacesAreExact() {
    Constraints c = constraints();
    add(c, world.list(world.floating), world.list(t));
    add(c, TestWorld.literal(1), t);
    assertEquals("float", solved(c, t));
    assertFalse(types.isAssignable(world.string, t, c));
    Constraints d = constraints();
    add(d, TestWorld.literal(1), t);
    add(d, world.list(world.floating), world.list(t));
    assertEquals("float", solved(d, t));
    Constraints e = constraints();
    add(e, world.list(world.integer), world.list(t));
    assertFalse(types.isAssignable(world.list(world.string), world.list(t), e));
    assertEquals("int", solved(e, t));
  }

  @Test
  void unionsGiveTheRestToTheVariable() {
    Constraints c = constraints();
    add(c, Unions.optional(world.integer), Unions.optional(t));
    assertEquals("int", solved(c, t));
    Constraints d = constraints();
    add(d, world.list(world.integer), Unions.of(t, world.list(t)));
    assertEquals("int", solved(d, t));
    Constraints e = constraints();
    add(e, Unions.of(world.string, world.list(world.integer)), Unions.of(world.list(t), u));
    assertEquals("tuple[int, str]", solved(e, TupleType.of(List.of(t, u))));
    Constraints f = constraints();
    add(f, world.list(Unions.optional(world.integer)), world.list(Unions.optional(t)));
    assertEquals("int", solved(f, t));
  }

  @Test
  void protocolsAreSolvedByTheirMembers() {
    TestClass numbers = world.cls("m", "Numbers");
    numbers.method("__iter__", new NominalType(WellKnown.ITERATOR, List.of(world.integer)));
    Constraints c = constraints();
    add(c, numbers.of(), world.iterable(t));
    assertEquals("int", solved(c, t));
    Constraints d = constraints();
    add(d, TupleType.of(List.of(world.integer, world.string)), world.iterable(t));
    assertEquals("int | str", solved(d, t));
  }

  @Test
  void upperBoundsAndTheUnknown() {
    Constraints c = constraints();
    add(c, TestWorld.callable(world.none, world.integer), TestWorld.callable(world.none, t));
    assertEquals("int", solved(c, t));
    add(c, world.bool, t);
    assertEquals("bool", solved(c, t));
    assertFalse(types.isAssignable(world.string, t, c));
    assertEquals("Unknown", solved(constraints(), t));
    Constraints d = constraints();
    add(d, DynamicType.ANY, world.list(t));
    assertEquals("Any", solved(d, t));
    Constraints e = constraints();
    add(e, DynamicType.ANY, t);
    add(e, TestWorld.literal(1), t);
    assertEquals("int", solved(e, t));
  }

  @Test
  void boundsAreChecked() {
    TypeVarType bounded = world.bounded("B", new NominalType(world.base));
    Constraints c = new Constraints(List.of(bounded));
    assertFalse(types.isAssignable(world.integer, bounded, c));
    add(c, new NominalType(world.derived), bounded);
    assertEquals("Derived", solved(c, bounded));
  }

  @Test
  void failuresLeaveNothingBehind() {
    Constraints c = constraints();
    Type pair = TupleType.of(List.of(t, world.list(u)));
    assertFalse(types.isAssignable(TupleType.of(List.of(world.integer, world.integer)), pair, c));
    assertTrue(c.isEmpty());
    int mark = c.mark();
    add(c, TupleType.of(List.of(world.integer, world.list(world.string))), pair);
    c.rollback(mark);
    assertTrue(c.isEmpty());
  }

  @Test
  void genericFunctionsAsArguments() {
    TypeVarType x =
        world.variable(
            "X", "m.identity", new TypeVarModel(Variance.INVARIANT, null, List.of(), null));
    CallableType identity =
        CallableType.of(
            new Signature(
                List.of(x), TestWorld.positional(x), new Signature.Returns.Declared(x), null));
    Constraints c = constraints();
    add(c, identity, TestWorld.callable(u, t));
    add(c, world.list(TestWorld.literal(1)), world.iterable(t));
    assertEquals("tuple[int, int]", solved(c, TupleType.of(List.of(t, u))));

    TypeVarType p = world.special("P", TypeVarType.Kind.PARAM_SPEC);
    CallSolver solver = new CallSolver(types, List.of(p, t));
    CallableType pattern = TestWorld.callable(t, new ParameterList(List.of(), p, false));
    assertTrue(solver.add(identity, pattern));
    CallableType result = TestWorld.callable(world.list(t), new ParameterList(List.of(), p, false));
    CallableType generic =
        (CallableType) solver.finish(result, pattern.signatures().getFirst().parameters());
    assertEquals(List.of(x), generic.signatures().getFirst().typeParameters());
    assertEquals("(X) -> list[X]", Display.of(generic));
    assertEquals(
        "list[Unknown]",
        Display.of(solver.finish(world.list(t), pattern.signatures().getFirst().parameters())));
  }

  @Test
  void typeVarTuplesHaveOneLength() {
    TypeVarType ts = world.special("Ts", TypeVarType.Kind.TYPE_VAR_TUPLE);
    TupleType pack = new TupleType(List.of(), ts, List.of());
    Constraints c = new Constraints(List.of(ts));
    add(c, TupleType.of(List.of(TestWorld.literal(1))), pack);
    assertFalse(types.isAssignable(TupleType.of(List.of(world.integer, world.integer)), pack, c));
    assertEquals("tuple[int]", solved(c, pack));
    Constraints d = new Constraints(List.of(ts, t));
    TupleType around = new TupleType(List.of(t), ts, List.of());
    add(d, TupleType.of(List.of(world.integer, world.string, world.none)), around);
    assertEquals("tuple[str, None]", solved(d, pack));
    Constraints e = new Constraints(List.of(ts, t));
    add(e, TupleType.homogeneous(DynamicType.ANY), around);
    assertEquals("tuple[Any, ...]", solved(e, pack));
    assertFalse(
        types.isAssignable(
            TupleType.homogeneous(world.integer), around, new Constraints(List.of(ts, t))));
    assertEquals("tuple[Unknown, ...]", solved(new Constraints(List.of(ts)), pack));
  }

  @Test
  void specializationOfAClassForAType() {
    assertEquals(
        world.list(world.integer),
        types.specialization(WellKnown.LIST, world.iterable(world.integer)));
    assertEquals(null, types.specialization(WellKnown.INT, world.iterable(world.integer)));
  }
}
