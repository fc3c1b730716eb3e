package dev.taipan.server.features;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CallsTest {
  @TempDir Path root;

  private Calls.Help help(String text) throws IOException {
    World world = new World(root).with("m.py", text);
    return Calls.at(world.snapshot(), world.module("m.py"), world.mark("m.py")).orElseThrow();
  }

  /** The active signature with its active parameter in angle brackets. */
  private String active(String text) throws IOException {
    Calls.Help help = help(text);
    Calls.Shown shown = help.signatures().get(help.active());
    if (shown.active() < 0) {
      return shown.label();
    }
    var span = shown.parameters().get(shown.active()).label();
    return new StringBuilder(shown.label())
        .insert(span.end(), ">")
        .insert(span.start(), "<")
        .toString();
  }

  @Test
  void showsTheActiveParameter() throws IOException {
    String f = "def f(a: int, /, b=1, *args: str, c: str = 'x', **kw: int) -> None: ...\n";
    assertEquals(
        "(<a: int>, /, b=1, *args: str, c: str = 'x', **kw: int) -> None", active(f + "f(<|>)\n"));
    assertEquals(
        "(a: int, /, <b=1>, *args: str, c: str = 'x', **kw: int) -> None"
            .replace("b=1", "b: int = 1"),
        active(f.replace("b=1", "b: int = 1") + "f(1, <|>\n"));
    assertEquals(
        "(a: int, /, b: int = 1, *args: str, <c: str = 'x'>, **kw: int) -> None",
        active(f.replace("b=1", "b: int = 1") + "f(1, c=<|>)\n"));
    assertEquals("(*, <a: int>) -> None", active("def f(*, a: int) -> None: ...\nf(a=<|>)\n"));
  }

  @Test
  void showsWhatCanOnlyBeNamedWhenNothingElseIsLeft() throws IOException {
    String f = "def f(a: int, *, b: int, c: int) -> None: ...\n";
    assertEquals("(a: int, *, <b: int>, c: int) -> None", active(f + "f(1, <|>)\n"));
    assertEquals("(a: int, *, b: int, <c: int>) -> None", active(f + "f(1, b=1, <|>)\n"));
    assertEquals("(a: int, *, b: int, c: int) -> None", active(f + "f(1, 2<|>)\n"));
  }

  @Test
  void helpsOnTheNextLineOfAnUnfinishedCall() throws IOException {
    String f = "def f(a: int, b: int) -> None: ...\ndef g():\n";
    String rest = "\n    x = 3\n    return x\n";
    assertEquals("(a: int, <b: int>) -> None", active(f + "    f(1,\n      <|>" + rest));
    assertEquals("(<a: int>, b: int) -> None", active(f + "    f(\n      <|>" + rest));
    assertEquals("(a: int, <b: int>) -> None", active(f + "    f(f(1),\n      <|>" + rest));
  }

  @Test
  void showsTheDefaultsOfFields() throws IOException {
    assertEquals(
        "(<x: int>, y: str = 'a', z: list[int] = ...) -> A",
        active(
            "from dataclasses import dataclass, field\n@dataclass\nclass A:\n    x: int\n    y: str = 'a'\n    z: list[int] = field(default_factory=list)\nA(<|>)\n"));
    assertEquals(
        "(<x: int = 1>) -> P",
        active("from typing import NamedTuple\nclass P(NamedTuple):\n    x: int = 1\nP(<|>)\n"));
  }

  @Test
  void picksTheOverloadThatFits() throws IOException {
    String text =
        """
        from typing import overload
        @overload
        def f(a: int, b: int) -> int: ...
        @overload
        def f(a: str, b: str) -> str: ...
        def f(a, b): return a
        """;
    assertEquals("(a: str, <b: str>) -> str", active(text + "f('x', <|>)\n"));
    assertEquals("(a: int, <b: int>) -> int", active(text + "f(1, <|>)\n"));
    assertEquals(2, help(text + "f(<|>)\n").signatures().size());
  }

  @Test
  void showsWhatDocstringsSayOfParameters() throws IOException {
    Calls.Help help =
        help(
            "def f(a, b):\n    '''Do.\n\n    Args:\n        a: the first\n            of two\n"
                + "        b (int): the second\n    '''\nf(<|>)\n");
    assertEquals(
        List.of("the first of two", "the second"),
        help.signatures().getFirst().parameters().stream()
            .map(Calls.ShownParameter::docs)
            .toList());
    assertEquals(
        Map.of("x", "number", "y", "other one"),
        DocstringParameters.of(":param int x: number\n:param y: other\n    one\n:returns: z"));
    assertEquals(
        Map.of("x", "number", "y", "number"),
        DocstringParameters.of(
            "Do.\n\nParameters\n----------\nx, y : int\n    number\n\nReturns\n-------\nint\n"));
  }
}
