package dev.taipan.checker.project;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
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
}
