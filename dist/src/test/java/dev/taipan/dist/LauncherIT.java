package dev.taipan.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher as users run it. */
class LauncherIT {
  private static final String LIST_CACHE = "-Xlog:class+load:file=classes.txt";

  @TempDir private Path folder;

  @Test
  void reportsAnErrorAndExitsWithOne() throws IOException, InterruptedException {
    Files.writeString(folder.resolve("wrong.py"), "x: int = 'a'\n");
    Launcher.Result result =
        Launcher.taipan(folder, "check", "--output-format", "concise", "wrong.py");
    assertEquals(1, result.exitCode(), result.err());
    assertTrue(result.out().startsWith("wrong.py:1:10: error[invalid-assignment]"), result.out());
  }

  @Test
  void namesFilesBeyondAsciiWhereNoLanguageIsSet() throws IOException, InterruptedException {
    // Written by the shell, as the Java of the tests may not be able to either.
    Launcher.run(folder, "/bin/sh", "-c", "echo 'x: int = \"a\"' > \"$(printf '\\303\\251').py\"");
    Launcher.Result result =
        Launcher.run(
            folder,
            Map.of("LC_ALL", "C"),
            Launcher.PATH.toString(),
            "check",
            "--output-format",
            "concise");
    assertEquals(1, result.exitCode(), result.out() + result.err());
    assertTrue(result.out().contains("error[invalid-assignment]"), result.out());
  }

  @Test
  void findsNothingInCorrectCodeAndExitsWithZero() throws IOException, InterruptedException {
    Files.writeString(folder.resolve("right.py"), "import os\nx: str = os.path.join('a', 'b')\n");
    Launcher.Result result = Launcher.taipan(folder, "check", "right.py");
    assertEquals(0, result.exitCode(), result.out() + result.err());
  }

  @Test
  void tellsItsVersion() throws IOException, InterruptedException {
    Launcher.Result result = Launcher.taipan(folder, "--version");
    assertEquals(0, result.exitCode(), result.err());
    assertTrue(result.out().matches("taipan \\d+\\.\\d+\\.\\d+\\R"), result.out());
  }

  @Test
  void explainsTheServer() throws IOException, InterruptedException {
    Launcher.Result result = Launcher.taipan(folder, "server", "--help");
    assertEquals(0, result.exitCode(), result.err());
    assertTrue(result.out().contains("Usage: taipan server"), result.out());
  }

  @Test
  void worksThroughASymbolicLink() throws IOException, InterruptedException {
    Path link = Files.createSymbolicLink(folder.resolve("tp"), Launcher.PATH);
    assertEquals(0, Launcher.run(folder, link.toString(), "--version").exitCode());
  }

  @Test
  void saysInOneLineThatTheChosenJavaIsTooOld() throws IOException, InterruptedException {
    Files.createDirectories(folder.resolve("bin"));
    Files.writeString(folder.resolve("release"), "JAVA_VERSION=\"17.0.15\"\n");
    Files.writeString(folder.resolve("bin/java"), "#!/bin/sh\n");
    folder.resolve("bin/java").toFile().setExecutable(true);
    Launcher.Result result =
        Launcher.run(
            folder,
            Map.of("TAIPAN_JAVA_HOME", folder.toString()),
            Launcher.PATH.toString(),
            "--version");
    assertEquals(2, result.exitCode());
    assertEquals(1, result.err().lines().count());
    assertTrue(result.err().contains("holds no Java 25"), result.err());
  }

  @Test
  void loadsItsClassesFromTheCacheAlsoAfterAMove() throws IOException, InterruptedException {
    Path moved = copyDistribution();
    Launcher.Result result = version(moved);
    assertEquals(0, result.exitCode(), result.err());
    List<String> own = ownClasses();
    assertFalse(own.isEmpty());
    for (String line : own) {
      assertTrue(line.contains("shared objects file"), line);
    }
  }

  @Test
  void leavesACacheAloneThatIsOlderThanAJar() throws IOException, InterruptedException {
    Path moved = copyDistribution();
    Files.setLastModifiedTime(
        moved.resolve("taipan-checker.jar"), FileTime.from(Instant.now().plusSeconds(10)));
    Launcher.Result result = version(moved);
    assertEquals(0, result.exitCode(), result.err());
    assertEquals("", result.err());
    for (String line : ownClasses()) {
      assertFalse(line.contains("shared objects file"), line);
    }
  }

  @Test
  void runsWithoutACacheThatIsBroken() throws IOException, InterruptedException {
    Path moved = copyDistribution();
    Files.write(moved.resolve("check.aot"), new byte[100]);
    Launcher.Result result = version(moved);
    assertEquals(0, result.exitCode(), result.err());
    assertEquals("", result.err());
  }

  private Launcher.Result version(Path distribution) throws IOException, InterruptedException {
    return Launcher.run(
        folder,
        Map.of("TAIPAN_JAVA_OPTS", LIST_CACHE),
        distribution.resolve("taipan").toString(),
        "--version");
  }

  private List<String> ownClasses() throws IOException {
    try (Stream<String> lines = Files.lines(folder.resolve("classes.txt"))) {
      return lines.filter(line -> line.contains(" dev.taipan.")).toList();
    }
  }

  private Path copyDistribution() throws IOException {
    Path copy = folder.resolve("copy");
    try (Stream<Path> all = Files.walk(Launcher.DISTRIBUTION)) {
      for (Path path : all.filter(p -> !p.toString().contains("typeshed")).toList()) {
        Path to = copy.resolve(Launcher.DISTRIBUTION.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(to);
        } else {
          Files.copy(path, to, StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
    return copy;
  }
}
