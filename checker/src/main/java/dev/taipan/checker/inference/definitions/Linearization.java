package dev.taipan.checker.inference.definitions;

import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.Mro;
import dev.taipan.checker.types.Type;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The merge of the C3 algorithm: the orders of the bases, and the bases themselves, as one order
 * that has each class before those that some order has behind it.
 *
 * <p>For each class it is counted how many orders have it behind their next entry, so that whether
 * a class may come next takes constant time, and the merge one step for each entry and order.
 */
final class Linearization {
  private final List<List<Type>> sequences;

  /** Where each sequence goes on. */
  private final int[] next;

  /** How often a class stands behind the next entry of a sequence. */
  private final Map<ClassId, Integer> behind = new HashMap<>();

  Linearization(List<List<Type>> sequences) {
    this.sequences = sequences;
    this.next = new int[sequences.size()];
    for (List<Type> sequence : sequences) {
      for (int i = 1; i < sequence.size(); i++) {
        count(sequence.get(i), 1);
      }
    }
  }

  private void count(Type entry, int change) {
    ClassId cls = Mro.classOf(entry);
    if (cls != null) {
      behind.merge(cls, change, Integer::sum);
    }
  }

  /** Adds the merged entries; false, and what could be merged, if the orders contradict. */
  boolean appendTo(List<Type> entries) {
    while (true) {
      boolean ended = true;
      Type chosen = null;
      for (int i = 0; i < next.length && chosen == null; i++) {
        Type candidate = head(i);
        if (candidate != null) {
          ended = false;
          chosen = isBehind(candidate) ? null : candidate;
        }
      }
      if (chosen == null) {
        return ended;
      }
      entries.add(chosen);
      for (int i = 0; i < next.length; i++) {
        Type head = head(i);
        if (head != null && isSame(head, chosen)) {
          advance(i);
        }
      }
    }
  }

  private @Nullable Type head(int sequence) {
    List<Type> entries = sequences.get(sequence);
    return next[sequence] < entries.size() ? entries.get(next[sequence]) : null;
  }

  private boolean isBehind(Type candidate) {
    ClassId cls = Mro.classOf(candidate);
    return cls != null && behind.getOrDefault(cls, 0) > 0;
  }

  private static boolean isSame(Type first, Type second) {
    return second instanceof DynamicType
        ? first instanceof DynamicType
        : Objects.equals(Mro.classOf(first), Mro.classOf(second));
  }

  private void advance(int sequence) {
    next[sequence]++;
    Type head = head(sequence);
    if (head != null) {
      count(head, -1);
    }
  }
}
