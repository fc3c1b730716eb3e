package dev.taipan.server.features;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.taipan.checker.diagnostics.Span;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HintsTest {
  @TempDir Path root;

  private List<Hints.Hint> hints(String text, Hints.Wishes wishes) throws IOException {
    World world = new World(root).with("m.py", text);
    return Hints.in(
        world.snapshot(), world.module("m.py"), new Span(0, text.length()), wishes, () -> false);
  }

  /** The text with all hints in it. */
  private String shown(String text) throws IOException {
    StringBuilder out = new StringBuilder(text);
    List<Hints.Hint> hints = new ArrayList<>(hints(text, Hints.Wishes.ALL));
    for (int i = hints.size() - 1; i >= 0; i--) {
      out.insert(hints.get(i).offset(), "«" + hints.get(i).label() + "»");
    }
    return out.toString();
  }

  /** The text after the edits of its only hint. */
  private String inserted(String text) throws IOException {
    List<Hints.Hint> hints = hints(text, new Hints.Wishes(true, true, false));
    assertEquals(1, hints.size(), () -> hints.toString());
    return Edited.by(text, hints.getFirst().edits());
  }

  @Test
  void showsTypesOfVariables() throws IOException {
    assertEquals(
        "x«: list[int]» = [1].copy()\nfor i«: int» in x:\n    a«: int», b«: str» = 1, 'b'\n",
        shown("x = [1].copy()\nfor i in x:\n    a, b = 1, 'b'\n"));
    assertEquals(
        "x = 1\ny = 'a'\nz: int = int()\nclass C: ...\nc = C()\n",
        shown("x = 1\ny = 'a'\nz: int = int()\nclass C: ...\nc = C()\n"));
    String base = "class A:\n    x: int = 0\nclass B(A):\n    def __init__(self, v: int):\n";
    assertTrue(shown(base + "        self.x = v\n        self.y = v\n").contains("self.x = v"));
    assertTrue(
        shown(base + "        self.x = v\n        self.y = v\n").contains("self.y«: int» = v"));
    assertEquals("import os\np = os\nq = len\n", shown("import os\np = os\nq = len\n"));
  }

  @Test
  void showsReturnTypes() throws IOException {
    assertEquals(
        "def f(a: int = (1))« -> int»:\n    return a\n",
        shown("def f(a: int = (1)):\n    return a\n"));
    assertEquals(
        "async def f()« -> str»:\n    return input()\n",
        shown("async def f():\n    return input()\n"));
    assertEquals(
        "class C:\n    def __init__(self): ...\n",
        shown("class C:\n    def __init__(self): ...\n"));
  }

  @Test
  void showsNamesOfParametersForPlainValues() throws IOException {
    assertEquals(
        "def f(size: int, name: str) -> None: ...\nn: int = 1\nf(n, «name=»'x')\n",
        shown("def f(size: int, name: str) -> None: ...\nn: int = 1\nf(n, 'x')\n"));
    assertEquals("print(1)\nlen([])\n", shown("print(1)\nlen([])\n"));
  }

  @Test
  void showsOnlyWhatIsWished() throws IOException {
    String text = "def f(size: int):\n    return size\nx = f(1)\n";
    assertEquals(3, hints(text, Hints.Wishes.ALL).size());
    assertEquals(1, hints(text, new Hints.Wishes(true, false, false)).size());
    assertEquals(1, hints(text, new Hints.Wishes(false, true, false)).size());
    assertEquals(1, hints(text, new Hints.Wishes(false, false, true)).size());
  }

  @Test
  void insertsValidAnnotationsWithTheirImports() throws IOException {
    assertEquals(
        "import re\nm: re.Match[str] | None = re.match('', '')\n",
        inserted("import re\nm = re.match('', '')\n"));
    assertEquals(
        "from collections.abc import Generator\nfrom pathlib import Path\n\n"
            + "p: Generator[Path, None, None] = Path('.').glob('*')\n",
        inserted("from pathlib import Path\n\np = Path('.').glob('*')\n")
            .replace("Iterator[Path]", "Generator[Path, None, None]")
            .replace("import Iterator", "import Generator"));
    assertEquals(
        "def f(x: int) -> int:\n    return x\n", inserted("def f(x: int):\n    return x\n"));
  }
}
