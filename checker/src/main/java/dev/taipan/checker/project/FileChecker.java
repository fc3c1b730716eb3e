package dev.taipan.checker.project;

import dev.taipan.checker.diagnostics.Diagnostic;
import dev.taipan.checker.diagnostics.RuleLevels;
import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.diagnostics.Span;
import dev.taipan.checker.modules.PythonVersion;
import dev.taipan.checker.source.DecodedSource.Problem;
import dev.taipan.checker.source.SourceText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Checks single files: what the engine finds, with syntax errors and broken bytes added, levels and
 * ignore comments applied, in the order of reports. Serves any number of threads at once.
 */
public final class FileChecker {
  private static final SourceText NO_TEXT = new SourceText("");

  private final Configuration configuration;
  private final PythonVersion target;
  private final ModuleChecker checker;
  private final @Nullable ScriptCheckers scripts;

  public FileChecker(Configuration configuration, PythonVersion target, ModuleChecker checker) {
    this(configuration, target, checker, null);
  }

  /**
   * @param scripts who checks scripts that say what they need; null if they are files as all others
   */
  public FileChecker(
      Configuration configuration,
      PythonVersion target,
      ModuleChecker checker,
      @Nullable ScriptCheckers scripts) {
    this.scripts = scripts;
    this.configuration = configuration;
    this.target = target;
    this.checker = checker;
  }

  /**
   * Checks {@code file}, which is absolute and normalized. Throws nothing for anything that is
   * wrong with the file.
   */
  public FileReport check(Path file) {
    try {
      FileFindings findings = checker.check(file);
      Optional<FileReport> apart =
          scripts == null ? Optional.empty() : scripts.check(file, findings.source().text());
      return apart.isPresent() ? apart.get() : report(file, findings);
    } catch (IOException e) {
      String message = "cannot read this file: " + SourceFiles.reason(e);
      return alone(
          file, Diagnostic.of(Rules.UNREADABLE_FILE, file.toString(), new Span(0, 0), message));
    } catch (StackOverflowError e) {
      String message = "the code of this file is nested too deeply to be analysed";
      return alone(
          file, Diagnostic.of(Rules.TOO_COMPLEX, file.toString(), new Span(0, 0), message));
    }
  }

  /** What is reported of {@code file}, given what the engine found in it. */
  private FileReport report(Path file, FileFindings findings) {
    String name = file.toString();
    SourceText text = findings.source().text();
    RuleLevels levels = configuration.levelsFor(file);
    List<Diagnostic> found = new ArrayList<>(findings.diagnostics());
    found.addAll(SyntaxDiagnostics.of(findings.parsed(), name, target));
    if (findings.source().problem().isPresent()) {
      Problem problem = findings.source().problem().get();
      found.add(
          Diagnostic.of(
              Rules.INVALID_ENCODING,
              name,
              new Span(problem.start(), problem.end()),
              problem.message()));
    }
    found = inOrder(atLevels(found, levels));
    if (!findings.parsed().directives().isEmpty()) {
      Suppressions suppressions = new Suppressions(text, findings.parsed());
      found = suppressions.apply(found);
      if (findings.parsed().errors().isEmpty()) {
        List<Diagnostic> problems =
            atLevels(suppressions.problems(name, levels, findings.unreachable()), levels);
        found = new ArrayList<>(found);
        found.addAll(suppressions.applyNamed(problems));
        found = inOrder(found);
      }
    }
    return new FileReport(file, found.isEmpty() ? NO_TEXT : text, found);
  }

  private FileReport alone(Path file, Diagnostic diagnostic) {
    return new FileReport(
        file, NO_TEXT, atLevels(List.of(diagnostic), configuration.levelsFor(file)));
  }

  private static List<Diagnostic> atLevels(List<Diagnostic> diagnostics, RuleLevels levels) {
    List<Diagnostic> adjusted = new ArrayList<>(diagnostics.size());
    for (Diagnostic diagnostic : diagnostics) {
      Optional<Diagnostic> kept = levels.applyTo(diagnostic);
      if (kept.isPresent()) {
        adjusted.add(kept.get());
      }
    }
    return adjusted;
  }

  /** Sorted, and each once: code that is looked at twice may be found fault with twice. */
  private static List<Diagnostic> inOrder(List<Diagnostic> diagnostics) {
    if (diagnostics.size() < 2) {
      return diagnostics;
    }
    diagnostics.sort(Diagnostic.ORDER);
    List<Diagnostic> distinct = new ArrayList<>(diagnostics.size());
    for (Diagnostic diagnostic : diagnostics) {
      if (distinct.isEmpty() || Diagnostic.ORDER.compare(distinct.getLast(), diagnostic) != 0) {
        distinct.add(diagnostic);
      }
    }
    return distinct;
  }
}
