package dev.taipan.checker.inference;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The state of one thread's evaluation: which answers it is computing right now, and what it found
 * inside cycles that are not finished yet.
 *
 * <p>A query that meets itself gets its provisional answer, at first the query's {@linkplain
 * Query#initial() least one}. The query where the cycle was entered is the cycle's head: it is
 * computed again with its own last answer as the provisional one until nothing changes, or until
 * {@link #MAX_ITERATIONS}, after which {@link Query#widen} forces an end. Whatever was computed
 * inside a cycle is kept aside, used within the same round, dropped with each new round, and
 * published with the head when the head has settled and depends on no other unfinished cycle.
 */
final class Evaluation {
  /** How often a cycle is computed before its answer is widened. */
  private static final int MAX_ITERATIONS = 2;

  /** After as many rounds the last answer is taken, whatever it is. */
  private static final int MAX_ROUNDS = 8;

  private static final int QUERIES_BETWEEN_LOOKS = 16;

  /** A computation of an answer. */
  interface Query<T> {
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
  }

  private static final class Frame {
    final int depth;
    final int firstProvisional;
    Object provisional;
    boolean recursive;
    int dependsOn = Integer.MAX_VALUE;

    Frame(int depth, int firstProvisional, Object provisional) {
      this.depth = depth;
      this.firstProvisional = firstProvisional;
      this.provisional = provisional;
    }
  }

  private record Provisional(Cell<?> cell, Object answer, int dependsOn) {}

  private @Nullable Modules modules;
  private @Nullable BooleanSupplier cancelled;
  private int sinceLastLook;
  private int cycleMarks;
  private final ArrayList<Frame> stack = new ArrayList<>();
  private final IdentityHashMap<Cell<?>, Frame> active = new IdentityHashMap<>();
  private final ArrayList<Provisional> provisionals = new ArrayList<>();
  private final IdentityHashMap<Cell<?>, Provisional> provisionalOf = new IdentityHashMap<>();

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
  @SuppressWarnings("unchecked")
  <T> T get(Cell<T> cell, Query<T> query) {
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
        top().dependsOn = Math.min(top().dependsOn, provisional.dependsOn());
      }
      return (T) provisional.answer();
    }
    endIfCancelled();
    Frame frame = new Frame(stack.size(), provisionals.size(), query.initial());
    stack.add(frame);
    active.put(cell, frame);
    T answer;
    try {
      answer = settle(frame, query);
    } catch (Throwable e) {
      dropProvisionals(frame.firstProvisional);
      throw e;
    } finally {
      stack.removeLast();
      active.remove(cell);
    }
    if (frame.dependsOn < frame.depth) {
      Provisional kept = new Provisional(cell, answer, frame.dependsOn);
      provisionals.add(kept);
      provisionalOf.put(cell, kept);
      top().dependsOn = Math.min(top().dependsOn, frame.dependsOn);
      return answer;
    }
    publishProvisionals(frame.firstProvisional);
    return cell.publish(answer);
  }

  /** Whether the answer of {@code cell} is being computed by this thread. */
  boolean isComputing(Cell<?> cell) {
    return active.containsKey(cell);
  }

  /**
   * A counter that grows with every provisional answer given: if it is the same before and after a
   * computation, its result is final.
   */
  int cycleMarks() {
    return cycleMarks;
  }

  /** How many answers are being computed, one inside the other. */
  int depth() {
    return stack.size();
  }

  @SuppressWarnings("unchecked")
  private <T> T settle(Frame frame, Query<T> query) {
    for (int round = 0; ; round++) {
      T answer = query.compute();
      if (!frame.recursive) {
        return answer;
      }
      T previous = (T) frame.provisional;
      if (query.same(previous, answer)) {
        return answer;
      }
      if (round >= MAX_ROUNDS) {
        return answer;
      }
      T next = answer;
      if (round >= MAX_ITERATIONS) {
        next = query.widen(previous, answer);
        if (query.same(previous, next)) {
          return answer; // it is within what it was computed from
        }
      }
      frame.provisional = next;
      frame.recursive = false;
      dropProvisionals(frame.firstProvisional);
    }
  }

  private Frame top() {
    return stack.getLast();
  }

  private void dropProvisionals(int from) {
    for (int i = provisionals.size() - 1; i >= from; i--) {
      provisionalOf.remove(provisionals.remove(i).cell());
    }
  }

  @SuppressWarnings("unchecked")
  private void publishProvisionals(int from) {
    List<Provisional> settled = provisionals.subList(from, provisionals.size());
    for (@Nullable Provisional provisional : settled) {
      ((Cell<Object>) provisional.cell()).publish(provisional.answer());
      provisionalOf.remove(provisional.cell());
    }
    settled.clear();
  }
}
