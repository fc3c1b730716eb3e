package dev.taipan.checker.project;

import dev.taipan.checker.project.TomlValue.Table;
import dev.taipan.checker.project.TomlValue.Table.Origin;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads TOML 1.0.
 *
 * <p>Nearly every project has a {@code pyproject.toml}, so this runs at the start of nearly every
 * run; the libraries there are take longer to get going than the whole rest of a small run.
 */
final class TomlParser {
  private record Key(String name, int offset) {}

  private final TomlScanner in;
  private final Table root = new Table(Origin.HEADER, 0);

  private TomlParser(String text) {
    this.in = new TomlScanner(text);
  }

  /** The tables of a file. */
  static Table parse(String text) throws TomlException {
    TomlParser parser = new TomlParser(text);
    parser.readFile();
    return parser.root;
  }

  private void readFile() throws TomlException {
    Table current = root;
    in.skipBlankLines();
    while (!in.atEnd()) {
      if (in.peek() == '[') {
        current = readHeader();
      } else {
        readEntry(current);
      }
      in.expectLineEnd();
      in.skipBlankLines();
    }
  }

  private Table readHeader() throws TomlException {
    boolean ofTables = in.lookingAt("[[");
    in.skip(ofTables ? 2 : 1);
    List<Key> path = readKeys();
    in.expect(ofTables ? "]]" : "]");
    Table table = root;
    for (Key key : path.subList(0, path.size() - 1)) {
      table = enter(table, key, Origin.IMPLIED);
    }
    Key last = path.getLast();
    return ofTables ? appendTable(table, last) : openTable(table, last);
  }

  private static Table openTable(Table parent, Key key) throws TomlException {
    TomlValue existing = parent.get(key.name);
    if (existing == null) {
      Table table = new Table(Origin.HEADER, key.offset);
      parent.put(key.name, table, key.offset);
      return table;
    }
    if (existing instanceof Table table && table.origin == Origin.IMPLIED) {
      table.origin = Origin.HEADER;
      return table;
    }
    throw new TomlException(key.offset, "`" + key.name + "` is there already");
  }

  private static Table appendTable(Table parent, Key key) throws TomlException {
    Table table = new Table(Origin.HEADER, key.offset);
    TomlValue existing = parent.get(key.name);
    if (existing == null) {
      List<TomlValue> values = new ArrayList<>();
      values.add(table);
      parent.put(key.name, new TomlValue.Array(values, true, key.offset), key.offset);
    } else if (existing instanceof TomlValue.Array array && array.ofTables()) {
      array.values().add(table);
    } else {
      throw new TomlException(key.offset, "`" + key.name + "` is there already");
    }
    return table;
  }

  /** The table that {@code key} leads to on the way to another. */
  private static Table enter(Table parent, Key key, Origin origin) throws TomlException {
    TomlValue existing = parent.get(key.name);
    if (existing == null) {
      Table table = new Table(origin, key.offset);
      parent.put(key.name, table, key.offset);
      return table;
    }
    boolean byHeader = origin == Origin.IMPLIED;
    if (existing instanceof Table table) {
      boolean open = byHeader ? table.origin != Origin.INLINE : table.origin == Origin.DOTTED;
      if (open) {
        return table;
      }
    }
    if (byHeader
        && existing instanceof TomlValue.Array array
        && array.ofTables()
        && array.values().getLast() instanceof Table table) {
      return table;
    }
    throw new TomlException(
        key.offset, "`" + key.name + "` is there already and nothing can be added to it");
  }

  private void readEntry(Table table) throws TomlException {
    List<Key> path = readKeys();
    in.expect("=");
    in.skipBlanks();
    for (Key key : path.subList(0, path.size() - 1)) {
      table = enter(table, key, Origin.DOTTED);
    }
    Key last = path.getLast();
    if (table.get(last.name) != null) {
      throw new TomlException(last.offset, "`" + last.name + "` is set twice");
    }
    table.put(last.name, readValue(), last.offset);
  }

  private List<Key> readKeys() throws TomlException {
    List<Key> keys = new ArrayList<>();
    do {
      in.skipBlanks();
      int offset = in.offset();
      keys.add(new Key(in.readKey(), offset));
      in.skipBlanks();
    } while (in.skipIf('.'));
    return keys;
  }

  private TomlValue readValue() throws TomlException {
    int offset = in.offset();
    return switch (in.peek()) {
      case '"', '\'' -> new TomlValue.Text(in.readString(true), offset);
      case '[' -> readArray(offset);
      case '{' -> readInlineTable(offset);
      default -> in.readWord();
    };
  }

  private TomlValue readArray(int offset) throws TomlException {
    in.skip(1);
    List<TomlValue> values = new ArrayList<>();
    while (true) {
      in.skipBlankLines();
      if (in.skipIf(']')) {
        return new TomlValue.Array(List.copyOf(values), false, offset);
      }
      in.rejectEnd(offset, "this array is never closed");
      values.add(readValue());
      in.skipBlankLines();
      if (!in.skipIf(',') && in.peek() != ']') {
        in.rejectEnd(offset, "this array is never closed");
        throw in.error("a comma or `]` is expected");
      }
    }
  }

  private TomlValue readInlineTable(int offset) throws TomlException {
    in.skip(1);
    Table table = new Table(Origin.INLINE, offset);
    in.skipBlanks();
    if (in.skipIf('}')) {
      return table;
    }
    do {
      readEntry(table);
      in.skipBlanks();
    } while (in.skipIf(','));
    in.expect("}");
    return table;
  }
}
