package dev.taipan.server.features;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileMovesTest {
  @TempDir Path root;

  private World world() throws IOException {
    return new World(root)
        .with("p/__init__.py", "")
        .with("p/a.py", "from . import b\nfrom .b import f\nb.f()\n")
        .with("p/b.py", "def f(): ...\n")
        .with("q/__init__.py", "")
        .with("main.py", "import p.b\nfrom p import a, b\nfrom p.b import f\np.b.f()\nb.f()\n");
  }

  /** The files that change when something is moved, with their new texts. */
  private Map<String, String> after(String from, String to) throws IOException {
    World world = world();
    Map<String, String> changed = new TreeMap<>();
    for (FileMoves.Changed file :
        FileMoves.edits(world.snapshot(), Map.of(world.path(from), world.path(to)), () -> false)) {
      changed.put(
          root.relativize(file.file()).toString(), Edited.by(file.text().text(), file.edits()));
    }
    return changed;
  }

  @Test
  void followsARenamedFile() throws IOException {
    assertEquals(
        Map.of(
            "main.py",
            "import p.c\nfrom p import a, c\nfrom p.c import f\np.c.f()\nc.f()\n",
            "p/a.py",
            "from . import c\nfrom .c import f\nc.f()\n"),
        after("p/b.py", "p/c.py"));
  }

  @Test
  void followsAFileIntoAnotherPackage() throws IOException {
    assertEquals(
        Map.of(
            "main.py",
            "import q.b\nfrom p import a\nfrom q import b\nfrom q.b import f\nq.b.f()\nb.f()\n",
            "p/a.py",
            "from q import b\nfrom q.b import f\nb.f()\n"),
        after("p/b.py", "q/b.py"));
  }

  @Test
  void followsARenamedFolder() throws IOException {
    assertEquals(
        Map.of("main.py", "import r.b\nfrom r import a, b\nfrom r.b import f\nr.b.f()\nb.f()\n"),
        after("p", "r"));
  }

  @Test
  void mendsTheRelativeImportsOfAMovedFile() throws IOException {
    assertEquals(
        "from p import b\nfrom p.b import f\nb.f()\n", after("p/a.py", "q/a.py").get("p/a.py"));
  }
}
