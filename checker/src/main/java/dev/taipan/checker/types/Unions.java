package dev.taipan.checker.types;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Makes unions in normal form: flat; without {@code Never}; without structural duplicates; a
 * literal is absorbed by its own class, an intersection by one of its parts, a type with exclusions
 * by the same without, {@code Literal[True] | Literal[False]} is {@code bool}, and {@code object}
 * absorbs everything. Gradual members stay, since {@code int | Any} is not {@code Any}; two
 * different gradual members become {@code Unknown}. A class whose type arguments nobody knows, such
 * as that of an empty display (or of one with empty displays in it), is absorbed by the same class
 * with known ones, unless these are {@code Never}: a list of nothing says no more of what may be
 * added than an empty display, and is absorbed by it. Of tuples only those are absorbed that a
 * cycle does not know in full yet.
 *
 * <p>Nothing else is absorbed (a subclass stays beside its base), so that no model of a class is
 * needed and a union of n members is made in O(n).
 */
public final class Unions {
  private static final NominalType STR = new NominalType(WellKnown.STR);
  private static final NominalType BOOL = new NominalType(WellKnown.BOOL);
  private static final LiteralType TRUE = new LiteralType(WellKnown.BOOL, true);
  private static final LiteralType FALSE = new LiteralType(WellKnown.BOOL, false);

  private static final UnionType OBJECT_OR_UNKNOWN =
      new UnionType(List.of(WellKnown.TOP, DynamicType.UNKNOWN));

  /** Up to here a linear search is faster than hashing. */
  private static final int SMALL = 8;

  private Unions() {}

  /** The union of any number of types; {@code Never} for none. */
  public static Type of(List<? extends Type> members) {
    if (members.size() == 1) {
      return members.getFirst();
    }
    if (members.size() == 2) {
      return of(members.getFirst(), members.getLast());
    }
    List<Type> flat = new ArrayList<>(members.size());
    flatten(members, flat);
    return normalize(flat, true);
  }

  public static Type of(Type first, Type second) {
    if (first == second || second == NeverType.NEVER || first.equals(second)) {
      return first;
    }
    if (first == NeverType.NEVER) {
      return second;
    }
    List<Type> flat = new ArrayList<>();
    flatten(List.of(first, second), flat);
    return normalize(flat, true);
  }

  /**
   * The union that somebody wrote: who allows {@code list[int]} and {@code list} allows any list.
   */
  public static Type written(List<? extends Type> members) {
    List<Type> flat = new ArrayList<>(members.size());
    flatten(members, flat);
    return normalize(flat, false);
  }

  /** The members of a union; the type itself when it is none; nothing for {@code Never}. */
  public static List<Type> members(Type type) {
    return switch (type) {
      case UnionType union -> union.members();
      case NeverType _ -> List.of();
      default -> List.of(type);
    };
  }

  /** {@code type | None}. */
  public static Type optional(Type type) {
    return of(type, WellKnown.NONE);
  }

  private static void flatten(List<? extends Type> members, List<Type> flat) {
    for (Type member : members) {
      switch (member) {
        case UnionType union -> flat.addAll(union.members());
        case NeverType _ -> {}
        default -> flat.add(member);
      }
    }
  }

  /**
   * @param inferred whether a member that is known in part only gives way to one that is known
   */
  private static Type normalize(List<Type> flat, boolean inferred) {
    List<Type> result = new ArrayList<>(flat.size());
    Set<Type> seen = flat.size() > SMALL ? HashSet.newHashSet(flat.size()) : null;
    boolean literals = false;
    boolean any = false;
    boolean unknown = false;
    boolean open = false;
    boolean exclusions = false;
    boolean intersections = false;
    boolean top = false;
    for (Type member : flat) {
      switch (member) {
        case DynamicType dynamic -> {
          any |= dynamic == DynamicType.ANY;
          unknown |= dynamic == DynamicType.UNKNOWN;
        }
        case LiteralType _, LiteralStringType _ -> literals = true;
        case NominalType nominal -> {
          top |= nominal.cls().equals(WellKnown.OBJECT);
          open |= anyOpen(nominal.arguments());
        }
        case TupleType tuple -> open |= tuple.prefix().contains(DynamicType.DIVERGENT);
        case IntersectionType intersection -> {
          intersections = true;
          exclusions |= !intersection.negative().isEmpty();
        }
        default -> {}
      }
      if (seen == null ? !result.contains(member) : seen.add(member)) {
        result.add(member);
      }
    }
    if (top) {
      // What is not known may be more than an object.
      return unknown ? OBJECT_OR_UNKNOWN : WellKnown.TOP;
    }
    if (any && unknown) {
      result.remove(DynamicType.ANY);
    }
    if (literals && result.size() > 1) {
      absorbLiterals(result);
    }
    if (intersections && result.size() > 1) {
      absorbIntersections(result);
    }
    if (exclusions && result.size() > 1) {
      List<Type> all = List.copyOf(result);
      result.removeIf(
          member ->
              member instanceof IntersectionType part
                  && !part.negative().isEmpty()
                  && all.contains(Intersections.of(part.positive(), List.of())));
    }
    if (open && inferred && result.size() > 1) {
      absorbUnknown(result);
    }
    return switch (result.size()) {
      case 0 -> NeverType.NEVER;
      case 1 -> result.getFirst();
      default -> new UnionType(result);
    };
  }

  /** Drops what is of another member and something else. */
  private static void absorbIntersections(List<Type> members) {
    List<Type> all = List.copyOf(members);
    members.removeIf(
        member -> {
          if (member instanceof IntersectionType intersection) {
            for (Type part : intersection.positive()) {
              if (all.contains(part)) {
                return true;
              }
            }
          }
          return false;
        });
  }

  /** Drops what differs from another member only where parts of it are not known. */
  private static void absorbUnknown(List<Type> members) {
    List<Type> kept = new ArrayList<>(members.size());
    for (Type member : members) {
      if (!isAbsorbed(member, members)) {
        kept.add(member);
      }
    }
    members.clear();
    members.addAll(kept);
  }

  private static boolean isAbsorbed(Type type, List<Type> members) {
    List<Type> parts = partsOf(type);
    boolean open =
        type instanceof TupleType ? parts.contains(DynamicType.DIVERGENT) : anyOpen(parts);
    if (!open && !parts.contains(NeverType.NEVER)) {
      return false;
    }
    for (Type member : members) {
      if (member != type && isSameShape(type, member) && saysMore(partsOf(member), parts)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isSameShape(Type type, Type other) {
    return type instanceof NominalType nominal
        ? other instanceof NominalType same && same.cls().equals(nominal.cls())
        : other instanceof TupleType tuple && tuple.variadic() == null;
  }

  /** The arguments of a class, the elements of a tuple of fixed length. */
  private static List<Type> partsOf(Type type) {
    return switch (type) {
      case NominalType nominal -> nominal.arguments();
      case TupleType tuple when tuple.variadic() == null -> tuple.prefix();
      default -> List.of();
    };
  }

  private static boolean anyOpen(List<Type> parts) {
    for (int i = 0; i < parts.size(); i++) {
      if (isOpen(parts.get(i))) {
        return true;
      }
    }
    return false;
  }

  /** Whether a part is not known, or not known yet, or a class with such a part. */
  private static boolean isOpen(Type part) {
    return isUnknown(part) || part instanceof NominalType nominal && anyOpen(nominal.arguments());
  }

  private static boolean isUnknown(Type part) {
    return part == DynamicType.UNKNOWN || part == DynamicType.DIVERGENT;
  }

  /** Whether each part is the same, or known where the other is open, or open where it is none. */
  private static boolean saysMore(List<Type> parts, List<Type> others) {
    if (parts.size() != others.size()) {
      return false;
    }
    for (int i = 0; i < others.size(); i++) {
      Type part = parts.get(i);
      Type other = others.get(i);
      if (!saysMore(part, other) && !other.equals(part)) {
        return false;
      }
    }
    return true;
  }

  private static boolean saysMore(Type part, Type other) {
    if (other instanceof NominalType) {
      return isSameShape(other, part) && saysMore(partsOf(part), partsOf(other));
    }
    return isUnknown(other) ? part != NeverType.NEVER : other == NeverType.NEVER && isUnknown(part);
  }

  /** Drops the literals whose class is a member and joins the two bools. */
  private static void absorbLiterals(List<Type> members) {
    boolean bothBools = members.contains(TRUE) && members.contains(FALSE);
    Set<ClassId> classes = new HashSet<>();
    boolean literalString = false;
    for (Type member : members) {
      if (member instanceof NominalType nominal && nominal.arguments().isEmpty()) {
        classes.add(nominal.cls());
      }
      literalString |= member == LiteralStringType.LITERAL_STRING;
    }
    if (classes.isEmpty() && !literalString && !bothBools) {
      return;
    }
    boolean hasStr = classes.contains(STR.cls());
    List<Type> kept = new ArrayList<>(members.size());
    boolean boolAdded = classes.contains(BOOL.cls());
    for (Type member : members) {
      switch (member) {
        case LiteralType literal -> {
          if (bothBools && literal.cls().equals(WellKnown.BOOL)) {
            if (!boolAdded) {
              boolAdded = true;
              kept.add(BOOL);
            }
          } else if (!classes.contains(literal.cls())
              && !(literalString && literal.cls().equals(WellKnown.STR))) {
            kept.add(member);
          }
        }
        case LiteralStringType _ -> {
          if (!hasStr) {
            kept.add(member);
          }
        }
        default -> kept.add(member);
      }
    }
    members.clear();
    members.addAll(kept);
  }
}
