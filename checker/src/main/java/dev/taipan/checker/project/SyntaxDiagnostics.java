package dev.taipan.checker.project;

import dev.taipan.checker.diagnostics.Diagnostic;
import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.diagnostics.Span;
import dev.taipan.checker.modules.PythonVersion;
import dev.taipan.checker.syntax.ParsedModule;
import java.util.ArrayList;
import java.util.List;

/** What Python itself, in the target version, would reject in a file or warn of. */
final class SyntaxDiagnostics {
  /** A file with more errors is no Python at all; one note stands for the others. */
  private static final int LIMIT = 50;

  private SyntaxDiagnostics() {}

  static List<Diagnostic> of(ParsedModule parsed, String file, PythonVersion target) {
    List<Diagnostic> found = new ArrayList<>();
    int count = 0;
    for (ParsedModule.SyntaxError error : parsed.errors()) {
      if (++count <= LIMIT) {
        found.add(
            Diagnostic.of(
                Rules.INVALID_SYNTAX, file, new Span(error.start(), error.end()), error.message()));
      }
    }
    if (count > LIMIT) {
      found.add(
          found
              .removeLast()
              .withNotes(
                  List.of((count - LIMIT) + " more syntax errors in this file are not shown")));
    }
    if (file.endsWith(".pyi")) {
      return found; // a stub is never run, so it may use what the newest version has
    }
    for (ParsedModule.VersionRequirement requirement : parsed.requirements()) {
      if (!target.isAtLeast(3, requirement.minor())) {
        found.add(
            Diagnostic.of(
                Rules.INVALID_SYNTAX,
                file,
                new Span(requirement.start(), requirement.end()),
                requirement.construct()
                    + " needs Python 3."
                    + requirement.minor()
                    + " or newer; the target is "
                    + target));
      }
    }
    for (ParsedModule.SyntaxWarning warning : parsed.warnings()) {
      if (target.isAtLeast(3, warning.since())) {
        found.add(
            Diagnostic.of(
                Rules.SYNTAX_WARNING,
                file,
                new Span(warning.start(), warning.end()),
                warning.message()));
      }
    }
    return found;
  }
}
