package dev.taipan.dist;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs the launcher and other programs as a user does. */
final class Launcher {
  /** The checkout. */
  static final Path ROOT = Path.of(System.getProperty("taipan.root")).toAbsolutePath().normalize();

  static final Path PATH = ROOT.resolve("taipan");

  /** What the build assembled. */
  static final Path DISTRIBUTION = ROOT.resolve("dist/target/taipan");

  private Launcher() {}

  record Result(int exitCode, String out, String err) {}

  static Result taipan(Path workingDirectory, String... arguments)
      throws IOException, InterruptedException {
    String[] command = new String[arguments.length + 1];
    command[0] = PATH.toString();
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    return run(workingDirectory, command);
  }

  static Result run(Path workingDirectory, String... command)
      throws IOException, InterruptedException {
    return run(workingDirectory, Map.of(), command);
  }

  static Result run(Path workingDirectory, Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile("taipan", ".out");
    Path err = Files.createTempFile("taipan", ".err");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(List.of(command))
              .directory(workingDirectory.toFile())
              .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      Map<String, String> variables = new HashMap<>(environment);
      builder.environment().keySet().removeAll(List.of("TAIPAN_JAVA_HOME", "TAIPAN_JAVA_OPTS"));
      builder.environment().putAll(variables);
      Process process = builder.start();
      boolean ended = process.waitFor(5, TimeUnit.MINUTES);
      process.destroyForcibly();
      assertTrue(ended, () -> String.join(" ", command) + " did not end");
      return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }
}
