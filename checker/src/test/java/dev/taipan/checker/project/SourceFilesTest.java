package dev.taipan.checker.project;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SourceFilesTest {
  @TempDir private Path temporary;
  private Path root;

  @BeforeEach
  void resolveRoot() throws IOException {
    root = temporary.toRealPath();
  }

  private void write(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private void write(String... paths) throws IOException {
    for (String path : paths) {
      write(path, "");
    }
  }

  private List<String> find(FileSelection selection, String... paths) {
    List<Path> absolute = List.of(paths).stream().map(root::resolve).toList();
    return SourceFiles.find(absolute, root, selection).files().stream()
        .map(file -> root.relativize(file).toString())
        .toList();
  }

  private List<String> find(String... paths) {
    return find(FileSelection.DEFAULT, paths);
  }

  @Test
  void findsPythonFilesInOrder() throws IOException {
    write("b.py", "a/c.pyi", "a/b/d.py", "a/readme.md", "z.pyw");
    assertEquals(List.of("a/b/d.py", "a/c.pyi", "b.py"), find(""));
  }

  @Test
  void skipsWhatIsNobodysSource() throws IOException {
    write("a.py", ".hidden/a.py", "node_modules/a.py", "__pycache__/a.py");
    write("env/pyvenv.cfg", "env/lib/a.py", "conda/conda-meta/history", "conda/a.py");
    assertEquals(List.of("a.py"), find(""));
  }

  @Test
  void takesWhatIsNamed() throws IOException {
    write(".hidden/a.py", "env/pyvenv.cfg", "env/a.py", "script", ".gitignore");
    assertEquals(List.of(".hidden/a.py", "env/a.py", "script"), find(".hidden", "env", "script"));
  }

  @Test
  void takesEachFileOnce() throws IOException {
    write("a/b.py");
    assertEquals(List.of("a/b.py"), find("a", "a/b.py", "a/../a/b.py", ""));
  }

  @Test
  void obeysIgnoreFiles() throws IOException {
    write(".git/HEAD", "a.py", "gen/b.py", "sub/c.py", "sub/d.py", "sub/gen2/e.py");
    write(".gitignore", "/gen/\n*d.py\n");
    write("sub/.gitignore", "!d.py\ngen2\n");
    assertEquals(List.of("a.py", "sub/c.py", "sub/d.py"), find(""));
    assertEquals(List.of("sub/c.py", "sub/d.py"), find("sub"));
    FileSelection all = new FileSelection(List.of(), List.of(), false);
    assertEquals(5, find(all, "").size());
  }

  @Test
  void anIgnoreFileMayStartWithAByteOrderMark() throws IOException {
    write("a.py", "b.py");
    write(".gitignore", "\uFEFFb.py\r\n");
    assertEquals(List.of("a.py"), find(""));
  }

  @Test
  void ignoreFilesAboveCountInARepositoryOnly() throws IOException {
    write(".gitignore", "*.py\n");
    write("sub/a.py");
    assertEquals(List.of("sub/a.py"), find("sub"));
  }

  @Test
  void excludesByPattern() throws IOException {
    write("a.py", "tests/b.py", "src/tests/c.py", "src/d_pb2.py");
    FileSelection selection =
        new FileSelection(
            List.of(), List.of(GlobPattern.of("tests"), GlobPattern.of("src/*_pb2.py")), true);
    assertEquals(List.of("a.py"), find(selection, ""));
    assertEquals(List.of("tests/b.py"), find(selection, "tests/b.py"));
  }

  @Test
  void directoryLoopsEnd() throws IOException {
    write("a/b/c.py");
    Files.createSymbolicLink(root.resolve("a/b/loop"), root.resolve("a"));
    Files.createSymbolicLink(root.resolve("a/self"), root.resolve("a/self"));
    assertEquals(List.of("a/b/c.py"), find(""));
  }

  @Test
  void linksAreFollowedToWhatWasNotSeen() throws IOException {
    write("x/a.py", "outside/b.py", "outside/c.py");
    Files.createSymbolicLink(root.resolve("x/link"), root.resolve("outside"));
    Files.createSymbolicLink(root.resolve("x/alias.py"), root.resolve("x/a.py"));
    Files.createSymbolicLink(root.resolve("x/nothing.py"), root.resolve("nowhere.py"));
    assertEquals(List.of("x/a.py", "x/link/b.py", "x/link/c.py"), find("x"));
    assertEquals(List.of("outside/b.py", "outside/c.py", "x/a.py"), find(""));
  }

  @Test
  void missingPathsAreNamed() {
    SourceFiles.Found found =
        SourceFiles.find(List.of(root.resolve("nope")), root, FileSelection.DEFAULT);
    assertEquals(List.of("`" + root + "/nope` does not exist"), found.unusable());
  }
}
