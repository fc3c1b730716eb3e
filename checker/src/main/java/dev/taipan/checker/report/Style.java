package dev.taipan.checker.report;

import dev.taipan.checker.diagnostics.Severity;

/** Colours for terminals, or none. */
public enum Style {
  PLAIN,
  COLOURED;

  private static final String RESET = "\u001b[0m";
  private static final String BOLD = "\u001b[1m";
  private static final String BOLD_RED = "\u001b[1;31m";
  private static final String BOLD_YELLOW = "\u001b[1;33m";
  private static final String BOLD_BLUE = "\u001b[1;34m";
  private static final String BOLD_GREEN = "\u001b[1;32m";

  String bold(String text) {
    return in(BOLD, text);
  }

  /** Line numbers, arrows, labels. */
  String frame(String text) {
    return in(BOLD_BLUE, text);
  }

  /** What went well. */
  String good(String text) {
    return in(BOLD_GREEN, text);
  }

  /** {@code text} in the colour of {@code severity}. */
  String severity(Severity severity, String text) {
    return in(
        switch (severity) {
          case ERROR -> BOLD_RED;
          case WARNING -> BOLD_YELLOW;
          case INFO -> BOLD_BLUE;
        },
        text);
  }

  private String in(String code, String text) {
    return this == PLAIN || text.isEmpty() ? text : code + text + RESET;
  }
}
