package dev.taipan.checker.binding;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The bindings of one place that may be the latest one when a point of the program is reached, each
 * with what is known of the paths from it to that point.
 *
 * <p>Entries are in ascending order of {@link #definition}. Immutable, and shared between all
 * points that see the same state.
 */
public final class LiveBindings {
  /**
   * Stands for "not bound": the name is local to {@link #scope()} and no binding was met, or the
   * last thing met was a `del`. In class and module scopes a load goes on outside of the scope.
   */
  public static final int UNBOUND = -1;

  /**
   * Stands for a place that was not bound in {@link #scope()} on the path. For a member place its
   * type is the ordinary attribute or subscript result; for a name, what the lookup outside of
   * {@link #scope()} gives. Only its narrowing is of interest.
   */
  public static final int IMPLICIT = -2;

  private final Scope scope;

  /** Definition, narrowing and reachability of the only entry, which is what most states have. */
  private final int definition;

  private final int narrowing;
  private final int reachability;

  /** The same of each entry, three ints an entry; null where there is one. */
  private final int @Nullable [] entries;

  /**
   * A condition that the reachability of each entry is known to imply; TRUE where none is known.
   */
  private final int bound;

  LiveBindings(Scope scope, int[] entries) {
    this(scope, entries, Conditions.TRUE);
  }

  LiveBindings(Scope scope, int[] entries, int bound) {
    boolean single = entries.length == 3;
    this.scope = scope;
    this.definition = single ? entries[0] : UNBOUND;
    this.narrowing = single ? entries[1] : Conditions.TRUE;
    this.reachability = single ? entries[2] : Conditions.FALSE;
    this.entries = single ? null : entries;
    this.bound = bound;
  }

  /** One entry that is not narrowed. */
  LiveBindings(Scope scope, int definition, int reachability, int bound) {
    this.scope = scope;
    this.definition = definition;
    this.narrowing = Conditions.TRUE;
    this.reachability = reachability;
    this.entries = null;
    this.bound = bound;
  }

  /**
   * The scope whose flow of control this describes: where UNBOUND and IMPLICIT are looked up from.
   */
  public Scope scope() {
    return scope;
  }

  /** The number of entries; 0 where no path leads. */
  public int size() {
    return entries == null ? 1 : entries.length / 3;
  }

  /**
   * The index of entry {@code i}'s definition in its module, {@link #UNBOUND} or {@link #IMPLICIT}.
   */
  public int definition(int i) {
    return entries == null ? definition : entries[3 * i];
  }

  /**
   * The condition (an id of {@link BoundModule#conditions()}) that the tests on the paths from the
   * binding have established. It is over the predicates that mention the place, and over those that
   * decide which of two differently narrowed paths was taken.
   */
  public int narrowing(int i) {
    return entries == null ? narrowing : entries[3 * i + 1];
  }

  /**
   * The condition under which the binding gets here. It says nothing of the point itself: if {@link
   * BoundModule#reachabilityOf} the point is false, no binding gets there.
   */
  public int reachability(int i) {
    return entries == null ? reachability : entries[3 * i + 2];
  }

  /** Whether both have the same definitions, whatever is known of the paths. */
  boolean hasSameDefinitions(@Nullable LiveBindings other) {
    if (other == null || other.size() != size()) {
      return false;
    }
    for (int i = 0; i < size(); i++) {
      if (definition(i) != other.definition(i)) {
        return false;
      }
    }
    return true;
  }

  /** Whether the first ints of an array are these entries. */
  boolean consistsOf(int[] ints, int length) {
    return entries == null
        ? length == 3 && ints[0] == definition && ints[1] == narrowing && ints[2] == reachability
        : Arrays.equals(ints, 0, length, entries, 0, entries.length);
  }

  /** All entries, three ints an entry; not to be written to. */
  int[] entries() {
    return entries == null ? new int[] {definition, narrowing, reachability} : entries;
  }

  int bound() {
    return bound;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("[");
    for (int i = 0; i < size(); i++) {
      text.append(i == 0 ? "" : ", ").append(definition(i));
      if (narrowing(i) != Conditions.TRUE) {
        text.append(" n").append(narrowing(i));
      }
      if (reachability(i) != Conditions.TRUE) {
        text.append(" r").append(reachability(i));
      }
    }
    return text.append(']').toString();
  }
}
