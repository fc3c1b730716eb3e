package dev.taipan.checker.types;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Assignability of signatures, as the specification's chapter on callables has it. */
class CallableRelationTest {
  private final TestWorld world = new TestWorld();
  private final TypeSystem types = new TypeSystem(world);
  private final Type any = DynamicType.ANY;
  private final Type i = world.integer;
  private final Type s = world.string;
  private final Type f = world.floating;
  private final Type none = world.none;

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

  private static ParameterType standard(String name, Type type) {
    return ParameterType.of(name, ParameterKind.POSITIONAL_OR_KEYWORD, type, false);
  }

  private static ParameterType standardDefault(String name, Type type) {
    return ParameterType.of(name, ParameterKind.POSITIONAL_OR_KEYWORD, type, true);
  }

  private static ParameterType positional(String name, Type type) {
    return ParameterType.of(name, ParameterKind.POSITIONAL_ONLY, type, false);
  }

  private static ParameterType keyword(String name, Type type) {
    return ParameterType.of(name, ParameterKind.KEYWORD_ONLY, type, false);
  }

  private static ParameterType star(Type type) {
    return ParameterType.of("args", ParameterKind.VAR_POSITIONAL, type, false);
  }

  private static ParameterType starTuple(Type type) {
    return new ParameterType("args", ParameterKind.VAR_POSITIONAL, type, true, null, true);
  }

  private static ParameterType doubleStar(Type type) {
    return ParameterType.of("kwargs", ParameterKind.VAR_KEYWORD, type, false);
  }

  private CallableType function(ParameterType... parameters) {
    return TestWorld.callable(none, ParameterList.of(List.of(parameters)));
  }

  private CallableType gradual(Type returns, ParameterType... parameters) {
    return TestWorld.callable(returns, new ParameterList(List.of(parameters), null, true));
  }

  @Test
  void parametersAreContravariantAndResultsCovariant() {
    yes(TestWorld.callable(i, f), TestWorld.callable(f, i));
    no(TestWorld.callable(f, f), TestWorld.callable(i, i));
    no(TestWorld.callable(i, i), TestWorld.callable(i, f));
  }

  @Test
  void kindsOfParameters() {
    CallableType both = function(standard("a", i), standard("b", i));
    CallableType keywords = function(keyword("b", i), keyword("a", i));
    yes(both, keywords);
    no(keywords, both);
    CallableType byPosition = function(positional("x", i));
    CallableType one = function(standard("a", i));
    yes(one, byPosition);
    no(byPosition, one);
    no(function(standard("b", i)), one);
  }

  @Test
  void variadicPositional() {
    CallableType nothing = function();
    CallableType ints = function(star(i));
    CallableType floats = function(star(f));
    yes(ints, nothing);
    no(nothing, ints);
    yes(floats, ints);
    no(ints, floats);
    CallableType pair = function(positional("a", i), positional("b", s));
    CallableType either = function(star(Unions.of(i, s)));
    CallableType rest = function(positional("a", i), star(s));
    CallableType standards = function(standard("a", i), standard("b", s));
    no(ints, pair);
    yes(either, pair);
    yes(rest, pair);
    no(rest, either);
    yes(either, rest);
    no(either, standards);
    no(rest, standards);
    yes(function(star(any), doubleStar(any)), standards);
  }

  @Test
  void variadicKeywords() {
    CallableType ints = function(doubleStar(i));
    CallableType floats = function(doubleStar(f));
    yes(floats, ints);
    no(ints, floats);
    no(function(), ints);
    CallableType pair = function(keyword("a", i), keyword("b", s));
    yes(function(doubleStar(Unions.of(i, s))), pair);
    no(ints, pair);
    yes(function(keyword("a", i), doubleStar(s)), pair);
    no(function(keyword("a", i), doubleStar(s)), function(doubleStar(Unions.of(i, s))));
    no(function(doubleStar(Unions.of(i, s))), function(standard("a", i), standard("b", s)));
  }

  @Test
  void defaults() {
    CallableType withDefault = function(standardDefault("x", i));
    yes(withDefault, function(standard("x", i)));
    yes(withDefault, function());
    no(function(standard("x", i)), withDefault);
    no(function(standard("x", i)), function());
  }

  @Test
  void gradualParameters() {
    CallableType anything = gradual(s);
    yes(anything, TestWorld.callable(s));
    yes(TestWorld.callable(s, i), anything);
    CallableType intFirst = gradual(s, positional("p", i));
    CallableType stringFirst = gradual(s, positional("p", s));
    CallableType pair = TestWorld.callable(s, i, s);
    yes(pair, intFirst);
    no(pair, stringFirst);
    no(TestWorld.callable(s), intFirst);
    yes(function(star(any), doubleStar(any)), function(standard("a", i), keyword("b", s)));
    yes(function(standard("a", i), keyword("b", s)), function(star(any), doubleStar(any)));
  }

  @Test
  void overloads() {
    CallableType overloaded =
        TestWorld.callable(i, i)
            .withSignatures(
                List.of(
                    TestWorld.callable(i, i).signatures().getFirst(),
                    TestWorld.callable(s, s).signatures().getFirst()));
    yes(overloaded, TestWorld.callable(i, i));
    yes(overloaded, TestWorld.callable(s, s));
    no(overloaded, TestWorld.callable(f, f));
    yes(TestWorld.callable(NeverType.NEVER, Unions.of(i, s)), overloaded);
    no(TestWorld.callable(s, s), overloaded);
  }

  @Test
  void genericSources() {
    TypeVarType t = world.variable("T");
    Signature identity =
        new Signature(List.of(t), TestWorld.positional(t), new Signature.Returns.Declared(t), null);
    CallableType generic = CallableType.of(identity);
    yes(generic, TestWorld.callable(i, i));
    yes(generic, TestWorld.callable(f, i));
    no(generic, TestWorld.callable(s, i));
    yes(generic, generic);
    TypeVarType u = world.variable("U");
    CallableType other =
        CallableType.of(
            new Signature(
                List.of(u), TestWorld.positional(u), new Signature.Returns.Declared(u), null));
    yes(generic, other);
    no(TestWorld.callable(i, i), generic);
    yes(TestWorld.callable(NeverType.NEVER, world.object), generic);
  }

  @Test
  void paramSpecsAreSolved() {
    TypeVarType p = world.special("P", TypeVarType.Kind.PARAM_SPEC);
    TypeVarType r = world.variable("R");
    CallableType pattern = TestWorld.callable(r, new ParameterList(List.of(), p, false));
    CallableType prefixed =
        TestWorld.callable(r, new ParameterList(List.of(positional("a", i)), p, false));
    CallableType source =
        TestWorld.callable(i, ParameterList.of(List.of(standard("a", s), keyword("b", i))));
    Constraints constraints = new Constraints(List.of(p, r));
    assertTrue(types.isAssignable(source, pattern, constraints));
    Substitution solution = types.solve(constraints);
    assertEquals("(a: str, *, b: int) -> int", Display.of(solution.apply(pattern)));
    assertEquals(
        "(a: int, a: str, /, *, b: int) -> int".length() > 0,
        true,
        Display.of(solution.apply(prefixed)));

    Constraints second = new Constraints(List.of(p, r));
    CallableType variadic =
        TestWorld.callable(i, ParameterList.of(List.of(standard("x", i), star(s))));
    assertTrue(types.isAssignable(variadic, prefixed, second));
    assertEquals("(*args: str) -> int", Display.of(types.solve(second).apply(pattern)));
    assertFalse(
        types.isAssignable(
            TestWorld.callable(i, ParameterList.of(List.of(keyword("x", i)))),
            prefixed,
            new Constraints(List.of(p, r))));
    assertTrue(
        types.isAssignable(
            TestWorld.callable(i, ParameterList.of(List.of(star(i)))),
            prefixed,
            new Constraints(List.of(p, r))));
    yes(pattern, pattern);
    no(source, pattern);
  }

  @Test
  void oneParamSpecForSeveralCallables() {
    TypeVarType p = world.special("P", TypeVarType.Kind.PARAM_SPEC);
    CallableType pattern = TestWorld.callable(none, new ParameterList(List.of(), p, false));
    Constraints constraints = new Constraints(List.of(p));
    assertTrue(
        types.isAssignable(function(standard("x", i), standard("y", s)), pattern, constraints));
    assertTrue(
        types.isAssignable(function(standard("y", i), standard("x", s)), pattern, constraints));
    assertEquals(
        "(x: int, y: str, /) -> None", Display.of(types.solve(constraints).apply(pattern)));
    Constraints keywords = new Constraints(List.of(p));
    assertTrue(types.isAssignable(function(keyword("x", i)), pattern, keywords));
    assertFalse(types.isAssignable(function(keyword("y", i)), pattern, keywords));
  }

  @Test
  void typeVarTuplesTakePositionalParameters() {
    TypeVarType ts = world.special("Ts", TypeVarType.Kind.TYPE_VAR_TUPLE);
    TypeVarType t = world.variable("T");
    TupleType pack = new TupleType(List.of(), ts, List.of());
    CallableType pattern = function(starTuple(pack));
    Constraints constraints = new Constraints(List.of(ts));
    assertTrue(
        types.isAssignable(function(standard("a", i), standard("b", s)), pattern, constraints));
    assertFalse(types.isAssignable(TupleType.of(List.of(s, i)), pack, constraints));
    assertTrue(types.isAssignable(TupleType.of(List.of(i, s)), pack, constraints));
    assertEquals("tuple[int, str]", Display.of(types.solve(constraints).apply(pack)));

    Constraints optional = new Constraints(List.of(ts));
    assertTrue(
        types.isAssignable(function(standard("a", i), standardDefault("b", s)), pattern, optional));
    assertTrue(types.isAssignable(TupleType.of(List.of(i)), pack, optional));

    CallableType mixed = function(starTuple(new TupleType(List.of(i), ts, List.of(t))));
    Constraints both = new Constraints(List.of(ts, t));
    assertTrue(
        types.isAssignable(
            function(positional("a", i), positional("b", s), positional("c", f)), mixed, both));
    assertEquals("tuple[str]", Display.of(types.solve(both).apply(pack)));
    yes(
        function(starTuple(TupleType.of(List.of(i, s)))),
        function(positional("a", i), positional("b", s)));
    yes(pattern, pattern);
  }

  @Test
  void unpackedTypedDicts() {
    Type animal = dict("Animal", false, "name");
    Type dog = dict("Dog", false, "name", "breed");
    CallableType acceptAnimal = function(unpacked(animal));
    CallableType acceptDog = function(unpacked(dog));
    yes(acceptAnimal, acceptDog);
    no(acceptDog, acceptAnimal);
    yes(acceptDog, function(keyword("name", s), keyword("breed", s)));
    no(acceptDog, function(standard("name", s), standard("breed", s)));
    no(function(standard("name", s)), acceptAnimal);
    yes(function(doubleStar(any)), acceptAnimal);
    yes(function(doubleStar(s)), acceptDog);
    no(function(doubleStar(i)), acceptDog);
    no(acceptAnimal, function(doubleStar(s)));
  }

  private ParameterType unpacked(Type type) {
    return new ParameterType("kwargs", ParameterKind.VAR_KEYWORD, type, true, null, true);
  }

  private Type dict(String name, boolean readOnly, String... keys) {
    Map<String, TypedDictShape.Item> items = new LinkedHashMap<>();
    for (String key : keys) {
      items.put(key, new TypedDictShape.Item(key, s, true, readOnly));
    }
    return world
        .cls("m", name, new NominalType(WellKnown.TYPED_DICT_FALLBACK))
        .typedDict(new TypedDictShape(items, null, false))
        .of();
  }

  @Test
  void callbackProtocols() {
    TestClass protocol = world.cls("m", "Callback").protocol();
    protocol.method("__call__", s, i);
    yes(TestWorld.callable(s, i), protocol.of());
    yes(protocol.of(), TestWorld.callable(s, i));
    no(TestWorld.callable(s, s), protocol.of());
    TestClass object = world.cls("m", "Callable1");
    object.method("__call__", s, f);
    yes(object.of(), protocol.of());
    yes(object.of(), TestWorld.callable(s, i));
    no(world.integer, TestWorld.callable(s, i));
    assertFalse(types.isAssignable(TestWorld.callable(s, i), world.integer));
  }

  @Test
  void functionsAreObjectsOfTheirClass() {
    FunctionId id = new FunctionId("m", "f");
    CallableType function =
        new CallableType(
            List.of(TestWorld.callable(s, i).signatures().getFirst()),
            CallableType.Binding.FUNCTION,
            id);
    yes(function, new NominalType(WellKnown.FUNCTION_TYPE));
    no(TestWorld.callable(s, i), new NominalType(WellKnown.FUNCTION_TYPE));
    yes(function.withBinding(CallableType.Binding.BOUND), new NominalType(WellKnown.METHOD_TYPE));
  }

  @Test
  void wideOverloadSetsStayPolynomial() {
    List<Signature> first = new ArrayList<>();
    List<Signature> second = new ArrayList<>();
    for (int n = 0; n < 200; n++) {
      Type literal = TestWorld.literal(n);
      first.add(TestWorld.callable(literal, literal).signatures().getFirst());
      second.add(
          TestWorld.callable(TestWorld.literal(199 - n), TestWorld.literal(199 - n))
              .signatures()
              .getFirst());
    }
    @Nullable CallableType a = TestWorld.callable(i).withSignatures(first);
    CallableType b = TestWorld.callable(i).withSignatures(second);
    yes(a, b);
  }
}
