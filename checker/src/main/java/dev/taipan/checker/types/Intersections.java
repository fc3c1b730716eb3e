package dev.taipan.checker.types;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Makes intersections in normal form. */
public final class Intersections {
  /**
   * So many positive parts are kept, the last ones: code that tests one value for many classes, in
   * a loop or through recursion, would make types that only grow. An intersection with fewer parts
   * is a wider type.
   */
  private static final int MAX_PARTS = 6;

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
    if (all.size() > MAX_PARTS) {
      dropFirst(all);
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

  /** Drops the oldest classes; type variables stay, since the value remains of their type. */
  private static void dropFirst(Set<Type> parts) {
    int excess = parts.size() - MAX_PARTS;
    for (Iterator<Type> each = parts.iterator(); each.hasNext() && excess > 0; ) {
      if (!(each.next() instanceof TypeVarType)) {
        each.remove();
        excess--;
      }
    }
  }
}
