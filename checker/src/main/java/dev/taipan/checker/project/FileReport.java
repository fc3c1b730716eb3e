package dev.taipan.checker.project;

import dev.taipan.checker.diagnostics.Diagnostic;
import dev.taipan.checker.source.SourceText;
import java.nio.file.Path;
import java.util.List;

/**
 * What a run has to say of one file.
 *
 * @param text the text that the diagnostics' spans are about; empty where there are none or the
 *     file cannot be read
 * @param diagnostics in the order of reports
 */
public record FileReport(Path file, SourceText text, List<Diagnostic> diagnostics) {
  public FileReport {
    diagnostics = List.copyOf(diagnostics);
  }
}
