package dev.taipan.checker.project;

import dev.taipan.checker.diagnostics.Spelling;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.tomlj.TomlArray;
import org.tomlj.TomlTable;

/**
 * A table of a configuration file that knows its place. Reading a value of the wrong type notes a
 * problem and answers as if the key were absent. A key that nobody asked for is unknown.
 */
final class ConfigurationTable {
  private final ConfigurationSource source;
  private final String name;
  private final TomlTable table;
  private final List<String> problems;
  private final TreeSet<String> known = new TreeSet<>();

  /**
   * @param source what problems name
   * @param name the table's dotted name; empty for the whole file
   * @param problems where problems go
   */
  ConfigurationTable(
      ConfigurationSource source, String name, TomlTable table, List<String> problems) {
    this.source = source;
    this.name = name;
    this.table = table;
    this.problems = problems;
  }

  /** The keys in the order of the file. */
  Set<String> keys() {
    return table.keySet();
  }

  Optional<String> string(String key) {
    Object value = value(key);
    if (value instanceof String text) {
      return Optional.of(text);
    }
    rejectType(key, value, "a string");
    return Optional.empty();
  }

  Optional<Boolean> bool(String key) {
    Object value = value(key);
    if (value instanceof Boolean flag) {
      return Optional.of(flag);
    }
    rejectType(key, value, "true or false");
    return Optional.empty();
  }

  /** The strings of an array; none where the key is absent. */
  List<String> strings(String key) {
    Object value = value(key);
    if (!(value instanceof TomlArray array)) {
      rejectType(key, value, "an array of strings");
      return List.of();
    }
    List<String> strings = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      if (array.get(i) instanceof String text) {
        strings.add(text);
      } else {
        problems.add(
            source.place(array.inputPositionOf(i)) + "`" + qualified(key) + "` holds only strings");
      }
    }
    return strings;
  }

  Optional<ConfigurationTable> table(String key) {
    Object value = value(key);
    if (value instanceof TomlTable inner) {
      return Optional.of(new ConfigurationTable(source, qualified(key), inner, problems));
    }
    rejectType(key, value, "a table");
    return Optional.empty();
  }

  List<ConfigurationTable> tables(String key) {
    Object value = value(key);
    if (!(value instanceof TomlArray array)) {
      rejectType(key, value, "an array of tables");
      return List.of();
    }
    List<ConfigurationTable> tables = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      if (array.get(i) instanceof TomlTable inner) {
        tables.add(new ConfigurationTable(source, qualified(key), inner, problems));
      } else {
        problems.add(
            source.place(array.inputPositionOf(i)) + "`" + qualified(key) + "` holds only tables");
      }
    }
    return tables;
  }

  /** Notes that the value of {@code key} is none that is known. */
  void reject(String key, String reason) {
    problems.add(source.place(table.inputPositionOf(List.of(key))) + reason);
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

  private @Nullable Object value(String key) {
    known.add(key);
    return table.get(List.of(key));
  }

  private void rejectType(String key, @Nullable Object value, String expected) {
    if (value != null) {
      reject(key, "`" + qualified(key) + "` must be " + expected + ", not " + typeOf(value));
    }
  }

  private static String typeOf(Object value) {
    return switch (value) {
      case String _ -> "a string";
      case Boolean _ -> "a boolean";
      case Number _ -> "a number";
      case TomlArray _ -> "an array";
      case TomlTable _ -> "a table";
      default -> "a date or time";
    };
  }

  private String qualified(String key) {
    return name.isEmpty() ? key : name + "." + key;
  }
}
