package dev.taipan.checker.project;

import dev.taipan.checker.diagnostics.Diagnostic;
import dev.taipan.checker.diagnostics.Span;
import dev.taipan.checker.source.DecodedSource;
import dev.taipan.checker.syntax.ParsedModule;
import java.util.List;

/**
 * What the engine finds in one file, before configuration and comments have their say.
 *
 * @param source the file as it was read
 * @param parsed its tree, with the syntax errors that nobody has reported yet
 * @param diagnostics the findings in this file, in any order; no syntax errors
 * @param unreachable code that never runs on the target version and platform
 */
public record FileFindings(
    DecodedSource source,
    ParsedModule parsed,
    List<Diagnostic> diagnostics,
    List<Span> unreachable) {
  public FileFindings {
    diagnostics = List.copyOf(diagnostics);
    unreachable = List.copyOf(unreachable);
  }
}
