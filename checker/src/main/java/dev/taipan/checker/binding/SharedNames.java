package dev.taipan.checker.binding;

import dev.taipan.checker.syntax.Expr;

/**
 * What calls do to names that functions bind by `nonlocal` or `global`: behind a call such a name
 * holds either what it held before or what one of the functions has given it.
 *
 * <p>Only the possibility is noted ({@link DefinitionKind.AfterCall}); what it means for the type
 * is decided where types are known.
 */
final class SharedNames {
  private final Walk walk;

  SharedNames(Walk walk) {
    this.walk = walk;
  }

  /** A call has been evaluated. */
  void called(Expr.Call call) {
    Frame frame = walk.frame;
    if (frame.state.isDead()) {
      return;
    }
    for (Place place : frame.sharedPlaces()) {
      LiveBindings cell = frame.current(place);
      if (!isUpToDate(cell)) {
        change(frame, place, cell, call);
      }
    }
  }

  /** Whether nothing was bound and nothing was tested since the last call. */
  private boolean isUpToDate(LiveBindings cell) {
    for (int i = 0; i < cell.size(); i++) {
      int definition = cell.definition(i);
      if (definition == LiveBindings.UNBOUND) {
        continue;
      }
      if (cell.narrowing(i) != Conditions.TRUE
          || (definition != LiveBindings.IMPLICIT
              && !(walk.facts.definition(definition).kind() instanceof DefinitionKind.AfterCall))) {
        return false;
      }
    }
    return true;
  }

  private void change(Frame frame, Place place, LiveBindings cell, Expr.Call call) {
    int reach = Conditions.FALSE;
    int unbound = Conditions.FALSE;
    for (int i = 0; i < cell.size(); i++) {
      if (cell.definition(i) == LiveBindings.UNBOUND) {
        unbound = cell.reachability(i);
      } else {
        reach = walk.facts.conditions.or(reach, cell.reachability(i));
      }
    }
    Definition after =
        walk.facts.defineUnlisted(
            frame.scope, place, call, new DefinitionKind.AfterCall(call, cell), frame.state.reach);
    int[] entry = {after.index(), Conditions.TRUE, reach};
    int[] both = {
      LiveBindings.UNBOUND, Conditions.TRUE, unbound, after.index(), Conditions.TRUE, reach
    };
    frame.replace(place, new LiveBindings(frame.scope, unbound == Conditions.FALSE ? entry : both));
  }
}
