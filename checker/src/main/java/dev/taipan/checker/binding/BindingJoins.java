package dev.taipan.checker.binding;

import java.util.Arrays;

/**
 * How the live bindings of a place come together where ways of the control flow of a scope meet.
 *
 * <p>The entries of {@link LiveBindings} are triples in the order of their definitions, so that two
 * are joined in one pass.
 */
final class BindingJoins {
  /** More live bindings than this become one, and what is known of the paths is given up. */
  private static final int ENTRY_LIMIT = 64;

  /** That nothing of the scope has bound a place of it yet. */
  final LiveBindings unbound;

  /** That a place has whatever value others gave it. */
  final LiveBindings implicit;

  private final Scope scope;
  private final Facts facts;
  private final ConditionBuilder conditions;
  private int[] scratch = new int[24];

  BindingJoins(Scope scope, Facts facts) {
    this.scope = scope;
    this.facts = facts;
    this.conditions = facts.conditions;
    this.unbound = new LiveBindings(scope, LiveBindings.UNBOUND, Conditions.TRUE, Conditions.TRUE);
    this.implicit =
        new LiveBindings(scope, LiveBindings.IMPLICIT, Conditions.TRUE, Conditions.TRUE);
  }

  /** How a place starts. */
  LiveBindings initial(Place place) {
    return place.local ? unbound : implicit;
  }

  /**
   * What is known of a place where two ways meet.
   *
   * @param left what is known of it on the way {@code a}
   * @param right the same on {@code b}
   * @param reach the condition under which the point is reached
   * @param doubt the condition that has to hold for {@code b} to be taken at all
   */
  LiveBindings join(
      Place place,
      LiveBindings left,
      FlowState a,
      LiveBindings right,
      FlowState b,
      int reach,
      int doubt) {
    int[] x = left.entries();
    int[] y = right.entries();
    int[] out = scratch(x.length + y.length);
    boolean boundLeft = left.bound() == a.reach;
    boolean boundRight = right.bound() == b.reach;
    boolean bound = true;
    int i = 0;
    int j = 0;
    int length = 0;
    while (i < x.length || j < y.length) {
      if (j == y.length || (i < x.length && x[i] < y[j])) {
        out[length] = x[i];
        out[length + 1] = x[i + 1];
        out[length + 2] = boundLeft ? x[i + 2] : conditions.and(x[i + 2], a.reach);
        i += 3;
      } else if (i == x.length || y[j] < x[i]) {
        out[length] = y[j];
        out[length + 1] = y[j + 1] == Conditions.TRUE ? y[j + 1] : conditions.and(y[j + 1], doubt);
        out[length + 2] = boundRight ? y[j + 2] : conditions.and(y[j + 2], b.reach);
        j += 3;
      } else {
        out[length] = x[i];
        boolean alike = x[i + 2] == y[j + 2];
        out[length + 1] =
            x[i + 1] == y[j + 1]
                ? x[i + 1]
                : conditions.or(
                    narrowedOn(place, a, x[i], x[i + 1], alike ? Conditions.TRUE : x[i + 2]),
                    conditions.and(
                        narrowedOn(place, b, y[j], y[j + 1], alike ? Conditions.TRUE : y[j + 2]),
                        doubt));
        if (alike) {
          out[length + 2] = x[i + 2];
          bound &= boundLeft || boundRight;
        } else {
          out[length + 2] =
              conditions.or(
                  boundLeft ? x[i + 2] : conditions.and(x[i + 2], a.reach),
                  boundRight ? y[j + 2] : conditions.and(y[j + 2], b.reach));
        }
        i += 3;
        j += 3;
      }
      length += 3;
    }
    return shared(place, left, right, out, length, bound ? reach : Conditions.TRUE);
  }

  /**
   * What tests establish on one of two ways, as part of what they establish on both: the way must
   * have been taken, and the binding, which another may have replaced since, have got there on it.
   * Tests before the binding, or before another object took the place of the one that the place is
   * a part of, were of another value.
   */
  private int narrowedOn(
      Place place, FlowState way, int definition, int narrowing, int reachability) {
    int taken = conditions.and(reachability, way.local);
    int first =
        definition >= 0
            ? facts.definition(definition).earlierPredicates
            : definition == LiveBindings.IMPLICIT ? place.forgottenAt : 0;
    return conditions.and(narrowing, conditions.since(taken, first));
  }

  /**
   * Both, where the ways do not exclude each other: {@code added} may replace {@code cell} at a
   * point that is reached under {@code reach}.
   */
  LiveBindings union(Place place, LiveBindings cell, LiveBindings added, int reach) {
    int[] x = cell.entries();
    int[] y = added.entries();
    int[] out = scratch(x.length + y.length);
    int i = 0;
    int j = 0;
    int length = 0;
    while (i < x.length || j < y.length) {
      if (j == y.length || (i < x.length && x[i] < y[j])) {
        System.arraycopy(x, i, out, length, 3);
        i += 3;
      } else if (i == x.length || y[j] < x[i]) {
        out[length] = y[j];
        out[length + 1] = y[j + 1];
        out[length + 2] = conditions.and(y[j + 2], reach);
        j += 3;
      } else {
        out[length] = x[i];
        out[length + 1] = conditions.or(x[i + 1], y[j + 1]);
        out[length + 2] = x[i + 2] == y[j + 2] ? x[i + 2] : conditions.or(x[i + 2], y[j + 2]);
        i += 3;
        j += 3;
      }
      length += 3;
    }
    return shared(place, cell, initial(place), out, length, Conditions.TRUE);
  }

  /** The entries in {@code out} as one of the two if they are the same. */
  private LiveBindings shared(
      Place place, LiveBindings left, LiveBindings right, int[] out, int length, int bound) {
    if (length > 3 * ENTRY_LIMIT) {
      return gathered(place, out, length);
    }
    if (left.consistsOf(out, length)) {
      return left;
    }
    if (right.consistsOf(out, length)) {
      return right;
    }
    return new LiveBindings(scope, Arrays.copyOf(out, length), bound);
  }

  /**
   * The bindings in {@code entries} as one definition, beside the ways on which nothing binds the
   * place: the entries of a place stay few however many branches bind it one after the other.
   */
  private LiveBindings gathered(Place place, int[] entries, int length) {
    int first = 0;
    while (entries[first] < 0) {
      first += 3;
    }
    int[] bindings = Arrays.copyOfRange(entries, first, length);
    for (int i = 0; i < bindings.length; i += 3) {
      bindings[i + 1] = Conditions.TRUE;
      bindings[i + 2] = Conditions.TRUE;
    }
    DefinitionKind kind = new DefinitionKind.Gathered(new LiveBindings(scope, bindings));
    int definition =
        facts.defineUnlisted(scope, place, scope.node(), kind, Conditions.TRUE).index();
    int[] result = Arrays.copyOf(entries, first + 3);
    result[first] = definition;
    result[first + 1] = Conditions.TRUE;
    result[first + 2] = Conditions.TRUE;
    return new LiveBindings(scope, result);
  }

  /**
   * The entries of {@code left} that were made in the finally block or were among those of {@code
   * came}; what very many bindings are together stays, whichever of them came on this way.
   */
  LiveBindings restrict(Place place, LiveBindings left, LiveBindings came, Frame.Since start) {
    int[] result = new int[left.entries().length];
    int length = 0;
    for (int i = 0; i < left.size(); i++) {
      int definition = left.definition(i);
      int narrowing = left.narrowing(i);
      int reachability = left.reachability(i);
      boolean kept =
          definition >= start.definition()
              || definition == LiveBindings.IMPLICIT
              || (definition >= 0
                  && facts.definition(definition).kind() instanceof DefinitionKind.Gathered)
              || (definition == LiveBindings.UNBOUND && place.unboundAt > start.bindCount());
      for (int j = 0; j < came.size() && !kept; j++) {
        if (came.definition(j) == definition) {
          kept = true;
          narrowing = conditions.and(narrowing, came.narrowing(j));
          reachability = came.reachability(j);
        }
      }
      if (kept) {
        result[length++] =
            definition < start.definition() ? definition : renew(place, definition, came, start);
        result[length++] = narrowing;
        result[length++] = reachability;
      }
    }
    return length == 0 ? left : new LiveBindings(scope, Arrays.copyOf(result, length));
  }

  /** A definition of the finally block: what a call changed there is what came on this way. */
  private int renew(Place place, int definition, LiveBindings came, Frame.Since start) {
    Definition made = facts.definition(definition);
    if (!(made.kind() instanceof DefinitionKind.AfterCall after)) {
      return definition;
    }
    LiveBindings before = restrict(place, after.before(), came, start);
    return facts
        .defineUnlisted(
            made.scope(),
            place,
            after.call(),
            new DefinitionKind.AfterCall(after.call(), before),
            made.reachability())
        .index();
  }

  private int[] scratch(int length) {
    if (length > scratch.length) {
      scratch = new int[length * 2];
    }
    return scratch;
  }
}
