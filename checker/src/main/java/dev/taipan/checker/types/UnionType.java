package dev.taipan.checker.types;

import java.util.HashSet;
import java.util.List;

/**
 * A union of at least two types, flat and without duplicates; made by {@link Unions}. Unions are
 * equal whatever the order of their members, which is kept for display.
 */
public final class UnionType implements Type {
  private final List<Type> members;
  private final int hash;
  private final int nesting;
  private final boolean closed;

  UnionType(List<Type> members) {
    this.members = List.copyOf(members);
    int sum = 0;
    int deepest = 1;
    for (Type member : members) {
      sum += member.hashCode();
      deepest = Math.max(deepest, member.nesting());
    }
    this.hash = sum;
    this.nesting = deepest;
    this.closed = Type.areClosed(members);
  }

  public List<Type> members() {
    return members;
  }

  /**
   * Whether a member is Unknown: what the union was inferred from was not seen in full, so that
   * other members may be out of the question where they do not fit.
   */
  public boolean isPartlyUnknown() {
    return members.contains(DynamicType.UNKNOWN);
  }

  @Override
  public int nesting() {
    return nesting;
  }

  @Override
  public boolean isClosed() {
    return closed;
  }

  @Override
  public boolean equals(@org.jspecify.annotations.Nullable Object other) {
    if (this == other) {
      return true;
    }
    if (!(other instanceof UnionType that)
        || hash != that.hash
        || members.size() != that.members.size()) {
      return false;
    }
    if (members.equals(that.members)) {
      return true;
    }
    return new HashSet<>(members).equals(new HashSet<>(that.members));
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return "Union" + members;
  }
}
