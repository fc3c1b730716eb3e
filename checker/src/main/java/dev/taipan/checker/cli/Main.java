package dev.taipan.checker.cli;

import dev.taipan.checker.project.TypeEngine;
import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The entry point of the batch command line. */
public final class Main {
  /** The version of this checker. */
  public static final String VERSION = "0.1.0";

  private Main() {}

  public static void main(String[] args) {
    Writer out = writer(FileDescriptor.out);
    Writer err = writer(FileDescriptor.err);
    Surroundings surroundings =
        new Surroundings(
            Path.of("").toAbsolutePath().normalize(),
            System.getenv(),
            out,
            err,
            Terminals.isTerminal(1),
            Terminals.isTerminal(2),
            Optional.ofNullable(System.getProperty("taipan.typeshed"))
                .map(path -> Path.of(path).toAbsolutePath().normalize()),
            TypeEngine::new);
    ExitCode code;
    try {
      code = new CommandLine(surroundings).run(List.of(args));
      out.flush();
      err.flush();
    } catch (IOException e) {
      code = ExitCode.USAGE;
      complain(err, e);
    }
    // Both streams are flushed and there are no shutdown hooks; `exit` would load a logging system.
    Runtime.getRuntime().halt(code.code());
  }

  /** Says why the report could not be written, if anybody can hear it. */
  private static void complain(Writer err, IOException problem) {
    String reason = String.valueOf(problem.getMessage());
    if (reason.equals("Broken pipe")) {
      return; // the reader has seen enough, as in `| head`
    }
    try {
      err.append("taipan: error: cannot write the report: ")
          .append(reason.toLowerCase(Locale.ROOT))
          .append("\n")
          .flush();
    } catch (IOException e) {
      // neither stream works
    }
  }

  private static Writer writer(FileDescriptor descriptor) {
    return new BufferedWriter(
        new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8), 1 << 16);
  }
}
