package dev.taipan.server.features;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects items of a completion; the first with a label stays. */
final class Suggestions {
  private final Map<String, Completion.Item> items = new LinkedHashMap<>();

  void add(Completion.Item item) {
    items.putIfAbsent(item.label(), item);
  }

  /** Adds under a key of its own an item whose label others may have too. */
  void addBeside(Completion.Item item) {
    items.putIfAbsent(item.label() + "\n" + item.detail(), item);
  }

  boolean has(String label) {
    return items.containsKey(label);
  }

  List<Completion.Item> items() {
    return List.copyOf(items.values());
  }

  /**
   * Names that start with underscores are asked for rarely, unless that is what is typed.
   *
   * @param prefix what is typed of the name
   */
  static int rankOf(String name, int rank, String prefix) {
    if (name.startsWith("__") && !prefix.startsWith("__")) {
      return rank + 20;
    }
    return name.startsWith("_") && !prefix.startsWith("_") ? rank + 10 : rank;
  }
}
