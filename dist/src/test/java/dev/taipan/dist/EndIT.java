package dev.taipan.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that cannot write their report, and runs that are stopped. */
class EndIT {
  @TempDir private Path folder;

  /** What a shell makes of {@code taipan check} with {@code rest} behind it. */
  private Launcher.Result shell(String rest) throws IOException, InterruptedException {
    String check = "'" + Launcher.PATH + "' check --output-format concise ";
    return Launcher.run(folder, "/bin/sh", "-c", check + rest);
  }

  private void writeErrors(int count) throws IOException {
    Files.writeString(folder.resolve("a.py"), "x: int = ''\n".repeat(count));
  }

  @Test
  void aReaderThatHasSeenEnoughIsLeftAlone() throws Exception {
    writeErrors(5_000);
    Launcher.Result result = shell("a.py | head -1");
    assertEquals(1, result.out().lines().count());
    assertEquals("", result.err());
  }

  @Test
  void aReportThatCannotBeWrittenIsAnError() throws Exception {
    assumeTrue(Files.exists(Path.of("/dev/full")));
    writeErrors(1);
    Launcher.Result full = shell("a.py > /dev/full");
    assertEquals("taipan: error: cannot write the report: no space left on device\n", full.err());
    assertEquals(2, full.exitCode());
    Launcher.Result closed = shell("a.py >&-");
    assertTrue(closed.err().startsWith("taipan: error: cannot write the report: "), closed.err());
    assertEquals(2, closed.exitCode());
  }

  @Test
  void withoutStderrTheReportIsTheSame() throws Exception {
    writeErrors(1);
    Launcher.Result result = shell("a.py 2>&-");
    assertTrue(result.out().contains("Found 1 error in 1 file."), result.out());
    assertEquals(1, result.exitCode());
  }

  @Test
  void signalsEndARunAtOnceAndQuietly() throws Exception {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 200_000; i++) {
      text.append("x").append(i).append(" = [").append(i).append("]\n");
    }
    // Enough for many seconds, however late a busy machine sends the signal.
    for (int i = 0; i < 10; i++) {
      Files.writeString(folder.resolve("long" + i + ".py"), text.toString());
    }
    assertEquals(130, stopped("INT"));
    assertEquals(143, stopped("TERM"));
  }

  private int stopped(String signal) throws IOException, InterruptedException {
    Path output = folder.resolve("output");
    Process run =
        new ProcessBuilder(Launcher.PATH.toString(), "check", ".")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    // The launcher becomes Java, which needs a moment until it handles signals.
    assertTrue(!run.waitFor(1, TimeUnit.SECONDS), () -> "the run was too short to be stopped");
    new ProcessBuilder("kill", "-" + signal, Long.toString(run.pid())).start().waitFor();
    assertTrue(run.waitFor(5, TimeUnit.SECONDS), () -> signal + " was not obeyed");
    assertEquals("", Files.readString(output));
    return run.exitValue();
  }
}
