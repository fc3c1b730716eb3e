package dev.taipan.server.features;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.taipan.checker.diagnostics.Span;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NavigationTest {
  @TempDir Path root;

  /** The definitions of what is marked in m.py: {@code file:line name} each, lines one-based. */
  private List<String> definitions(World world) {
    return Navigation.definition(world.snapshot(), world.module("m.py"), world.mark("m.py"))
        .map(Navigation.Answer::places)
        .orElse(List.of())
        .stream()
        .map(this::text)
        .toList();
  }

  private String text(Navigation.Place place) {
    Span name = place.name();
    return place.file().getFileName()
        + ":"
        + (place.text().lineOf(name.start()) + 1)
        + " "
        + place.text().text().substring(name.start(), name.end());
  }

  private World m(String text) throws IOException {
    return new World(root).with("m.py", text);
  }

  @Test
  void findsNamesInQuotedTypes() throws IOException {
    assertEquals(List.of("m.py:2 C"), definitions(m("x: 'list[<|>C]'\nclass C: ...\n")));
    assertEquals(
        List.of("m.py:3 D"),
        definitions(m("def f() -> 'C.<|>D': ...\nclass C:\n    class D: ...\n")));
    assertEquals(
        List.of("m.py:1 T"), definitions(m("class C[T]:\n    def f(self, a: '<|>T'): ...\n")));
    assertEquals(List.of(), definitions(m("x: str = '<|>C'\nclass C: ...\n")));
  }

  @Test
  void findsKeysAndNamesInLists() throws IOException {
    String dict = "from typing import TypedDict\nclass D(TypedDict):\n    a: int\n";
    assertEquals(List.of("m.py:3 a"), definitions(m(dict + "d: D = {'<|>a': 1}\n")));
    assertEquals(List.of("m.py:3 a"), definitions(m(dict + "def f(d: D): d['<|>a']\n")));
    assertEquals(List.of(), definitions(m(dict + "def f(d: D): d['<|>b']\n")));
    assertEquals(List.of("m.py:1 f"), definitions(m("def f(): ...\n__all__ = ['<|>f']\n")));
    assertEquals(
        List.of("m.py:2 a"),
        definitions(m("class A:\n    a = 1\nmatch A():\n    case A(<|>a=1): ...\n")));
  }

  @Test
  void findsTheModuleOfEachPartOfAnImportedName() throws IOException {
    World world =
        new World(root)
            .with("p/__init__.py", "")
            .with("p/q/__init__.py", "")
            .with("p/q/r.py", "x = 1\n");
    assertEquals(
        List.of("__init__.py:1 "), definitions(world.with("m.py", "from <|>p.q.r import x\n")));
    assertEquals(List.of("r.py:1 "), definitions(world.with("m.py", "from p.q.r<|> import x\n")));
    assertEquals(
        List.of("__init__.py:1 "), definitions(world.with("m.py", "import p.<|>q.r as r\n")));
    assertEquals(List.of("r.py:1 "), definitions(world.with("m.py", "import p.q.<|>r\n")));
    assertEquals(
        List.of("__init__.py:1 "), definitions(world.with("m.py", "from .p.<|>q.r import x\n")));
  }

  @Test
  void findsAttributesInTypesThatAreArguments() throws IOException {
    World world = new World(root).with("n.py", "class C: ...\n");
    assertEquals(
        List.of("n.py:1 C"),
        definitions(
            world.with(
                "m.py", "import n\nfrom typing import TypeVar\nT = TypeVar('T', bound=n.<|>C)\n")));
    assertEquals(
        List.of("n.py:1 C"),
        definitions(
            world.with(
                "m.py", "import n\nfrom typing import cast\ncast(list[n.<|>C], object())\n")));
  }

  @Test
  void findsAttributesOfMetaclassesAndWhatPartialObjectsTake() throws IOException {
    assertEquals(
        List.of("m.py:2 a"),
        definitions(
            m(
                "class M(type):\n    a = 1\nclass C(metaclass=M): ...\ndef f(c: type[C]): c.<|>a\n")));
    assertEquals(
        List.of("m.py:2 b"),
        definitions(
            m(
                "from functools import partial\ndef f(a: int, b: int): ...\n"
                    + "g = partial(f, 1)\ng(<|>b=2)\n")));
  }

  @Test
  void findsNamesInEveryScope() throws IOException {
    assertEquals(List.of("m.py:1 x"), definitions(m("x = 1\nprint(<|>x)\n")));
    assertEquals(List.of("m.py:1 a"), definitions(m("def f(a):\n    return <|>a\n")));
    assertEquals(List.of("m.py:1 i"), definitions(m("[i<|> for i in range(3)]\n")));
    assertEquals(
        List.of("m.py:2 x"),
        definitions(m("def f():\n    x = 1\n    def g():\n        return x<|>\n")));
    assertEquals(List.of("m.py:1 T"), definitions(m("def f[T](a: <|>T) -> T: ...\n")));
    assertEquals(
        List.of("m.py:2 x", "m.py:4 x"),
        definitions(m("if input():\n    x = 1\nelse:\n    x = 2\nprint(<|>x)\n")));
  }

  @Test
  void findsAttributesOfClassesAndInstances() throws IOException {
    String text =
        """
        class A:
            y: int = 0
            def __init__(self):
                self.z = 1
            def f(self): ...
        class B(A): ...
        b = B()
        """;
    assertEquals(List.of("m.py:5 f"), definitions(m(text + "b.<|>f()\n")));
    assertEquals(List.of("m.py:2 y"), definitions(m(text + "b.<|>y\n")));
    assertEquals(List.of("m.py:4 z"), definitions(m(text + "b.<|>z\n")));
    assertEquals(List.of("m.py:2 y"), definitions(m(text + "B.<|>y\n")));
  }

  @Test
  void followsImports() throws IOException {
    World world =
        new World(root)
            .with("p/__init__.py", "from .q import f as g\n")
            .with("p/q.py", "def f(): ...\n");
    assertEquals(List.of("q.py:1 f"), definitions(world.with("m.py", "from p import <|>g\n")));
    assertEquals(List.of("q.py:1 f"), definitions(world.with("m.py", "from p import *\n<|>g()\n")));
    assertEquals(List.of("q.py:1 f"), definitions(world.with("m.py", "import p\np.<|>g()\n")));
    assertEquals(List.of("q.py:1 "), definitions(world.with("m.py", "import p.<|>q\n")));
    assertEquals(List.of("q.py:1 "), definitions(world.with("m.py", "from p.<|>q import f\n")));
  }

  @Test
  void findsKeywordArguments() throws IOException {
    assertEquals(List.of("m.py:1 a"), definitions(m("def f(a): ...\nf(<|>a=1)\n")));
  }

  @Test
  void findsTheStandardLibrary() throws IOException {
    List<String> found = definitions(m("import os\nos.<|>getcwd()\n"));
    assertTrue(found.size() == 1 && found.getFirst().endsWith(" getcwd"), found.toString());
    assertTrue(definitions(m("<|>len([])\n")).getFirst().startsWith("builtins.pyi:"));
  }

  @Test
  void findsTheTypesOfExpressions() throws IOException {
    World world = m("class C: ...\ndef f() -> C | None: ...\nx = f()\nprint(<|>x)\n");
    List<String> places =
        Navigation.typeDefinition(world.snapshot(), world.module("m.py"), world.mark("m.py"))
            .orElseThrow()
            .places()
            .stream()
            .map(this::text)
            .toList();
    assertEquals("m.py:1 C", places.getFirst());
  }
}
