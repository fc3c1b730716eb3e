package dev.taipan.checker.project;

import dev.taipan.checker.diagnostics.Rules;
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
  private final String rootName;
  private final String name;
  private final TomlTable table;
  private final List<String> problems;
  private final TreeSet<String> known = new TreeSet<>();

  private ConfigurationTable(
      ConfigurationSource source,
      String rootName,
      String name,
      TomlTable table,
      List<String> problems) {
    this.source = source;
    this.rootName = rootName;
    this.name = name;
    this.table = table;
    this.problems = problems;
  }

  /**
   * The table that holds the whole configuration.
   *
   * @param source what problems name
   * @param name its dotted name; empty for the whole file
   * @param problems where problems go
   */
  static ConfigurationTable root(
      ConfigurationSource source, String name, TomlTable table, List<String> problems) {
    return new ConfigurationTable(source, name, name, table, problems);
  }

  /** The keys in the order of the file. */
  Set<String> keys() {
    return table.keySet();
  }

  Optional<String> string(String key) {
    return of(key, String.class, "a string");
  }

  Optional<Boolean> bool(String key) {
    return of(key, Boolean.class, "true or false");
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
    return of(key, TomlTable.class, "a table").map(inner -> inner(key, inner));
  }

  private <T> Optional<T> of(String key, Class<T> type, String wanted) {
    Object value = value(key);
    if (type.isInstance(value)) {
      return Optional.of(type.cast(value));
    }
    rejectType(key, value, wanted);
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
        tables.add(inner(key, inner));
      } else {
        problems.add(
            source.place(array.inputPositionOf(i)) + "`" + qualified(key) + "` holds only tables");
      }
    }
    return tables;
  }

  /** Notes that the value of {@code key} is none that is known. */
  void reject(String key, String reason) {
    problems.add(place(key) + reason);
  }

  /** Where {@code key} stands, for the start of a message; the file alone where it is absent. */
  String place(String key) {
    return source.place(table.inputPositionOf(List.of(key)));
  }

  /** Notes every key that nobody asked for. */
  void rejectUnknownKeys() {
    for (String key : keys()) {
      if (!known.contains(key)) {
        rejectUnknown(key, "key", known);
      }
    }
  }

  void rejectUnknownRule(String key) {
    rejectUnknown(key, "rule", Rules.names());
  }

  private void rejectUnknown(String key, String kind, Iterable<String> candidates) {
    String message =
        "unknown " + kind + " `" + key + "`" + (name.isEmpty() ? "" : " in `" + name + "`");
    String suggestion = ConfigurationKeys.tableOf(key).map(this::belongsTo).orElse("");
    if (suggestion.isEmpty()) {
      suggestion = Spelling.suggestion(key, candidates);
    }
    if (suggestion.isEmpty()) {
      suggestion =
          Spelling.nearest(key, ConfigurationKeys.all())
              .flatMap(near -> ConfigurationKeys.tableOf(near).map(table -> table + "." + near))
              .map(near -> "; did you mean `" + fromRoot(near) + "`?")
              .orElse("");
    }
    reject(key, message + suggestion);
  }

  private String belongsTo(String other) {
    return "; it belongs into the table `" + fromRoot(other) + "`";
  }

  private String fromRoot(String key) {
    return rootName.isEmpty() ? key : rootName + "." + key;
  }

  private ConfigurationTable inner(String key, TomlTable inner) {
    return new ConfigurationTable(source, rootName, qualified(key), inner, problems);
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
