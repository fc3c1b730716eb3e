package dev.taipan.server.features;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.taipan.checker.diagnostics.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FixesTest {
  @TempDir Path root;

  private final NameIndex index = new NameIndex();

  private List<Fixes.Offer> offers(World world) {
    int at = world.mark("m.py");
    return Fixes.in(world.snapshot(), world.module("m.py"), new Span(at, at), index);
  }

  /** The text after the first offer whose title starts so. */
  private String after(String marked, String title) throws IOException {
    return after(new World(root).with("m.py", marked), title);
  }

  private String after(World world, String title) {
    List<Fixes.Offer> offers = offers(world);
    for (Fixes.Offer offer : offers) {
      if (offer.fix().title().startsWith(title)) {
        return Edited.by(world.module("m.py").source().text(), offer.fix().edits());
      }
    }
    throw new AssertionError(title + " among " + offers);
  }

  @Test
  void ignoresWhereACommentCanStand() throws IOException {
    assertEquals("nope  # taipan: ignore[unresolved-reference]\n", after("no<|>pe\n", "Ignore"));
    assertEquals(
        "nope  # taipan: ignore[other, unresolved-reference]\n",
        after("no<|>pe  # taipan: ignore[other]\n", "Ignore"));
    assertEquals(
        "x = nope  # taipan: ignore[unresolved-reference]\ny = '''\n'''\n",
        after("x = no<|>pe\ny = '''\n'''\n", "Ignore"));
    assertTrue(
        offers(new World(root).with("m.py", "x = no<|>pe + \\\n  1\n")).stream()
            .noneMatch(offer -> offer.kind() == Fixes.Kind.IGNORE));
  }

  @Test
  void removesUnusedIgnoresAndFixesAll() throws IOException {
    World world =
        new World(root)
            .with(
                "m.py",
                "x = 1  # taipan: ignore[unresolved-reference]\ny = 2  # taipan: ignore[unresolved-reference]\n");
    assertEquals(
        "x = 1\ny = 2\n",
        Edited.by(
            world.module("m.py").source().text(),
            Fixes.all(world.snapshot(), world.module("m.py"))));
  }

  @Test
  void importsUndefinedNames() throws IOException {
    World world =
        new World(root)
            .with("p/q.py", "def helper(): ...\n")
            .with("m.py", "'''Doc.'''\nhel<|>per()\n");
    assertEquals(
        "'''Doc.'''\n\nfrom p.q import helper\nhelper()\n", after(world, "Add `from p.q import"));
    assertEquals(
        "def helper2(): ...\nhelper2()\n",
        after("def helper2(): ...\nhel<|>per1()\n", "Change to `helper2`"));
  }

  private String firstImport(World world) {
    index.readUserFiles(world.snapshot(), () -> false);
    index.readLibraries(world.snapshot(), () -> false);
    return offers(world).stream()
        .map(offer -> offer.fix().title())
        .filter(title -> title.startsWith("Add"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void importsWhatIsImportedElsewhereFirst() throws IOException {
    World world = new World(root).with("m.py", "class A(Proto<|>col): ...\n");
    assertEquals("Add `from typing import Protocol`", firstImport(world));
    world.with("other.py", "from asyncio import Protocol\n");
    assertEquals("Add `from asyncio import Protocol`", firstImport(world));
  }

  @Test
  void addsMissingArguments() throws IOException {
    assertEquals(
        "def f(a, b, *, c): ...\nf(1, b=..., c=...)\n",
        after("def f(a, b, *, c): ...\n<|>f(1)\n", "Add missing arguments"));
  }

  @Test
  void addsNoArgumentsThatCannotStandThere() throws IOException {
    for (String call : List.of("f(b=1)", "g(x for x in [])")) {
      String text = "def f(a, /, *, b): ...\ndef g(a, b): ...\n<|>" + call + "\n";
      assertTrue(
          offers(new World(root).with("m.py", text)).stream()
              .noneMatch(offer -> offer.fix().title().startsWith("Add missing")),
          call);
    }
  }

  @Test
  void indentsByTabsWhereTheCodeDoes() throws IOException {
    String base =
        "from abc import ABC, abstractmethod\nclass A(ABC):\n\t@abstractmethod\n\tdef f(self) -> str: ...\n";
    assertEquals(
        base + "class B(A):\n\tdef f(self) -> str:\n\t\traise NotImplementedError\n",
        after(base + "class <|>B(A):\n\tpass\n", "Implement"));
  }

  @Test
  void implementsAbstractMembers() throws IOException {
    String base =
        "from abc import ABC, abstractmethod\nclass A(ABC):\n    @abstractmethod\n    def f(self, x: int = 1) -> str: ...\n    @property\n    @abstractmethod\n    def p(self) -> int: ...\n";
    assertEquals(
        base
            + "class B(A):\n    def f(self, x: int = 1) -> str:\n        raise NotImplementedError\n\n    @property\n    def p(self) -> int:\n        raise NotImplementedError\n",
        after(base + "class <|>B(A):\n    pass\n", "Implement"));
    assertEquals(
        base
            + "class B(A):\n    f = 1\n\n    @property\n    def p(self) -> int:\n        raise NotImplementedError\n",
        after(base + "class <|>B(A):\n    f = 1\n", "Implement"));
  }

  @Test
  void addsMissingCases() throws IOException {
    String text =
        "import enum\nclass E(enum.Enum):\n    A = 1\n    B = 2\n    C = 3\ndef f(e: E | None):\n    <|>match e:\n        case E.A:\n            pass\n        case None:\n            pass\n";
    assertEquals(
        text.replace("<|>", "").stripTrailing()
            + "\n        case E.B:\n            raise NotImplementedError\n        case E.C:\n            raise NotImplementedError\n",
        after(text, "Add missing cases"));
  }

  @Test
  void annotatesFromInference() throws IOException {
    assertEquals(
        "def f(a: int = 1, b=None) -> int:\n    return 1\n",
        after("def <|>f(a=1, b=None):\n    return 1\n", "Annotate `f`"));
    assertEquals("x: list[int] = [1]\n", after("<|>x = [1]\n", "Annotate `x`"));
    assertEquals(
        "x: list[int] | tuple[int] | None = [1]\nx = (1,)\nx = None\n",
        after("<|>x = [1]\nx = (1,)\nx = None\n", "Annotate `x`"));
  }

  @Test
  void quotesWhatIsNotThereYet() throws IOException {
    Files.writeString(root.resolve("taipan.toml"), "[environment]\npython-version = \"3.12\"\n");
    String later = "class B: ...\n";
    assertEquals(
        "class A:\n    def f(self) -> \"dict[A, B]\":\n        return {A(): B()}\n" + later,
        after(
            "class A:\n    def <|>f(self):\n        return {A(): B()}\n" + later, "Annotate `f`"));
    assertEquals(
        later + "def f() -> B:\n    return B()\n",
        after(later + "def <|>f():\n    return B()\n", "Annotate `f`"));
    assertEquals(
        "def f():\n    x: B = B()\n    return x\n" + later,
        after("def f():\n    <|>x = B()\n    return x\n" + later, "Annotate `x`"));
    String future = "from __future__ import annotations\n";
    assertEquals(
        future + "def f() -> B:\n    return B()\n" + later,
        after(future + "def <|>f():\n    return B()\n" + later, "Annotate `f`"));
    String checkers =
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from decimal import Decimal\ndef g() -> \"Decimal\": ...\n";
    assertEquals(
        checkers + "def f() -> \"Decimal\":\n    return g()\n",
        after(checkers + "def <|>f():\n    return g()\n", "Annotate `f`"));
  }

  @Test
  void annotatesWithNothingThatTheClassCallsOtherwise() throws IOException {
    String text = "class A:\n    def list(self): ...\n    def <|>f(self):\n        return [1]\n";
    World world = new World(root).with("m.py", text);
    assertTrue(
        offers(world).stream().noneMatch(offer -> offer.fix().title().startsWith("Annotate `f`")));
  }

  @Test
  void awaitsForgottenCoroutines() throws IOException {
    assertEquals(
        "async def g(): ...\nasync def f():\n    await g()\n",
        after("async def g(): ...\nasync def f():\n    <|>g()\n", "Add `await`"));
  }
}
