package dev.taipan.checker.syntax;

import org.jspecify.annotations.Nullable;

/**
 * Lets the trees of many texts share the strings of their names.
 *
 * <p>Of names that fall on the same slot the latest is known, so the pool neither grows nor keeps
 * everybody from what they want. Threads race for slots without harm: strings are safe to be seen
 * whoever wrote them.
 */
public final class NamePool {
  private static final int SLOTS = 1 << 15;

  private final @Nullable String[] slots;

  private NamePool(int size) {
    slots = new String[size];
  }

  public NamePool() {
    this(SLOTS);
  }

  /** A pool for a single text, which shares its strings within itself anyway. */
  static NamePool none() {
    return new NamePool(1);
  }

  /** The name in {@code chars[from..to)}, whose {@link String#hashCode} is {@code hash}. */
  String name(char[] chars, int from, int to, int hash) {
    int slot = (hash ^ (hash >>> 15)) & (slots.length - 1);
    String known = slots[slot];
    if (known != null && known.hashCode() == hash && Names.equal(known, chars, from, to)) {
      return known;
    }
    String name = new String(chars, from, to - from);
    slots[slot] = name;
    return name;
  }
}
