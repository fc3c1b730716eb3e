package dev.taipan.checker.cli;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds out whether a person watches a stream. */
final class Terminals {
  private Terminals() {}

  /** Whether the stream of that number, 1 or 2, goes to a terminal. */
  static boolean isTerminal(int descriptor) {
    // Asking the console takes longer than a whole small run, and it knows nothing of single
    // streams.
    Path link = Path.of("/proc/self/fd/" + descriptor);
    try {
      String device = Files.readSymbolicLink(link).toString();
      return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      Console console = System.console();
      return console != null && console.isTerminal();
    }
  }
}
