package dev.taipan.checker.project;

import dev.taipan.checker.diagnostics.Diagnostic;
import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.modules.Environment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says of modules that a script imports and that cannot be found where they were looked for. */
final class ScriptImports {
  private ScriptImports() {}

  /** The findings of a file; if it is a script, with notes on what it imports and cannot find. */
  static FileFindings explained(Path file, FileFindings findings, Target target) {
    boolean isMissing = false;
    for (Diagnostic diagnostic : findings.diagnostics()) {
      isMissing |= diagnostic.rule() == Rules.IMPORT_NOT_FOUND;
    }
    if (!isMissing || !ScriptMetadata.isScript(findings.source().text())) {
      return findings;
    }
    List<String> names = ScriptMetadata.dependencies(findings.source().text());
    String note =
        names.isEmpty()
            ? "the script's metadata names no `dependencies`"
            : "the script needs `" + String.join("`, `", names) + "`; " + place(file, target);
    List<Diagnostic> explained = new ArrayList<>();
    for (Diagnostic diagnostic : findings.diagnostics()) {
      explained.add(
          diagnostic.rule() == Rules.IMPORT_NOT_FOUND
              ? diagnostic.withNotes(List.of(note))
              : diagnostic);
    }
    return new FileFindings(
        findings.source(), findings.parsed(), explained, findings.unreachable());
  }

  private static String place(Path file, Target target) {
    String hint = "`uv sync --script " + file.getFileName() + "` makes one of its own";
    Optional<Environment> environment = target.paths().environment();
    return environment.isPresent()
        ? "looked for in " + environment.get().prefix() + ", " + hint
        : "no environment was found for it, " + hint;
  }
}
