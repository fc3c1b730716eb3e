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
public final class IntersectionType implements Type {
  private final List<Type> positive;
  private final List<Type> negative;
  private final int hash;
  private final int nesting;

  IntersectionType(List<Type> positive, List<Type> negative) {
    this.positive = List.copyOf(positive);
    this.negative = List.copyOf(negative);
    int sum = 0;
    int deepest = 1;
    for (Type part : this.positive) {
      sum += part.hashCode();
      deepest = Math.max(deepest, part.nesting());
    }
    for (Type part : this.negative) {
      sum -= part.hashCode();
      deepest = Math.max(deepest, part.nesting());
    }
    this.hash = sum;
    this.nesting = deepest;
  }

  /** What a value is all of. */
  public List<Type> positive() {
    return positive;
  }

  /**
   * Whether these are the instances of {@code float} or {@code complex} itself: where the classes
   * are declared they stand for those of other numbers too, which a test has excluded.
   */
  boolean isExactNumber() {
    return positive.size() == 1
        && positive.getFirst() instanceof NominalType nominal
        && (nominal.cls().equals(WellKnown.FLOAT) || nominal.cls().equals(WellKnown.COMPLEX));
  }

  /** What a value is none of. */
  public List<Type> negative() {
    return negative;
  }

  @Override
  public int nesting() {
    return nesting;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof IntersectionType that
            && hash == that.hash
            && sameParts(positive, that.positive)
            && sameParts(negative, that.negative));
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return positive + " & ~" + negative;
  }

  private static boolean sameParts(List<Type> first, List<Type> second) {
    return first.equals(second)
        || (first.size() == second.size() && new HashSet<>(first).containsAll(second));
  }
}
