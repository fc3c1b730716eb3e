package dev.taipan.checker.binding;

import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Node;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the definitions that stand, at the start of a loop, for what its rounds bind. */
final class LoopHeaders {
  private final Walk walk;

  /** A loop whose header is made and whose end is not reached yet. */
  record Open(List<Place> places, List<Definition> headers) {}

  LoopHeaders(Walk walk) {
    this.walk = walk;
  }

  /**
   * Enters a loop.
   *
   * @param key the node at which {@link ScopeFinder} left what the loop binds
   * @param loop the statement or comprehension
   * @return null if nothing may have changed when control comes back
   */
  @Nullable Open open(Node key, Node loop) {
    Object fact = walk.facts.byNode[key.id];
    walk.facts.byNode[key.id] = null;
    Frame frame = walk.frame;
    List<Place> shared = frame.sharedPlaces();
    if (!(fact instanceof Object[] bound) || (bound.length == 0 && shared.isEmpty())) {
      return null;
    }
    Object mark = new Object();
    List<Place> places = new ArrayList<>(bound.length + shared.size());
    for (Object target : bound) {
      Place place = placeOf(target);
      if (place != null && place.mark != mark) {
        place.mark = mark;
        places.add(place);
      }
    }
    for (Place place : shared) { // calls in the loop change them
      if (place.mark != mark) {
        places.add(place);
      }
    }
    int bindings = places.size();
    for (int i = 0; i < bindings; i++) {
      addMembers(places.get(i), places, mark);
    }
    List<Definition> headers = new ArrayList<>(places.size());
    for (Place place : places) {
      Definition header = walk.facts.defineHeader(frame.scope, place, loop, frame.state.reach);
      headers.add(header);
      frame.addBinding(place, header.index());
    }
    return new Open(places, headers);
  }

  /**
   * Adds the members of a place of which something is known: control comes back without that where
   * a round gave the place another value.
   */
  private void addMembers(Place place, List<Place> places, Object mark) {
    for (int i = 0; i < place.childCount(); i++) {
      Place member = place.childAt(i);
      if (member.mark != mark) {
        member.mark = mark;
        if (walk.frame.state.get(member.index) != null) {
          places.add(member);
        }
        addMembers(member, places, mark);
      }
    }
  }

  /** Leaves a loop; {@code back} is the state with which control returns to its header. */
  void close(Open loop, FlowState back) {
    for (int i = 0; i < loop.headers.size(); i++) {
      DefinitionKind.LoopHeader header = (DefinitionKind.LoopHeader) loop.headers.get(i).kind();
      header.close(walk.frame.flowingBack(loop.places.get(i), back));
    }
  }

  private @Nullable Place placeOf(Object target) {
    if (target instanceof String name) {
      return walk.frame.ownPlace(name);
    }
    return target instanceof Expr expression ? memberPlace(expression) : null;
  }

  private @Nullable Place memberPlace(Expr expression) {
    switch (expression) {
      case Expr.Name name -> {
        return name.name.isEmpty() ? null : walk.frame.place(walk.mangle(name.name));
      }
      case Expr.Attribute attribute -> {
        Place base = memberPlace(attribute.value);
        return base == null || attribute.name.isEmpty()
            ? null
            : base.childOrNew(walk.mangle(attribute.name));
      }
      case Expr.Subscript subscript -> {
        Place base = memberPlace(subscript.value);
        String segment = Places.subscriptSegment(subscript.index);
        if (base == null) {
          return null;
        }
        if (segment == null) {
          for (int i = 0; i < base.childCount(); i++) {
            Place child = base.childAt(i);
            if (child.isItem()) {
              walk.frame.blur(child);
            }
          }
          return null;
        }
        return base.childOrNew(segment);
      }
      default -> {
        return null;
      }
    }
  }
}
