package dev.taipan.server.protocol;

import dev.taipan.checker.diagnostics.Fix;
import dev.taipan.checker.diagnostics.Span;
import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.project.Snapshot;
import dev.taipan.checker.source.SourceText;
import dev.taipan.server.workspace.Project;
import dev.taipan.server.workspace.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.TextEdit;

/** What a feature works on: a document in a state of the workspace. */
record Place(
    Workspace workspace,
    Project project,
    ModuleTypes module,
    Positions positions,
    BooleanSupplier outdated) {

  Snapshot snapshot() {
    return project.snapshot();
  }

  SourceText text() {
    return module.source();
  }

  int offset(Position position) {
    return positions.offset(text(), position);
  }

  /** The span of a range; its ends in order, whatever the client sent. */
  Span span(Range range) {
    int start = offset(range.getStart());
    int end = offset(range.getEnd());
    return new Span(Math.min(start, end), Math.max(start, end));
  }

  Position position(int offset) {
    return positions.position(text(), offset);
  }

  Range range(Span span) {
    return positions.range(text(), span);
  }

  /** Edits of the document. */
  List<TextEdit> edits(List<Fix.Edit> edits) {
    List<TextEdit> result = new ArrayList<>(edits.size());
    for (Fix.Edit edit : edits) {
      result.add(new TextEdit(range(edit.span()), edit.replacement()));
    }
    return result;
  }
}
