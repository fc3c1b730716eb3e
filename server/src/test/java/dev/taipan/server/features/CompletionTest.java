package dev.taipan.server.features;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompletionTest {
  @TempDir Path root;

  private List<String> labels(String text) throws IOException {
    World world = new World(root).with("p/__init__.py", "").with("p/q.py", "def f(): ...\n");
    world.with("m.py", text);
    return Completion.at(world.snapshot(), world.module("m.py"), world.mark("m.py"))
        .items()
        .stream()
        .sorted(Comparator.comparingInt(Completion.Item::rank))
        .map(Completion.Item::label)
        .toList();
  }

  /** As {@link #labels}, in the order in which editors show them. */
  private List<String> inOrder(String text) throws IOException {
    World world = new World(root).with("m.py", text);
    return Completion.at(world.snapshot(), world.module("m.py"), world.mark("m.py"))
        .items()
        .stream()
        .sorted(Comparator.comparing(Completion.Item::rank).thenComparing(Completion.Item::order))
        .map(Completion.Item::label)
        .toList();
  }

  private void assertOffers(String text, String... expected) throws IOException {
    List<String> found = labels(text);
    assertTrue(found.containsAll(List.of(expected)), () -> text + " offers " + found);
  }

  @Test
  void offersMembers() throws IOException {
    String classes =
        "class A:\n    def f(self): ...\nclass B(A):\n    def g(self):\n        self.x = 1\n";
    assertOffers(classes + "B().<|>\n", "f", "g", "x", "__class__");
    assertOffers(classes + "b = B()\nb.<|>\nprint(b)\n", "f", "g", "x");
    assertOffers(classes + "b = B()\nb.f<|>", "f", "g");
    assertEquals("g", labels(classes + "B().<|>\n").getFirst());
    assertOffers("'a'.<|>", "upper", "split");
    assertOffers("import os\nos.<|>", "getcwd", "path");
    assertOffers("def f(x: int | str):\n    x.<|>\n", "upper", "bit_length");
  }

  @Test
  void offersNamesKeywordsAndArguments() throws IOException {
    assertOffers(
        "value = 1\ndef f(arg):\n    local = 2\n    <|>\n",
        "value",
        "f",
        "arg",
        "local",
        "len",
        "return");
    assertOffers("value = 1\n<|>", "value", "len");
    assertOffers("def f(arg):\n    <|>", "arg", "return");
    assertOffers("<|>", "len", "import");
    List<String> names = labels("def f(arg): ...\n<|>\n");
    assertFalse(names.contains("arg"));
    assertEquals("first=", labels("def f(first, second): ...\nf(<|>)\n").getFirst());
    assertFalse(labels("def f(first, second): ...\nf(first=1, <|>)\n").contains("first="));
  }

  @Test
  void offersModulesAndWhatTheyHave() throws IOException {
    assertOffers("import <|>\n", "os", "p");
    assertOffers("import p.<|>\n", "q");
    assertOffers("from p.q import <|>\n", "f");
    assertOffers("from p import <|>\n", "q");
    assertOffers("from .p import <|>\n", "q");
  }

  @Test
  void offersMembersOfUnionsSharedOnesFirst() throws IOException {
    List<String> found =
        labels(
            "class A:\n    both: int\n    a: int\nclass B:\n    both: int\n    b: int\n"
                + "def f(x: A | B | None):\n    x.<|>\n");
    assertEquals("both", found.getFirst());
    assertTrue(found.containsAll(List.of("a", "b")));
  }

  @Test
  void offersEnumMembersAndHidesInstanceAttributesOfClasses() throws IOException {
    String text = "import enum\nclass E(enum.Enum):\n    RED = 1\n    BLUE = 2\n";
    assertEquals(List.of("RED", "BLUE"), labels(text + "E.<|>\n").subList(0, 2));
    List<String> found =
        labels("class C:\n    k = 1\n    def __init__(self):\n        self.x = 1\nC.<|>\n");
    assertTrue(found.contains("k"));
    assertFalse(found.contains("x"), () -> found.toString());
  }

  @Test
  void offersKeysOfTypedDicts() throws IOException {
    String text =
        "from typing import TypedDict\nclass D(TypedDict):\n    name: str\n    size: int\nd: D = {'name': '', 'size': 1}\n";
    assertEquals(List.of("name", "size"), labels(text + "d['<|>']\n"));
    assertEquals(List.of("name", "size"), labels(text + "d['<|>\n"));
    assertEquals(List.of("name", "size"), labels(text + "d.get('n<|>')\n"));
    assertOffers(text + "d[<|>]\n", "\"name\"", "\"size\"");
    assertEquals(List.of("size"), labels(text + "e: D = {'name': '', '<|>'}\n"));
  }

  @Test
  void offersKeysThatDisplaysHave() throws IOException {
    String text = "d = {'name': '', 'size': 1, **{}}\nd['more'] = 2\n";
    assertEquals(List.of("name", "size", "more"), inOrder(text + "d['<|>']\n"));
    assertEquals(List.of("name", "size", "more"), inOrder(text + "def f(): return d.get('<|>')\n"));
    assertOffers(text + "d[<|>]\n", "\"name\"", "\"size\"", "\"more\"");
    assertEquals(
        List.of("a", "b"),
        inOrder(
            "class C:\n    def __init__(self):\n        self.d = dict(a=1)\n        self.d['b'] = 2\n"
                + "    def f(self):\n        self.d['<|>']\n"));
    assertEquals(List.of(), inOrder("d: dict[str, int] = make()\nd['<|>']\n"));
  }

  @Test
  void offersNamesAndMembersInQuotedTypes() throws IOException {
    assertOffers("import os\ndef f(x: 'os.<|>'): ...\n", "PathLike");
    assertOffers("import os\nx: 'list[os.P<|>]'\n", "PathLike");
    assertOffers("def f(x: 'C<|>'): ...\nclass Cow: ...\n", "Cow");
    assertOffers("def f(x: 'list[<|>]'): ...\nclass Cow: ...\n", "Cow", "int");
    assertOffers("def f(x: '<|>'): ...\nclass Cow: ...\n", "Cow", "int");
    assertEquals(List.of(), labels("x = 'C<|>'\nclass Cow: ...\n"));
  }

  @Test
  void offersAttributesInClassPatterns() throws IOException {
    String text =
        "class P:\n    __match_args__ = ('x',)\n    x: int\n    y: int\n    def f(self): ...\n"
            + "def f(p: P):\n    match p:\n        case P(";
    assertOffers(text + "<|>):\n            pass\n", "x=", "y=");
    assertOffers(text + "y=1, <|>):\n            pass\n", "x=");
    assertFalse(labels(text + "y=1, <|>):\n            pass\n").contains("y="));
    assertFalse(labels(text + "1, <|>):\n            pass\n").contains("x="));
    assertFalse(labels(text + "<|>):\n            pass\n").contains("f="));
    assertOffers(text + "x<|>", "x=");
  }

  @Test
  void offersLiteralsThatAreExpected() throws IOException {
    String text =
        "from typing import Literal\nMode = Literal['read', 'write']\ndef f(mode: Mode): ...\nm: Mode = 'read'\n";
    assertEquals(List.of("read", "write"), labels(text + "f('<|>')\n"));
    assertEquals(
        List.of("read", "write"), labels(text + "def g(m: Mode):\n    if m == '<|>': ...\n"));
    assertOffers(text + "f(<|>)\n", "\"read\"", "mode=");
    assertOffers(text + "n: Mode = <|>\n", "\"write\"");
    assertOffers(
        "import enum\nclass E(enum.Enum):\n    RED = 1\ndef f(e: E): ...\nf(<|>)\n", "E.RED");
  }

  @Test
  void offersWhatStarImportsBringAndNothingOfOtherPlatforms() throws IOException {
    assertOffers("import os\nos.path.<|>\n", "join", "exists");
    String text =
        """
        import sys
        class A:
            old = 1
            if sys.version_info < (3, 8):
                gone = 1
        A().<|>
        """;
    assertOffers(text, "old");
    assertFalse(labels(text).contains("gone"));
    assertFalse(labels("import os\nos.<|>\n").contains("startfile"));
  }

  @Test
  void offersWhatComparisonsAndMappingPatternsMayName() throws IOException {
    String color = "from enum import Enum\nclass C(Enum):\n    A = 1\ndef f(c: C):\n    if c ";
    assertEquals("C.A", labels(color + "== <|>\n").getFirst());
    assertEquals("C.A", labels(color + "is not <|>\n").getFirst());
    assertEquals(
        List.of("title"),
        labels(
            """
            from typing import TypedDict
            class Movie(TypedDict):
                title: str
                year: int
            def f(movie: Movie):
                match movie:
                    case {"year": 1, "<|>"}
            """));
  }

  @Test
  void offersOverridesBeforeAnythingIsTypedOfTheName() throws IOException {
    assertEquals(
        "go", labels("class A:\n    def go(self): ...\nclass B(A):\n    def <|>\n").getFirst());
  }

  @Test
  void offersPatterns() throws IOException {
    String text =
        "import enum\nclass E(enum.Enum):\n    RED = 1\n    BLUE = 2\nclass C: ...\ndef f(x: E | C | None):\n    match x:\n        case <|>\n";
    List<String> found = labels(text);
    assertTrue(
        found.subList(0, 5).containsAll(List.of("E.RED", "E.BLUE", "C()", "None")),
        () -> found.toString());
    assertOffers(
        text.replace("case <|>", "case E.RED:\n            pass\n        case <|>"), "C()");
  }

  @Test
  void offersOverridesWithTheirSignature() throws IOException {
    World world =
        new World(root)
            .with(
                "base.py",
                "from pathlib import Path\nfrom typing import Literal\nclass A:\n    def pick(self, mode: Literal['a', 'b']): ...\n    def run(self, path: Path, *, n: int = 0) -> str:\n        return ''\n    async def go(self) -> int:\n        return 1\n")
            .with("m.py", "from base import A\nclass B(A):\n    def r<|>\n");
    Completion.Items found =
        Completion.at(world.snapshot(), world.module("m.py"), world.mark("m.py"));
    Completion.Item run =
        found.items().stream().filter(item -> item.label().equals("run")).findFirst().orElseThrow();
    assertEquals(
        "run(self, path: Path, *, n: int = 0) -> str:\n        return super().run(path, n=n)",
        run.text());
    assertEquals(
        "from pathlib import Path\n\nfrom base import A\nclass B(A):\n    def r\n",
        Edited.by("from base import A\nclass B(A):\n    def r\n", run.edits()));
    Completion.Item go =
        found.items().stream().filter(item -> item.label().equals("go")).findFirst().orElseThrow();
    assertEquals("go(self) -> int:\n        return await super().go()", go.text());
    Completion.Item pick =
        found.items().stream()
            .filter(item -> item.label().equals("pick"))
            .findFirst()
            .orElseThrow();
    assertTrue(
        pick.text().startsWith("pick(self, mode: Literal[\"a\", \"b\"]):"), () -> pick.text());
  }

  @Test
  void ordersValuesAsDeclaredAndShortOnesFirstOfMany() throws IOException {
    assertEquals(
        List.of("z", "b", "a"),
        inOrder("from typing import Literal\ndef f(m: Literal['z', 'b', 'a']): ...\nf('<|>')\n"));
    assertEquals(1, inOrder("open('x', '<|>')\n").getFirst().length());
    assertEquals(List.of(), labels("1.<|>\n"));
  }

  @Test
  void offersWhatStubsListInTheirDunderAll() throws IOException {
    World world =
        new World(root)
            .with("inner.pyi", "def zeros() -> int: ...\ndef hidden() -> int: ...\n")
            .with("lib.pyi", "from inner import zeros, hidden\n__all__ = ['zeros']\n")
            .with("p/__init__.py", "from __future__ import annotations\nfrom os import sep\n")
            .with("m.py", "import lib\nlib.<|>\n")
            .with("n.py", "import p\np.<|>\n");
    List<String> members =
        Completion.at(world.snapshot(), world.module("n.py"), world.mark("n.py")).items().stream()
            .map(Completion.Item::label)
            .toList();
    assertTrue(members.contains("sep") && !members.contains("annotations"), members::toString);
    List<String> found =
        Completion.at(world.snapshot(), world.module("m.py"), world.mark("m.py")).items().stream()
            .map(Completion.Item::label)
            .toList();
    assertTrue(found.contains("zeros"), found::toString);
    assertFalse(found.contains("hidden"), found::toString);
  }

  @Test
  void importsWhatIsNotInScope() throws IOException {
    World world =
        new World(root)
            .with("p/__init__.py", "from .impl import helper_one as helper_one\n")
            .with("p/impl.py", "def helper_one(): ...\ndef _hidden(): ...\n")
            .with("m.py", "import os\n\nhelper<|>\n");
    NameIndex index = new NameIndex();
    Completion.Items found =
        Completion.at(world.snapshot(), world.module("m.py"), world.mark("m.py"), index, false);
    assertFalse(found.isComplete());
    List<Completion.Item> items =
        found.items().stream().filter(item -> item.label().equals("helper_one")).toList();
    assertEquals(List.of("p", "p.impl"), items.stream().map(Completion.Item::detail).toList());
    assertEquals(
        "import os\n\nfrom p import helper_one\n\nhelper\n",
        Edited.by("import os\n\nhelper\n", items.getFirst().edits()));
    Hovers.Shown docs =
        CompletionDocs.of(world.snapshot(), items.getFirst().origin().orElseThrow()).orElseThrow();
    assertEquals("def helper_one() -> None", docs.code());
  }

  @Test
  void importsFromTheStandardLibrary() throws IOException {
    World world = new World(root).with("m.py", "from collections import deque\nOrderedD<|>\n");
    NameIndex index = new NameIndex();
    index.readLibraries(world.snapshot(), () -> false);
    Completion.Item item =
        Completion.at(world.snapshot(), world.module("m.py"), world.mark("m.py"), index, false)
            .items()
            .stream()
            .filter(one -> one.label().equals("OrderedDict") && one.detail().equals("collections"))
            .findFirst()
            .orElseThrow();
    assertEquals(
        "from collections import OrderedDict, deque\nOrderedD\n",
        Edited.by("from collections import deque\nOrderedD\n", item.edits()));
  }

  @Test
  void namesWithUnderscoresComeLastUnlessOneIsTyped() throws IOException {
    String text = "_own = 1\nown = 1\n";
    List<String> all = inOrder(text + "<|>\n");
    assertTrue(all.indexOf("print") < all.indexOf("_own"), all::toString);
    List<String> typed = inOrder(text + "_<|>\n");
    assertTrue(typed.indexOf("_own") < typed.indexOf("print"), typed::toString);
  }

  @Test
  void modulesThatTheProjectImportsComeFirst() throws IOException {
    World world =
        new World(root)
            .with("n.py", "import typing\nimport xml.dom\n")
            .with("m.py", "import <|>\n");
    NameIndex index = new NameIndex();
    index.readUserFiles(world.snapshot(), () -> false);
    List<String> first =
        Completion.at(world.snapshot(), world.module("m.py"), world.mark("m.py"), index, false)
            .items()
            .stream()
            .filter(item -> item.rank() == 0)
            .map(Completion.Item::label)
            .toList();
    assertEquals(List.of("typing", "xml"), first.stream().sorted().toList());
  }

  @Test
  void offersRulesInCommentsAndNothingForNewNames() throws IOException {
    assertOffers("x = 1  # taipan: ignore[un<|>]\n", "unresolved-reference");
    assertEquals(List.of(), labels("def <|>\n"));
    assertEquals(List.of(), labels("import os as <|>\n"));
    assertEquals(List.of(), labels("def f(a<|>): ...\n"));
  }

  @Test
  void staysSilentInStringsCommentsAndNumbers() throws IOException {
    assertEquals(List.of(), labels("x = 'a<|>b'\n"));
    assertEquals(List.of(), labels("x = 1 # a<|>\n"));
    assertEquals(List.of(), labels("x = 1<|>\n"));
  }

  @Test
  void goesOnAfterOperandsWithKeywordsOnly() throws IOException {
    assertEquals("in", inOrder("for x i<|>\n").getFirst());
    assertEquals("else", inOrder("n = 1\nx = n if n e<|>\n").getFirst());
    assertEquals("as", inOrder("with open('f') a<|>\n").getFirst());
    assertEquals(List.of("as"), labels("import os a<|>\n"));
    assertEquals(List.of("import"), labels("from os i<|>\n"));
    assertEquals(List.of("in"), labels("n = 1\nx = n not i<|>\n"));
    assertEquals(List.of("def", "for", "with"), labels("async <|>\n"));
    assertFalse(labels("abc = 1\nx = abc a<|>\n").contains("abc"));
    assertTrue(labels("abc = 1\nx = not a<|>\n").contains("abc"));
    assertTrue(labels("abc = 1\nprint a<|>\n").contains("abc"));
    assertTrue(labels("abc = 1\nabc.i<|>\n").contains("imag"));
  }

  @Test
  void prefersKeywordsToBuiltinsOnceSomethingIsTyped() throws IOException {
    List<String> typed = inOrder("def f(r2):\n    r<|>\n");
    assertTrue(typed.indexOf("return") < typed.indexOf("range"), typed::toString);
    List<String> empty = inOrder("def f(r2):\n    <|>\n");
    assertTrue(empty.indexOf("range") < empty.indexOf("return"), empty::toString);
  }

  @Test
  void namesTheObjectOfAMethodAndNoOtherParameter() throws IOException {
    assertEquals(List.of("self"), labels("class A:\n    def f(<|>\n"));
    assertEquals(List.of("self"), labels("class A:\n    def f(<|>):\n        pass\n"));
    assertEquals(List.of("cls"), labels("class A:\n    @classmethod\n    def f(<|>\n"));
    assertEquals(List.of("cls"), labels("class A:\n    def __new__(<|>\n"));
    assertEquals(List.of(), labels("class A:\n    @staticmethod\n    def f(<|>\n"));
    assertEquals(List.of(), labels("class A:\n    def f(self, <|>\n\n    def g(self): ...\n"));
    assertEquals(List.of(), labels("def f(\n    a,\n    *<|>\n"));
    assertEquals(List.of(), labels("class A:\n    def m(self):\n        def f(<|>): ...\n"));
    assertOffers("def f(a: i<|>", "int");
    assertOffers("def f(a=l<|>", "len");
  }

  @Test
  void offersWhatPartsOfDisplaysCanBe() throws IOException {
    String text =
        "from typing import Iterator, Literal, TypedDict\nL = Literal['p', 'q']\nclass D(TypedDict):\n    a: int\n    b: L\n";
    for (String place :
        List.of(
            "x: list[L] = [<|>]\n",
            "x: list[L] = ['p', <|>]\n",
            "x: dict[str, L] = {'k': <|>}\n",
            "x: D = {'a': 1, 'b': <|>}\n",
            "x: tuple[int, L] = 1, <|>\n",
            "def f(x: L):\n    if x in (<|>): ...\n",
            "async def f() -> L:\n    return <|>\n",
            "def f() -> Iterator[L]:\n    yield <|>\n",
            "class C:\n    x: L\n    def f(self):\n        self.x = <|>\n")) {
      List<String> found = inOrder(text + place);
      assertEquals(List.of("\"p\"", "\"q\""), found.subList(0, 2), () -> place + found);
    }
    assertFalse(labels(text + "x: D = {'a': 1, 'b': <|>}\n").contains("\"a\""));
  }

  @Test
  void offersKeywordsOfClassesAndOfUnpackedDictionaries() throws IOException {
    assertOffers(
        "from typing import TypedDict\nclass D(TypedDict, <|>): ...\n", "total=", "closed=");
    assertOffers("class A(<|>): ...\n", "metaclass=");
    assertOffers(
        "class B:\n    def __init_subclass__(cls, *, plugin: str): ...\nclass A(B, <|>): ...\n",
        "plugin=");
    assertOffers(
        "from typing import TypedDict, Unpack\nclass D(TypedDict):\n    a: int\ndef f(**kw: Unpack[D]): ...\nf(<|>)\n",
        "a=");
    List<String> found =
        inOrder(
            "from typing import Literal\ndef f(c: Literal['x', 'y'] | None = None): ...\nf(<|>)\n");
    assertEquals(List.of("\"x\"", "\"y\"", "c=", "None"), found.subList(0, 4));
  }

  @Test
  void offersTheNamesThatEveryModuleHas() throws IOException {
    assertOffers("if __n<|>", "__name__");
  }

  @Test
  void knowsThatALineGoesOnTheOneBefore() throws IOException {
    String f = "def f(first, second): ...\ndef g(own):\n";
    for (String place :
        List.of(
            "    f(\n<|>\n    )\n",
            "    f(\n        <|>\n    x = 3\n",
            "    f(1,\n        <|>\n    x = 3\n",
            "    f(\n        o<|>\n    )\n")) {
      List<String> found = inOrder(f + place);
      assertFalse(found.contains("return"), () -> place + found);
      assertTrue(found.containsAll(List.of("second=", "own")), () -> place + found);
    }
    assertEquals(
        List.of("'p'", "'q'").toString().replace('\'', '"'),
        inOrder(
                "from typing import Literal\nx: list[Literal['p', 'q']] = [\n    'p',\n    <|>\n]\n")
            .subList(0, 2)
            .toString());
    assertOffers("def g():\n    x = (1)\n    <|>", "return");
  }
}
