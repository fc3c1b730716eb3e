package dev.taipan.checker.cli;

import dev.taipan.checker.report.Style;
import java.util.Map;

/** Decides whether to print colours. */
final class Colours {
  private Colours() {}

  /**
   * The style of a stream.
   *
   * @param choice {@code auto}, {@code always} or {@code never}
   */
  static Style style(String choice, Map<String, String> environment, boolean isTerminal)
      throws UsageException {
    return switch (choice) {
      case "always" -> Style.COLOURED;
      case "never" -> Style.PLAIN;
      case "auto" -> automatic(environment, isTerminal) ? Style.COLOURED : Style.PLAIN;
      default ->
          throw new UsageException(
              "`--color` is `auto`, `always` or `never`, not `" + choice + "`");
    };
  }

  private static boolean automatic(Map<String, String> environment, boolean isTerminal) {
    String force = environment.getOrDefault("FORCE_COLOR", "");
    if (!force.isEmpty()) {
      return !force.equals("0");
    }
    return isTerminal
        && environment.getOrDefault("NO_COLOR", "").isEmpty()
        && !environment.getOrDefault("TERM", "").equals("dumb");
  }
}
