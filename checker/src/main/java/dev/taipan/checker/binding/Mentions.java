package dev.taipan.checker.binding;

import dev.taipan.checker.syntax.Argument;
import dev.taipan.checker.syntax.Expr;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the places that a test may say something of.
 *
 * <p>These are the references that stand as the test, as an operand of its comparisons, or as the
 * first argument of a call in one of those positions ({@code isinstance(x, C)}, {@code len(x) ==
 * 2}, {@code type(x) is C}, type guards); and, for a member, also what it is a member of, since
 * {@code x.kind == "a"} tells members of a union apart.
 */
final class Mentions {
  private final Walk walk;
  private final List<Place> found = new ArrayList<>();

  Mentions(Walk walk) {
    this.walk = walk;
  }

  /** How many places were found last. */
  int size() {
    return found.size();
  }

  Place get(int i) {
    return found.get(i);
  }

  /** Finds the places of a test and of the condition that it is an alias of. */
  void collect(Expr test, @Nullable Definition alias) {
    found.clear();
    testing(test);
    if (alias != null && alias.kind() instanceof DefinitionKind.Assign assign) {
      for (Expr.Name name : names(assign.value())) {
        if (walk.facts.byNode[name.id] instanceof LiveBindings) {
          add(walk.frame.place(walk.mangle(name.name)));
        }
      }
    }
  }

  /** Finds the places of the subject of a `match`, for a display those of its elements. */
  void collectSubject(Expr subject) {
    found.clear();
    subject(subject);
  }

  private void subject(Expr subject) {
    switch (subject) {
      case Expr.Tuple tuple -> tuple.elements.forEach(this::subject);
      case Expr.ListExpr list -> list.elements.forEach(this::subject);
      case Expr.Call call -> argument(call);
      default -> operand(subject);
    }
  }

  /** Adds a place to those found last. */
  void add(Place place) {
    if (!found.contains(place)) {
      found.add(place);
    }
  }

  private void testing(Expr test) {
    if (test instanceof Expr.Compare compare) {
      operand(compare.left);
      for (Expr comparator : compare.comparators) {
        operand(comparator);
      }
    } else {
      operand(test);
    }
  }

  private void operand(Expr operand) {
    switch (operand) {
      case Expr.Name e -> reference(e, true);
      case Expr.Attribute e -> reference(e, true);
      case Expr.Subscript e -> reference(e, true);
      case Expr.Walrus e -> {
        reference(e, true);
        testing(e.value);
      }
      case Expr.Call e -> argument(e);
      default -> {}
    }
  }

  /** What a call may tell of: its first positional argument, or those given by name before it. */
  private void argument(Expr.Call call) {
    for (Argument argument : call.arguments) {
      if (argument.kind != Argument.Kind.POSITIONAL && argument.kind != Argument.Kind.KEYWORD) {
        return;
      }
      if (argument.value instanceof Expr.Walrus walrus) {
        testing(walrus.value);
      }
      reference(argument.value, argument.value instanceof Expr.Subscript);
      if (argument.kind == Argument.Kind.POSITIONAL) {
        return;
      }
    }
  }

  private void reference(Expr expression, boolean withOwner) {
    Place place = placeOf(expression);
    if (place != null) {
      add(place);
      Place owner = place.parent;
      if (withOwner && owner != null && mayBeUnion(owner)) {
        add(owner);
      }
    }
  }

  /**
   * Whether tests of its members may tell what the place is: not for `self` and imported modules.
   */
  private boolean mayBeUnion(Place owner) {
    if (owner.parent != null) {
      return true;
    }
    Symbol symbol = owner.symbol;
    return owner != walk.frame.self && symbol != null && !symbol.onlyNamed;
  }

  /** The place of a reference that has been evaluated, made if the frame does not know it yet. */
  @Nullable Place placeOf(Expr expression) {
    switch (expression) {
      case Expr.Name name -> {
        return name.name.isEmpty() ? null : walk.frame.place(walk.mangle(name.name));
      }
      case Expr.Walrus walrus -> {
        return placeOf(walrus.target);
      }
      case Expr.Attribute attribute -> {
        Place base = attribute.name.isEmpty() ? null : placeOf(attribute.value);
        return base == null ? null : base.childOrNew(walk.mangle(attribute.name));
      }
      case Expr.Subscript subscript -> {
        String segment = Places.subscriptSegment(subscript.index);
        Place base = segment == null ? null : placeOf(subscript.value);
        return base == null || segment == null ? null : base.childOrNew(segment);
      }
      default -> {
        return null;
      }
    }
  }

  /**
   * The assignment of the condition that a name stands for: on all paths this one assigned it, its
   * value is a comparison, a call or a combination of such, and the names in that have had no other
   * value since.
   */
  @Nullable Definition aliasedCondition(Expr test) {
    if (!(test instanceof Expr.Name)
        || !(walk.facts.byNode[test.id] instanceof LiveBindings bindings)
        || bindings.size() != 1
        || bindings.definition(0) < 0) {
      return null;
    }
    Definition definition = walk.facts.definition(bindings.definition(0));
    if (!(definition.kind() instanceof DefinitionKind.Assign assign)
        || !assign.direct()
        || !isCondition(assign.value())
        || definition.scope() != walk.frame.scope) {
      return null;
    }
    boolean some = false;
    for (Expr.Name name : names(assign.value())) {
      // names of outer scopes, of which the frame knows nothing, are left alone
      if (walk.facts.byNode[name.id] instanceof LiveBindings then) {
        some = true;
        if (!then.hasSameDefinitions(walk.frame.read(walk.frame.place(walk.mangle(name.name))))) {
          return null;
        }
      }
    }
    return some ? definition : null;
  }

  private static boolean isCondition(Expr value) {
    return switch (value) {
      case Expr.Compare _, Expr.Call _ -> true;
      case Expr.Unary unary -> unary.op == Expr.UnaryOp.NOT;
      case Expr.BoolOp operation -> operation.values.stream().anyMatch(Mentions::isCondition);
      default -> false;
    };
  }

  /** The names that a condition tests. */
  private static List<Expr.Name> names(Expr condition) {
    List<Expr.Name> names = new ArrayList<>(2);
    addNames(condition, names);
    return names;
  }

  private static void addNames(Expr condition, List<Expr.Name> names) {
    switch (condition) {
      case Expr.Compare compare -> {
        nameOf(compare.left, names);
        compare.comparators.forEach(comparator -> nameOf(comparator, names));
      }
      case Expr.BoolOp operation -> operation.values.forEach(value -> addNames(value, names));
      case Expr.Unary unary when unary.op == Expr.UnaryOp.NOT -> addNames(unary.operand, names);
      default -> nameOf(condition, names);
    }
  }

  private static void nameOf(Expr operand, List<Expr.Name> names) {
    Expr tested =
        switch (operand) {
          case Expr.Call call
              when !call.arguments.isEmpty()
                  && call.arguments.getFirst().kind == Argument.Kind.POSITIONAL ->
              call.arguments.getFirst().value;
          case Expr.Attribute attribute -> attribute.value; // x.kind == "a" tells what x is
          case Expr.Subscript subscript -> subscript.value;
          default -> operand;
        };
    if (tested instanceof Expr.Name name && !name.name.isEmpty()) {
      names.add(name);
    }
  }
}
