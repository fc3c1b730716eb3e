package dev.taipan.checker.types;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The pairs that a relation takes for granted while it looks into them, and those that it knows not
 * to hold.
 */
final class Assumptions {
  /**
   * A source, a target and how they are compared.
   *
   * @param invariant whether they must be equivalent
   */
  record Pair(Type source, Type target, Relation.Kind kind, boolean invariant) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Pair that
          && kind == that.kind
          && invariant == that.invariant
          && source.equals(that.source)
          && target.equals(that.target);
    }

    @Override
    public int hashCode() {
      return source.hashCode() * 31 + target.hashCode();
    }
  }

  private final Set<Pair> assumed = new HashSet<>();
  private final List<Pair> order = new ArrayList<>();
  private final Set<Pair> failed = new HashSet<>();

  /** Assumes that the pair holds; false if that was assumed before. */
  boolean assume(Pair pair) {
    boolean added = assumed.add(pair);
    if (added) {
      order.add(pair);
    }
    return added;
  }

  boolean hasFailed(Pair pair) {
    return failed.contains(pair);
  }

  int mark() {
    return order.size();
  }

  /** Drops what was assumed since the mark. */
  void rollback(int mark) {
    while (order.size() > mark) {
      assumed.remove(order.removeLast());
    }
  }

  /** Remembers that the pair does not hold, for as long as the question is asked. */
  void fail(Pair pair) {
    failed.add(pair);
  }
}
