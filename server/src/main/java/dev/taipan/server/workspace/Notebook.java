package dev.taipan.server.workspace;

import dev.taipan.checker.diagnostics.Span;
import dev.taipan.checker.source.SourceText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A notebook that the editor holds open. Its code cells, one below the other, are one module, so
 * that a cell sees what those before it define.
 */
public final class Notebook {
  /**
   * A cell.
   *
   * @param isCode whether it holds Python rather than prose
   */
  public record Cell(String uri, boolean isCode, SourceText text) {}

  private final String uri;
  private final int version;
  private final List<Cell> cells;
  private final int[] starts;
  private final SourceText text;

  public Notebook(String uri, int version, List<Cell> cells) {
    this.uri = uri;
    this.version = version;
    this.cells = List.copyOf(cells);
    this.starts = new int[cells.size()];
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      starts[i] = all.length();
      if (cells.get(i).isCode()) {
        all.append(python(cells.get(i).text().text())).append('\n');
      }
    }
    this.text = new SourceText(all.toString());
  }

  /** The code with the commands of IPython made comments, without moving anything. */
  private static String python(String code) {
    if (code.indexOf('%') < 0 && code.indexOf('!') < 0 && code.indexOf('?') < 0) {
      return code;
    }
    boolean isOtherLanguage = code.startsWith("%%");
    StringBuilder out = new StringBuilder(code);
    int start = 0;
    while (start < code.length()) {
      int end = code.indexOf('\n', start);
      end = end < 0 ? code.length() : end;
      int first = start;
      while (first < end && code.charAt(first) == ' ') {
        first++;
      }
      if (first < end) {
        char c = code.charAt(first);
        boolean isCommand =
            isOtherLanguage
                || c == '%'
                || c == '!'
                || c == '?'
                || code.substring(start, end).stripTrailing().endsWith("?");
        if (isCommand) {
          out.setCharAt(first, '#');
        }
      }
      start = end + 1;
    }
    return out.toString();
  }

  public String uri() {
    return uri;
  }

  public int version() {
    return version;
  }

  public List<Cell> cells() {
    return cells;
  }

  /** The path of the module that the cells make, beside the notebook, where no file is. */
  public Path path() {
    Path file = Uris.toPath(uri);
    String name = String.valueOf(file.getFileName());
    return name.endsWith(".py") ? file : file.resolveSibling(name + ".py");
  }

  /** The text of the module. */
  public SourceText text() {
    return text;
  }

  /** The cell with a URI. */
  public Optional<Cell> cell(String cellUri) {
    for (Cell cell : cells) {
      if (cell.uri().equals(cellUri)) {
        return Optional.of(cell);
      }
    }
    return Optional.empty();
  }

  /** The cell that an offset of the module is in; the first if there is none. */
  public Cell cellAt(int offset) {
    Cell found = cells.getFirst();
    for (int i = 0; i < cells.size(); i++) {
      if (starts[i] <= offset && cells.get(i).isCode()) {
        found = cells.get(i);
      }
    }
    return found;
  }

  /** The range of a cell in the module. */
  public Span spanOf(Cell cell) {
    int index = cells.indexOf(cell);
    int start = index < 0 ? 0 : starts[index];
    return new Span(start, start + (cell.isCode() ? cell.text().length() : 0));
  }

  /** The notebook with other cells. */
  public Notebook with(int nextVersion, List<Cell> others) {
    return new Notebook(uri, nextVersion, new ArrayList<>(others));
  }
}
