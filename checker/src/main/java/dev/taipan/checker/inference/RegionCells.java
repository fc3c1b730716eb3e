package dev.taipan.checker.inference;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The memo cells of a module's regions by node id, each made when it is first asked for.
 *
 * <p>A table with open addressing: few nodes are regions, and in modules that are only imported few
 * regions are ever asked for. Reading takes no lock; what a reader misses of a racing writer it
 * finds under the lock.
 */
final class RegionCells {
  private static final int FIRST_SLOTS = 16;

  private volatile AtomicReferenceArray<@Nullable Entry> table =
      new AtomicReferenceArray<>(FIRST_SLOTS);
  private int size;

  /** A cell that knows its key. */
  static final class Entry extends Cell<RegionResult> {
    private final int node;

    private Entry(int node) {
      this.node = node;
    }
  }

  Cell<RegionResult> get(int node) {
    AtomicReferenceArray<@Nullable Entry> entries = table;
    int mask = entries.length() - 1;
    int slot = start(node) & mask;
    for (Entry entry = entries.get(slot); entry != null; entry = entries.get(slot)) {
      if (entry.node == node) {
        return entry;
      }
      slot = (slot + 1) & mask;
    }
    return add(node);
  }

  private synchronized Cell<RegionResult> add(int node) {
    if (size * 3 >= table.length() * 2) {
      table = doubled(table);
    }
    AtomicReferenceArray<@Nullable Entry> entries = table;
    int slot = slot(entries, node);
    Entry known = entries.get(slot);
    if (known != null) {
      return known; // another thread was first
    }
    Entry fresh = new Entry(node);
    entries.set(slot, fresh);
    size++;
    return fresh;
  }

  private static AtomicReferenceArray<@Nullable Entry> doubled(
      AtomicReferenceArray<@Nullable Entry> old) {
    AtomicReferenceArray<@Nullable Entry> larger = new AtomicReferenceArray<>(old.length() * 2);
    for (int i = 0; i < old.length(); i++) {
      Entry entry = old.get(i);
      if (entry != null) {
        larger.setPlain(slot(larger, entry.node), entry);
      }
    }
    return larger;
  }

  /** Where the entry of a node is, or would be, as long as nobody writes. */
  private static int slot(AtomicReferenceArray<@Nullable Entry> entries, int node) {
    int mask = entries.length() - 1;
    int slot = start(node) & mask;
    for (Entry entry = entries.get(slot);
        entry != null && entry.node != node;
        entry = entries.get(slot)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private static int start(int node) {
    return node * 0x9E3779B9 >>> 8;
  }
}
