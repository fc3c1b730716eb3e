package dev.taipan.checker.types;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallBinderTest {
  private final TestWorld world = new TestWorld();
  private final TypeSystem types = new TypeSystem(world);
  private final CallBinder calls = types.members().calls();
  private final Type integer = world.integer;
  private final Type string = world.string;

  private static ParameterType parameter(String name, ParameterKind kind, Type type) {
    return ParameterType.of(name, kind, type, false);
  }

  private static ParameterType standard(String name, Type type) {
    return parameter(name, ParameterKind.POSITIONAL_OR_KEYWORD, type);
  }

  private static ParameterType optional(String name, Type type) {
    return ParameterType.of(name, ParameterKind.POSITIONAL_OR_KEYWORD, type, true);
  }

  private static ParameterType args(Type type) {
    return parameter("args", ParameterKind.VAR_POSITIONAL, type);
  }

  private static ParameterType kwargs(Type type) {
    return parameter("kwargs", ParameterKind.VAR_KEYWORD, type);
  }

  private static Signature signature(Type returns, ParameterType... parameters) {
    return Signature.of(ParameterList.of(List.of(parameters)), returns);
  }

  private static Signature generic(
      List<TypeVarType> variables, Type returns, ParameterType... parameters) {
    return new Signature(
        variables,
        ParameterList.of(List.of(parameters)),
        new Signature.Returns.Declared(returns),
        null);
  }

  private static CallableType function(Signature... signatures) {
    return new CallableType(List.of(signatures), CallableType.Binding.FUNCTION, null);
  }

  private static CallArgument star(Type type) {
    return new CallArgument.Known(CallArgument.Kind.STAR, null, type);
  }

  private static CallArgument doubleStar(Type type) {
    return new CallArgument.Known(CallArgument.Kind.DOUBLE_STAR, null, type);
  }

  private static CallArgument of(Type type) {
    return CallArgument.positional(type);
  }

  private static CallArgument of(String name, Type type) {
    return CallArgument.keyword(name, type);
  }

  private CallOutcome call(Type callee, CallArgument... arguments) {
    return calls.call(callee, List.of(arguments));
  }

  private void assertValid(Type expected, Type callee, CallArgument... arguments) {
    CallOutcome outcome = call(callee, arguments);
    assertEquals(List.of(), outcome.errors());
    assertEquals(expected, outcome.type());
  }

  private <T extends CallError> T error(Class<T> kind, Type callee, CallArgument... arguments) {
    CallOutcome outcome = call(callee, arguments);
    assertEquals(1, outcome.errors().size(), () -> outcome.errors().toString());
    return assertInstanceOf(kind, outcome.errors().getFirst());
  }

  @Test
  void argumentsGoToParametersByPositionAndName() {
    CallableType f =
        function(
            signature(
                string,
                parameter("a", ParameterKind.POSITIONAL_ONLY, integer),
                standard("b", string),
                ParameterType.of("c", ParameterKind.KEYWORD_ONLY, integer, true)));
    assertValid(string, f, of(integer), of(string));
    assertValid(string, f, of(integer), of("b", string), of("c", integer));
    assertEquals(
        2,
        error(CallError.TooManyPositional.class, f, of(integer), of(string), of(integer))
            .argument());
    error(CallError.MissingArguments.class, f, of(integer));
    error(CallError.UnknownArgument.class, f, of(integer), of(string), of("d", integer));
    error(CallError.AlreadyAssigned.class, f, of(integer), of(string), of("b", string));
    assertEquals(0, error(CallError.InvalidArgument.class, f, of(string), of(string)).argument());
    CallOutcome named = call(f, of("a", integer), of("b", string));
    assertInstanceOf(CallError.PositionalOnlyAsKeyword.class, named.errors().getFirst());
  }

  @Test
  void variadicParametersTakeTheRest() {
    CallableType f =
        function(signature(integer, standard("a", integer), args(string), kwargs(string)));
    assertValid(integer, f, of(integer), of(string), of(string), of("x", string));
    assertEquals(
        2,
        error(CallError.InvalidArgument.class, f, of(integer), of(string), of(integer)).argument());
    assertEquals(
        1, error(CallError.InvalidArgument.class, f, of(integer), of("k", integer)).argument());
  }

  @Test
  void starredTuplesAreTakenApart() {
    CallableType f = function(signature(integer, standard("a", integer), standard("b", string)));
    assertValid(integer, f, star(TupleType.of(List.of(integer, string))));
    error(CallError.MissingArguments.class, f, star(TupleType.of(List.of(integer))));
    error(
        CallError.TooManyPositional.class, f, star(TupleType.of(List.of(integer, string, string))));
    assertValid(integer, f, of(integer), star(world.list(string)));
    assertEquals(
        0, error(CallError.InvalidArgument.class, f, star(world.list(integer))).argument());
    assertValid(integer, f, star(world.list(integer)), of("b", string));
  }

  @Test
  void mappingsFillWhatIsLeft() {
    CallableType f = function(signature(integer, standard("a", integer), optional("b", integer)));
    assertValid(integer, f, doubleStar(world.dict(string, integer)));
    assertValid(integer, f, of(integer), doubleStar(world.dict(string, integer)));
    CallOutcome wrong = call(f, doubleStar(world.dict(integer, integer)));
    assertTrue(wrong.errors().stream().anyMatch(error -> error instanceof CallError.NotMapping));
  }

  @Test
  void typeVariablesAreSolvedByArguments() {
    TypeVarType t = world.variable("T");
    CallableType identity = function(generic(List.of(t), t, standard("x", t)));
    assertValid(integer, identity, of(TestWorld.literal(1)));
    assertValid(world.list(string), identity, of(world.list(string)));
    CallableType first = function(generic(List.of(t), t, standard("x", world.sequence(t))));
    assertValid(string, first, of(world.list(string)));
    CallableType pair =
        function(generic(List.of(t), world.list(t), standard("x", t), standard("y", t)));
    assertValid(world.list(Unions.of(integer, string)), pair, of(integer), of(string));
  }

  @Test
  void theSameVariableInsideAndOutsideIsKeptApart() {
    TypeVarType t = world.variable("T");
    CallableType wrap = function(generic(List.of(t), world.list(t), standard("x", t)));
    assertValid(world.list(world.list(t)), wrap, of(world.list(t)));
    CallableType both =
        function(generic(List.of(t), world.list(t), standard("x", t), standard("y", integer)));
    assertEquals(1, error(CallError.InvalidArgument.class, both, of(integer), of(t)).argument());
  }

  @Test
  void theExpectedTypeIsAHint() {
    TypeVarType t = world.variable("T");
    CallableType wrap = function(generic(List.of(t), world.list(t), standard("x", t)));
    CallOutcome outcome =
        calls.call(wrap, List.of(of(integer)), world.list(world.object), Speculation.NONE);
    assertEquals(world.list(world.object), outcome.type());
    outcome = calls.call(wrap, List.of(of(integer)), world.list(string), Speculation.NONE);
    assertEquals(List.of(), outcome.errors());
    assertEquals(world.list(integer), outcome.type());
  }

  @Test
  void variablesWithoutASolutionMakeReturnedCallablesGeneric() {
    TypeVarType t = world.variable("T");
    CallableType make =
        function(generic(List.of(t), CallableType.of(signature(t, standard("x", t)))));
    CallableType made = assertInstanceOf(CallableType.class, call(make).type());
    assertEquals(List.of(t), made.signatures().getFirst().typeParameters());
    CallableType unknown = function(generic(List.of(t), world.list(t)));
    assertValid(world.list(DynamicType.UNKNOWN), unknown);
  }

  @Test
  void paramSpecsCarryParameters() {
    TypeVarType p = world.special("P", TypeVarType.Kind.PARAM_SPEC);
    TypeVarType r = world.variable("R");
    Type callback =
        CallableType.of(
            new Signature(
                List.of(),
                new ParameterList(List.of(), p, false),
                new Signature.Returns.Declared(r),
                null));
    CallableType decorator = function(generic(List.of(p, r), callback, standard("f", callback)));
    CallableType f = function(signature(string, standard("a", integer), optional("b", string)));
    Type decorated = call(decorator, of(f)).type();
    assertValid(string, decorated, of("a", integer));
    error(CallError.InvalidArgument.class, decorated, of(string));

    CallableType twice =
        function(
            new Signature(
                List.of(p, r),
                new ParameterList(List.of(standard("f", callback)), p, false),
                new Signature.Returns.Declared(r),
                null));
    assertValid(string, twice, of(f), of(integer));
    assertValid(string, twice, of(f), of("a", integer), of("b", string));
    assertEquals(1, error(CallError.InvalidArgument.class, twice, of(f), of(string)).argument());
    error(CallError.MissingArguments.class, twice, of(f));
  }

  @Test
  void aParamSpecInScopeTakesItsComponents() {
    TypeVarType p = world.special("P", TypeVarType.Kind.PARAM_SPEC);
    CallableType f =
        CallableType.of(
            new Signature(
                List.of(),
                new ParameterList(
                    List.of(parameter("x", ParameterKind.POSITIONAL_ONLY, integer)), p, false),
                new Signature.Returns.Declared(string),
                null));
    CallArgument args = star(new ParamSpecPartType(p, true));
    CallArgument kwargs = doubleStar(new ParamSpecPartType(p, false));
    assertValid(string, f, of(integer), args, kwargs);
    assertTrue(!call(f, args, kwargs).isValid());
    assertTrue(!call(f, args, of(integer), kwargs).isValid());
    assertTrue(!call(f, of(integer), args).isValid());
    assertTrue(!call(f, of(integer), of(integer), args, kwargs).isValid());
  }

  @Test
  void typeVarTuplesCollectArguments() {
    TypeVarType ts = world.special("Ts", TypeVarType.Kind.TYPE_VAR_TUPLE);
    TupleType pack = new TupleType(List.of(), ts, List.of());
    ParameterType all =
        new ParameterType("args", ParameterKind.VAR_POSITIONAL, pack, true, null, true);
    CallableType f = function(generic(List.of(ts), pack, all));
    assertValid(TupleType.of(List.of(integer, string)), f, of(TestWorld.literal(1)), of(string));
    assertValid(TupleType.of(List.of()), f);
  }

  @Test
  void theFirstOverloadThatFitsIsTaken() {
    CallableType f =
        function(
            signature(integer, standard("x", integer)), signature(string, standard("x", string)));
    assertValid(integer, f, of(integer));
    assertValid(string, f, of(string));
    assertEquals(0, error(CallError.NoMatchingOverload.class, f, of(world.none)).closest());
    assertValid(Unions.of(integer, string), f, of(Unions.of(integer, string)));
  }

  @Test
  void argumentExpansionStopsWhenItIsEnough() {
    // The third argument needs no expansion.
    CallableType f =
        function(
            signature(
                string, standard("x", integer), standard("y", string), standard("z", integer)),
            signature(
                integer, standard("x", integer), standard("y", integer), standard("z", integer)));
    Type union = Unions.of(string, integer);
    assertValid(union, f, of(integer), of(union), of(integer));
    assertTrue(!call(f, of(union), of(union), of(union)).isValid());
  }

  @Test
  void anyNumberOfArgumentsGoesToVariadicOverloads() {
    CallableType f =
        function(
            signature(
                TupleType.of(List.of(integer)),
                parameter("x", ParameterKind.POSITIONAL_ONLY, integer)),
            signature(
                TupleType.of(List.of(integer, integer)),
                parameter("x", ParameterKind.POSITIONAL_ONLY, integer),
                parameter("y", ParameterKind.POSITIONAL_ONLY, integer)),
            signature(TupleType.homogeneous(integer), args(integer)));
    assertValid(TupleType.of(List.of(integer)), f, of(integer));
    assertValid(TupleType.of(List.of(integer, integer)), f, of(integer), of(integer));
    assertValid(TupleType.homogeneous(integer), f, star(world.list(integer)));
  }

  @Test
  void gradualArgumentsAreAmbiguousUnlessTheResultsAgree() {
    Type listInt = world.list(integer);
    CallableType f =
        function(
            signature(integer, standard("x", listInt), standard("y", integer)),
            signature(integer, standard("x", world.list(string)), standard("y", string)),
            signature(listInt, standard("x", integer), standard("y", integer)));
    Type any = DynamicType.ANY;
    assertValid(integer, f, of(world.list(any)), of(any));
    assertValid(DynamicType.UNKNOWN, f, of(any), of(TestWorld.literal(1)));
    CallableType covered =
        function(
            signature(integer, standard("x", listInt)),
            signature(integer, standard("x", world.list(any))),
            signature(string, standard("x", any)));
    assertValid(integer, covered, of(world.list(any)));
  }

  @Test
  void boolsEnumsAndTuplesExpand() {
    CallableType f =
        function(
            signature(integer, standard("x", new LiteralType(WellKnown.BOOL, true))),
            signature(string, standard("x", new LiteralType(WellKnown.BOOL, false))));
    assertValid(Unions.of(integer, string), f, of(world.bool));
    CallableType g =
        function(
            signature(integer, standard("x", Unions.of(world.color("RED"), world.color("GREEN")))),
            signature(string, standard("x", world.color("BLUE"))));
    assertValid(Unions.of(integer, string), g, of(new NominalType(world.color)));
    CallableType h =
        function(
            signature(integer, standard("x", TupleType.of(List.of(integer, string)))),
            signature(string, standard("x", TupleType.of(List.of(integer, integer)))));
    assertValid(
        Unions.of(string, integer),
        h,
        of(TupleType.of(List.of(integer, Unions.of(integer, string)))));
  }

  @Test
  void everyMemberOfAUnionIsCalled() {
    Type f = function(signature(integer, standard("x", integer)));
    Type g = function(signature(string, standard("x", integer)));
    assertValid(Unions.of(integer, string), Unions.of(f, g), of(integer));
    CallError.NotCallable not =
        error(CallError.NotCallable.class, Unions.of(f, world.none), of(integer));
    assertEquals(world.none, not.type());
    error(CallError.NotCallable.class, world.integer);
  }

  @Test
  void classesAreConstructed() {
    world.cls("m", "Plain");
    Type plain = new ClassLiteralType(new ClassId("m", "Plain"));
    assertValid(new NominalType(new ClassId("m", "Plain")), plain);
    error(CallError.TooManyPositional.class, plain, of(integer));

    TestClass box = world.generic("m", "Box");
    TypeVarType t = box.parameter("T", Variance.INVARIANT);
    box.base(world.object).method("__init__", world.none, t);
    Type cls = new ClassLiteralType(box.id());
    assertValid(box.of(integer), cls, of(TestWorld.literal(1)));
    assertValid(
        box.of(world.object), new ClassLiteralType(box.id(), List.of(world.object)), of(integer));
    error(
        CallError.InvalidArgument.class,
        new ClassLiteralType(box.id(), List.of(string)),
        of(integer));
    CallOutcome hinted =
        calls.call(cls, List.of(of(integer)), box.of(world.object), Speculation.NONE);
    assertEquals(box.of(world.object), hinted.type());
  }

  @Test
  void theAnnotationOfSelfTellsWhatIsMade() {
    TestClass box = world.generic("m", "Box");
    TypeVarType t = box.parameter("T", Variance.INVARIANT);
    box.base(world.object);
    ParameterType plainSelf =
        new ParameterType(
            "self",
            ParameterKind.POSITIONAL_OR_KEYWORD,
            box.id().selfVariable(),
            false,
            null,
            false);
    box.member(
        "__init__",
        new CallableType(
            List.of(
                signature(
                    world.none,
                    standard("self", box.of(world.list(integer))),
                    standard("x", integer)),
                signature(world.none, plainSelf, standard("x", t))),
            CallableType.Binding.FUNCTION,
            new FunctionId("m", "Box.__init__")),
        Member.Place.CLASS);
    Type cls = new ClassLiteralType(box.id());
    assertValid(box.of(world.list(integer)), cls, of(integer));
    assertValid(box.of(string), cls, of(string));
    assertValid(box.of(integer), new ClassLiteralType(box.id(), List.of(integer)), of(integer));
  }

  @Test
  void classObjectsAreCallables() {
    TestClass box = world.generic("m", "Box");
    TypeVarType t = box.parameter("T", Variance.INVARIANT);
    box.base(world.object).method("__init__", world.none, t);
    Type callable = calls.constructors().asCallable(new ClassLiteralType(box.id()));
    assertValid(box.of(string), callable, of(string));
    assertTrue(
        types.isAssignable(
            new ClassLiteralType(box.id()), TestWorld.callable(box.of(string), string)));
    assertTrue(
        !types.isAssignable(
            new ClassLiteralType(box.id()), TestWorld.callable(box.of(string), integer)));
  }

  @Test
  void argumentsThatNeedContextComeAfterTheOthers() {
    TypeVarType t = world.variable("T");
    List<String> seen = new ArrayList<>();
    CallableType f =
        function(generic(List.of(t), t, standard("x", world.list(t)), standard("y", t)));
    CallArgument display =
        new CallArgument() {
          @Override
          public Kind kind() {
            return Kind.POSITIONAL;
          }

          @Override
          public String name() {
            return null;
          }

          @Override
          public boolean needsContext() {
            return true;
          }

          @Override
          public Type type(Type expected) {
            seen.add(String.valueOf(expected));
            return expected == null ? world.list(DynamicType.UNKNOWN) : expected;
          }
        };
    assertEquals(string, call(f, display, of(string)).type());
    assertEquals(List.of("builtins.list[builtins.str]"), seen);
  }

  @Test
  void largeUnionsMeetManyOverloadsInBoundedTime() {
    List<Signature> signatures = new ArrayList<>();
    List<Type> literals = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      literals.add(TestWorld.literal(i));
      signatures.add(signature(TestWorld.literal(-i), standard("x", TestWorld.literal(i))));
    }
    CallableType f = function(signatures.toArray(new Signature[0]));
    CallOutcome outcome = call(f, of(Unions.of(literals)));
    assertEquals(List.of(), outcome.errors());
    assertEquals(200, ((UnionType) outcome.type()).members().size());
    for (int i = 200; i < 2000; i++) {
      literals.add(TestWorld.literal(i));
    }
    CallableType g =
        function(
            signature(string, standard("x", string)), signature(integer, standard("x", integer)));
    assertValid(Unions.of(integer, string), g, of(Unions.of(Unions.of(literals), string)));
  }

  @Test
  void genericFunctionsAreArguments() {
    TypeVarType t = world.variable("T");
    TypeVarType u = world.variable("U");
    TypeVarType r = world.variable("R");
    ParameterType one = parameter("p", ParameterKind.POSITIONAL_ONLY, t);
    CallableType identity = function(generic(List.of(u), u, standard("x", u)));
    CallableType apply =
        function(
            generic(
                List.of(t),
                t,
                standard("f", CallableType.of(signature(t, one))),
                standard("x", t)));
    assertValid(integer, apply, of(identity), of(integer));
    CallableType wrap = function(generic(List.of(u), world.list(u), standard("x", u)));
    CallableType map =
        function(
            generic(
                List.of(t, r),
                world.list(r),
                standard("f", CallableType.of(signature(r, one))),
                standard("x", world.iterable(t))));
    assertValid(world.list(world.list(integer)), map, of(wrap), of(world.list(integer)));
  }
}
