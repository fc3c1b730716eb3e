package dev.taipan.checker.project;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A value of a TOML file. Offsets are zero-based, in UTF-16 units. */
sealed interface TomlValue {
  /** Where the value begins; for a table where it was first named. */
  int offset();

  record Text(String value, int offset) implements TomlValue {}

  record Bool(boolean value, int offset) implements TomlValue {}

  /** A number as it is spelled; no setting has one. */
  record Numeral(String spelling, int offset) implements TomlValue {}

  /** A date, a time or both as they are spelled; no setting has one. */
  record Moment(String spelling, int offset) implements TomlValue {}

  /**
   * An array.
   *
   * @param ofTables whether it was made by headers in double brackets, which may add to it
   */
  record Array(List<TomlValue> values, boolean ofTables, int offset) implements TomlValue {}

  /** A table. The parser alone writes to it. */
  final class Table implements TomlValue {
    /** What else in the file may still add to a table. */
    enum Origin {
      /** Named only as a part of a longer header, so its own header may follow. */
      IMPLIED,
      /** Has its own header. */
      HEADER,
      /** Made by a dotted key, so that more dotted keys may follow. */
      DOTTED,
      /** Spelled in braces: complete. */
      INLINE
    }

    private record Entry(TomlValue value, int keyOffset) {}

    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final int offset;
    Origin origin;

    Table(Origin origin, int offset) {
      this.origin = origin;
      this.offset = offset;
    }

    @Override
    public int offset() {
      return offset;
    }

    void put(String key, TomlValue value, int keyOffset) {
      entries.put(key, new Entry(value, keyOffset));
    }

    /** The keys in the order of the file. */
    Set<String> keys() {
      return entries.keySet();
    }

    @Nullable TomlValue get(String key) {
      Entry entry = entries.get(key);
      return entry == null ? null : entry.value;
    }

    /** The table under {@code key}; null if there is none or something else. */
    @Nullable Table table(String key) {
      return get(key) instanceof Table table ? table : null;
    }

    /** Where a key that is there was first written. */
    int keyOffset(String key) {
      Entry entry = entries.get(key);
      return entry == null ? offset : entry.keyOffset;
    }
  }
}
