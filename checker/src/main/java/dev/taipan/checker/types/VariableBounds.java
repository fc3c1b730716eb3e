package dev.taipan.checker.types;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Adds bounds to the variables that are being solved. A bound is added only if it fits all that is
 * known of the variable: lower bounds are below upper bounds and below the declared bound, what is
 * exact is between them, and one of the declared constraints takes all.
 *
 * <p>A variable may bound another: what is added to one then flows on to the other.
 */
final class VariableBounds {
  private VariableBounds() {}

  /** The type is below the variable. */
  static boolean below(Relation relation, Type type, TypeVarType variable) {
    Constraints constraints = constraintsOf(relation);
    if (type instanceof TypeVarType other && constraints.isInferable(other)) {
      return variableBelow(relation, other, variable);
    }
    if (type instanceof DynamicType dynamic && relation.kind().dynamicSourceHolds()) {
      markGradual(constraints, variable, dynamic);
      return true;
    }
    Constraints.Bounds bounds = constraints.bounds(variable);
    Type exact = bounds.exact();
    if (exact != null) {
      return relation.holds(type, exact);
    }
    if (bounds.lower().contains(type)) {
      return true;
    }
    // The bound is added before it is passed on, so that variables that bound each other end.
    return switch (variable.kind()) {
      case PARAM_SPEC ->
          type instanceof ParametersType
              && addLower(constraints, variable, type)
              && fitsUpper(relation, type, bounds);
      case TYPE_VAR_TUPLE -> type instanceof TupleType pack && addPack(relation, pack, variable);
      case TYPE_VAR, SELF ->
          !(type instanceof ParametersType)
              && fitsDeclaration(relation, type, variable, bounds)
              && addLower(constraints, variable, type)
              && fitsUpper(relation, type, bounds);
    };
  }

  /** The variable is below the type. */
  static boolean above(Relation relation, TypeVarType variable, Type type) {
    Constraints constraints = constraintsOf(relation);
    if (type instanceof TypeVarType other && constraints.isInferable(other)) {
      return variableBelow(relation, variable, other);
    }
    if (type instanceof DynamicType dynamic && relation.kind().dynamicTargetHolds()) {
      markGradual(constraints, variable, dynamic);
      return true;
    }
    Constraints.Bounds bounds = constraints.bounds(variable);
    if (type.equals(WellKnown.TOP)) {
      if (bounds.exact() == null
          && bounds.upper().isEmpty()
          && variable.kind() == TypeVarType.Kind.TYPE_VAR
          && relation.modelOf(variable).constraints().isEmpty()) {
        // What the variable is if nothing else is told.
        constraints.setBounds(variable, bounds.withUpper(type));
      }
      return true;
    }
    Type exact = bounds.exact();
    if (exact != null) {
      return relation.holds(exact, type);
    }
    if (bounds.upper().contains(type)) {
      return true;
    }
    if (variable.kind() == TypeVarType.Kind.TYPE_VAR_TUPLE
        && !hasLengthOfAll(type, bounds.upper())) {
      return false;
    }
    boolean isParamSpec = variable.kind() == TypeVarType.Kind.PARAM_SPEC;
    if (!isParamSpec) {
      constraints.setBounds(variable, bounds.withUpper(type));
    }
    for (Type lower : bounds.lower()) {
      if (!relation.holds(lower, type)) {
        return false;
      }
    }
    if (isParamSpec) {
      return type instanceof ParametersType parameters
          && addParameters(relation, parameters, variable);
    }
    TypeVarModel model = relation.modelOf(variable);
    if (!model.constraints().isEmpty() && !someConstraintBelow(relation, model, type)) {
      return false;
    }
    Type bound = model.bound();
    return bound == null
        || variable.kind() != TypeVarType.Kind.TYPE_VAR
        || !relation.types.isDisjoint(bound, type);
  }

  /** Whether a pack may be as long as all others are; always so for what is none. */
  private static boolean hasLengthOfAll(Type type, List<Type> others) {
    if (type instanceof TupleType tuple) {
      for (Type other : others) {
        if (other instanceof TupleType bound
            && (tuple.isFixedLength() && tuple.minimumLength() < bound.minimumLength()
                || bound.isFixedLength() && bound.minimumLength() < tuple.minimumLength())) {
          return false;
        }
      }
    }
    return true;
  }

  /** The variable is the type. */
  static boolean exactly(Relation relation, TypeVarType variable, Type type) {
    Constraints constraints = constraintsOf(relation);
    if (type instanceof TypeVarType other && constraints.isInferable(other)) {
      return variable.equals(other)
          || (variableBelow(relation, variable, other) && variableBelow(relation, other, variable));
    }
    Constraints.Bounds bounds = constraints.bounds(variable);
    Type exact = bounds.exact();
    if (exact != null) {
      return relation.invariant(exact, type);
    }
    for (Type lower : bounds.lower()) {
      if (!relation.holds(lower, type)) {
        return false;
      }
    }
    if (!fitsUpper(relation, type, bounds)) {
      return false;
    }
    if (!(type instanceof DynamicType)) {
      TypeVarModel model = relation.modelOf(variable);
      if (!model.constraints().isEmpty()) {
        if (!isConstraint(relation, type, model)) {
          return false;
        }
      } else if (!fitsDeclaration(relation, type, variable, bounds)) {
        return false;
      }
    }
    constraints.setBounds(variable, constraints.bounds(variable).withExact(type));
    return true;
  }

  /** A gradual type met a type: the variables in it may be anything as far as that goes. */
  static void gradual(Relation relation, Type type, DynamicType dynamic) {
    Constraints constraints = relation.constraints;
    if (constraints == null || type instanceof DynamicType) {
      return;
    }
    FreeVariables.mentions(
        type,
        variable -> {
          if (constraints.isInferable(variable)) {
            markGradual(constraints, variable, dynamic);
          }
          return false;
        });
  }

  private static void markGradual(
      Constraints constraints, TypeVarType variable, DynamicType dynamic) {
    Constraints.Bounds bounds = constraints.bounds(variable);
    if (bounds.gradual() == null) {
      constraints.setBounds(variable, bounds.withGradual(dynamic));
    }
  }

  private static Constraints constraintsOf(Relation relation) {
    Constraints constraints = relation.constraints;
    if (constraints == null) {
      throw new IllegalStateException("no variables are being solved");
    }
    return constraints;
  }

  private static boolean variableBelow(Relation relation, TypeVarType lower, TypeVarType upper) {
    if (lower.equals(upper)) {
      return true;
    }
    if (lower.kind() != upper.kind()) {
      return false;
    }
    Constraints constraints = constraintsOf(relation);
    Constraints.Bounds above = constraints.bounds(upper);
    if (above.lower().contains(lower)) {
      return true;
    }
    constraints.setBounds(upper, above.withLower(lower));
    constraints.setBounds(lower, constraints.bounds(lower).withUpper(upper));
    Constraints.Bounds below = constraints.bounds(lower);
    Type exactBelow = below.exact();
    if (exactBelow != null && !relation.holds(exactBelow, upper)) {
      return false;
    }
    for (Type type : below.lower()) {
      if (!flows(relation, type, lower, upper)) {
        return false;
      }
    }
    Type exactAbove = above.exact();
    if (exactAbove != null && !relation.holds(lower, exactAbove)) {
      return false;
    }
    for (Type type : above.upper()) {
      if (!relation.holds(lower, type)) {
        return false;
      }
    }
    return true;
  }

  /** Passes a lower bound of one variable on to another; its literals stay written or not. */
  private static boolean flows(Relation relation, Type type, TypeVarType lower, TypeVarType upper) {
    Constraints constraints = constraintsOf(relation);
    boolean outer = constraints.setWritten(constraints.isWritten(lower, type));
    boolean fits = relation.holds(type, upper);
    constraints.setWritten(outer);
    return fits;
  }

  private static boolean addLower(Constraints constraints, TypeVarType variable, Type type) {
    constraints.setBounds(variable, constraints.bounds(variable).withLower(type));
    return true;
  }

  private static boolean fitsUpper(Relation relation, Type type, Constraints.Bounds bounds) {
    for (Type upper : bounds.upper()) {
      if (!relation.holds(type, upper)) {
        return false;
      }
    }
    return true;
  }

  private static boolean fitsDeclaration(
      Relation relation, Type type, TypeVarType variable, Constraints.Bounds bounds) {
    if (variable.kind() == TypeVarType.Kind.SELF) {
      return relation.holds(type, anyInstance(relation, variable));
    }
    if (variable.kind() != TypeVarType.Kind.TYPE_VAR) {
      return true;
    }
    TypeVarModel model = relation.modelOf(variable);
    if (!model.constraints().isEmpty()) {
      List<Type> all = new ArrayList<>(bounds.lower());
      all.add(type);
      return constraintFor(relation, model, all, bounds.upper()) != null;
    }
    Type bound = model.bound();
    return bound == null || relation.holds(type, bound);
  }

  /** What {@code Self} is bound to, whatever the arguments of its class. */
  private static Type anyInstance(Relation relation, TypeVarType self) {
    Type bound = relation.modelOf(self).bound();
    if (bound == null) {
      return WellKnown.TOP;
    }
    Map<TypeVarType, Type> unknown = new HashMap<>();
    FreeVariables.collect(bound, variable -> unknown.put(variable, DynamicType.UNKNOWN));
    return unknown.isEmpty() ? bound : new Substitution(unknown).apply(bound);
  }

  /**
   * The solution of a variable with constraints: the narrowest of them that all lower bounds are
   * below and that is below all upper bounds; or the constrained variable that all lower bounds
   * are, if each of its constraints is one of this variable's. Null if there is none.
   */
  static @Nullable Type constraintFor(
      Relation relation, TypeVarModel model, List<Type> lower, List<Type> upper) {
    Type first = lower.isEmpty() ? null : lower.getFirst();
    if (first instanceof TypeVarType variable && allEqual(lower)) {
      TypeVarModel other = relation.modelOf(variable);
      if (!other.constraints().isEmpty()) {
        for (Type constraint : other.constraints()) {
          if (!isConstraint(relation, constraint, model)) {
            return null;
          }
        }
        return variable;
      }
    }
    Type best = null;
    for (Type constraint : model.constraints()) {
      boolean fits = true;
      for (int i = 0; fits && i < lower.size(); i++) {
        Type type = lower.get(i);
        boolean open = type instanceof TypeVarType variable && isInferable(relation, variable);
        fits = open || relation.attempt(type, constraint);
      }
      for (int i = 0; fits && i < upper.size(); i++) {
        Type type = upper.get(i);
        boolean open = type instanceof TypeVarType variable && isInferable(relation, variable);
        fits = open || relation.attempt(constraint, type);
      }
      if (fits && (best == null || relation.types.isSubtype(constraint, best))) {
        best = constraint;
      }
    }
    return best;
  }

  private static boolean isInferable(Relation relation, TypeVarType variable) {
    return relation.constraints != null && relation.constraints.isInferable(variable);
  }

  private static boolean allEqual(List<Type> types) {
    for (Type type : types) {
      if (!type.equals(types.getFirst())) {
        return false;
      }
    }
    return true;
  }

  private static boolean isConstraint(Relation relation, Type type, TypeVarModel model) {
    for (Type constraint : model.constraints()) {
      if (relation.types.isEquivalent(constraint, type)) {
        return true;
      }
    }
    return type instanceof TypeVarType
        && constraintFor(relation, model, List.of(type), List.of()) != null;
  }

  private static boolean someConstraintBelow(Relation relation, TypeVarModel model, Type type) {
    for (Type constraint : model.constraints()) {
      if (relation.attempt(constraint, type)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Several lists of parameters that take what a ParamSpec allows become one that every call which
   * it allows, all of them take: one of the two, or the first one with its parameters by position
   * only.
   */
  private static boolean addParameters(
      Relation relation, ParametersType parameters, TypeVarType variable) {
    Constraints constraints = constraintsOf(relation);
    Constraints.Bounds bounds = constraints.bounds(variable);
    List<Type> upper = new ArrayList<>();
    ParametersType joined = parameters;
    for (Type before : bounds.upper()) {
      if (!(before instanceof ParametersType list)) {
        upper.add(before);
      } else if (relation.attempt(list, joined)) {
        joined = list;
      } else if (!relation.attempt(joined, list)) {
        List<ParameterType> positional = new ArrayList<>();
        for (ParameterType parameter : list.parameters().parameters()) {
          positional.add(parameter.positionalOnly());
        }
        ParametersType candidate =
            new ParametersType(
                new ParameterList(
                    positional, list.parameters().paramSpec(), list.parameters().gradual()));
        if (!relation.attempt(candidate, list) || !relation.attempt(candidate, joined)) {
          return false;
        }
        joined = candidate;
      }
    }
    upper.add(joined);
    Constraints.Bounds now = constraints.bounds(variable);
    constraints.setBounds(
        variable, new Constraints.Bounds(now.lower(), upper, now.exact(), now.gradual()));
    return true;
  }

  /** Several tuples for one TypeVarTuple must have one length; their elements are joined. */
  private static boolean addPack(Relation relation, TupleType pack, TypeVarType variable) {
    Constraints constraints = constraintsOf(relation);
    Constraints.Bounds bounds = constraints.bounds(variable);
    if (!fitsUpper(relation, pack, bounds)) {
      return false;
    }
    List<Type> lower = new ArrayList<>();
    TupleType joined = pack;
    for (Type before : bounds.lower()) {
      if (!(before instanceof TupleType tuple)) {
        lower.add(before);
      } else if (tuple.sameShape(joined)) {
        joined = Solver.joinElements(relation.types, tuple, joined);
      } else if (relation.attempt(joined, tuple)) {
        joined = tuple;
      } else if (!relation.attempt(tuple, joined)) {
        return false;
      }
    }
    lower.add(joined);
    Constraints.Bounds now = constraints.bounds(variable);
    constraints.setBounds(
        variable, new Constraints.Bounds(lower, now.upper(), now.exact(), now.gradual()));
    return true;
  }
}
