package dev.taipan.checker.types;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Makes intersections in normal form. */
public final class Intersections {
  private Intersections() {}

  /**
   * What is all of {@code positive} and none of {@code negative}, simplified by structure alone:
   * flat, without duplicates, without {@code object}; {@code Never} if something is on both sides.
   */
  public static Type of(List<Type> positive, List<Type> negative) {
    Set<Type> all = new LinkedHashSet<>();
    Set<Type> none = new LinkedHashSet<>();
    for (Type type : positive) {
      if (type instanceof IntersectionType inner) {
        all.addAll(inner.positive());
        none.addAll(inner.negative());
      } else {
        all.add(type);
      }
    }
    for (Type type : negative) {
      if (type instanceof UnionType union) {
        none.addAll(union.members());
      } else if (type != NeverType.NEVER) {
        none.add(type);
      }
    }
    all.remove(WellKnown.TOP);
    if (all.contains(NeverType.NEVER) || none.contains(WellKnown.TOP)) {
      return NeverType.NEVER;
    }
    for (Type type : none) {
      if (all.contains(type) && !(type instanceof DynamicType)) {
        return NeverType.NEVER;
      }
    }
    if (none.isEmpty()) {
      if (all.isEmpty()) {
        return WellKnown.TOP;
      }
      if (all.size() == 1) {
        return all.iterator().next();
      }
    }
    return new IntersectionType(new ArrayList<>(all), new ArrayList<>(none));
  }
}
