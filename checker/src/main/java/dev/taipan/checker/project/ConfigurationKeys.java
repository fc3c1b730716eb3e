package dev.taipan.checker.project;

import dev.taipan.checker.diagnostics.Rules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which key belongs into which table, for messages to those who put it elsewhere. */
final class ConfigurationKeys {
  private static final Map<String, List<String>> TABLES =
      Map.of(
          "environment",
          List.of(
              "python",
              "python-version",
              "python-platform",
              "root",
              "extra-search-paths",
              "typeshed"),
          "src",
          List.of("include", "exclude", "respect-ignore-files"),
          "terminal",
          List.of("output-format", "error-on-warning"));

  private ConfigurationKeys() {}

  /** The table that {@code key} belongs into; empty where there is no such key. */
  static Optional<String> tableOf(String key) {
    for (Map.Entry<String, List<String>> table : TABLES.entrySet()) {
      if (table.getValue().contains(key)) {
        return Optional.of(table.getKey());
      }
    }
    return Rules.named(key).isPresent() ? Optional.of("rules") : Optional.empty();
  }

  /** The keys of all tables, rules included. */
  static List<String> all() {
    List<String> keys = new ArrayList<>(Rules.names());
    TABLES.values().forEach(keys::addAll);
    return keys;
  }
}
