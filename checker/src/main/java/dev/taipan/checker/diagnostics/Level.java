package dev.taipan.checker.diagnostics;

import java.util.Optional;

/** What the configuration makes of a rule. */
public enum Level {
  IGNORE,
  INFO,
  WARN,
  ERROR;

  /** The word that configuration files use. */
  public String label() {
    return switch (this) {
      case IGNORE -> "ignore";
      case INFO -> "info";
      case WARN -> "warn";
      case ERROR -> "error";
    };
  }

  /** The level of that {@linkplain #label() label}; {@code warning} is taken too. */
  public static Optional<Level> labelled(String label) {
    return switch (label) {
      case "ignore" -> Optional.of(IGNORE);
      case "info" -> Optional.of(INFO);
      case "warn", "warning" -> Optional.of(WARN);
      case "error" -> Optional.of(ERROR);
      default -> Optional.empty();
    };
  }

  /** The severity of what a rule of this level reports; empty for {@link #IGNORE}. */
  Optional<Severity> severity() {
    return switch (this) {
      case IGNORE -> Optional.empty();
      case INFO -> Optional.of(Severity.INFO);
      case WARN -> Optional.of(Severity.WARNING);
      case ERROR -> Optional.of(Severity.ERROR);
    };
  }
}
