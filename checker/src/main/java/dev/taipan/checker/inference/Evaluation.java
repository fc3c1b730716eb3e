package dev.taipan.checker.inference;

import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.Type;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The state of one thread's evaluation: which answers it is computing right now, and what it found
 * inside cycles that are not finished yet.
 *
 * <p>A query that meets itself gets its provisional answer, at first the query's {@linkplain
 * Query#initial() least one}, and is a <em>head</em> of a cycle from then on. Cycles that touch one
 * another are solved together: only the outermost of their heads, the one that depends on no query
 * that is still being computed, is computed again, and with it all that lies inside. In each of its
 * rounds every query inside is computed at most once; a head takes its answer of the round before
 * as its provisional one. The rounds end when no head's answer differs from what it was computed
 * from. From round {@link #MAX_ITERATIONS} on, {@link Query#widen} forces an end. So the work grows
 * with the number of queries in the cycles times the number of rounds, however deep they nest.
 *
 * <p>Where a cycle has several fixed points, or is widened, the answers depend on the query that it
 * is computed from. So that they do not depend on who asks, an outermost head leaves its cycle
 * after the first round and has it solved from the query in it that has the least {@linkplain
 * QueryRank rank}.
 *
 * <p>A settled cycle may say nothing of what a function gives, since only the function itself says
 * it. Then the cycle is solved once more, with what is not known in place of that ({@link
 * Query#unsolved}).
 *
 * <p>Answers found inside unfinished cycles are kept aside: used within the same round, dropped
 * with each new round, and published together when the outermost head has settled.
 */
public final class Evaluation {
  /** How often a cycle is computed before its answer is widened. */
  private static final int MAX_ITERATIONS = 3;

  /** After as many rounds the last answer is taken, whatever it is. */
  private static final int MAX_ROUNDS = 10;

  /** So many cycles may a query be in that are entered elsewhere before it is done itself. */
  private static final int MAX_ENTRANCES = 5;

  private static final int QUERIES_BETWEEN_LOOKS = 16;

  /** A computation of an answer. */
  public interface Query<T> {
    /** Its place among all queries; it is asked for in cycles only. */
    QueryRank rank();

    /** What the query answers to itself at first. */
    T initial();

    T compute();

    /** Forces an end of the iteration: an answer above both. */
    default T widen(T previous, T next) {
      return next;
    }

    default boolean same(T previous, T next) {
      return previous.equals(next);
    }

    /**
     * What to answer instead where the cycle has settled and said nothing: {@code def f(): return
     * f()} gives what nobody knows, not what vanishes in every union. Null where the answer stands.
     */
    default @Nullable T unsolved(T answer) {
      return null;
    }
  }

  /** A query whose answers need no widening. */
  record Plain<T>(Supplier<QueryRank> ranking, T initial, Supplier<T> computation)
      implements Query<T> {
    @Override
    public QueryRank rank() {
      return ranking.get();
    }

    @Override
    public T compute() {
      return computation.get();
    }
  }

  /**
   * A query for a type that a cycle may make greater in every round.
   *
   * @param isNeeded whether nobody knows what the answer is if the cycle says nothing of it, as of
   *     what a function gives; else it is nothing, as of what a loop brings back
   */
  record Widened(
      Supplier<QueryRank> ranking, Type initial, boolean isNeeded, Supplier<Type> computation)
      implements Query<Type> {
    @Override
    public QueryRank rank() {
      return ranking.get();
    }

    @Override
    public Type compute() {
      return computation.get();
    }

    @Override
    public Type widen(Type previous, Type next) {
      return Widening.join(previous, next);
    }

    @Override
    public @Nullable Type unsolved(Type answer) {
      return isNeeded && answer == DynamicType.DIVERGENT ? DynamicType.UNKNOWN : null;
    }
  }

  private static final class Frame {
    final int depth;
    final int firstProvisional;
    final int firstCarried;
    Object provisional;
    int rounds;
    boolean recursive;

    /** Whether the answer differs from the provisional one that it was computed from. */
    boolean unsettled;

    /** Where the cycle is to be entered, if that is elsewhere. */
    @Nullable Entrance entrance;

    /** The depth of the outermost running query that the answer depends on. */
    int dependsOn = Integer.MAX_VALUE;

    Frame(int depth, int firstProvisional, int firstCarried, Object provisional) {
      this.depth = depth;
      this.firstProvisional = firstProvisional;
      this.firstCarried = firstCarried;
      this.provisional = provisional;
    }
  }

  /** An answer of this round of the cycles that are being solved. */
  private static final class Provisional {
    final Cell<?> cell;

    /** Null for what is no query of its own. */
    final @Nullable Query<?> query;

    final Object answer;
    final boolean unsettled;
    int dependsOn;

    Provisional(
        Cell<?> cell, @Nullable Query<?> query, Object answer, boolean unsettled, int dependsOn) {
      this.cell = cell;
      this.query = query;
      this.answer = answer;
      this.unsettled = unsettled;
      this.dependsOn = dependsOn;
    }
  }

  /** The query of least rank in a cycle. */
  private record Entrance(Cell<?> cell, Query<?> query) {}

  /** What a head inside of a cycle starts from in the next round of the outermost head. */
  private record Carried(Object answer, int rounds) {}

  private @Nullable Modules modules;
  private @Nullable BooleanSupplier cancelled;
  private int sinceLastLook;
  private int cycleMarks;

  /** The depth of the outermost head whose cycle is solved anew with what is not known; or -1. */
  private int unsolvedDepth = -1;

  private final ArrayList<Frame> stack = new ArrayList<>();
  private final IdentityHashMap<Cell<?>, Frame> active = new IdentityHashMap<>();
  private final ArrayList<Provisional> provisionals = new ArrayList<>();
  private final IdentityHashMap<Cell<?>, Provisional> provisionalOf = new IdentityHashMap<>();
  private final ArrayList<Cell<?>> carriedCells = new ArrayList<>();
  private final IdentityHashMap<Cell<?>, Carried> carriedOf = new IdentityHashMap<>();

  /** Runs {@code action}, which ends with a CancellationException soon after that is wished. */
  <T> T until(BooleanSupplier wish, Supplier<T> action) {
    BooleanSupplier outer = cancelled;
    cancelled = wish;
    try {
      return action.get();
    } finally {
      cancelled = outer;
    }
  }

  private void endIfCancelled() {
    BooleanSupplier wish = cancelled;
    if (wish != null && ++sinceLastLook >= QUERIES_BETWEEN_LOOKS) {
      sinceLastLook = 0;
      if (wish.getAsBoolean()) {
        throw new CancellationException();
      }
    }
  }

  /** Runs {@code action} on one state of the modules. */
  <T> T on(Modules state, Supplier<T> action) {
    Modules outer = modules;
    modules = state;
    try {
      return action.get();
    } finally {
      modules = outer;
    }
  }

  /** The state of the modules that this thread works on. */
  Modules modules() {
    Modules state = modules;
    if (state == null) {
      throw new IllegalStateException("this thread works on no modules");
    }
    return state;
  }

  /** The answer of {@code cell}, computed by {@code query} if nobody has it yet. */
  public <T> T get(Cell<T> cell, Query<T> query) {
    return get(cell, query, 0);
  }

  /**
   * The answer of {@code cell}.
   *
   * @param entered how many cycles that the query was in have been entered elsewhere for it
   */
  @SuppressWarnings("unchecked")
  private <T> T get(Cell<T> cell, Query<T> query, int entered) {
    T published = cell.published();
    if (published != null) {
      return published;
    }
    Frame running = active.get(cell);
    if (running != null) {
      running.recursive = true;
      cycleMarks++;
      top().dependsOn = Math.min(top().dependsOn, running.depth);
      return (T) running.provisional;
    }
    Provisional provisional = provisionalOf.get(cell);
    if (provisional != null) {
      cycleMarks++;
      if (!stack.isEmpty()) {
        top().dependsOn = Math.min(top().dependsOn, provisional.dependsOn);
      }
      return (T) provisional.answer;
    }
    endIfCancelled();
    Frame frame = start(cell, query);
    int outerUnsolved = unsolvedDepth;
    T answer;
    try {
      answer = settle(frame, query, entered < MAX_ENTRANCES);
    } catch (Throwable e) {
      dropProvisionals(frame.firstProvisional);
      dropCarried(frame.firstCarried);
      throw e;
    } finally {
      unsolvedDepth = outerUnsolved;
      stack.removeLast();
      active.remove(cell);
    }
    Entrance entrance = frame.entrance;
    if (entrance != null) {
      dropProvisionals(frame.firstProvisional);
      dropCarried(frame.firstCarried);
      enter(entrance.cell, entrance.query);
      return get(cell, query, entered + 1);
    }
    if (isInsideCycle(frame)) {
      keep(cell, query, frame, answer);
      return answer;
    }
    publishProvisionals(frame.firstProvisional);
    dropCarried(frame.firstCarried);
    return cell.publish(answer);
  }

  /** Solves a cycle from where it is to be entered. */
  @SuppressWarnings("unchecked")
  private void enter(Cell<?> cell, Query<?> query) {
    get((Cell<Object>) cell, (Query<Object>) query, 0);
  }

  private Frame start(Cell<?> cell, Query<?> query) {
    Carried carried = carriedOf.get(cell);
    Object provisional =
        carried == null ? Objects.requireNonNull(query.initial()) : carried.answer();
    Frame frame = new Frame(stack.size(), provisionals.size(), carriedCells.size(), provisional);
    frame.rounds = carried == null ? 0 : carried.rounds();
    stack.add(frame);
    active.put(cell, frame);
    return frame;
  }

  private static boolean isInsideCycle(Frame frame) {
    return frame.dependsOn < frame.depth;
  }

  /** Keeps the answer of a query that depends on one that is still running. */
  private void keep(Cell<?> cell, Query<?> query, Frame frame, Object answer) {
    if (frame.recursive) {
      // What depends on this head depends on what the head depends on, now that it has ended.
      for (int i = frame.firstProvisional; i < provisionals.size(); i++) {
        Provisional inner = provisionals.get(i);
        inner.dependsOn = Math.min(inner.dependsOn, frame.dependsOn);
      }
      Carried next = new Carried(frame.provisional, frame.rounds + 1);
      if (carriedOf.put(cell, next) == null) {
        carriedCells.add(cell);
      }
    }
    Provisional kept = new Provisional(cell, query, answer, frame.unsettled, frame.dependsOn);
    provisionals.add(kept);
    provisionalOf.put(cell, kept);
    top().dependsOn = Math.min(top().dependsOn, frame.dependsOn);
  }

  /**
   * Keeps an answer that was made of provisional ones, as those are kept: for this round, and for
   * good when the outermost head settles. For answers that are no queries of their own.
   */
  public <T> void keepForRound(Cell<T> cell, T answer) {
    if (stack.isEmpty() || top().dependsOn > top().depth || provisionalOf.containsKey(cell)) {
      return; // nobody knows what it depends on, or it is known already
    }
    Provisional kept = new Provisional(cell, null, answer, false, top().dependsOn);
    provisionals.add(kept);
    provisionalOf.put(cell, kept);
  }

  /** Whether answers are kept for this round only. */
  public boolean isInRound() {
    return !provisionals.isEmpty();
  }

  /** An answer that {@link #keepForRound} has kept, or null. */
  @SuppressWarnings("unchecked")
  public <T> @Nullable T keptForRound(Cell<T> cell) {
    Provisional kept = provisionalOf.get(cell);
    if (kept == null || stack.isEmpty()) {
      return cell.published();
    }
    cycleMarks++;
    top().dependsOn = Math.min(top().dependsOn, kept.dependsOn);
    return (T) kept.answer;
  }

  /** Whether the answer of {@code cell} is being computed by this thread. */
  public boolean isComputing(Cell<?> cell) {
    return active.containsKey(cell);
  }

  /**
   * A counter that grows with every provisional answer given: if it is the same before and after a
   * computation, its result is final.
   */
  public int cycleMarks() {
    return cycleMarks;
  }

  /** Says that a provisional answer is used again, by who has kept it aside. */
  public void markProvisional() {
    cycleMarks++;
  }

  /** Computes an answer, until nothing changes if it is the outermost head of its cycles. */
  @SuppressWarnings("unchecked")
  private <T> T settle(Frame frame, Query<T> query, boolean mayMove) {
    for (boolean first = mayMove; ; first = false) {
      T answer = orUnknown(frame, query, query.compute());
      if (first && !isInsideCycle(frame)) {
        frame.entrance = entrance(frame, query);
        if (frame.entrance != null) {
          return answer;
        }
      }
      frame.unsettled = false;
      if (frame.recursive) {
        advance(frame, query, (T) frame.provisional, answer);
      }
      if (isInsideCycle(frame) || frame.rounds >= MAX_ROUNDS) {
        return answer;
      }
      if (!(frame.unsettled || isUnsettledInside(frame))) {
        if (unsolvedDepth == frame.depth || !leavesUnsolved(frame, query, answer)) {
          return answer;
        }
        unsolvedDepth = frame.depth;
      }
      frame.rounds++;
      frame.recursive = false;
      dropProvisionals(frame.firstProvisional);
    }
  }

  /**
   * Where the cycle that a query was found to be the outermost head of is entered, if elsewhere.
   */
  private @Nullable Entrance entrance(Frame frame, Query<?> query) {
    if (frame.firstProvisional == provisionals.size()) {
      return null;
    }
    QueryRank least = query.rank();
    Provisional entrance = null;
    for (int i = frame.firstProvisional; i < provisionals.size(); i++) {
      Provisional inner = provisionals.get(i);
      if (inner.query != null) {
        QueryRank rank = inner.query.rank();
        if (rank.compareTo(least) < 0) {
          least = rank;
          entrance = inner;
        }
      }
    }
    return entrance == null || entrance.query == null
        ? null
        : new Entrance(entrance.cell, entrance.query);
  }

  /** Compares a head's answer with what it was computed from, and makes it the next provisional. */
  private static <T> void advance(Frame frame, Query<T> query, T previous, T answer) {
    if (query.same(previous, answer)) {
      return;
    }
    T next = frame.rounds >= MAX_ITERATIONS ? query.widen(previous, answer) : answer;
    // A widened answer that adds nothing is within what it was computed from.
    frame.unsettled = frame.rounds < MAX_ITERATIONS || !query.same(previous, next);
    frame.provisional = Objects.requireNonNull(next);
  }

  private boolean isUnsettledInside(Frame frame) {
    for (int i = frame.firstProvisional; i < provisionals.size(); i++) {
      if (provisionals.get(i).unsettled) {
        return true;
      }
    }
    return false;
  }

  /** Whether a cycle that has settled leaves a query in it without an answer that it needs. */
  private <T> boolean leavesUnsolved(Frame frame, Query<T> query, T answer) {
    if (frame.recursive && query.unsolved(answer) != null) {
      return true;
    }
    for (int i = frame.firstProvisional; i < provisionals.size(); i++) {
      if (isUnsolved(provisionals.get(i))) {
        return true;
      }
    }
    return false;
  }

  @SuppressWarnings("unchecked")
  private static boolean isUnsolved(Provisional inner) {
    return inner.query != null && ((Query<Object>) inner.query).unsolved(inner.answer) != null;
  }

  /** The answer, or what stands for one in the cycle that is solved anew because it has none. */
  private <T> T orUnknown(Frame frame, Query<T> query, T answer) {
    if (frame.dependsOn > unsolvedDepth) {
      return answer;
    }
    T unknown = query.unsolved(answer);
    return unknown == null ? answer : unknown;
  }

  private Frame top() {
    return stack.getLast();
  }

  private void dropProvisionals(int from) {
    for (int i = provisionals.size() - 1; i >= from; i--) {
      provisionalOf.remove(provisionals.remove(i).cell);
    }
  }

  private void dropCarried(int from) {
    for (int i = carriedCells.size() - 1; i >= from; i--) {
      carriedOf.remove(carriedCells.remove(i));
    }
  }

  @SuppressWarnings("unchecked")
  private void publishProvisionals(int from) {
    List<Provisional> settled = provisionals.subList(from, provisionals.size());
    for (@Nullable Provisional provisional : settled) {
      ((Cell<Object>) provisional.cell).publish(provisional.answer);
      provisionalOf.remove(provisional.cell);
    }
    settled.clear();
  }
}
