package dev.taipan.checker.diagnostics;

/**
 * A kind of finding: its kebab-case name, what happens when nothing is configured, and one line
 * that says what it finds. The page with a wrong and a right example is the resource {@code
 * rules/NAME.md}.
 */
public record Rule(String name, Level defaultLevel, String summary) {

  /**
   * The severity that the default level gives; a rule that is off reports warnings when it is on.
   */
  public Severity severity() {
    return defaultLevel.severity().orElse(Severity.WARNING);
  }
}
