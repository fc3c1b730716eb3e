package dev.taipan.checker.binding;

import java.util.ArrayList;
import java.util.List;

/**
 * What may hold where the statements of protected parts (`try`, `with`) are interrupted: for each
 * part around the current point a state that collects what is bound in it.
 *
 * <p>An exception comes before or after a binding. It comes after it only if something that can
 * fail follows, so what a statement binds as the last thing it does waits until that happens.
 */
final class Interruptions {
  /** What a place was bound to, where and under which condition. */
  record Written(Place place, int index, LiveBindings bindings, int reach) {}

  /** A place that Python deletes however the part is left that began inside so many others. */
  private record Deleted(Place place, int depth) {}

  private final Frame frame;
  private final BindingJoins joins;
  private final List<FlowState> catchers = new ArrayList<>(0);
  private final List<Deleted> deleted = new ArrayList<>(0);
  private List<Written> last = new ArrayList<>(0);
  private boolean atEnd;

  Interruptions(Frame frame, BindingJoins joins) {
    this.frame = frame;
    this.joins = joins;
  }

  /** Enters a protected part; the result collects until {@link #stop}. */
  FlowState start() {
    FlowState catcher = frame.state.fork();
    catchers.add(catcher);
    return catcher;
  }

  /** Leaves the part that was entered last. */
  void stop() {
    catchers.removeLast();
  }

  /**
   * Enters a part that deletes the place however it is left, until {@link #endDeleting}: what the
   * place is bound to in there is not seen around it.
   */
  void startDeleting(Place place) {
    deleted.add(new Deleted(place, catchers.size()));
  }

  /** Leaves the part that {@link #startDeleting} entered last. */
  void endDeleting() {
    deleted.removeLast();
  }

  /** Whether what is written from now on is the last thing that the statement does. */
  void setAtEnd(boolean atEnd) {
    this.atEnd = atEnd;
  }

  /** A place was bound in the frame's state. */
  void written(Place place, int index, LiveBindings bindings) {
    if (catchers.isEmpty() || frame.state.isDead()) {
      return;
    }
    Written written = new Written(place, index, bindings, frame.state.reach);
    if (atEnd) {
      last.add(written);
    } else {
      collect(written);
    }
  }

  /** What follows can fail. */
  void proceed() {
    if (!last.isEmpty()) {
      last.forEach(this::collect);
      last.clear();
    }
  }

  /** Puts aside what waits, as control does not come from there to what is walked next. */
  List<Written> putAside() {
    if (last.isEmpty()) {
      return List.of();
    }
    List<Written> waiting = last;
    last = new ArrayList<>(0);
    return waiting;
  }

  /** Control comes from where that was put aside again. */
  void rejoin(List<Written> waiting) {
    last.addAll(waiting);
  }

  private void collect(Written written) {
    for (FlowState catcher : catchers.subList(outermost(written.place), catchers.size())) {
      LiveBindings before = catcher.get(written.index);
      LiveBindings after =
          joins.union(
              written.place,
              before == null ? joins.initial(written.place) : before,
              written.bindings,
              written.reach);
      if (after != before) {
        catcher.set(written.index, after);
      }
    }
  }

  /** The index of the outermost catcher that sees what the place is bound to. */
  private int outermost(Place place) {
    int outermost = 0;
    for (Deleted part : deleted) {
      if (part.place.equals(place)) {
        outermost = part.depth;
      }
    }
    return outermost;
  }
}
