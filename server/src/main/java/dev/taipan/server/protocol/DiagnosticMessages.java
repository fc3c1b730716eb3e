package dev.taipan.server.protocol;

import dev.taipan.checker.diagnostics.Label;
import dev.taipan.checker.diagnostics.Severity;
import dev.taipan.checker.project.FileReport;
import dev.taipan.checker.project.Snapshot;
import dev.taipan.checker.source.SourceText;
import dev.taipan.server.workspace.Notebook;
import dev.taipan.server.workspace.Project;
import dev.taipan.server.workspace.Uris;
import dev.taipan.server.workspace.Workspace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.DiagnosticCodeDescription;
import org.eclipse.lsp4j.DiagnosticRelatedInformation;
import org.eclipse.lsp4j.DiagnosticSeverity;
import org.eclipse.lsp4j.DiagnosticTag;

/** Turns what was found in a file into the protocol's diagnostics. */
final class DiagnosticMessages {
  private static final String SOURCE = "taipan";

  private final Workspace workspace;
  private final Positions positions;

  DiagnosticMessages(Workspace workspace, Positions positions) {
    this.workspace = workspace;
    this.positions = positions;
  }

  /** The diagnostics of an open document or a cell. */
  List<Diagnostic> ofDocument(String uri, BooleanSupplier outdated) {
    Optional<Notebook> notebook = workspace.notebookOfCell(uri);
    return notebook
        .flatMap(of -> of.cell(uri).map(cell -> ofCell(of, cell, outdated)))
        .orElseGet(() -> of(Uris.toPath(uri), outdated));
  }

  /** The diagnostics that start in a cell. */
  List<Diagnostic> ofCell(Notebook notebook, Notebook.Cell cell, BooleanSupplier outdated) {
    Optional<Project> project = workspace.projectOf(notebook.path());
    if (project.isEmpty() || !cell.isCode()) {
      return List.of();
    }
    FileReport report = project.get().snapshot().check(notebook.path(), outdated);
    List<Diagnostic> result = new ArrayList<>();
    for (dev.taipan.checker.diagnostics.Diagnostic found : report.diagnostics()) {
      if (notebook.cellAt(found.span().start()).equals(cell)) {
        Diagnostic diagnostic = convert(report.text(), found);
        diagnostic.setRange(locations().range(notebook, cell, found.span()));
        result.add(diagnostic);
      }
    }
    return result;
  }

  private Locations locations() {
    return new Locations(workspace, positions);
  }

  /** The diagnostics of a file of the workspace; none for code that is not the user's. */
  List<Diagnostic> of(Path file, BooleanSupplier outdated) {
    return workspace
        .projectOf(file)
        .map(project -> of(project.snapshot(), file, outdated))
        .orElseGet(List::of);
  }

  private List<Diagnostic> of(Snapshot snapshot, Path file, BooleanSupplier outdated) {
    if (!snapshot.resolver().moduleOf(file).origin().isUserCode()) {
      return List.of();
    }
    FileReport report = snapshot.check(file, outdated);
    List<Diagnostic> result = new ArrayList<>(report.diagnostics().size());
    for (dev.taipan.checker.diagnostics.Diagnostic found : report.diagnostics()) {
      result.add(convert(report.text(), found));
    }
    return result;
  }

  /** One diagnostic of a text. */
  Diagnostic convert(SourceText text, dev.taipan.checker.diagnostics.Diagnostic found) {
    StringBuilder message = new StringBuilder(found.message());
    for (String note : found.notes()) {
      message.append("\n  ").append(note);
    }
    Diagnostic diagnostic =
        new Diagnostic(
            positions.range(text, found.span()),
            message.toString(),
            severity(found.severity()),
            SOURCE,
            found.rule().name());
    diagnostic.setCodeDescription(new DiagnosticCodeDescription(RulePages.uriOf(found.rule())));
    List<DiagnosticTag> tags = new ArrayList<>();
    for (dev.taipan.checker.diagnostics.Diagnostic.Tag tag : found.tags()) {
      tags.add(
          switch (tag) {
            case UNNECESSARY -> DiagnosticTag.Unnecessary;
            case DEPRECATED -> DiagnosticTag.Deprecated;
          });
    }
    if (!tags.isEmpty()) {
      diagnostic.setTags(tags);
    }
    List<DiagnosticRelatedInformation> related = new ArrayList<>();
    for (Label label : found.labels()) {
      Path file = Path.of(label.file());
      SourceText other = label.file().equals(found.file()) ? text : workspace.text(file);
      if (other != null) {
        related.add(
            new DiagnosticRelatedInformation(
                locations().of(file, other, label.span()), label.message()));
      }
    }
    if (!related.isEmpty()) {
      diagnostic.setRelatedInformation(related);
    }
    return diagnostic;
  }

  private static DiagnosticSeverity severity(Severity severity) {
    return switch (severity) {
      case ERROR -> DiagnosticSeverity.Error;
      case WARNING -> DiagnosticSeverity.Warning;
      case INFO -> DiagnosticSeverity.Information;
    };
  }
}
