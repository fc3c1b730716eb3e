package dev.taipan.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever it is given, a run ends soon with a clear message and its exit code. */
class BadInputIT {
  @TempDir private Path folder;

  private void write(String name, String text) throws IOException {
    Files.createDirectories(folder.resolve(name).getParent());
    Files.writeString(folder.resolve(name), text);
  }

  private Launcher.Result check(String... paths) throws IOException, InterruptedException {
    String[] arguments = new String[paths.length + 3];
    arguments[0] = "check";
    arguments[1] = "--output-format";
    arguments[2] = "concise";
    System.arraycopy(paths, 0, arguments, 3, paths.length);
    Launcher.Result result = Launcher.taipan(folder, arguments);
    assertFalse(result.err().contains("\tat "), result.err());
    assertFalse(result.err().contains("internal error"), result.err());
    return result;
  }

  private void assertFinds(String start, String path) throws IOException, InterruptedException {
    Launcher.Result result = check(path);
    assertTrue(result.out().startsWith(start), result.out() + result.err());
    assertEquals(1, result.exitCode());
  }

  private static void assertRefuses(String message, Launcher.Result result) {
    assertTrue(result.err().startsWith("taipan: error: " + message), result.err());
    assertEquals("", result.out());
    assertEquals(2, result.exitCode());
  }

  @Test
  void nestedBrackets() throws Exception {
    write("a.py", "x = " + "[".repeat(10_000) + "]".repeat(10_000) + "\n");
    assertFinds("a.py:1:205: error[invalid-syntax] too many nested parentheses\n", "a.py");
  }

  @Test
  void longExpressions() throws Exception {
    write("a.py", "y = 1\nx = " + "y + ".repeat(100_000) + "y\n");
    assertFinds("a.py:2:1: error[invalid-syntax] statement is nested too deeply\n", "a.py");
    write("b.py", "x = (" + "'a' ".repeat(100_000) + ")\ny = [" + "1, ".repeat(100_000) + "]\n");
    assertEquals(0, check("b.py").exitCode());
  }

  @Test
  void deepCode() throws Exception {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 300; i++) {
      text.append(" ".repeat(i)).append("if 1:\n");
    }
    write("a.py", text.append(" ".repeat(300)).append("pass\n").toString());
    assertFinds("a.py:101:101: error[invalid-syntax] too many levels of indentation\n", "a.py");
  }

  @Test
  void cyclesBetweenModules() throws Exception {
    write("a.py", "from b import *\nfrom b import y\n\nx = y\n");
    write("b.py", "from a import *\nfrom a import x\n\ny = x\n");
    assertEquals(0, check("a.py", "b.py").exitCode());
  }

  @Test
  void classesThatInheritFromThemselves() throws Exception {
    write("a.py", "class A(A): ...\n\n\nA().x\n");
    assertFinds("a.py:1:9: error[unresolved-reference] `A` has no value here\n", "a.py");
    write("b.pyi", "class B(C): ...\nclass C(B): ...\n");
    assertFinds("b.pyi:1:", "b.pyi");
  }

  @Test
  void loopsOfLinks() throws Exception {
    write("d/e/a.py", "x: int = ''\n");
    Files.createSymbolicLink(folder.resolve("d/e/up"), Path.of(".."));
    Files.createSymbolicLink(folder.resolve("d/self"), Path.of("self"));
    assertFinds("d/e/a.py:1:10: error[invalid-assignment]", "d");
  }

  @Test
  void filesThatAreNoText() throws Exception {
    byte[] bytes = new byte[2560];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) i;
    }
    Files.write(folder.resolve("a.py"), bytes);
    assertFinds("a.py:1:1: error[invalid-encoding] the file is binary", "a.py");
    Files.write(folder.resolve("b.py"), "\n# caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
    assertFinds("b.py:2:6: error[invalid-encoding] byte 0xe9 is not valid UTF-8", "b.py");
  }

  @Test
  void encodings() throws Exception {
    write("a.py", "# coding: klingon\n");
    assertFinds("a.py:1:11: error[invalid-encoding] unknown encoding `klingon`", "a.py");
    write("b.py", "# coding: ascii\nx = 'caf\u00e9'\n");
    assertFinds("b.py:2:9: error[invalid-encoding] byte 0xc3 is not valid ascii here", "b.py");
    write("empty.py", "");
    assertEquals(0, check("empty.py").exitCode());
  }

  @Test
  void longChains() throws Exception {
    StringBuilder text = new StringBuilder("import os\n\nif os.name == '0':\n    pass\n");
    for (int i = 1; i < 10_000; i++) {
      text.append("elif os.name == '").append(i).append("':\n    pass\n");
    }
    write("a.py", text.toString());
    assertFinds("a.py:3:1: error[invalid-syntax] statement is nested too deeply\n", "a.py");
    StringBuilder blocks = new StringBuilder();
    for (int i = 0; i < 10_000; i++) {
      blocks.append("try:\n    import m").append(i).append("\nexcept ImportError:\n    pass\n");
    }
    write("b.py", blocks.toString());
    assertEquals(0, check("--ignore", "import-not-found", "b.py").exitCode());
  }

  @Test
  void pathsThatAreNoFiles() throws Exception {
    Path pipe = folder.toRealPath().resolve("pipe.py");
    Launcher.run(folder, "mkfifo", pipe.toString());
    assumeTrue(Files.exists(pipe));
    assertRefuses(
        "`" + pipe + "` is a pipe, a socket or a device; only files are checked", check("pipe.py"));
    write("a.py", "import pipe\n");
    assertFinds("a.py:1:8: error[import-not-found]", ".");
  }

  @Test
  void theSameFileTwice() throws Exception {
    write("a.py", "x: int = ''\n");
    Launcher.Result once = check("a.py");
    assertEquals(once, check("a.py", "./a.py", folder.resolve("a.py").toString()));
    assertEquals(once, check("a.py", "."));
    Files.createSymbolicLink(folder.resolve("link.py"), Path.of("a.py"));
    assertEquals(once, check("."));
    assertTrue(check("link.py").out().startsWith("link.py:1:10: "));
  }

  /** Root may read everything, so this is run as nobody where the tests are run as root. */
  @Test
  void whatMayNotBeRead() throws Exception {
    write("open/a.py", "x: int = ''\n");
    write("open/secret.py", "x = 1\n");
    write("open/locked/b.py", "x = 1\n");
    Path open = folder.toRealPath().resolve("open");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.setPosixFilePermissions(open.resolve("secret.py"), Set.of());
    Files.setPosixFilePermissions(open.resolve("locked"), Set.of());
    try {
      Launcher.Result all = asNobody("check", "--output-format", "concise", "open");
      assertEquals(
          """
          open/a.py:1:10: error[invalid-assignment] `x` is declared as `int`, got `Literal[""]`
          open/secret.py:1:1: error[unreadable-file] cannot read this file: permission denied
          Found 2 errors in 2 files.
          """,
          all.out());
      assertEquals(
          "taipan: error: cannot list `" + open.resolve("locked") + "`: permission denied\n",
          all.err());
      assertEquals(2, all.exitCode());
      assertRefuses(
          "cannot read `" + open.resolve("locked/b.py") + "`: permission denied",
          asNobody("check", "open/locked/b.py"));
    } finally {
      Files.setPosixFilePermissions(
          open.resolve("locked"), PosixFilePermissions.fromString("rwx------"));
    }
  }

  private Launcher.Result asNobody(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    if (System.getProperty("user.name").equals("root")) {
      command.addAll(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
      command.add("--");
      List<String> probe = new ArrayList<>(command);
      probe.addAll(List.of("test", "-r", Launcher.PATH.toString()));
      assumeTrue(canRun(probe), "the checkout is not open to others");
    }
    command.add(Launcher.PATH.toString());
    command.addAll(List.of(arguments));
    return Launcher.run(folder, command.toArray(new String[0]));
  }

  private boolean canRun(List<String> command) throws InterruptedException {
    try {
      return Launcher.run(folder, command.toArray(new String[0])).exitCode() == 0;
    } catch (IOException e) {
      return false; // there is no such program
    }
  }

  @Test
  void brokenConfiguration() throws Exception {
    write("a.py", "x = 1\n");
    write("pyproject.toml", "[tool.taipan\n");
    Path file = folder.toRealPath().resolve("pyproject.toml");
    assertRefuses(file + ":1:13: this is not TOML: ", check());
    Files.write(file, new byte[] {(byte) 0xFF, (byte) 0xFE, 0});
    assertRefuses(file + ":1:1: this is not TOML: ", check());
  }

  @Test
  void wrongArguments() throws Exception {
    assertRefuses("unknown option `--strcit`", check("--strcit"));
    assertRefuses("`" + folder.toRealPath() + "/nope.py` does not exist", check("nope.py"));
  }
}
