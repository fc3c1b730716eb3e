package dev.taipan.server.protocol;

import dev.taipan.checker.diagnostics.Fix;
import dev.taipan.checker.diagnostics.Span;
import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.project.Snapshot;
import dev.taipan.checker.source.SourceText;
import dev.taipan.server.workspace.Notebook;
import dev.taipan.server.workspace.Project;
import dev.taipan.server.workspace.Workspace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.eclipse.lsp4j.Location;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.TextEdit;
import org.jspecify.annotations.Nullable;

/**
 * What a feature works on: a document in a state of the workspace.
 *
 * @param cell the cell that the request is about, if the module is a notebook's
 */
record Place(
    Workspace workspace,
    Project project,
    ModuleTypes module,
    Positions positions,
    BooleanSupplier outdated,
    @Nullable CellOf cell) {

  /** A cell of a notebook. */
  record CellOf(Notebook notebook, Notebook.Cell cell) {}

  Snapshot snapshot() {
    return project.snapshot();
  }

  SourceText text() {
    return module.source();
  }

  /** The part of the module that the client sees as the document. */
  Span whole() {
    return cell == null ? new Span(0, text().length()) : cell.notebook().spanOf(cell.cell());
  }

  /** Whether a span lies in the document. */
  boolean has(Span span) {
    Span whole = whole();
    return whole.start() <= span.start() && span.end() <= whole.end();
  }

  /** The line of the module at which the document starts. */
  int firstLine() {
    return cell == null ? 0 : text().lineOf(whole().start());
  }

  int offset(Position position) {
    return cell == null
        ? positions.offset(text(), position)
        : whole().start() + positions.offset(cell.cell().text(), position);
  }

  /** The span of a range; its ends in order, whatever the client sent. */
  Span span(Range range) {
    int start = offset(range.getStart());
    int end = offset(range.getEnd());
    return new Span(Math.min(start, end), Math.max(start, end));
  }

  Position position(int offset) {
    return cell == null
        ? positions.position(text(), offset)
        : positions.position(cell.cell().text(), offset - whole().start());
  }

  Range range(Span span) {
    return cell == null
        ? positions.range(text(), span)
        : locations().range(cell.notebook(), cell.cell(), span);
  }

  private Locations locations() {
    return new Locations(workspace, positions);
  }

  /** A place in any file. */
  Location location(Path file, SourceText other, Span span) {
    return locations().of(file, other, span);
  }

  /**
   * Edits of the document. What would be inserted into another cell is put at the start of this
   * one, since the client takes edits of one document only here.
   */
  List<TextEdit> edits(List<Fix.Edit> edits) {
    List<TextEdit> result = new ArrayList<>(edits.size());
    for (Fix.Edit edit : edits) {
      if (has(edit.span())) {
        result.add(new TextEdit(range(edit.span()), edit.replacement()));
      } else if (edit.replacement().endsWith("\n")) {
        Position start = position(whole().start());
        result.add(new TextEdit(new Range(start, start), edit.replacement()));
      }
    }
    return result;
  }
}
