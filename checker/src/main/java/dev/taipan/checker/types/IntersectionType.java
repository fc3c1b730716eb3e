package dev.taipan.checker.types;

import java.util.List;

/**
 * What is all of {@code positive} and none of {@code negative}; made by {@link Intersections}.
 * Without a positive part the values are those of {@code object} minus the negative ones.
 */
public record IntersectionType(List<Type> positive, List<Type> negative) implements Type {
  public IntersectionType {
    positive = List.copyOf(positive);
    negative = List.copyOf(negative);
  }
}
