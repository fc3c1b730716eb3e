package dev.taipan.server.protocol;

import dev.taipan.checker.source.SourceText;
import dev.taipan.server.workspace.Document;
import dev.taipan.server.workspace.Notebook;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.lsp4j.DidChangeNotebookDocumentParams;
import org.eclipse.lsp4j.DidCloseNotebookDocumentParams;
import org.eclipse.lsp4j.DidOpenNotebookDocumentParams;
import org.eclipse.lsp4j.DidSaveNotebookDocumentParams;
import org.eclipse.lsp4j.NotebookCell;
import org.eclipse.lsp4j.NotebookCellArrayChange;
import org.eclipse.lsp4j.NotebookCellKind;
import org.eclipse.lsp4j.NotebookDocumentChangeEventCellStructure;
import org.eclipse.lsp4j.NotebookDocumentChangeEventCellTextContent;
import org.eclipse.lsp4j.NotebookDocumentChangeEventCells;
import org.eclipse.lsp4j.NotebookDocumentSyncRegistrationOptions;
import org.eclipse.lsp4j.NotebookSelector;
import org.eclipse.lsp4j.NotebookSelectorCell;
import org.eclipse.lsp4j.TextDocumentContentChangeEvent;
import org.eclipse.lsp4j.TextDocumentItem;
import org.eclipse.lsp4j.services.NotebookDocumentService;

/** The messages about notebooks: their cells come, go and change. */
final class NotebookService implements NotebookDocumentService {
  private static final SourceText EMPTY = new SourceText("");

  private final TaipanServer server;

  NotebookService(TaipanServer server) {
    this.server = server;
  }

  static NotebookDocumentSyncRegistrationOptions options() {
    NotebookSelector selector = new NotebookSelector();
    selector.setNotebook("*");
    selector.setCells(List.of(new NotebookSelectorCell("python")));
    return new NotebookDocumentSyncRegistrationOptions(List.of(selector));
  }

  @Override
  public void didOpen(DidOpenNotebookDocumentParams params) {
    if (!server.lifecycle().isRunning()) {
      return;
    }
    Map<String, SourceText> texts = new HashMap<>();
    for (TextDocumentItem item : params.getCellTextDocuments()) {
      texts.put(item.getUri(), new SourceText(item.getText()));
    }
    Notebook notebook =
        new Notebook(
            params.getNotebookDocument().getUri(),
            params.getNotebookDocument().getVersion(),
            cells(params.getNotebookDocument().getCells(), texts));
    Document document =
        new Document(notebook.uri(), notebook.path(), notebook.version(), notebook.text());
    server
        .requests()
        .change(
            "open notebook",
            workspace -> server.withProjectFor(workspace, document).with(notebook));
    server.diagnosticsChanged();
  }

  private static List<Notebook.Cell> cells(
      List<NotebookCell> cells, Map<String, SourceText> texts) {
    List<Notebook.Cell> result = new ArrayList<>();
    for (NotebookCell cell : cells) {
      result.add(
          new Notebook.Cell(
              cell.getDocument(),
              cell.getKind() == NotebookCellKind.Code && texts.containsKey(cell.getDocument()),
              texts.getOrDefault(cell.getDocument(), EMPTY)));
    }
    return result;
  }

  @Override
  public void didChange(DidChangeNotebookDocumentParams params) {
    NotebookDocumentChangeEventCells changes = params.getChange().getCells();
    if (!server.lifecycle().isRunning() || changes == null) {
      return;
    }
    String uri = params.getNotebookDocument().getUri();
    int version = params.getNotebookDocument().getVersion();
    server
        .requests()
        .change(
            "change notebook",
            workspace -> {
              Optional<Notebook> notebook = workspace.notebookAt(uri);
              if (notebook.isEmpty()) {
                server.log().warn("a change of a notebook that is not open: " + uri);
                return workspace;
              }
              return workspace.with(changed(notebook.get(), version, changes));
            });
    server.diagnosticsChanged();
  }

  private Notebook changed(
      Notebook notebook, int version, NotebookDocumentChangeEventCells changes) {
    List<Notebook.Cell> cells = new ArrayList<>(notebook.cells());
    NotebookDocumentChangeEventCellStructure structure = changes.getStructure();
    if (structure != null) {
      Map<String, SourceText> texts = new HashMap<>();
      for (Notebook.Cell cell : cells) {
        if (cell.isCode()) {
          texts.put(cell.uri(), cell.text());
        }
      }
      if (structure.getDidOpen() != null) {
        for (TextDocumentItem item : structure.getDidOpen()) {
          texts.put(item.getUri(), new SourceText(item.getText()));
        }
      }
      NotebookCellArrayChange array = structure.getArray();
      int start = Math.max(0, Math.min(array.getStart(), cells.size()));
      int end = Math.min(cells.size(), start + Math.max(0, array.getDeleteCount()));
      cells.subList(start, end).clear();
      if (array.getCells() != null) {
        cells.addAll(start, cells(array.getCells(), texts));
      }
    }
    if (changes.getTextContent() != null) {
      for (NotebookDocumentChangeEventCellTextContent content : changes.getTextContent()) {
        for (int i = 0; i < cells.size(); i++) {
          Notebook.Cell cell = cells.get(i);
          if (cell.uri().equals(content.getDocument().getUri())) {
            SourceText text = cell.text();
            for (TextDocumentContentChangeEvent change : content.getChanges()) {
              text = server.getTextDocumentService().changed(text, change);
            }
            cells.set(i, new Notebook.Cell(cell.uri(), cell.isCode(), text));
          }
        }
      }
    }
    return notebook.with(version, cells);
  }

  @Override
  public void didSave(DidSaveNotebookDocumentParams params) {
    // What is saved is what the cells already say.
  }

  @Override
  public void didClose(DidCloseNotebookDocumentParams params) {
    if (!server.lifecycle().isRunning()) {
      return;
    }
    String uri = params.getNotebookDocument().getUri();
    server
        .requests()
        .change(
            "close notebook",
            workspace -> workspace.notebookAt(uri).map(workspace::without).orElse(workspace));
    params
        .getCellTextDocuments()
        .forEach(cell -> server.feed().ifPresent(feed -> feed.clear(cell.getUri())));
    server.diagnosticsChanged();
  }
}
