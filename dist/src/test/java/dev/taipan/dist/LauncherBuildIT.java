package dev.taipan.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher in a checkout: when it builds, for whom it waits, and what it says when it cannot.
 *
 * <p>The checkout holds nothing but the launcher; Maven and Java are scripts that do as little as
 * it takes, so the tests are about the launcher alone.
 */
class LauncherBuildIT {
  private static final String BUILDS =
      """
      #!/bin/sh
      echo built >> builds
      mkdir -p dist/target/taipan/lib
      cp taipan dist/target/taipan/
      cd dist/target/taipan
      touch check.options server.options complete
      """;

  @TempDir private Path folder;

  private Path checkout;
  private Path home;

  @BeforeEach
  void makeCheckout() throws IOException {
    checkout = Files.createDirectories(folder.resolve("checkout"));
    home = checkout.resolve("dist/target/taipan");
    script(checkout.resolve("taipan"), Files.readString(Launcher.PATH));
    script(folder.resolve("bin/npm"), "#!/bin/sh\n");
    script(folder.resolve("bin/mvn"), BUILDS);
    script(folder.resolve("java/bin/java"), "#!/bin/sh\necho java runs\n");
    Files.writeString(folder.resolve("java/release"), "JAVA_VERSION=\"25\"\n");
  }

  private static void script(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    file.toFile().setExecutable(true);
  }

  private Launcher.Result launch(String... arguments) throws IOException, InterruptedException {
    Map<String, String> environment = new HashMap<>();
    environment.put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
    environment.put("JAVA_HOME", folder.resolve("java").toString());
    String[] command = new String[arguments.length + 1];
    command[0] = checkout.resolve("taipan").toString();
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    return Launcher.run(folder, environment, command);
  }

  private int builds() throws IOException {
    Path log = checkout.resolve("builds");
    return Files.exists(log) ? Files.readAllLines(log).size() : 0;
  }

  private static void assertRuns(Launcher.Result result) {
    assertEquals(0, result.exitCode(), result.err());
    assertEquals("java runs\n", result.out());
  }

  private static void assertFails(String message, Launcher.Result result) {
    List<String> lines = result.err().lines().toList();
    assertEquals("taipan: " + message, lines.getLast());
    assertEquals("", result.out());
    assertEquals(2, result.exitCode());
  }

  @Test
  void buildsOnFirstUseOnly() throws Exception {
    assertRuns(launch("--version"));
    assertRuns(launch("--version"));
    assertEquals(1, builds());
    assertRuns(launch("--rebuild", "--version"));
    assertEquals(2, builds());
    assertFalse(Files.exists(checkout.resolve("dist/target/building")));
  }

  @Test
  void buildsAgainWhatAnOlderCheckoutBuiltWithoutAFile() throws Exception {
    for (String file : List.of("check.options", "server.options", "complete")) {
      launch("--version");
      Files.delete(home.resolve(file));
      int before = builds();
      Launcher.Result result = launch("--version");
      assertRuns(result);
      assertTrue(result.err().contains("building"), result.err());
      assertEquals(before + 1, builds(), file);
    }
  }

  @Test
  void saysThatADistributionWithoutSourcesIsIncomplete() throws Exception {
    launch("--version");
    Files.delete(home.resolve("check.options"));
    checkout = Files.move(home, folder.resolve("moved"));
    assertFails(
        checkout + " is no complete distribution; copy or install it again", launch("--version"));
    assertFails(
        "this is a distribution without sources, there is nothing to build", launch("--rebuild"));
  }

  @Test
  void saysThatTheBuildFailed() throws Exception {
    script(folder.resolve("bin/mvn"), "#!/bin/sh\nexit 1\n");
    assertFails("the build failed, see above", launch("--version"));
    script(folder.resolve("bin/mvn"), "#!/bin/sh\n");
    assertFails("the build left no complete distribution in " + home, launch("--version"));
    script(folder.resolve("bin/mvn"), BUILDS);
    assertRuns(launch("--version"));
  }

  @Test
  void saysThatItCannotWrite() throws Exception {
    Files.writeString(checkout.resolve("dist"), "");
    assertFails(
        "cannot write to " + home.getParent() + ", where the build belongs", launch("--version"));
  }

  @Test
  void oneOfTwoLaunchersBuilds() throws Exception {
    script(folder.resolve("bin/mvn"), BUILDS.replace("mkdir", "sleep 1\nmkdir"));
    CompletableFuture<Launcher.Result> other = CompletableFuture.supplyAsync(this::version);
    Launcher.Result one = version();
    Launcher.Result two = other.join();
    assertRuns(one);
    assertRuns(two);
    assertTrue((one.err() + two.err()).contains("waiting for another build"));
    assertEquals(1, builds());
  }

  private Launcher.Result version() {
    try {
      return launch("--version");
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void takesOverFromALauncherThatWasKilled() throws Exception {
    Path lock = Files.createDirectories(checkout.resolve("dist/target/building"));
    Process ended = new ProcessBuilder("true").start();
    ended.waitFor();
    Files.writeString(lock.resolve("pid"), ended.pid() + "\n");
    assertRuns(launch("--version"));
    assertEquals(1, builds());

    Files.delete(home.resolve("complete"));
    Files.createDirectories(lock);
    assertRuns(launch("--version"));
    assertEquals(2, builds());
  }

  @Test
  void findsAnotherJavaWhenThatOfTheBuildIsGone() throws Exception {
    launch("--version");
    Files.writeString(home.resolve("java-home"), folder.resolve("removed") + "\n");
    assertRuns(launch("--version"));
  }

  @Test
  void runsWhereItWasMovedTo() throws Exception {
    launch("--version");
    checkout = Files.move(checkout, folder.resolve("a checkout with spaces"));
    assertRuns(launch("--version"));
    assertEquals(1, builds());
  }
}
