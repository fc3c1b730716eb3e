package dev.taipan.checker.report;

import java.io.IOException;

/** Writes reports in one format. */
public interface Reporter {
  void write(Report report, Appendable out) throws IOException;
}
