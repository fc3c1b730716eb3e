package dev.taipan.checker.types;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns what was collected of type variables into types.
 *
 * <p>A variable becomes, in this order: its exact value; for a variable with constraints the one
 * that fits; the join of its lower bounds, with literals widened to their classes unless that would
 * break an upper bound (or the caller wants them kept); the meet of its upper bounds; the gradual
 * type that it met; its default; {@code Unknown}. Variables that bound each other are solved depth
 * first; a variable that depends on itself ignores that bound.
 *
 * <p>The cost is the number of bounds, plus the square of the number of lower bounds of a variable
 * (at most {@value #MAX_JOIN} are compared with each other, above that they are only united).
 */
final class Solver {
  private static final int MAX_JOIN = 32;

  private final TypeSystem types;
  private final Constraints constraints;
  private final boolean partial;
  private final Map<TypeVarType, Type> values = new HashMap<>();
  private final Set<TypeVarType> active = new HashSet<>();

  /**
   * @param partial whether variables that nothing is known of stay as they are
   */
  Solver(TypeSystem types, Constraints constraints, boolean partial) {
    this.types = types;
    this.constraints = constraints;
    this.partial = partial;
  }

  /** The values of all variables; of those that are known, for a partial solution. */
  Substitution solve() {
    List<TypeVarType> variables = constraints.variables();
    Map<TypeVarType, Type> result = HashMap.newHashMap(variables.size());
    for (TypeVarType variable : variables) {
      Type value = value(variable);
      if (value == null && !partial && constraints.original(variable) == null) {
        value = unsolved(variable);
        values.put(variable, value);
      }
      if (value != null) {
        result.put(variable, value);
      }
    }
    return new Substitution(result);
  }

  /** The value of a variable; null if nothing is known of it. */
  private @Nullable Type value(TypeVarType variable) {
    Type known = values.get(variable);
    if (known != null) {
      return known;
    }
    if (!active.add(variable)) {
      return null;
    }
    Type value = compute(variable, constraints.bounds(variable));
    active.remove(variable);
    if (value != null) {
      values.put(variable, value);
    }
    return value;
  }

  private @Nullable Type compute(TypeVarType variable, Constraints.Bounds bounds) {
    Type exact = bounds.exact();
    if (exact != null) {
      return closed(exact);
    }
    List<Type> lower = closedAll(bounds.lower());
    List<Type> upper = closedAll(bounds.upper());
    TypeVarType declared = constraints.original(variable);
    TypeVarModel model = types.world().typeVarModel(declared == null ? variable : declared);
    List<Type> fixedLower = withoutVariables(bounds.lower());
    List<Type> fixedUpper = withoutVariables(bounds.upper());
    boolean isBounded =
        fixedLower.size() < bounds.lower().size() || fixedUpper.size() < bounds.upper().size();
    if (isBounded && !allows(model, lower, upper)) {
      // Variables that bound this one have to go by it then, where they still can.
      lower = closedAll(fixedLower);
      upper = closedAll(fixedUpper);
    }
    if (!model.constraints().isEmpty() && !(areGradual(lower) && areGradual(upper))) {
      Type constraint = constraintFor(model, lower, upper);
      if (constraint != null) {
        return constraint;
      }
    }
    if (variable.kind() == TypeVarType.Kind.PARAM_SPEC && !upper.isEmpty()) {
      return upper.getLast();
    }
    if (!lower.isEmpty() && !(sayNothing(lower) && bounds.gradual() != null)) {
      return joined(variable, lower, upper, model);
    }
    if (upper.stream().allMatch(bound -> FreeVariables.mentions(bound, variable::equals))) {
      upper = List.of(); // they only tell how the variable goes by itself
    }
    // A value of an unknown type may be more than what takes it asks for.
    return upper.isEmpty()
            || bounds.gradual() != null && variable.kind() == TypeVarType.Kind.TYPE_VAR
        ? gradual(variable, bounds.gradual())
        : meet(variable, upper, model);
  }

  /** Whether what was declared of a variable leaves a solution between the bounds. */
  private boolean allows(TypeVarModel model, List<Type> lower, List<Type> upper) {
    if (!model.constraints().isEmpty()) {
      return constraintFor(model, lower, upper) != null;
    }
    Type bound = model.bound();
    if (bound != null) {
      for (Type type : lower) {
        if (!(type instanceof ParametersType) && !types.isAssignable(type, bound)) {
          return false;
        }
      }
    }
    return true;
  }

  /** Whether the bounds leave everything open that an unknown value beside them may be. */
  private static boolean sayNothing(List<Type> lower) {
    for (Type bound : lower) {
      if (!(bound instanceof DynamicType) && bound != NeverType.NEVER) {
        return false;
      }
    }
    return true;
  }

  private static boolean areGradual(List<Type> bounds) {
    for (Type bound : bounds) {
      if (!(bound instanceof DynamicType)) {
        return false;
      }
    }
    return true;
  }

  private @Nullable Type constraintFor(TypeVarModel model, List<Type> lower, List<Type> upper) {
    Relation relation = new Relation(types, Relation.Kind.ASSIGNABLE, null);
    return VariableBounds.constraintFor(relation, model, lower, upper);
  }

  private List<Type> withoutVariables(List<Type> bounds) {
    List<Type> result = new ArrayList<>(bounds.size());
    for (Type bound : bounds) {
      if (!(bound instanceof TypeVarType variable && constraints.isInferable(variable))) {
        result.add(bound);
      }
    }
    return result;
  }

  private static @Nullable Type gradual(TypeVarType variable, @Nullable Type gradual) {
    return gradual == null ? null : variable.gradualArgument(gradual);
  }

  private Type joined(
      TypeVarType variable, List<Type> lower, List<Type> upper, TypeVarModel model) {
    if (variable.kind() == TypeVarType.Kind.PARAM_SPEC) {
      return lower.getFirst();
    }
    Type precise = join(types, lower);
    if (constraints.retainsLiterals(variable)) {
      return precise;
    }
    List<Type> widened = new ArrayList<>(lower.size());
    boolean changed = false;
    for (Type type : lower) {
      Type wide =
          constraints.isWritten(variable, type)
              ? Literals.withoutExclusions(type)
              : Literals.widen(type);
      changed |= wide != type;
      widened.add(wide);
    }
    if (!changed) {
      return precise;
    }
    Type wide = join(types, widened);
    for (Type limit : upper) {
      if (!types.isAssignable(wide, limit)) {
        return precise;
      }
    }
    Type bound = model.bound();
    return bound != null && !types.isAssignable(wide, bound) ? precise : wide;
  }

  /** The union of the types, without those that another one takes in. */
  private static Type join(TypeSystem types, List<Type> all) {
    if (all.size() == 1) {
      return all.getFirst();
    }
    if (all.size() > MAX_JOIN) {
      return Unions.of(all);
    }
    List<Type> kept = new ArrayList<>(all.size());
    for (int i = 0; i < all.size(); i++) {
      Type type = all.get(i);
      boolean redundant = false;
      for (int j = 0; j < all.size() && !redundant; j++) {
        Type other = all.get(j);
        redundant =
            i != j && types.isSubtype(type, other) && (j < i || !types.isSubtype(other, type));
      }
      if (!redundant) {
        kept.add(type);
      }
    }
    return Unions.of(kept);
  }

  /** Tuples of one shape with the joins of their elements. */
  static TupleType joinElements(TypeSystem types, TupleType first, TupleType second) {
    Type variadic = first.variadic();
    Type other = second.variadic();
    return new TupleType(
        joinAll(types, first.prefix(), second.prefix()),
        variadic == null || other == null ? null : joinVariadic(types, first, variadic, other),
        joinAll(types, first.suffix(), second.suffix()));
  }

  private static Type joinVariadic(TypeSystem types, TupleType shape, Type first, Type second) {
    if (first.equals(second)) {
      return first;
    }
    return shape.hasPack() ? WellKnown.TOP : join(types, List.of(first, second));
  }

  private static List<Type> joinAll(TypeSystem types, List<Type> first, List<Type> second) {
    List<Type> result = new ArrayList<>(first.size());
    for (int i = 0; i < first.size(); i++) {
      result.add(join(types, List.of(first.get(i), second.get(i))));
    }
    return result;
  }

  private Type meet(TypeVarType variable, List<Type> upper, TypeVarModel model) {
    List<Type> all = new ArrayList<>(upper);
    Type bound = model.bound();
    if (bound != null && variable.kind() == TypeVarType.Kind.TYPE_VAR) {
      all.add(bound);
    }
    if (variable.kind() == TypeVarType.Kind.TYPE_VAR_TUPLE
        && all.getFirst() instanceof UnionType shapes) {
      return shapes.members().getFirst();
    }
    if (all.size() == 1 || variable.kind() != TypeVarType.Kind.TYPE_VAR) {
      return all.getFirst();
    }
    for (Type candidate : all) {
      boolean below = true;
      for (Type other : all) {
        below &= types.isAssignable(candidate, other);
      }
      if (below) {
        return candidate;
      }
    }
    Type result = all.getFirst();
    for (int i = 1; i < all.size(); i++) {
      result = types.intersect(result, all.get(i));
    }
    return result;
  }

  private Type unsolved(TypeVarType variable) {
    return closed(types.mro().defaultOf(variable));
  }

  /**
   * The bounds with the variables in them solved; bounds that are nothing but open ones left out.
   */
  private List<Type> closedAll(List<Type> bounds) {
    if (bounds.isEmpty()) {
      return bounds;
    }
    List<Type> result = new ArrayList<>(bounds.size());
    for (Type bound : bounds) {
      if (bound instanceof TypeVarType variable && constraints.isInferable(variable)) {
        Type value = value(variable);
        if (value != null) {
          result.add(value);
        } else if (constraints.original(variable) != null && !active.contains(variable)) {
          result.add(variable);
        }
      } else {
        result.add(closed(bound));
      }
    }
    return result;
  }

  private Type closed(Type type) {
    Map<TypeVarType, Type> map = new HashMap<>();
    FreeVariables.mentions(
        type,
        variable -> {
          if (constraints.isInferable(variable) && !map.containsKey(variable)) {
            Type value = value(variable);
            if (value != null) {
              map.put(variable, value);
            }
          }
          return false;
        });
    return map.isEmpty() ? type : new Substitution(map).apply(type);
  }
}
