package dev.taipan.checker.inference;

import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.Literals;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.TupleType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.UnionType;
import dev.taipan.checker.types.Unions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Makes inferred types as general as a declaration would be, and joins what loops bring. */
public final class Widening {
  /** Types that nest deeper than this are not grown by another round of a loop. */
  private static final int MAX_NESTING = 5;

  /** The items of displays that nest deeper than this are not known. */
  private static final int MAX_ITEM_NESTING = 10;

  /** More literals than this, each assigned in its own place, are seen as their classes. */
  private static final int MAX_LITERALS = 256;

  private Widening() {}

  /** The type with literals replaced by their classes, inside tuples too. */
  public static Type widen(Type type) {
    return Literals.widen(type);
  }

  /** What very many bindings of a place are together; a union of few members stays what it is. */
  public static Type ofMany(Type type) {
    return Unions.members(type).size() > MAX_LITERALS ? widen(type) : type;
  }

  /** The union of types of which some may be provisional: {@code DIVERGENT} gives way to others. */
  public static Type joinAll(List<Type> types) {
    boolean divergent = false;
    for (Type type : types) {
      divergent |= Unions.members(type).contains(DynamicType.DIVERGENT);
    }
    if (!divergent) {
      return Unions.of(types);
    }
    List<Type> others = new ArrayList<>();
    for (Type type : types) {
      others.addAll(Unions.members(type));
    }
    others.removeIf(type -> type == DynamicType.DIVERGENT);
    return others.isEmpty() ? DynamicType.DIVERGENT : Unions.of(others);
  }

  /**
   * What a display without an expected type holds: the union of its items' types, of unbounded
   * nesting only where somebody wrote so. {@code x = [x]}, done often, would make types that take
   * ever longer to compare.
   */
  public static Type items(List<Type> types) {
    if (types.isEmpty()) {
      return DynamicType.UNKNOWN;
    }
    Type all = joinAll(types);
    return item(all instanceof NominalType nominal ? withUnknownArguments(nominal, types) : all);
  }

  /**
   * What a union makes of {@code list[int]} and {@code list[Unknown]} is the first; an item of a
   * display may be either, and so may what is put there later.
   */
  private static NominalType withUnknownArguments(NominalType all, List<Type> types) {
    List<Type> arguments = new ArrayList<>(all.arguments());
    boolean changed = false;
    for (Type type : types) {
      if (type instanceof NominalType one && one.cls().equals(all.cls())) {
        for (int i = 0; i < Math.min(arguments.size(), one.arguments().size()); i++) {
          if (one.arguments().get(i) == DynamicType.UNKNOWN) {
            changed |= arguments.set(i, DynamicType.UNKNOWN) != DynamicType.UNKNOWN;
          }
        }
      }
    }
    return changed ? new NominalType(all.cls(), arguments) : all;
  }

  /** The same for one item. */
  public static Type item(Type type) {
    return type.nesting() > MAX_ITEM_NESTING ? DynamicType.UNKNOWN : type;
  }

  /**
   * A type above two successive answers of a cycle that does not settle by itself. Nothing is above
   * what is not known: it stands for a type that would have grown without an end.
   */
  public static Type join(Type previous, Type next) {
    if (previous.equals(next) || previous == DynamicType.UNKNOWN) {
      return previous;
    }
    Type widened = withoutGrowingTuples(joinAll(List.of(widen(previous), widen(next))));
    return widened.nesting() > MAX_NESTING ? DynamicType.UNKNOWN : widened;
  }

  /** Tuples that get longer with every round of a loop become one of any length. */
  private static Type withoutGrowingTuples(Type type) {
    if (!(type instanceof UnionType union)) {
      return type;
    }
    List<Type> elements = new ArrayList<>();
    List<Type> others = new ArrayList<>();
    Set<Integer> lengths = new HashSet<>();
    for (Type member : union.members()) {
      if (member instanceof TupleType tuple) {
        lengths.add(tuple.minimumLength());
        elements.addAll(tuple.prefix());
        if (tuple.variadic() != null) {
          elements.add(tuple.variadic());
        }
        elements.addAll(tuple.suffix());
      } else {
        others.add(member);
      }
    }
    if (lengths.size() < 2) {
      return type;
    }
    others.add(TupleType.homogeneous(elements.isEmpty() ? DynamicType.UNKNOWN : joinAll(elements)));
    return Unions.of(others);
  }
}
