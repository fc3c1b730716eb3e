package dev.taipan.server.features;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HoversTest {
  @TempDir Path root;

  private Hovers.Shown at(String text) throws IOException {
    World world = new World(root).with("m.py", text);
    return Hovers.at(world.snapshot(), world.module("m.py"), world.mark("m.py")).orElseThrow();
  }

  private String code(String text) throws IOException {
    return at(text).code();
  }

  @Test
  void showsTheParameterThatTakesAKeyword() throws IOException {
    String text = "def f(a: int, **others: str): ...\n";
    assertEquals("(parameter) a: int", code(text + "f(<|>a=1, b='')\n"));
    assertEquals("(parameter) **others: str", code(text + "f(a=1, <|>b='')\n"));
  }

  @Test
  void showsVariablesWithTheirTypes() throws IOException {
    assertEquals("(variable) x: int", code("x = int('1')\nprint(<|>x)\n"));
    assertEquals("(variable) x: int", code("<|>x = int('1')\n"));
    assertEquals("(variable) x: str", code("x: str | None = input()\nif x:\n    print(x<|>)\n"));
  }

  @Test
  void showsTypesInQuotes() throws IOException {
    assertEquals("class C", code("x: 'list[<|>C]'\nclass C: ...\n"));
  }

  @Test
  void showsFunctionsWithTheirDocs() throws IOException {
    Hovers.Shown shown =
        at(
            "def f(a: int, *, b: str = '') -> bool:\n    \"\"\"Does it.\"\"\"\n    return <|>f(1)\n");
    assertEquals("def f(a: int, *, b: str = '') -> bool", shown.code());
    assertEquals("Does it.", shown.docs());
  }

  @Test
  void saysNothingOfDocstringsNorOfResultsThatNobodyKnows() throws IOException {
    assertEquals("def f(a)", code("def <|>f(a):\n    return a.b\n"));
    World world = new World(root).with("m.py", "'A <|>module.'\n");
    assertTrue(Hovers.at(world.snapshot(), world.module("m.py"), world.mark("m.py")).isEmpty());
  }

  @Test
  void showsClassesParametersAttributesAndMethods() throws IOException {
    String text =
        """
        class C:
            '''A thing.'''
            def __init__(self, n: int) -> None:
                self.n = n
            def m(self) -> str:
                return str(self.n)
        def f(c: C) -> str:
            return c.m()
        """;
    assertEquals("class C", code(text.replace("c: C", "c: <|>C")));
    assertEquals("class C(n: int)", code(text + "<|>C(1)\n"));
    assertEquals("A thing.", at(text.replace("c: C", "c: <|>C")).docs());
    assertEquals("(parameter) c: C", code(text.replace("return c", "return <|>c")));
    assertEquals("def m() -> str", code(text.replace("c.m()", "c.<|>m()")));
    assertEquals("(variable) n: int", code(text.replace("str(self.n", "str(self.<|>n")));
  }

  @Test
  void tellsWhatIsSaidOfParametersAndAttributes() throws IOException {
    String f =
        "def f(size):\n    '''Do.\n\n    Args:\n        size: how much\n    '''\n    return size\n";
    assertEquals("how much", at(f + "f(<|>size=1)\n").docs());
    assertEquals("how much", at(f.replace("return size", "return <|>size")).docs());
    String cls =
        "class C:\n    '''A C.\n\n    :param n: number\n    '''\n    k = 1\n    '''The k.'''\n"
            + "    def __init__(self, n):\n        self.n = n\n        '''The n.'''\n";
    assertEquals("number", at(cls + "C(<|>n=1)\n").docs());
    assertEquals("The k.", at(cls + "C(1).<|>k\n").docs());
    assertEquals("The n.", at(cls + "C(1).<|>n\n").docs());
    assertEquals("", at("x = 1\nx\n'''other'''\n<|>x\n").docs());
    String dict =
        "from typing import TypedDict\nclass D(TypedDict):\n    a: int\n    '''The a.'''\nd: D = {'a': 1}\n";
    assertEquals("The a.", at(dict + "d['<|>a']\n").docs());
  }

  @Test
  void showsLongSignaturesLineByLineAsTheyAreWritten() throws IOException {
    String text =
        """
        from typing import Literal
        Mode = Literal["read", "write", "append", "create"]
        async def op<|>en(path: str, mode: Mode = "read", *, encoding: str = "utf-8", errors: str = "strict") -> bytes:
            return b""
        """;
    assertEquals(
        """
        async def open(
            path: str,
            mode: Mode = "read",
            *,
            encoding: str = "utf-8",
            errors: str = "strict",
        ) -> bytes\
        """,
        code(text));
  }

  @Test
  void showsTheOverloadThatACallMeans() throws IOException {
    String text =
        """
        from typing import overload
        @overload
        def f(x: int, y: int) -> int: ...
        @overload
        def f(x: int, *, z: str = "") -> str: ...
        def f(x, y=0, z=""): return x
        """;
    assertEquals(
        "def f(x: int, *, z: str = \"\") -> str\n# and 1 more overload", code(text + "<|>f(1)\n"));
    assertEquals(
        "def f(x: int, y: int) -> int\n# and 1 more overload", code(text + "<|>f(1, 2)\n"));
  }

  @Test
  void showsMembersKeysAndDeclaredTypes() throws IOException {
    String text =
        """
        from enum import Enum
        from typing import TypedDict
        class Color(Enum):
            RED = "r"
        class Movie(TypedDict):
            title: str
        type Pair[T] = tuple[T, T]
        pair: Pair[int] = (1, 2)
        def f[N: int](movie: Movie, n: N) -> None:
            movie["title"]
            Color.RED
        """;
    assertEquals("(enum member) RED = \"r\"", code(text.replace("Color.RED", "Color.<|>RED")));
    assertEquals("(key) title: str", code(text.replace("[\"title", "[\"<|>title")));
    assertEquals("type Pair[T] = tuple[T, T]", code(text.replace("pair: Pair", "pair: <|>Pair")));
    assertEquals("(variable) pair: tuple[int, int]", code(text.replace("pair:", "<|>pair:")));
    assertEquals("(type parameter) N: int", code(text.replace("n: N", "n: <|>N")));
  }

  @Test
  void showsModulesAndBuiltins() throws IOException {
    assertEquals("(module) os", code("import <|>os\n"));
    assertEquals("(module) os.path", code("import os.path\nos.pa<|>th\n"));
    assertTrue(code("le<|>n([1])\n").startsWith("def len("), () -> "");
  }

  @Test
  void showsOperatorsAndKeywords() throws IOException {
    assertEquals(
        "(operator) +: int\ndef __add__(value: int, /) -> int", code("x = int()\nx <|>+ x\n"));
    assertEquals("(operator) in: bool", code("'a' <|>in ['a']\n").split("\n")[0]);
    assertEquals("while", code("wh<|>ile True: ...\n"));
    assertTrue(at("wh<|>ile True: ...\n").docs().contains("block"));
  }

  @Test
  void takesDocstringsFromTheSourceOfStubs() throws IOException {
    World world =
        new World(root)
            .with("s.pyi", "def f() -> int: ...\n")
            .with("s.py", "def f():\n    \"\"\"From the source.\"\"\"\n    return 1\n")
            .with("m.py", "from s import f\n<|>f()\n");
    assertEquals(
        "From the source.",
        Hovers.at(world.snapshot(), world.module("m.py"), world.mark("m.py")).orElseThrow().docs());
  }

  @Test
  void rendersDocstrings() {
    assertEquals(
        "Adds.\n\n\n**Args**\n\n- `a` (int): first\n- `b`: second\n\n\n**Returns**\n\nthe sum",
        Docstrings.toMarkdown(
            "Adds.\n\nArgs:\n    a (int): first\n    b: second\n\nReturns:\n    the sum"));
    assertEquals(
        "- `x`: a number\n- returns: it",
        Docstrings.toMarkdown(":param int x: a number\n:returns: it"));
    assertEquals("```python\n>>> 1\n1\n```", Docstrings.toMarkdown(">>> 1\n1"));
    assertEquals(
        "Use:\n\n```python\nif x:\n    y\n```",
        Docstrings.toMarkdown(
            "Use:\n\n.. code-block:: python\n    :linenos:\n\n    if x:\n        y\n"));
    assertEquals(
        "*Changed in 2.1*:\nRaises `Error`, see `a.f` and the docs.",
        Docstrings.toMarkdown(
            ".. versionchanged:: 2.1\n   Raises :exc:`~pkg.Error`, see :py:func:`a.f` and"
                + " :ref:`the docs <docs>`."));
    assertEquals(
        "**Note**\n\nBeware.\nTwice.", Docstrings.toMarkdown(".. note:: Beware.\n   Twice."));
  }
}
