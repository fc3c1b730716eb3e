package dev.taipan.checker.types;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Intersections and differences of types, as narrowing needs them. Both distribute over unions, so
 * they cost the product of the numbers of members, up to a limit; above it the first type stays as
 * it is.
 */
final class Meet {
  private static final int MAX_PRODUCT = 20_000;
  private static final int MAX_DEPTH = 30;
  private static final NominalType INT = new NominalType(WellKnown.INT);
  private static final NominalType FLOAT = new NominalType(WellKnown.FLOAT);
  private static final NominalType COMPLEX = new NominalType(WellKnown.COMPLEX);

  private final TypeSystem types;
  private int depth;

  Meet(TypeSystem types) {
    this.types = types;
  }

  Type intersect(Type first, Type second) {
    if (first == second || second.equals(WellKnown.TOP) || first.equals(second)) {
      return first;
    }
    if (first.equals(WellKnown.TOP) || first instanceof DynamicType) {
      return second;
    }
    if (second instanceof DynamicType || first instanceof NeverType) {
      return first;
    }
    if (second instanceof NeverType) {
      return second;
    }
    if (++depth > MAX_DEPTH) {
      depth--;
      return first;
    }
    Type result = distributed(first, second);
    depth--;
    return result;
  }

  private Type distributed(Type first, Type second) {
    if (first instanceof AliasType alias) {
      return intersect(types.world().aliasValue(alias), second);
    }
    if (second instanceof AliasType alias) {
      return intersect(first, types.world().aliasValue(alias));
    }
    List<Type> left = Unions.members(first);
    List<Type> right = Unions.members(second);
    if (left.size() == 1 && right.size() == 1) {
      return single(first, second);
    }
    if ((long) left.size() * right.size() > MAX_PRODUCT) {
      return first;
    }
    List<Type> parts = new ArrayList<>();
    for (Type a : left) {
      if (right.contains(a)) {
        parts.add(a);
        continue;
      }
      for (Type b : right) {
        Type part = intersect(a, b);
        if (part != NeverType.NEVER) {
          parts.add(part);
        }
      }
    }
    return Unions.of(withoutRedundant(parts));
  }

  /** Drops an intersection of which a part stands beside it. */
  private List<Type> withoutRedundant(List<Type> parts) {
    boolean intersections = false;
    for (Type part : parts) {
      intersections |= part instanceof IntersectionType;
    }
    if (!intersections || parts.size() == 1) {
      return parts;
    }
    List<Type> kept = new ArrayList<>(parts.size());
    for (Type part : parts) {
      boolean redundant = false;
      if (part instanceof IntersectionType) {
        for (Type other : parts) {
          redundant |= !(other instanceof IntersectionType) && types.isSubtype(part, other);
        }
      }
      if (!redundant) {
        kept.add(part);
      }
    }
    return kept;
  }

  private Type single(Type first, Type second) {
    if (types.isSubtype(first, second)) {
      return first;
    }
    if (types.isSubtype(second, first)) {
      return second;
    }
    if (types.isCovered(first, second)) {
      return first;
    }
    if (types.isCovered(second, first)) {
      return second;
    }
    if (types.isDisjoint(first, second)) {
      return NeverType.NEVER;
    }
    Type specialized = specialized(first, second);
    if (specialized != null) {
      return specialized;
    }
    List<Type> positive = new ArrayList<>();
    List<Type> negative = new ArrayList<>();
    addParts(first, positive, negative);
    addParts(second, positive, negative);
    List<Type> kept = new ArrayList<>();
    for (Type part : positive) {
      boolean redundant = false;
      for (Type other : positive) {
        redundant |= other != part && !kept.contains(part) && types.isSubtype(other, part);
      }
      if (!redundant) {
        kept.add(part);
      }
    }
    return Intersections.of(kept, negative);
  }

  private static void addParts(Type type, List<Type> positive, List<Type> negative) {
    if (type instanceof IntersectionType intersection) {
      positive.addAll(intersection.positive());
      negative.addAll(intersection.negative());
    } else {
      positive.add(type);
    }
  }

  /**
   * A subclass whose type arguments are not known, with those that make it a subtype of the other
   * type: {@code list[Unknown]} of a {@code Sequence[int]} is {@code list[int]}.
   */
  private @Nullable Type specialized(Type first, Type second) {
    Type result = specialize(second, first);
    return result != null ? result : specialize(first, second);
  }

  private @Nullable Type specialize(Type open, Type fixed) {
    if (!(open instanceof NominalType nominal) || nominal.arguments().isEmpty()) {
      return null;
    }
    for (Type argument : nominal.arguments()) {
      if (!(argument instanceof DynamicType)) {
        return null;
      }
    }
    return types.specialization(nominal.cls(), fixed);
  }

  Type exclude(Type type, Type excluded) {
    if (type instanceof DynamicType
        || excluded instanceof DynamicType
        || type instanceof NeverType
        || excluded instanceof NeverType) {
      return type;
    }
    if (type.equals(excluded)) {
      return promoted(type);
    }
    if (++depth > MAX_DEPTH) {
      depth--;
      return type;
    }
    Type result = excludeStructure(type, excluded);
    depth--;
    return result;
  }

  private Type excludeStructure(Type type, Type excluded) {
    if (excluded instanceof AliasType alias) {
      return exclude(type, types.world().aliasValue(alias));
    }
    if (type instanceof AliasType alias) {
      Type value = types.world().aliasValue(alias);
      Type rest = exclude(value, excluded);
      return rest.equals(value) ? type : rest;
    }
    if (type instanceof UnionType union) {
      return excludeFromUnion(union, excluded);
    }
    if (excluded instanceof UnionType union) {
      return excludeEach(type, union.members());
    }
    if (types.isCovered(type, excluded)) {
      return excluded instanceof NominalType ? promoted(type, excluded) : NeverType.NEVER;
    }
    return switch (type) {
      case NominalType nominal -> {
        Type values =
            excluded instanceof LiteralType literal && literal.cls().equals(nominal.cls())
                ? Enums.expand(types.world(), nominal)
                : null;
        yield values == null ? type : exclude(values, excluded);
      }
      case TupleType tuple when excluded instanceof TupleType other -> excludeTuple(tuple, other);
      case TypeVarType variable -> {
        if (variable.kind() == TypeVarType.Kind.PARAM_SPEC
            || variable.kind() == TypeVarType.Kind.TYPE_VAR_TUPLE) {
          yield type;
        }
        Type bound = new Relation(types, Relation.Kind.SUBTYPE, null).boundOf(variable);
        Type rest = exclude(bound, excluded);
        yield rest.equals(bound)
            ? type
            : rest == NeverType.NEVER ? rest : Intersections.of(List.of(type, rest), List.of());
      }
      case IntersectionType intersection -> {
        List<Type> parts = new ArrayList<>(intersection.positive().size());
        boolean changed = false;
        for (Type part : intersection.positive()) {
          Type rest = exclude(part, excluded);
          changed |= !rest.equals(part);
          parts.add(rest);
        }
        yield changed ? Intersections.of(parts, intersection.negative()) : type;
      }
      case SubclassOfType subclass -> {
        Type instance = subclass.instance();
        Type other =
            switch (excluded) {
              case SubclassOfType excludedClass -> excludedClass.instance();
              case ClassLiteralType literal
                  when Enums.isSealed(types.world().classModel(literal.cls())) ->
                  types.instanceOf(literal);
              default -> NeverType.NEVER;
            };
        Type rest = exclude(instance, other);
        yield rest.equals(instance) ? type : SubclassOfType.of(rest);
      }
      default -> type;
    };
  }

  /** Members that both unions have go by hash; literals meet only what is no literal. */
  private Type excludeFromUnion(UnionType union, Type excluded) {
    List<Type> removed = Unions.members(excluded);
    Set<Type> hashed = new HashSet<>(removed);
    List<Type> others = new ArrayList<>();
    for (Type type : removed) {
      if (!(type instanceof LiteralType)) {
        others.add(type);
      }
    }
    List<Type> rest = new ArrayList<>(union.members().size());
    boolean changed = false;
    for (Type member : union.members()) {
      Type part =
          hashed.contains(member)
              ? promoted(member, excluded)
              : excludeEach(member, member instanceof LiteralType ? others : removed);
      changed |= part != member;
      if (part != NeverType.NEVER) {
        rest.add(part);
      }
    }
    return changed ? Unions.of(rest) : union;
  }

  private Type excludeEach(Type type, List<Type> excluded) {
    Type rest = type;
    for (Type member : excluded) {
      rest = exclude(rest, member);
    }
    return rest;
  }

  /** If just one element may lie outside the excluded tuple, it is the one that does. */
  private Type excludeTuple(TupleType type, TupleType excluded) {
    if (!type.isFixedLength()
        || !excluded.isFixedLength()
        || type.prefix().size() != excluded.prefix().size()) {
      return type;
    }
    int open = -1;
    for (int i = 0; i < type.prefix().size(); i++) {
      if (!types.isCovered(type.prefix().get(i), excluded.prefix().get(i))) {
        if (open >= 0) {
          return type;
        }
        open = i;
      }
    }
    if (open < 0) {
      return NeverType.NEVER;
    }
    Type before = type.prefix().get(open);
    Type after = exclude(before, excluded.prefix().get(open));
    if (after.equals(before)) {
      return type;
    }
    List<Type> elements = new ArrayList<>(type.prefix());
    elements.set(open, after);
    return after == NeverType.NEVER ? after : TupleType.of(elements);
  }

  /**
   * What a type without itself is: nothing, except that {@code float} also stands for the values of
   * {@code int} and {@code complex} for both.
   */
  private static Type promoted(Type type) {
    return promoted(type, type);
  }

  private static Type promoted(Type type, Type excluded) {
    List<Type> removed = Unions.members(excluded);
    if (type.equals(FLOAT) && removed.contains(FLOAT) && !removed.contains(INT)) {
      return INT;
    }
    if (type.equals(COMPLEX) && removed.contains(COMPLEX)) {
      return removed.contains(FLOAT)
          ? removed.contains(INT) ? NeverType.NEVER : INT
          : removed.contains(INT) ? FLOAT : Unions.of(FLOAT, INT);
    }
    return NeverType.NEVER;
  }
}
