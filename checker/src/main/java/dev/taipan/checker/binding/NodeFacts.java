package dev.taipan.checker.binding;

import org.jspecify.annotations.Nullable;

/**
 * An array of which only some elements are there, without the room for the others. Immutable.
 *
 * <p>Fewer than half of the nodes of a tree have something to say to the binder.
 */
final class NodeFacts {
  /** A bit for each index that has an element. */
  private final long[] present;

  /** How many elements there are before each word of {@link #present}. */
  private final int[] before;

  private final Object[] elements;

  NodeFacts(@Nullable Object[] all) {
    present = new long[(all.length + Long.SIZE - 1) / Long.SIZE];
    before = new int[present.length];
    int count = 0;
    for (int i = 0; i < all.length; i++) {
      if (i % Long.SIZE == 0) {
        before[i / Long.SIZE] = count;
      }
      if (all[i] != null) {
        present[i / Long.SIZE] |= 1L << i;
        count++;
      }
    }
    elements = new Object[count];
    count = 0;
    for (Object element : all) {
      if (element != null) {
        elements[count++] = element;
      }
    }
  }

  @Nullable Object get(int index) {
    int word = index / Long.SIZE;
    long bits = present[word];
    long bit = 1L << index;
    return (bits & bit) == 0 ? null : elements[before[word] + Long.bitCount(bits & (bit - 1))];
  }
}
