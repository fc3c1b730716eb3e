package dev.taipan.server.protocol;

import dev.taipan.checker.diagnostics.Span;
import dev.taipan.checker.source.SourceText;
import dev.taipan.server.workspace.Notebook;
import dev.taipan.server.workspace.Workspace;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.lsp4j.Location;
import org.eclipse.lsp4j.Range;

/** Where places in files are for the client: in a document, or in a cell of a notebook. */
record Locations(Workspace workspace, Positions positions) {

  Location of(Path file, SourceText text, Span span) {
    Optional<Notebook> notebook = workspace.notebook(file);
    if (notebook.isEmpty()) {
      return new Location(workspace.uriOf(file), positions.range(text, span));
    }
    Notebook.Cell cell = notebook.get().cellAt(span.start());
    return new Location(cell.uri(), range(notebook.get(), cell, span));
  }

  /** The range of a span within a cell; what lies outside of the cell is cut off. */
  Range range(Notebook notebook, Notebook.Cell cell, Span span) {
    Span window = notebook.spanOf(cell);
    int start = Math.max(0, span.start() - window.start());
    int end = Math.max(start, span.end() - window.start());
    return positions.range(cell.text(), start, end);
  }
}
