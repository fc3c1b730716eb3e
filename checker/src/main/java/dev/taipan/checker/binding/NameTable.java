package dev.taipan.checker.binding;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A map from names to values that keeps the order of insertion; small and quick to make. */
final class NameTable<V> {
  private static final String[] NO_KEYS = {};
  private static final Object[] NO_VALUES = {};

  private String[] keys;
  private Object[] values;
  private int size;

  /**
   * Open addressing: one more than the position of a key; 0 is free. Null while the table is small.
   */
  private int @Nullable [] slots;

  NameTable() {
    keys = NO_KEYS;
    values = NO_VALUES;
  }

  /** Gives back the room for further entries. */
  void trim() {
    if (size < keys.length) {
      keys = Arrays.copyOf(keys, size);
      values = Arrays.copyOf(values, size);
    }
    int[] table = slots;
    int enough = Integer.highestOneBit(Math.max(1, size)) * 4;
    if (table != null && enough < table.length) {
      index(enough);
    }
  }

  private void index(int length) {
    int[] table = new int[length];
    for (int i = 0; i < size; i++) {
      insert(table, keys[i], i + 1);
    }
    slots = table;
  }

  int size() {
    return size;
  }

  String keyAt(int position) {
    return keys[position];
  }

  @SuppressWarnings("unchecked") // only put() writes
  V valueAt(int position) {
    return (V) values[position];
  }

  @SuppressWarnings("unchecked") // only put() writes
  @Nullable V get(String key) {
    int[] table = slots;
    if (table == null) {
      int hash = key.hashCode();
      for (int i = 0; i < size; i++) {
        String candidate = keys[i];
        if (candidate == key || (candidate.hashCode() == hash && candidate.equals(key))) {
          return (V) values[i];
        }
      }
      return null;
    }
    int mask = table.length - 1;
    int hash = key.hashCode();
    int slot = spread(hash) & mask;
    int found;
    while ((found = table[slot]) != 0) {
      String candidate = keys[found - 1];
      if (candidate == key || (candidate.hashCode() == hash && candidate.equals(key))) {
        return (V) values[found - 1];
      }
      slot = (slot + 1) & mask;
    }
    return null;
  }

  /** Adds a key that is not in the table. */
  void put(String key, V value) {
    if (size == keys.length) {
      int room = Math.max(4, size * 2);
      keys = Arrays.copyOf(keys, room);
      values = Arrays.copyOf(values, room);
    }
    keys[size] = key;
    values[size] = value;
    size++;
    int[] table = slots;
    if (table != null && size * 2 <= table.length) {
      insert(table, key, size);
    } else if (size > 8) {
      index(keys.length * 4);
    }
  }

  /** Gives a key of the table another value. */
  void replace(String key, V value) {
    for (int i = 0; i < size; i++) {
      if (keys[i].equals(key)) {
        values[i] = value;
      }
    }
  }

  private static void insert(int[] table, String key, int entry) {
    int mask = table.length - 1;
    int slot = spread(key.hashCode()) & mask;
    while (table[slot] != 0) {
      slot = (slot + 1) & mask;
    }
    table[slot] = entry;
  }

  private static int spread(int hash) {
    return hash ^ (hash >>> 16) ^ (hash >>> 8);
  }
}
