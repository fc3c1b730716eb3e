package dev.taipan.checker.types;

import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is all of {@code positive} and none of {@code negative}; made by {@link Intersections}.
 * Without a positive part the values are those of {@code object} minus the negative ones.
 *
 * <p>The parts keep their order for display and the look-up of members; equality does not see it.
 */
public record IntersectionType(List<Type> positive, List<Type> negative) implements Type {
  public IntersectionType {
    positive = List.copyOf(positive);
    negative = List.copyOf(negative);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof IntersectionType that
        && sameParts(positive, that.positive)
        && sameParts(negative, that.negative);
  }

  @Override
  public int hashCode() {
    int hash = 0;
    for (Type part : positive) {
      hash += part.hashCode();
    }
    for (Type part : negative) {
      hash -= part.hashCode();
    }
    return hash;
  }

  private static boolean sameParts(List<Type> first, List<Type> second) {
    return first.equals(second)
        || (first.size() == second.size() && new HashSet<>(first).containsAll(second));
  }
}
