package dev.taipan.checker.project;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.taipan.checker.diagnostics.Diagnostic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said below the message of an import that finds nothing. */
final class ImportNotesTest {
  @TempDir private Path temporary;
  private Path root;
  private OpenProject project;

  @BeforeEach
  void openProject() throws IOException {
    root = temporary.toRealPath();
    project = new OpenProject(root);
  }

  private List<String> notes(String text) {
    project.edit("main.py", text);
    return project.snapshot().check(root.resolve("main.py")).diagnostics().stream()
        .map(Diagnostic::notes)
        .flatMap(List::stream)
        .toList();
  }

  @Test
  void whereAModuleWasLookedFor() {
    assertEquals(List.of("looked for `nowhere` in " + root), notes("import nowhere.at_all\n"));
  }

  @Test
  void whichVersionsHaveIt() {
    assertEquals(
        List.of("`distutils.core` is in the standard library up to Python 3.11"),
        notes("from distutils.core import setup\n"));
  }

  @Test
  void dotsThatLeadTooFar() {
    assertEquals(
        List.of("there are fewer than 3 packages around this module"),
        notes("from ...other import x\n"));
  }

  @Test
  void followsFilesThatComeAndGo() throws IOException {
    String text = "import pkg.sub.deep\n";
    assertEquals(List.of("looked for `pkg` in " + root), notes(text));
    Files.createDirectories(root.resolve("pkg/sub"));
    project.edit("pkg/__init__.py", "");
    project.save("pkg/__init__.py");
    project.edit("pkg/sub/__init__.py", "");
    project.save("pkg/sub/__init__.py");
    assertEquals(List.of("looked for `pkg.sub.deep` in " + root.resolve("pkg/sub")), notes(text));
    project.move("pkg/sub/__init__.py", "pkg/other.py");
    Files.delete(root.resolve("pkg/sub"));
    assertEquals(List.of("looked for `pkg.sub` in " + root.resolve("pkg")), notes(text));
  }
}
