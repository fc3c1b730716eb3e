package dev.taipan.checker.project;

import dev.taipan.checker.diagnostics.Spelling;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A table of a configuration file that knows its place. Reading a value of the wrong type notes a
 * problem and answers as if the key were absent. A key that nobody asked for is unknown.
 */
final class ConfigurationTable {
  private final ConfigurationSource source;
  private final String name;
  private final TomlValue.Table table;
  private final List<String> problems;
  private final TreeSet<String> known = new TreeSet<>();

  /**
   * @param source what problems name
   * @param name the table's dotted name; empty for the whole file
   * @param problems where problems go
   */
  ConfigurationTable(
      ConfigurationSource source, String name, TomlValue.Table table, List<String> problems) {
    this.source = source;
    this.name = name;
    this.table = table;
    this.problems = problems;
  }

  /** The keys in the order of the file. */
  Set<String> keys() {
    return table.keys();
  }

  Optional<String> string(String key) {
    TomlValue value = value(key);
    if (value instanceof TomlValue.Text text) {
      return Optional.of(text.value());
    }
    rejectType(key, value, "a string");
    return Optional.empty();
  }

  Optional<Boolean> bool(String key) {
    TomlValue value = value(key);
    if (value instanceof TomlValue.Bool flag) {
      return Optional.of(flag.value());
    }
    rejectType(key, value, "true or false");
    return Optional.empty();
  }

  /** The strings of an array; none where the key is absent. */
  List<String> strings(String key) {
    TomlValue value = value(key);
    if (value instanceof TomlValue.Array array) {
      List<String> strings = new ArrayList<>();
      for (TomlValue element : array.values()) {
        if (element instanceof TomlValue.Text text) {
          strings.add(text.value());
        } else {
          problems.add(
              source.place(element.offset()) + "`" + qualified(key) + "` holds only strings");
        }
      }
      return strings;
    }
    rejectType(key, value, "an array of strings");
    return List.of();
  }

  Optional<ConfigurationTable> table(String key) {
    TomlValue value = value(key);
    if (value instanceof TomlValue.Table inner) {
      return Optional.of(new ConfigurationTable(source, qualified(key), inner, problems));
    }
    rejectType(key, value, "a table");
    return Optional.empty();
  }

  List<ConfigurationTable> tables(String key) {
    TomlValue value = value(key);
    if (!(value instanceof TomlValue.Array array)) {
      rejectType(key, value, "an array of tables");
      return List.of();
    }
    List<ConfigurationTable> tables = new ArrayList<>();
    for (TomlValue element : array.values()) {
      if (element instanceof TomlValue.Table inner) {
        tables.add(new ConfigurationTable(source, qualified(key), inner, problems));
      } else {
        problems.add(source.place(element.offset()) + "`" + qualified(key) + "` holds only tables");
      }
    }
    return tables;
  }

  /** Notes that the value of {@code key} is none that is known. */
  void reject(String key, String reason) {
    problems.add(source.place(table.keyOffset(key)) + reason);
  }

  /** Notes every key that nobody asked for. */
  void rejectUnknownKeys() {
    for (String key : keys()) {
      if (!known.contains(key)) {
        rejectUnknownKey(key, "key", known);
      }
    }
  }

  void rejectUnknownKey(String key, String kind, Iterable<String> candidates) {
    reject(
        key,
        "unknown "
            + kind
            + " `"
            + key
            + "`"
            + (name.isEmpty() ? "" : " in `" + name + "`")
            + Spelling.suggestion(key, candidates));
  }

  private @Nullable TomlValue value(String key) {
    known.add(key);
    return table.get(key);
  }

  private void rejectType(String key, @Nullable TomlValue value, String expected) {
    if (value != null) {
      reject(key, "`" + qualified(key) + "` must be " + expected + ", not " + typeOf(value));
    }
  }

  private static String typeOf(TomlValue value) {
    return switch (value) {
      case TomlValue.Text _ -> "a string";
      case TomlValue.Bool _ -> "a boolean";
      case TomlValue.Numeral _ -> "a number";
      case TomlValue.Moment _ -> "a date or time";
      case TomlValue.Array _ -> "an array";
      case TomlValue.Table _ -> "a table";
    };
  }

  private String qualified(String key) {
    return name.isEmpty() ? key : name + "." + key;
  }
}
