package dev.taipan.checker.cli;

/** What users see of defects. */
final class InternalErrors {
  private InternalErrors() {}

  /** A line that says what happened, without a stack trace. */
  static String describe(String doing, Throwable cause) {
    if (cause instanceof OutOfMemoryError) {
      return "taipan: out of memory in "
          + doing
          + "; allow more with TAIPAN_JAVA_OPTS=-Xmx8g, for example\n";
    }
    String detail = cause.getMessage() == null ? "" : ": " + cause.getMessage();
    return "taipan: internal error in "
        + doing
        + ": "
        + cause.getClass().getSimpleName()
        + detail
        + "\n  This is a defect of Taipan; please report it with the code that shows it.\n";
  }
}
