package dev.taipan.server.features;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferencesTest {
  @TempDir Path root;

  /** {@code file:line} of each use, lines one-based, those that write marked by {@code !}. */
  private List<String> uses(World world) {
    return References.everywhere(
            world.snapshot(), world.module("m.py"), world.mark("m.py"), () -> false)
        .stream()
        .map(
            use ->
                use.file().getFileName()
                    + ":"
                    + (use.text().lineOf(use.span().start()) + 1)
                    + (use.isWrite() ? "!" : ""))
        .toList();
  }

  @Test
  void findsUsesOfVariables() throws IOException {
    World world =
        new World(root).with("m.py", "x = 1\nprint(<|>x)\ndef f():\n    x = 2\n    return x\n");
    assertEquals(List.of("m.py:1!", "m.py:2"), uses(world));
  }

  @Test
  void whatACommentDeclaresIsUsedWhereItStands() throws IOException {
    World world =
        new World(root)
            .with("m.py", "<|>x, y = 1, ''  # type: int, str\nz = 1  # type: int\nprint(x)\n");
    assertEquals(List.of("m.py:1!", "m.py:3"), uses(world));
  }

  @Test
  void findsTypesInQuotes() throws IOException {
    World world =
        new World(root)
            .with("n.py", "import m\nx: 'list[m.C]' = []\ny: 'C' = 1\n")
            .with(
                "m.py",
                """
                from typing import Annotated, Literal
                def f(a: "C", b: Annotated["C", "C"]) -> "dict[str, C]": ...
                class C:
                    def copy(self) -> "<|>C": ...
                x: Literal["C"] = "C"
                """);
    assertEquals(List.of("m.py:2", "m.py:2", "m.py:2", "m.py:3!", "m.py:4", "n.py:2"), uses(world));
  }

  @Test
  void findsTypesInQuotesOutsideOfAnnotations() throws IOException {
    World world =
        new World(root)
            .with(
                "m.py",
                """
                from typing import Generic, NewType, TypeVar, cast
                class <|>C: ...
                T = TypeVar("T", bound="C")
                S = TypeVar("S", "list[C]", int)
                N = NewType("N", "C")
                x = cast("C", 1)
                class D(list["C"]): ...
                U = Union["C", int]
                type A[V: "C"] = "C"
                print(x["C"], "C", x.get("C"), str("C"))
                """);
    assertEquals(
        List.of(
            "m.py:2!", "m.py:3", "m.py:4", "m.py:5", "m.py:6", "m.py:7", "m.py:8", "m.py:9",
            "m.py:9"),
        uses(world));
  }

  @Test
  void keywordsThatOneParameterTakesAreNoUsesOfIt() throws IOException {
    World world =
        new World(root).with("m.py", "def f(**<|>others): print(others)\nf(others=1, b=2)\n");
    assertEquals(List.of("m.py:1!", "m.py:1"), uses(world));
  }

  @Test
  void findsModulesInEveryFormOfImport() throws IOException {
    World world =
        new World(root)
            .with("p/__init__.py", "")
            .with("p/q.py", "x = 1\n")
            .with("n.py", "import p.q as r\nimport p.q\nprint(p.q.x)\n")
            .with("m.py", "from p.<|>q import x\nfrom p import q\nprint(q)\n");
    assertEquals(List.of("m.py:1", "m.py:2!", "m.py:3", "n.py:1", "n.py:2", "n.py:3"), uses(world));
  }

  @Test
  void findsTypesInComments() throws IOException {
    World world =
        new World(root)
            .with(
                "m.py",
                """
                class <|>C: ...
                def f(a, b):
                    # type: (C, list[C]) -> C
                    x = a  # type: C
                    for y in b:  # type: C
                        with y as z:  # type: C
                            pass
                    return x
                """);
    assertEquals(
        List.of("m.py:1!", "m.py:3", "m.py:3", "m.py:3", "m.py:4", "m.py:5", "m.py:6"),
        uses(world));
  }

  @Test
  void findsUsesAcrossFiles() throws IOException {
    World world =
        new World(root)
            .with("n.py", "import m\nfrom m import f as g, C\ng()\nm.f()\nC().f()\n")
            .with("m.py", "class C:\n    def f(self): ...\ndef <|>f(): ...\nf()\n");
    assertEquals(List.of("m.py:3!", "m.py:4", "n.py:2!", "n.py:4"), uses(world));
  }

  @Test
  void findsUsesOfAttributes() throws IOException {
    World world =
        new World(root)
            .with(
                "m.py",
                "class C:\n    def __init__(self):\n        self.<|>x = 1\n    def g(self):\n"
                    + "        return self.x\nclass D:\n    x = 2\nC().x\nD().x\n");
    assertEquals(List.of("m.py:3!", "m.py:5", "m.py:8"), uses(world));
  }

  @Test
  void refusesToRenameWhatIsNotOurs() throws IOException {
    World world = new World(root).with("m.py", "print(<|>len([]))\n");
    Optional<References.Renaming> renaming =
        References.renaming(
            world.snapshot(), world.module("m.py"), world.mark("m.py"), () -> false);
    assertTrue(renaming.orElseThrow().refusal().isPresent());
    world.with("m.py", "<|>ours = 1\n");
    renaming =
        References.renaming(
            world.snapshot(), world.module("m.py"), world.mark("m.py"), () -> false);
    assertEquals(Optional.empty(), renaming.orElseThrow().refusal());
  }

  private static final String SHAPES =
      """
      class Shape:
          def area(self) -> float: ...
      class Circle(Shape):
          def area(self) -> float:
              return super().area()
      class Square(Shape):
          def area(self) -> float: ...
      class Other:
          def area(self) -> float: ...
      def f(a: Shape, b: Circle, c: Square, d: Other):
          a.area()
          b.area()
          c.area()
          d.area()
      """;

  private static List<Integer> lines(List<References.Use> uses) {
    return uses.stream().map(use -> use.text().lineOf(use.span().start()) + 1).sorted().toList();
  }

  @Test
  void findsUsesOfWhatIsOverriddenAndOfWhatOverrides() throws IOException {
    World world = new World(root).with("m.py", SHAPES.replace("b.area", "b.<|>area"));
    assertEquals(
        List.of(2, 4, 5, 11, 12),
        lines(
            References.everywhere(
                world.snapshot(), world.module("m.py"), world.mark("m.py"), () -> false)));
  }

  @Test
  void renamesAllOverridesTogether() throws IOException {
    World world = new World(root).with("m.py", SHAPES.replace("b.area", "b.<|>area"));
    assertEquals(
        List.of(2, 4, 5, 7, 11, 12, 13),
        lines(
            References.renamed(
                world.snapshot(), world.module("m.py"), world.mark("m.py"), () -> false)));
  }

  @Test
  void renamesStringsThatRepeatTheName() throws IOException {
    World world =
        new World(root)
            .with(
                "m.py", "from typing import TypeVar\nT = TypeVar('T')\ndef f(x: <|>T) -> T: ...\n");
    assertEquals(
        List.of(2, 2, 3, 3),
        lines(
            References.renamed(
                world.snapshot(), world.module("m.py"), world.mark("m.py"), () -> false)));
  }

  /** The lines of the file, and of no other, that a renaming at the mark changes. */
  private List<Integer> renamed(String text) throws IOException {
    World world = new World(root).with("other.py", "import os.path as op\nop.join('')\n");
    world.with("m.py", text);
    assertEquals(
        Optional.empty(),
        References.renaming(world.snapshot(), world.module("m.py"), world.mark("m.py"), () -> false)
            .orElseThrow()
            .refusal());
    List<References.Use> uses =
        References.renamed(world.snapshot(), world.module("m.py"), world.mark("m.py"), () -> false);
    assertTrue(uses.stream().allMatch(use -> use.file().endsWith("m.py")), uses::toString);
    return lines(uses);
  }

  @Test
  void renamesAliasesOfImportsWhereTheyAre() throws IOException {
    assertEquals(List.of(1, 2), renamed("import os.path as <|>op\nop.join('')\n"));
    assertEquals(List.of(1, 2), renamed("from os import getcwd as cwd\n<|>cwd()\n"));
    World world =
        new World(root)
            .with("a.py", "from m import cwd\ncwd()\n")
            .with("b.py", "from os import getcwd as cwd\ncwd()\n")
            .with("m.py", "from os import getcwd as <|>cwd\n");
    assertEquals(
        List.of(1, 1, 2),
        lines(
            References.renamed(
                world.snapshot(), world.module("m.py"), world.mark("m.py"), () -> false)));
  }

  @Test
  void renamesWhatListsAndPatternsName() throws IOException {
    assertEquals(
        List.of(2, 3, 5, 7),
        renamed(
            "class A:\n    __slots__ = ('a',)\n    __match_args__ = ('a',)\n    def __init__(self):\n        self.<|>a = 1\nmatch A():\n    case A(a=1): print('a')\n"));
  }

  @Test
  void refusesToRenameWhatOverridesALibrary() throws IOException {
    World world =
        new World(root)
            .with(
                "m.py",
                "import threading\nclass T(threading.Thread):\n    def ru<|>n(self) -> None: ...\n");
    String refusal =
        References.renaming(world.snapshot(), world.module("m.py"), world.mark("m.py"), () -> false)
            .orElseThrow()
            .refusal()
            .orElseThrow();
    assertTrue(refusal.contains("threading"), refusal);
  }

  @Test
  void findsNamesThatModulesList() throws IOException {
    World world =
        new World(root)
            .with("p/__init__.py", "from .q import f\n__all__ = (\n    'f',\n)\n__all__ += ['g']\n")
            .with("p/q.py", "def f(): ...\n__all__ = ['f', 'g']\ndef g():\n    __all__ = ['f']\n")
            .with(
                "m.py", "from p import *\n<|>f()\nprint('f')\n__all__ = []\n__all__.append('f')\n");
    assertEquals(
        List.of("m.py:2", "m.py:5", "__init__.py:1!", "__init__.py:3", "q.py:1!", "q.py:2"),
        uses(world));
    world.with("m.py", "class C: ...\n__all__ = ['<|>C']\n");
    assertEquals(List.of("m.py:1!", "m.py:2"), uses(world));
  }
}
