package dev.taipan.checker.diagnostics;

/** How a diagnostic is shown and whether it fails a run; ordered from least to most severe. */
public enum Severity {
  INFO,
  WARNING,
  ERROR;

  /** The word that reports print. */
  public String label() {
    return switch (this) {
      case INFO -> "info";
      case WARNING -> "warning";
      case ERROR -> "error";
    };
  }
}
