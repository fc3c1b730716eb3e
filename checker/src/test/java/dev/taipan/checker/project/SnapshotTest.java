package dev.taipan.checker.project;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an edit costs, in pieces that are checked, and that its effects are seen. */
class SnapshotTest {
  private static final String LIBRARY =
      """
      LIMIT = 3

      class Shape:
          def __init__(self, size: int) -> None:
              self.size = size

          def area(self) -> int:
              total = self.size * self.size
              return total

          def name(self):
              text = "shape"
              return text

      def make(size: int) -> Shape:
          shape = Shape(size)
          return shape

      def guess():
          value = 1
          return value
      """;

  private static final String MAIN =
      """
      from library import make, guess

      def first() -> int:
          return make(1).area()

      def second() -> str:
          return make(2).name()

      def third() -> int:
          return guess()
      """;

  @TempDir Path root;
  private OpenProject project;

  @BeforeEach
  void open() throws IOException {
    project = new OpenProject(root).edit("library.py", LIBRARY).edit("main.py", MAIN);
    assertEquals(List.of(), project.checkAll());
  }

  /** Checks all and tells how many pieces that took. */
  private int cost() {
    List<String> found = project.checkAll();
    assertEquals(project.checkFresh(), found);
    return project.snapshot().checkedPieces();
  }

  @Test
  void anEditInsideOneBodyCostsOnePiece() {
    project.replace("library.py", "total = self.size * self.size", "total = self.size + nope");
    assertEquals(1, cost());
    project.replace("library.py", "nope", "1");
    assertEquals(1, cost());
  }

  @Test
  void commentsAndBlankLinesBetweenFunctionsCostNothing() {
    project.replace("library.py", "    return shape\n", "    return shape\n\n# a comment\n\n\n");
    assertEquals(0, cost());
    project.edit("library.py", "# first\n\n" + project.text("library.py"));
    assertEquals(0, cost());
    project.replace("library.py", "        return total\n", "        return total\n\n    # more\n");
    assertEquals(0, cost());
  }

  @Test
  void severalEditsBetweenTwoQuestionsAreOne() {
    project.replace("library.py", "total = self", "total = 1 + self");
    project.replace("library.py", "    shape = Shape(size)", "    shape = Shape(size + 1)");
    assertEquals(2, cost());
  }

  @Test
  void aNewFunctionThatNobodyMentionsCostsItself() {
    project.edit("library.py", LIBRARY + "def added(a: int) -> str: return a\n");
    assertEquals(2, cost());
    project.edit("library.py", LIBRARY);
    assertEquals(0, cost());
  }

  @Test
  void aChangedReturnTypeReachesThoseWhoAsk() {
    project.replace("library.py", "value = 1", "value = 'one'");
    assertEquals(1, project.check("main.py").size());
    project.replace("library.py", "value = 'one'", "value = 2");
    assertEquals(List.of(), project.check("main.py"));
    cost();
  }

  @Test
  void aChangedAttributeReachesThoseWhoAsk() {
    project.replace("library.py", "self.size = size", "self.size = str(size)");
    cost();
    project.replace("library.py", "self.size = str(size)", "self.other = size");
    cost();
  }

  @Test
  void aChangedSignatureReachesThoseWhoAsk() {
    project.replace("library.py", "def make(size: int)", "def make(size: str)");
    assertEquals(2, project.check("main.py").size());
    cost();
  }

  @Test
  void aFunctionThatIsMissedComesAndGoes() {
    project.edit("main.py", MAIN + "helper()\n");
    assertEquals(1, project.check("main.py").size());
    project.edit("main.py", MAIN + "helper()\ndef helper(): ...\n");
    cost();
    project.edit("library.py", LIBRARY.replace("def guess", "def gues"));
    assertEquals(true, project.check("main.py").size() > 1);
    cost();
  }

  @Test
  void aFileComesWithItsPackage() throws IOException {
    project.edit("main.py", "import extra.sub.deep\nextra.bad\n");
    assertEquals(1, project.check("main.py").size());
    Files.createDirectories(root.resolve("extra"));
    project.edit("extra/__init__.py", "");
    project.save("extra/__init__.py");
    assertEquals(2, project.check("main.py").size());
    cost();
  }

  @Test
  void filesComeAndGo() throws IOException {
    project.edit("main.py", "import extra\nextra.x.bad\n");
    assertEquals(1, project.check("main.py").size());
    project.edit("extra.py", "x = 1\n");
    assertEquals(1, project.check("main.py").size());
    project.edit("extra.py", "class C:\n    bad = 1\nx = C()\n");
    assertEquals(List.of(), project.check("main.py"));
    project.save("extra.py");
    assertEquals(List.of(), project.check("main.py"));
    cost();
    project.close("library.py");
    cost();
  }

  @Test
  void whatIsPutIntoAContainerReachesThoseWhoReadIt() throws IOException {
    project.edit(
        "filled.py",
        """
        names = []
        table = {}
        names.append(1)
        table["a"] = 1
        first = names[0]
        entry = table["a"]
        """);
    project.edit(
        "reader.py",
        """
        from filled import entry, first

        def numbers() -> list[int]:
            return [first, entry]
        """);
    assertEquals(List.of(), project.checkAll());
    project.replace("filled.py", "append(1)", "append('')");
    assertEquals(project.checkFresh(), project.checkAll());
    project.replace("filled.py", "append('')", "append(2)");
    assertEquals(List.of(), project.checkAll());
    project.replace("filled.py", "table[\"a\"] = 1", "table[\"b\"] = ''");
    List<String> found = project.checkAll();
    assertEquals(project.checkFresh(), found);
    assertFalse(found.isEmpty());
  }

  @Test
  void aChangedSignatureCostsExactlyItsConsumers() {
    project.replace("library.py", "def make(size: int)", "def make(size: int, extra: int = 0)");
    // The function's header and body; the import that names it, and the two bodies that call it.
    assertEquals(5, cost());
    project.replace("library.py", "def area(self) -> int", "def area(self) -> float");
    // The class, the method's body, and the body that calls it.
    assertEquals(3, cost());
  }

  @Test
  void aReturnTypeThatStaysTheSameStopsTheChange() {
    project.edit("main.py", MAIN + "\ndef fourth():\n    return make(1).area()\n\n");
    project.edit("user.py", "from main import fourth\n\ndef last():\n    return fourth() + 1\n");
    cost();
    project.replace("library.py", "def make(size: int)", "def make(size: float)");
    // As above with the new caller, whose callers see what they saw.
    assertEquals(6, cost());
    project.replace("library.py", "def area(self) -> int", "def area(self) -> float");
    // The class, the method and its callers, and along the inferred types: the headers of both
    // functions, the import that names one of them, and the body that calls it.
    assertEquals(8, cost());
  }

  @Test
  void aChangedStubReachesThoseWhoAsk() {
    project.edit("native.pyi", "def speed() -> int: ...\ndef other() -> int: ...\n");
    project.edit(
        "user.py",
        """
        import native

        def first() -> int:
            return native.speed()

        def second() -> int:
            return native.other()
        """);
    assertEquals(List.of(), project.check("user.py"));
    cost();
    project.replace("native.pyi", "def speed() -> int", "def speed() -> str");
    assertEquals(1, project.check("user.py").size());
    cost();
  }

  @Test
  void aBaseOfABaseReachesThoseWhoInherit() {
    project.edit("middle.py", "from library import Shape\n\nclass Middle(Shape): ...\n");
    project.edit(
        "user.py",
        """
        from middle import Middle

        def first(m: Middle) -> int:
            return m.depth

        def second() -> int:
            return 1
        """);
    assertEquals(1, project.check("user.py").size());
    cost();
    project.replace("library.py", "class Shape:\n", "class Shape:\n    depth: int = 0\n\n");
    assertEquals(List.of(), project.check("user.py"));
    cost();
  }

  @Test
  void aClassThatIsMovedReachesThoseBeforeIt() throws IOException {
    String base = "class Base:\n    '''A base.'''\n\n";
    String others = "class One:\n    x = 1\n\nclass Two(Base):\n    y = 1\n\n";
    project.edit("classes.py", base + others);
    cost();
    project.edit("classes.py", others + base);
    assertEquals(1, project.check("classes.py").size());
    cost();
    project.edit("classes.py", base + others);
    assertEquals(0, project.check("classes.py").size());
    cost();
    project.edit("classes.py", others + base.replace("A base", "Another"));
    cost();
  }

  @Test
  void namesThatAStarPassesOnReachThoseWhoUseThem() {
    project.edit("all.py", "from library import *\n");
    project.edit("user.py", "from all import *\n\ndef f() -> int:\n    return fresh()\n");
    assertEquals(1, project.check("user.py").size());
    project.edit("library.py", LIBRARY + "\ndef fresh() -> int: return 1\n");
    assertEquals(List.of(), project.check("user.py"));
    project.edit("library.py", LIBRARY + "\ndef fresh() -> str: return ''\n");
    assertEquals(1, project.check("user.py").size());
    cost();
  }

  @Test
  void whatEndsAModuleTakesAwayWhatItsStarsBring() {
    project.edit("ends.py", "def end() -> None: ...\n");
    String stars = "from ends import end\n\nfrom missing import *\n";
    project.edit("all.py", stars);
    project.edit("user.py", "from all import anything\n");
    assertEquals(List.of(), project.check("user.py"));
    project.replace("all.py", "end\n\n", "end\nraise ValueError\n");
    assertEquals(1, project.check("user.py").size());
    project.replace("all.py", "raise ValueError", "end()");
    assertEquals(List.of(), project.check("user.py"));
    project.edit("ends.py", "from typing import NoReturn\ndef end() -> NoReturn: exit()\n");
    assertEquals(1, project.check("user.py").size());
    cost();
  }

  @Test
  void unsavedFilesMayLieWhereNoDirectoryIs() {
    project.edit(
        "use.py", "from pkg.deep.m import f\nfrom space import n\nx: str = f()\ny: str = n.v\n");
    assertEquals(2, project.check("use.py").size());
    project.edit(
        "pkg/deep/m.py", "from . import other\nfrom .other import g\ndef f() -> str: return g()\n");
    project.edit("pkg/deep/other.py", "def g() -> str: return ''\n");
    project.edit("space/n.py", "v: str = ''\n");
    assertEquals(List.of(), project.check("use.py"));
    assertEquals(List.of(), project.check("pkg/deep/m.py"));
    project.close("space/n.py");
    assertEquals(1, project.check("use.py").size());
    project.close("pkg/deep/other.py").close("pkg/deep/m.py");
    assertEquals(2, project.check("use.py").size());
    assertEquals(project.checkFresh(), project.checkAll());
  }

  @Test
  void aStubAndItsSourceMayBothBeOpen() {
    project.edit(
        "both.py",
        "class C:\n    def __init__(self):\n        self.own = 1\n    def f(self) -> str:\n        return self.own\nx = ''\n");
    project.edit("use.py", "from both import C, x\ny: int = x\nC().given\n");
    assertEquals(2, project.check("use.py").size());
    project.edit("both.pyi", "class C:\n    given: int\nx: int\n");
    assertEquals(List.of(), project.check("use.py"));
    assertEquals(1, project.check("both.py").size());
    project.replace("both.py", "return self.own", "return self.given");
    assertEquals(1, project.check("both.py").size());
    project.replace("both.pyi", "given: int", "given: str");
    assertEquals(1, project.check("both.py").size());
    project.replace("both.py", "self.given", "str(self.own)");
    assertEquals(List.of(), project.check("both.py"));
    project.close("both.pyi");
    assertEquals(2, project.check("use.py").size());
    assertEquals(project.checkFresh(), project.checkAll());
  }
}
