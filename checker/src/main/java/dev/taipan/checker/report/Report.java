package dev.taipan.checker.report;

import dev.taipan.checker.diagnostics.Diagnostic;
import dev.taipan.checker.diagnostics.Severity;
import dev.taipan.checker.project.FileReport;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The outcome of a run, as every format prints it.
 *
 * @param files the files with their diagnostics, in order; those without may be left out
 * @param filesChecked the number of files that were checked
 * @param workingDirectory the directory that printed paths are relative to, absolute
 * @param version the checker's version
 * @param time when the run began
 */
public record Report(
    List<FileReport> files,
    int filesChecked,
    Path workingDirectory,
    String version,
    Instant time,
    Duration duration) {
  public Report {
    files = List.copyOf(files);
  }

  /** The number of diagnostics of that severity. */
  public int count(Severity severity) {
    int count = 0;
    for (FileReport file : files) {
      for (Diagnostic diagnostic : file.diagnostics()) {
        if (diagnostic.severity() == severity) {
          count++;
        }
      }
    }
    return count;
  }

  /** {@code file} as users name it: relative to the working directory if it lies below it. */
  String displayed(String file) {
    String base = workingDirectory.toString();
    if (file.startsWith(base)
        && file.length() > base.length() + 1
        && file.charAt(base.length()) == '/') {
      return file.substring(base.length() + 1);
    }
    return base.equals("/") && file.startsWith("/") ? file.substring(1) : file;
  }
}
