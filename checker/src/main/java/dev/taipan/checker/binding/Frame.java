package dev.taipan.checker.binding;

import dev.taipan.checker.syntax.Stmt;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The flow of control through one module, class body, function or lambda while it is walked: its
 * places, the current state, and the operations on states.
 */
final class Frame {

  /** The names of a comprehension or type parameter list that is being walked. */
  static final class Inline {
    final Scope scope;
    final @Nullable Inline outer;
    final NameTable<Place> places = new NameTable<>();

    Inline(Scope scope, @Nullable Inline outer) {
      this.scope = scope;
      this.outer = outer;
    }
  }

  final Scope scope;
  final @Nullable Frame outer;
  final @Nullable Inline outerInline;

  /** The innermost comprehension or type parameter list that is being walked. */
  @Nullable Inline inline;

  FlowState state = new FlowState();

  /** How often a place of this frame (not of its comprehensions) was bound or unbound. */
  int bindCount;

  /** How often control went on from a call only if it returns. */
  int endCount;

  /**
   * For methods: the first parameter, and the attributes that assignments to its members define.
   */
  @Nullable Place self;

  @Nullable Map<String, List<Definition>> selfAttributes;

  /** For {@code __new__}: the attributes that assignments to members of the new object define. */
  @Nullable Map<String, List<Definition>> newAttributes;

  /** The innermost loop that is being walked. */
  @Nullable Loop loop;

  /** The innermost `try` with a `finally` whose protected part is being walked. */
  @Nullable Finally pendingFinally;

  private final Facts facts;
  private final ConditionBuilder conditions;
  private final BindingJoins joins;
  private final NameTable<Place> names = new NameTable<>();

  /** The places of names that functions bind by `nonlocal` or `global`. */
  private final List<Place> shared = new ArrayList<>(0);

  /** In class bodies: names as comprehensions see them, which do not see the class. */
  private @Nullable NameTable<Place> hiddenNames;

  private Place[] places = new Place[8];
  private int placeCount;

  /** What holds where one of the protected parts around the current point is interrupted. */
  final Interruptions interruptions;

  /** The local conditions that branching constructs around the current point have put aside. */
  private int[] locals = new int[8];

  private int depth;

  /** A loop that is being walked. */
  static final class Loop {
    final @Nullable Loop outer;
    final int depth;
    final @Nullable Finally pendingFinally;
    @Nullable FlowState breaks;
    @Nullable FlowState continues;

    Loop(Frame frame) {
      outer = frame.loop;
      depth = frame.depth;
      pendingFinally = frame.pendingFinally;
    }
  }

  /** A `finally` that jumps out of its `try` have to pass. */
  static final class Finally {
    final @Nullable Finally outer;
    final int depth;
    final List<Jump> jumps = new ArrayList<>(0);

    /** The `return` statements of the protected part. */
    final List<Stmt.Return> returns = new ArrayList<>(0);

    Finally(Frame frame) {
      outer = frame.pendingFinally;
      depth = frame.depth;
    }
  }

  /** A `break` or `continue` with the state it takes along. */
  record Jump(FlowState state, Loop target, boolean isBreak) {}

  /**
   * A moment of the walk.
   *
   * @param definition the index of the first definition that is made after it
   * @param bindCount the frame's count of bindings
   */
  record Since(int definition, int bindCount) {}

  Frame(Scope scope, @Nullable Frame outer, @Nullable Inline outerInline, Facts facts) {
    this.scope = scope;
    this.outer = outer;
    this.outerInline = outerInline;
    this.facts = facts;
    this.conditions = facts.conditions;
    this.joins = new BindingJoins(scope, facts);
    this.interruptions = new Interruptions(this, joins);
  }

  /** The scope of the expression that is being walked. */
  Scope currentScope() {
    Inline current = inline;
    return current == null ? scope : current.scope;
  }

  // Places

  /** The place that a (mangled) name means where it is read now. */
  Place place(String name) {
    boolean hidden = false;
    for (Inline current = inline; current != null; current = current.outer) {
      Place place = current.places.get(name);
      if (place != null) {
        return place;
      }
      if (current.scope.kind() == Scope.Kind.COMPREHENSION) {
        hidden = true;
      }
      Symbol symbol = current.scope.symbol(name);
      if (symbol != null) {
        place = new Place(name, null, symbol, true, true);
        current.places.put(name, place);
        return place;
      }
    }
    return hidden && scope.kind() == Scope.Kind.CLASS ? hiddenPlace(name) : ownPlace(name);
  }

  /** The place that a (mangled) name means where the frame's scope itself binds it. */
  Place ownPlace(String name) {
    Place place = names.get(name);
    if (place == null) {
      Symbol symbol = scope.resolveLocally(name);
      if (symbol == null) {
        place = outerPlace(name);
      } else {
        place = new Place(name, null, symbol, symbol.scope() == scope, false);
      }
      names.put(name, place);
      if (place.symbol != null && place.symbol.reboundElsewhere) {
        shared.add(place);
      }
    }
    return place;
  }

  /** The places, of which something is known, of names that functions bind as well. */
  List<Place> sharedPlaces() {
    List<Place> known = new ArrayList<>(shared.size());
    for (int i = 0; i < shared.size(); i++) {
      if (state.get(shared.get(i).index) != null) {
        known.add(shared.get(i));
      }
    }
    return known;
  }

  private Place hiddenPlace(String name) {
    NameTable<Place> table = hiddenNames;
    if (table == null) {
      table = new NameTable<>();
      hiddenNames = table;
    }
    Place place = table.get(name);
    if (place == null) {
      place = outerPlace(name);
      table.put(name, place);
    }
    return place;
  }

  /**
   * A name that belongs to no scope of this frame; notes the state that outer frames show of it.
   */
  private Place outerPlace(String name) {
    boolean lazy = scope.kind() != Scope.Kind.CLASS;
    LiveBindings seen = null;
    Frame inner = this;
    for (Frame frame = outer; frame != null; inner = frame, frame = frame.outer) {
      for (Inline list = inner.outerInline; list != null; list = list.outer) {
        Symbol symbol = list.scope.symbol(name);
        if (symbol != null) {
          return new Place(name, null, symbol, false, false);
        }
      }
      if (frame.scope.kind() == Scope.Kind.CLASS) {
        continue; // its names are not visible from inside
      }
      Place place = frame.names.get(name);
      if (place != null && seen == null) {
        seen = frame.state.get(place.index);
      }
      Symbol symbol = frame.scope.resolveLocally(name);
      if (symbol != null) {
        boolean holds =
            !lazy
                || (symbol.scope() == frame.scope
                    && !symbol.reboundElsewhere
                    && symbol.lastBinding < inner.scope.captureLimit);
        if (seen == null && !lazy && symbol.scope() == frame.scope && !symbol.reboundElsewhere) {
          seen = frame.joins.unbound; // a class body runs before anything binds the name
        }
        if (holds && seen != null) {
          NameTable<LiveBindings> table = scope.enclosing;
          if (table == null) {
            table = new NameTable<>();
            scope.enclosing = table;
          }
          if (table.get(name) == null) {
            table.put(name, seen);
          }
        }
        return new Place(name, null, symbol, false, false);
      }
      lazy = true;
    }
    return new Place(name, null, null, false, false);
  }

  private int indexOf(Place place) {
    int index = place.index;
    if (index < 0) {
      if (placeCount == places.length) {
        places = Arrays.copyOf(places, placeCount * 2);
      }
      index = placeCount++;
      places[index] = place;
      place.index = index;
    }
    return index;
  }

  // States

  /** Counts what outlives the expression in which it happens. */
  int changes() {
    return bindCount + endCount;
  }

  /** What a read of the place sees now; null if nothing is known. */
  @Nullable LiveBindings read(Place place) {
    LiveBindings cell = state.get(place.index);
    return cell == null && place.local ? joins.unbound : cell;
  }

  /** What is known of the place now. */
  LiveBindings current(Place place) {
    LiveBindings cell = state.get(place.index);
    return cell == null ? joins.initial(place) : cell;
  }

  /** The current state binds the place: a definition or UNBOUND. */
  void bind(Place place, int definition) {
    write(place, new LiveBindings(scope, definition, state.reach, state.reach));
    forgetMembers(place);
    if (!place.inlined) {
      bindCount++;
    }
    if (definition == LiveBindings.UNBOUND) {
      place.unboundAt = bindCount;
    }
  }

  /** The current state forgets what it knew of the place. */
  void forget(Place place) {
    place.forgottenAt = facts.predicateCount();
    if (place.index >= 0 && state.get(place.index) != null) {
      write(place, null);
      if (!place.inlined) {
        bindCount++;
      }
    }
    forgetMembers(place);
  }

  private void forgetMembers(Place place) {
    for (int i = 0; i < place.childCount(); i++) {
      Place child = place.childAt(i);
      forget(child);
    }
  }

  /** The current state forgets what it knew of the items of the place. */
  void forgetItems(Place place) {
    for (int i = 0; i < place.childCount(); i++) {
      Place child = place.childAt(i);
      if (child.isItem()) {
        forget(child);
      }
    }
  }

  /** The place may, besides what it was bound to, have any value from now on. */
  void blur(Place place) {
    place.forgottenAt = facts.predicateCount();
    LiveBindings cell = state.get(place.index);
    if (cell != null) {
      LiveBindings blurred = joins.union(place, cell, joins.implicit, state.reach);
      if (blurred != cell) {
        write(place, blurred);
      }
    }
    for (int i = 0; i < place.childCount(); i++) {
      Place child = place.childAt(i);
      blur(child);
    }
  }

  /** Adds a definition to what the place may be bound to. */
  void addBinding(Place place, int definition) {
    LiveBindings cell = current(place);
    int[] old = cell.entries();
    int[] entries = Arrays.copyOf(old, old.length + 3);
    entries[old.length] = definition;
    entries[old.length + 1] = Conditions.TRUE;
    entries[old.length + 2] = state.reach;
    write(place, new LiveBindings(scope, entries));
    bindCount++;
  }

  /** What the place was bound to has become something else. */
  void replace(Place place, LiveBindings cell) {
    write(place, cell);
    bindCount++;
  }

  /** The definition replaces what the place was bound to where {@code condition} holds. */
  void bindWhere(Place place, int definition, int condition) {
    int[] old = current(place).entries();
    int[] entries = Arrays.copyOf(old, old.length + 3);
    for (int i = 2; i < old.length; i += 3) {
      entries[i] = conditions.and(old[i], Conditions.not(condition));
    }
    entries[old.length] = definition;
    entries[old.length + 1] = Conditions.TRUE;
    entries[old.length + 2] = conditions.and(state.reach, condition);
    write(place, new LiveBindings(scope, entries));
    bindCount++;
  }

  private void write(Place place, @Nullable LiveBindings cell) {
    int index = indexOf(place);
    state.set(index, cell == joins.initial(place) ? null : cell);
    interruptions.written(place, index, cell == null ? joins.initial(place) : cell);
  }

  /** Control goes on only where {@code condition} holds. */
  void assume(FlowState target, int condition) {
    target.reach = conditions.and(target.reach, condition);
    target.local = conditions.and(target.local, condition);
  }

  /** A state learns of a place that {@code condition} holds. */
  void narrow(FlowState target, Place place, int condition) {
    int index = indexOf(place);
    LiveBindings known = target.get(index);
    LiveBindings cell = known == null ? joins.initial(place) : known;
    int[] entries = cell.entries().clone();
    for (int i = 1; i < entries.length; i += 3) {
      entries[i] = conditions.and(entries[i], condition);
    }
    target.set(index, new LiveBindings(scope, entries, cell.bound()));
  }

  /** Enters a construct whose branches will be merged: conditions are counted from here. */
  void enter() {
    if (depth == locals.length) {
      locals = Arrays.copyOf(locals, depth * 2);
    }
    locals[depth++] = state.local;
    state.local = state.isDead() ? Conditions.FALSE : Conditions.TRUE;
  }

  /** Leaves the construct that was entered last. */
  void leave() {
    state.local = conditions.and(state.local, locals[--depth]);
  }

  /** Forgets the construct that was entered last; its conditions have been used. */
  void leaveWithout() {
    depth--;
  }

  /**
   * The state of a jump from the current point to a construct further out, where {@code depth} was
   * the number of constructs around.
   */
  private void rebase(FlowState target, int depth) {
    for (int i = this.depth - 1; i > depth; i--) {
      target.local = conditions.and(target.local, locals[i]);
    }
  }

  /**
   * `break` or `continue`: the current state goes to the loop, by way of the finally blocks
   * between.
   */
  void jump(Loop target, boolean isBreak) {
    deliver(state.fork(), target, isBreak);
    state.die();
  }

  /** `return`: on the way out it passes the finally blocks around. */
  void leaveScope(Stmt.Return statement) {
    if (pendingFinally != null) {
      pendingFinally.returns.add(statement);
    }
    state.die();
  }

  /**
   * Sends on the `return` statements that have passed a finally block.
   *
   * @param ends whether control comes to the block's end; if not, nothing is returned by them
   */
  void passReturns(Finally passed, boolean ends) {
    if (!ends) {
      passed.returns.forEach(scope::removeReturn);
    } else if (pendingFinally != null) {
      pendingFinally.returns.addAll(passed.returns);
    }
  }

  /** Sends a jump on that has passed a finally block. */
  void redirect(Jump jump, FlowState state) {
    deliver(state, jump.target(), jump.isBreak());
  }

  private void deliver(FlowState jumping, Loop target, boolean isBreak) {
    if (jumping.isDead()) {
      return;
    }
    Finally way = pendingFinally;
    if (way != null && way != target.pendingFinally) {
      rebase(jumping, way.depth);
      way.jumps.add(new Jump(jumping, target, isBreak));
      return;
    }
    rebase(jumping, target.depth);
    if (isBreak) {
      target.breaks = merge(target.breaks, jumping);
    } else {
      target.continues = merge(target.continues, jumping);
    }
  }

  /**
   * The state behind a `finally`.
   *
   * @param before the state with which control came to it on this way
   * @param entry the union of the states of all ways
   * @param exit the state at the end of the `finally`, counted from its start
   * @param start what came before it
   */
  FlowState through(FlowState before, FlowState entry, FlowState exit, Since start) {
    if (before.isDead() || exit.isDead()) {
      before.die();
      return before;
    }
    int index = FlowState.firstDifference(entry, exit, 0);
    while (index >= 0) {
      Place place = places[index];
      LiveBindings came = before.get(index);
      LiveBindings left = exit.get(index);
      before.set(
          index,
          left == null
              ? null
              : joins.restrict(place, left, came == null ? joins.initial(place) : came, start));
      index = FlowState.firstDifference(entry, exit, index + 1);
    }
    before.reach = conditions.and(before.reach, exit.local);
    before.local = conditions.and(before.local, exit.local);
    return before;
  }

  /** Two ways meet. Either state may be changed or returned; {@code a} is null for no way yet. */
  FlowState merge(@Nullable FlowState a, FlowState b) {
    return merge(a, b, Conditions.TRUE);
  }

  /**
   * Two ways meet, of which {@code b} may turn out never to be taken: then nothing that was learned
   * of places on it counts.
   *
   * @param doubt the condition that has to hold for {@code b} to be taken at all
   */
  FlowState merge(@Nullable FlowState a, FlowState b, int doubt) {
    if (a == null) {
      return b;
    }
    if (b.isDead()) {
      return a;
    }
    if (a.isDead()) {
      return b;
    }
    int reach = conditions.or(a.reach, b.reach);
    int index = FlowState.firstDifference(a, b, 0);
    while (index >= 0) {
      Place place = places[index];
      LiveBindings left = a.get(index);
      LiveBindings right = b.get(index);
      LiveBindings start = joins.initial(place);
      LiveBindings met =
          joins.join(
              place,
              left == null ? start : left,
              a,
              right == null ? start : right,
              b,
              reach,
              doubt);
      a.set(index, met == start ? null : met);
      index = FlowState.firstDifference(a, b, index + 1);
    }
    a.reach = reach;
    a.local = conditions.or(a.local, b.local);
    return a;
  }

  /** What flows back to a loop's header for a place, with the conditions of the way. */
  LiveBindings flowingBack(Place place, FlowState back) {
    if (back.isDead()) {
      return new LiveBindings(scope, new int[0]);
    }
    LiveBindings cell = back.get(place.index);
    int[] entries = (cell == null ? joins.initial(place) : cell).entries().clone();
    for (int i = 2; i < entries.length; i += 3) {
      entries[i] = conditions.and(entries[i], back.reach);
    }
    return new LiveBindings(scope, entries);
  }

  /** Leaves in the scope what others see of its symbols. */
  void close() {
    scope.endReachability = state.reach;
    if (scope.kind() == Scope.Kind.FUNCTION || scope.kind() == Scope.Kind.LAMBDA) {
      return;
    }
    NameTable<Symbol> symbols = scope.symbolTable();
    LiveBindings[] ends = new LiveBindings[symbols.size()];
    for (int i = 0; i < ends.length; i++) {
      Place place = names.get(symbols.keyAt(i));
      ends[i] = place == null ? null : state.get(place.index);
    }
    scope.ends = ends;
  }
}
