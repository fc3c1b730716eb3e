package dev.taipan.checker.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** What users see of defects. */
final class InternalErrors {
  /** The line that ends the account of defects, where it holds no stack traces. */
  static final String ADVICE = "taipan: run again with -v to see where it happened\n";

  private InternalErrors() {}

  /** What happened and, if that is wished, where. */
  static String describe(String doing, Throwable cause, boolean withTrace) {
    String what = describe(doing, cause);
    if (!withTrace) {
      return what;
    }
    StringWriter trace = new StringWriter();
    cause.printStackTrace(new PrintWriter(trace, true));
    return what + trace;
  }

  private static String describe(String doing, Throwable cause) {
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
