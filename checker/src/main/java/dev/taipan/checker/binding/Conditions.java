package dev.taipan.checker.binding;

import java.util.HashSet;
import java.util.Set;

/**
 * Boolean functions of the predicates of one module, as a shared decision graph.
 *
 * <p>A condition is an int. {@link #TRUE} and {@link #FALSE} are the constants; any other condition
 * asks one predicate and goes on with {@link #ifTrue} or {@link #ifFalse}. On every path predicates
 * come in descending order of their index, each at most once: the newest first, so that a straight
 * piece of program costs a constant number of nodes a predicate. Equal functions have equal ids.
 *
 * <p>Conditions that would grow beyond a bound are replaced by TRUE, which loses precision and
 * never claims that something cannot happen. Immutable.
 */
public final class Conditions {
  public static final int TRUE = 0;
  public static final int FALSE = 1;

  private final int[] predicates;
  private final int[] whenTrue;
  private final int[] whenFalse;

  Conditions(int[] predicates, int[] whenTrue, int[] whenFalse) {
    this.predicates = predicates;
    this.whenTrue = whenTrue;
    this.whenFalse = whenFalse;
  }

  /** One more than the highest condition: the size of a table that is indexed by conditions. */
  public int size() {
    return predicates.length * 2;
  }

  /** The index of the predicate that {@code condition} asks; not for the constants. */
  public int predicate(int condition) {
    return predicates[condition >> 1];
  }

  /** What is left of {@code condition} when its predicate is true; not for the constants. */
  public int ifTrue(int condition) {
    return whenTrue[condition >> 1] ^ (condition & 1);
  }

  /** What is left of {@code condition} when its predicate is false; not for the constants. */
  public int ifFalse(int condition) {
    return whenFalse[condition >> 1] ^ (condition & 1);
  }

  /** The negation of {@code condition}. */
  static int not(int condition) {
    return condition ^ 1;
  }

  /**
   * Whether {@code second} holds wherever {@code first} does; linear in the pairs of their nodes.
   */
  public boolean implies(int first, int second) {
    return implies(first, second, new HashSet<>());
  }

  /** Whether the two never hold at once. */
  public boolean exclude(int first, int second) {
    return implies(first, not(second));
  }

  private boolean implies(int first, int second, Set<Long> known) {
    if (first == FALSE || second == TRUE || first == second) {
      return true;
    }
    if (first == TRUE || second == FALSE) {
      return false; // the other is no constant, as equal functions have equal ids
    }
    if (!known.add(((long) first << 32) | second)) {
      return true; // seen before: had it failed, the search would have ended
    }
    int predicate = Math.max(predicate(first), predicate(second));
    boolean firstAsks = predicate(first) == predicate;
    boolean secondAsks = predicate(second) == predicate;
    return implies(firstAsks ? ifTrue(first) : first, secondAsks ? ifTrue(second) : second, known)
        && implies(
            firstAsks ? ifFalse(first) : first, secondAsks ? ifFalse(second) : second, known);
  }

  /** The condition as a formula over predicate indices, for tests and debugging. */
  public String toString(int condition) {
    if (condition == TRUE) {
      return "true";
    }
    if (condition == FALSE) {
      return "false";
    }
    int yes = ifTrue(condition);
    int no = ifFalse(condition);
    String name = "p" + predicate(condition);
    if (yes == TRUE && no == FALSE) {
      return name;
    }
    if (yes == FALSE && no == TRUE) {
      return "!" + name;
    }
    if (no == FALSE) {
      return "(" + name + " & " + toString(yes) + ")";
    }
    if (yes == FALSE) {
      return "(!" + name + " & " + toString(no) + ")";
    }
    if (yes == TRUE) {
      return "(" + name + " | " + toString(no) + ")";
    }
    if (no == TRUE) {
      return "(!" + name + " | " + toString(yes) + ")";
    }
    return "(" + name + " ? " + toString(yes) + " : " + toString(no) + ")";
  }
}
