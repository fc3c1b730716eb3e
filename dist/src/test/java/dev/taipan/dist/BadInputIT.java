package dev.taipan.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
    assertFinds(
        "a.py:1:9: error[unresolved-reference] `A` is used before it has a value\n", "a.py");
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
  void brokenConfiguration() throws Exception {
    write("a.py", "x = 1\n");
    write("pyproject.toml", "[tool.taipan\n");
    Path file = folder.toRealPath().resolve("pyproject.toml");
    assertRefuses(file + ":1:13: this is no TOML: ", check());
    Files.write(file, new byte[] {(byte) 0xFF, (byte) 0xFE, 0});
    assertRefuses(file + ":1:1: this is no TOML: ", check());
  }

  @Test
  void wrongArguments() throws Exception {
    assertRefuses("unknown option `--strcit`", check("--strcit"));
    assertRefuses("`" + folder.toRealPath() + "/nope.py` does not exist", check("nope.py"));
  }
}
