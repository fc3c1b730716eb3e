package dev.taipan.checker.types;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A type variable with constraints is exactly one of them, so what is computed from several values
 * of its type is computed for one constraint at a time. The results are put together again: where
 * they differ as the constraints do, the whole is of the variable's type.
 */
public final class ConstraintCases {
  private final TypeSystem types;
  private final World world;

  public ConstraintCases(TypeSystem types) {
    this.types = types;
    this.world = types.world();
  }

  /** A variable with constraints that the type mentions; null if there is none. */
  public @Nullable TypeVarType variableIn(Type type) {
    TypeVarType[] found = {null};
    FreeVariables.mentions(
        type,
        variable -> {
          boolean constrained =
              variable.kind() == TypeVarType.Kind.TYPE_VAR && !constraintsOf(variable).isEmpty();
          found[0] = constrained ? variable : null;
          return constrained;
        });
    return found[0];
  }

  public List<Type> constraintsOf(TypeVarType variable) {
    return world.typeVarModel(variable).constraints();
  }

  /** What a type is where the variable is one of its constraints; Never if that is not possible. */
  public Type where(TypeVarType variable, Type constraint, Type type) {
    return switch (type) {
      case UnionType union -> {
        List<Type> members = new ArrayList<>(union.members().size());
        for (Type member : union.members()) {
          members.add(where(variable, constraint, member));
        }
        yield Unions.of(members);
      }
      case IntersectionType intersection -> {
        Type met = null;
        for (Type part : intersection.positive()) {
          Type one = where(variable, constraint, part);
          met = met == null ? one : types.intersect(met, one);
        }
        Type result = met == null ? WellKnown.TOP : met;
        for (Type part : intersection.negative()) {
          result = types.exclude(result, where(variable, constraint, part));
        }
        yield result;
      }
      default -> Substitution.of(variable, constraint).apply(type);
    };
  }

  /** The type of what is the type at each index where the variable is that constraint. */
  private Type join(TypeVarType variable, List<Type> results) {
    Type joined = joinExactly(variable, constraintsOf(variable), results);
    return joined == null ? Unions.of(results) : joined;
  }

  /**
   * The same where the cases were also computed together: {@code whole} stays if it says for each
   * constraint what was found for it alone. Null stands for no such type.
   */
  public Type join(TypeVarType variable, List<Type> results, @Nullable Type whole) {
    return whole != null && tellsApart(variable, results, whole) ? whole : join(variable, results);
  }

  private boolean tellsApart(TypeVarType variable, List<Type> results, Type whole) {
    List<Type> constraints = constraintsOf(variable);
    for (int i = 0; i < results.size(); i++) {
      if (!where(variable, constraints.get(i), whole).equals(results.get(i))) {
        return false;
      }
    }
    return true;
  }

  private @Nullable Type joinExactly(
      TypeVarType variable, List<Type> constraints, List<Type> results) {
    Set<Integer> live = new TreeSet<>();
    boolean same = true;
    boolean asConstraints = true;
    Type first = NeverType.NEVER;
    for (int i = 0; i < results.size(); i++) {
      Type result = results.get(i);
      if (result != NeverType.NEVER) {
        first = live.isEmpty() ? result : first;
        live.add(i);
        same &= result.equals(first);
        asConstraints &= result.equals(constraints.get(i));
      }
    }
    if (live.isEmpty() || same && !asConstraints) {
      return first;
    }
    if (asConstraints) {
      List<Type> possible = new ArrayList<>();
      for (int i : live) {
        possible.add(constraints.get(i));
      }
      return live.size() == results.size()
          ? variable
          : Intersections.of(List.of(variable, Unions.of(possible)), List.of());
    }
    return live.size() == results.size() ? joinParts(variable, constraints, results) : null;
  }

  /** Types of one shape, joined part by part; null for types of different shapes. */
  private @Nullable Type joinParts(
      TypeVarType variable, List<Type> constraints, List<Type> results) {
    List<List<Type>> parts = new ArrayList<>(results.size());
    for (Type result : results) {
      List<Type> own = partsOf(result, results.getFirst());
      if (own == null || own.size() != partsOf(results.getFirst()).size()) {
        return null;
      }
      parts.add(own);
    }
    List<Type> joined = new ArrayList<>();
    for (int i = 0; i < parts.getFirst().size(); i++) {
      List<Type> column = new ArrayList<>(parts.size());
      for (List<Type> own : parts) {
        column.add(own.get(i));
      }
      Type part = joinExactly(variable, constraints, column);
      if (part == null) {
        return null;
      }
      joined.add(part);
    }
    return switch (results.getFirst()) {
      case NominalType nominal -> new NominalType(nominal.cls(), joined);
      case TupleType tuple -> tuple.variadic() == null ? TupleType.of(joined) : null;
      case SubclassOfType _ -> SubclassOfType.of(joined.getFirst());
      case UnionType _ -> Unions.of(joined);
      default -> null;
    };
  }

  private static @Nullable List<Type> partsOf(Type type, Type model) {
    boolean alike =
        type.getClass() == model.getClass()
            && !(type instanceof NominalType nominal
                && !nominal.cls().equals(((NominalType) model).cls()));
    return alike ? partsOf(type) : null;
  }

  private static List<Type> partsOf(Type type) {
    return switch (type) {
      case NominalType nominal -> nominal.arguments();
      case TupleType tuple -> tuple.prefix();
      case SubclassOfType subclass -> List.of(subclass.instance());
      case UnionType union -> union.members();
      default -> List.of();
    };
  }

  /** An operation on two types. */
  interface Operation<R> {
    R apply(Type left, Type right);
  }

  /**
   * What an operator gives. Only where it gives different things for different values, or nothing
   * at all, it is looked for variables and evaluated for each constraint.
   */
  OperatorResult operate(Type left, Type right, Operation<OperatorResult> operation) {
    OperatorResult whole = operation.apply(left, right);
    if (whole.isSupported() && !(whole.type() instanceof UnionType)) {
      return whole;
    }
    TypeVarType found = variableIn(left);
    TypeVarType variable = found == null ? variableIn(right) : found;
    if (variable == null) {
      return whole;
    }
    List<Type> results = new ArrayList<>();
    for (Type constraint : constraintsOf(variable)) {
      Type l = where(variable, constraint, left);
      Type r = where(variable, constraint, right);
      OperatorResult one =
          l == NeverType.NEVER || r == NeverType.NEVER
              ? OperatorResult.of(NeverType.NEVER)
              : operate(l, r, operation);
      if (!one.isSupported()) {
        return whole;
      }
      results.add(one.type());
    }
    Type joined = join(variable, results, whole.isSupported() ? whole.type() : null);
    return new OperatorResult(joined, List.of(), whole.deprecated());
  }

  /** The same for items. */
  SubscriptResult item(Type object, Type index, Operation<SubscriptResult> operation) {
    SubscriptResult whole = operation.apply(object, index);
    if (whole.isValid() && !(whole.type() instanceof UnionType)) {
      return whole;
    }
    TypeVarType found = variableIn(object);
    TypeVarType variable = found == null ? variableIn(index) : found;
    if (variable == null) {
      return whole;
    }
    List<Type> results = new ArrayList<>();
    for (Type constraint : constraintsOf(variable)) {
      SubscriptResult one =
          item(where(variable, constraint, object), where(variable, constraint, index), operation);
      if (!one.isValid()) {
        return whole;
      }
      results.add(one.type());
    }
    Type joined = join(variable, results, whole.isValid() ? whole.type() : null);
    return new SubscriptResult(joined, List.of(), whole.deprecated());
  }
}
