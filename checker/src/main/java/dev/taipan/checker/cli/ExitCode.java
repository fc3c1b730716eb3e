package dev.taipan.checker.cli;

/** How a run ended; the larger wins where several hold. */
enum ExitCode {
  CLEAN(0),
  /** There are diagnostics that fail the run. */
  DIAGNOSTICS(1),
  /** A mistake in usage or configuration, or a file that cannot be read. */
  USAGE(2),
  /** A defect of the checker. */
  INTERNAL(101);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  ExitCode or(ExitCode other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
