package dev.taipan.checker.types;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How types are spelled. */
class DisplayTest {
  private final TestWorld world = new TestWorld();

  @Test
  void types() {
    Type i = world.integer;
    Type s = world.string;
    assertEquals("int | None", Display.of(Unions.of(world.none, i)));
    assertEquals("list[int]", Display.of(world.list(i)));
    assertEquals(
        "Literal[1, \"a\"] | bytes | None",
        Display.of(
            Unions.of(
                List.of(TestWorld.literal(1), world.bytes, TestWorld.literal("a"), world.none))));
    assertEquals("Literal[Color.RED]", Display.of(world.color("RED")));
    assertEquals("tuple[()]", Display.of(TupleType.of(List.of())));
    assertEquals("tuple[int, ...]", Display.of(TupleType.homogeneous(i)));
    assertEquals(
        "tuple[int, *tuple[str, ...], int]", Display.of(new TupleType(List.of(i), s, List.of(i))));
    assertEquals("type[Base]", Display.of(new ClassLiteralType(world.base)));
    assertEquals("type[int] | type[str]", Display.of(SubclassOfType.of(Unions.of(i, s))));
    assertEquals("Module(\"os.path\")", Display.of(new ModuleType("os.path")));
    assertEquals("((int) -> str) | None", Display.of(Unions.optional(TestWorld.callable(s, i))));
    assertEquals("TypeIs[int]", Display.of(new TypeGuardType(i, true)));
    assertEquals("Literal[b\"\\x00'\"]", Display.of(new LiteralType(WellKnown.BYTES, "\u0000'")));
    assertEquals(
        "bool",
        Display.of(
            Unions.of(
                new LiteralType(WellKnown.BOOL, true), new LiteralType(WellKnown.BOOL, false))));
  }

  @Test
  void signatures() {
    Type i = world.integer;
    ParameterList list =
        ParameterList.of(
            List.of(
                ParameterType.of("a", ParameterKind.POSITIONAL_ONLY, i, false),
                ParameterType.of("b", ParameterKind.POSITIONAL_OR_KEYWORD, i, true),
                ParameterType.of("c", ParameterKind.KEYWORD_ONLY, world.string, false),
                ParameterType.of("kw", ParameterKind.VAR_KEYWORD, i, false)));
    assertEquals(
        "(a: int, /, b: int = ..., *, c: str, **kw: int) -> None",
        Display.of(TestWorld.callable(world.none, list)));
    ParameterList bare =
        ParameterList.of(
            List.of(
                new ParameterType(
                    "x", ParameterKind.POSITIONAL_OR_KEYWORD, DynamicType.UNKNOWN, false, i, false),
                ParameterType.of("args", ParameterKind.VAR_POSITIONAL, i, false)));
    assertEquals("(x=..., *args: int) -> None", Display.of(TestWorld.callable(world.none, bare)));
    assertEquals("(...) -> int", Display.of(TestWorld.callable(i, ParameterList.GRADUAL)));
  }

  @Test
  void classesOfOneNameAreQualified() {
    Type first = world.cls("a", "Thing").of();
    Type second = world.cls("b", "Thing").of();
    Display display = Display.forTypes(null, first, second);
    assertEquals("a.Thing", display.text(first));
    assertEquals("b.Thing", display.text(second));
    assertEquals("Thing", Display.of(first));
  }

  @Test
  void longTypesShowWhereTheyDiffer() {
    List<Type> elements = new ArrayList<>();
    for (int n = 0; n < 200; n++) {
      elements.add(world.list(world.integer));
    }
    Type first = TupleType.of(elements);
    elements.set(120, world.list(world.bytes));
    Type second = TupleType.of(elements);
    Display.Pair pair = Display.pair(null, first, second);
    assertTrue(pair.second().contains("bytes"), pair.second());
    assertTrue(pair.second().length() < 500, pair.second());
    assertTrue(Display.forTypes(null, first).shortened(first).length() < 300);
  }
}
