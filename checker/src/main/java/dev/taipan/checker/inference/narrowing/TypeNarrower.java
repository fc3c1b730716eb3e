package dev.taipan.checker.inference.narrowing;

import dev.taipan.checker.inference.Program;
import dev.taipan.checker.types.AliasType;
import dev.taipan.checker.types.CallableType;
import dev.taipan.checker.types.ClassLiteralType;
import dev.taipan.checker.types.ClassModel;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.Enums;
import dev.taipan.checker.types.IntersectionType;
import dev.taipan.checker.types.Intersections;
import dev.taipan.checker.types.LiteralStringType;
import dev.taipan.checker.types.LiteralType;
import dev.taipan.checker.types.NeverType;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.ParameterList;
import dev.taipan.checker.types.Signature;
import dev.taipan.checker.types.SubclassOfType;
import dev.taipan.checker.types.TupleType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.TypeFormType;
import dev.taipan.checker.types.TypeSystem;
import dev.taipan.checker.types.TypeVarModel;
import dev.taipan.checker.types.TypeVarType;
import dev.taipan.checker.types.UnionType;
import dev.taipan.checker.types.Unions;
import dev.taipan.checker.types.WellKnown;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The operations on types that narrowing is made of; see the specification's "Type narrowing". */
public final class TypeNarrower {
  private static final NominalType TYPE = new NominalType(WellKnown.TYPE);
  private static final NominalType INT = new NominalType(WellKnown.INT);
  private static final NominalType FLOAT = new NominalType(WellKnown.FLOAT);

  private final Program program;
  private final Equality equality;

  public TypeNarrower(Program program) {
    this.program = program;
    this.equality = new Equality(program);
  }

  private TypeSystem relations() {
    return program.typeSystem();
  }

  /** Applies {@code narrow} to each member of a union and joins the answers. */
  Type each(Type type, Function<Type, Type> narrow) {
    List<Type> members = unfolded(type);
    if (members.size() == 1) {
      return narrow.apply(members.getFirst());
    }
    List<Type> kept = new ArrayList<>(members.size());
    boolean changed = false;
    for (Type member : members) {
      Type after = narrow.apply(member);
      changed |= after != member;
      if (after != NeverType.NEVER) {
        kept.add(after);
      }
    }
    return changed ? Unions.of(kept) : type;
  }

  /** The members of a union, with recursive aliases among them replaced by their values. */
  private List<Type> unfolded(Type type) {
    List<Type> members = Unions.members(type);
    for (Type member : members) {
      if (member instanceof AliasType) {
        List<Type> all = new ArrayList<>();
        for (Type one : members) {
          all.addAll(
              one instanceof AliasType alias
                  ? Unions.members(program.aliasValue(alias))
                  : List.of(one));
        }
        return all;
      }
    }
    return members;
  }

  /** {@link #each}, where {@code bool} and enums are looked at value by value. */
  Type eachValue(Type type, Function<Type, Type> narrow) {
    return each(
        type,
        member -> {
          Type values =
              member instanceof NominalType nominal ? Enums.expand(program, nominal) : null;
          if (values == null) {
            return narrow.apply(member);
          }
          List<Type> kept = new ArrayList<>();
          boolean changed = false;
          for (Type value : Unions.members(values)) {
            Type after = narrow.apply(value);
            changed |= after != value;
            kept.add(after);
          }
          return changed ? Unions.of(kept) : member;
        });
  }

  /** The members of a union, with {@code bool} and enums replaced by their values. */
  List<Type> values(Type type) {
    List<Type> result = new ArrayList<>();
    for (Type member : Unions.members(type)) {
      Type values = member instanceof NominalType nominal ? Enums.expand(program, nominal) : null;
      result.addAll(values == null ? List.of(member) : Unions.members(values));
    }
    return result;
  }

  /** What is both {@code type} and {@code filter}: the positive side of {@code isinstance}. */
  Type intersect(Type type, Type filter) {
    if (!(type instanceof UnionType)) {
      return withAny(type, filter);
    }
    // That an object is of a common subclass of two unrelated classes is taken into account only
    // where nothing else explains the test.
    List<Type> members = unfolded(type);
    List<Type> filters = unfolded(filter);
    List<Type> parts = new ArrayList<>(members.size());
    boolean unexplained = true;
    boolean changed = false;
    for (Type member : members) {
      Type part = explainedPart(member, filters);
      unexplained &= part == NeverType.NEVER;
      changed |= part != member;
      parts.add(part);
    }
    if (unexplained) {
      return withAny(type, filter);
    }
    return changed ? Unions.of(parts) : type;
  }

  /** What is of a type and of any of the filters. */
  private Type withAny(Type type, Type filter) {
    return each(
        type,
        member ->
            isWithinOne(member, unfolded(filter))
                ? member
                : each(filter, one -> intersectOne(member, one)));
  }

  /** Whether one of several filters lets everything pass, so that the others do not matter. */
  private boolean isWithinOne(Type member, List<Type> filters) {
    if (filters.size() < 2 || member instanceof DynamicType || isPlainType(member)) {
      return false;
    }
    boolean within = false;
    for (Type filter : filters) {
      if (filter instanceof DynamicType) {
        return false;
      }
      within = within || isWithin(member, filter);
    }
    return within;
  }

  /** What is of a type and one of the filters, common subclasses of unrelated classes left out. */
  private Type explainedPart(Type member, List<Type> filters) {
    if (isWithinOne(member, filters)) {
      return member;
    }
    List<Type> parts = new ArrayList<>(filters.size());
    for (Type filter : filters) {
      if (!isPlainlyUnrelated(member, filter)) {
        Type part = intersectOne(member, filter);
        if (!isMadeUp(part, member)) {
          parts.add(part);
        }
      }
    }
    return Unions.of(parts);
  }

  /** Whether two classes have nothing in common but what a common subclass would make so. */
  private boolean isPlainlyUnrelated(Type first, Type second) {
    if (!(first instanceof NominalType a)
        || !(second instanceof NominalType b)
        || a.cls().equals(b.cls())
        || b.cls().module().equals("builtins")) { // an int may be meant by float
      return false;
    }
    ClassModel left = program.classModel(a.cls());
    ClassModel right = program.classModel(b.cls());
    return !isDictionary(a, b)
        && !left.inherits(b.cls())
        && !right.inherits(a.cls())
        && !left.hasUnknownBase()
        && !right.hasUnknownBase()
        && !left.isProtocol()
        && !right.isProtocol()
        && !left.isNewType()
        && !right.isNewType();
  }

  /**
   * What is both {@code type} and {@code other} as far as the classes say so: the same object may
   * have two types, but nobody compares what only a common subclass could make equal. Where no
   * known member of a union is the other, an unknown one beside them tells nothing either, and
   * neither does what may be an object that nobody knows. An unknown member stays what it is.
   */
  Type common(Type type, Type other) {
    if (Unions.members(other).stream().anyMatch(DynamicType.class::isInstance)) {
      return type;
    }
    if (type instanceof DynamicType
        && other instanceof UnionType
        && Unions.members(other).contains(WellKnown.NONE)) {
      return type; // who compares with what may be None hardly means None
    }
    List<Type> known = new ArrayList<>(Unions.members(type));
    List<Type> unknown = new ArrayList<>(known);
    known.removeIf(DynamicType.class::isInstance);
    unknown.removeAll(known);
    Type found = commonParts(known.isEmpty() ? type : Unions.of(known), other);
    if (found == NeverType.NEVER || known.isEmpty()) {
      return found == NeverType.NEVER ? type : found;
    }
    unknown.addFirst(found);
    return Unions.of(unknown);
  }

  private Type commonParts(Type type, Type other) {
    return each(
        type,
        member ->
            each(
                other,
                one -> {
                  Type part = intersectOne(member, one);
                  return isMadeUp(part, member) ? NeverType.NEVER : part;
                }));
  }

  private static boolean isMadeUp(Type part, Type member) {
    return part instanceof IntersectionType
        && !(member instanceof TypeVarType)
        && !(member instanceof IntersectionType);
  }

  private Type intersectOne(Type member, Type filter) {
    if (filter instanceof DynamicType) {
      return filter; // what a class has that is not known, nobody knows
    }
    if (filter.equals(WellKnown.TOP)) {
      return member;
    }
    if (member instanceof DynamicType) {
      return switch (filter) {
        case CallableType _ -> member;
        case NominalType nominal when nominal.equals(TYPE) -> new SubclassOfType(member);
        default -> filter;
      };
    }
    if (filter instanceof SubclassOfType && isPlainType(member)) {
      return filter; // a plain `type` is assignable to it, but says less
    }
    if (member instanceof TypeFormType form && filter.equals(TYPE)) {
      return classesOf(form.described());
    }
    boolean saysMore = isPlainType(member) && filter instanceof NominalType && !filter.equals(TYPE);
    if (!saysMore && isWithin(member, filter)) {
      return member;
    }
    if (member instanceof TypeVarType variable && variable.kind() != TypeVarType.Kind.PARAM_SPEC) {
      Type upper = upperBound(variable);
      Type narrowed = intersect(upper, filter);
      if (narrowed == NeverType.NEVER || narrowed.equals(upper)) {
        return narrowed == NeverType.NEVER ? narrowed : member;
      }
      return Intersections.of(List.of(member, narrowed), List.of());
    }
    Type specialized = specialize(filter, member);
    if (isWithin(specialized, member)) {
      return specialized;
    }
    if (relations().isDisjoint(member, filter)) {
      return NeverType.NEVER;
    }
    if (member instanceof IntersectionType intersection) {
      List<Type> positive = new ArrayList<>(intersection.positive());
      positive.removeIf(part -> isWithin(specialized, part));
      positive.add(specialized);
      return Intersections.of(positive, intersection.negative());
    }
    return Intersections.of(List.of(member, specialized), List.of());
  }

  /** The classes that describe a type; of other forms of types none are known. */
  private static Type classesOf(Type described) {
    List<Type> classes = new ArrayList<>();
    for (Type member : Unions.members(described)) {
      switch (member) {
        case NominalType _, TupleType _, TypeVarType _, DynamicType _ ->
            classes.add(new SubclassOfType(member));
        default -> {
          return TYPE;
        }
      }
    }
    return Unions.of(classes);
  }

  private static boolean isPlainType(Type type) {
    return type instanceof SubclassOfType cls && cls.instance() instanceof DynamicType
        || type instanceof NominalType nominal && nominal.cls().equals(WellKnown.TYPE);
  }

  /**
   * {@code type} where a {@code TypeIs} answers. Of a type that is gradual it tells what that is;
   * where it says no, what else that may be stays.
   */
  Type guarded(Type type, Type guarded, boolean positive) {
    if (!positive) {
      return each(type, member -> mayBe(member, guarded) ? member : subtract(member, guarded));
    }
    return each(
        intersect(type, guarded),
        member -> {
          for (Type one : Unions.members(guarded)) {
            if (mayBe(member, one) && isWithin(one, member)) {
              return one;
            }
          }
          return member;
        });
  }

  /** Whether only what gradual parts of a type may stand for makes it one of another. */
  private boolean mayBe(Type type, Type other) {
    return isWithin(type, other) && !relations().isCovered(type, other);
  }

  /** What is {@code type} but not {@code filter}: the negative side of {@code isinstance}. */
  Type subtract(Type type, Type filter) {
    return eachValue(
        type,
        member -> {
          if (member instanceof DynamicType || filter instanceof DynamicType) {
            return member;
          }
          for (Type one : Unions.members(filter)) {
            if (isPlainType(member) ? one.equals(TYPE) : isWithin(member, one)) {
              return NeverType.NEVER;
            }
          }
          if (member instanceof TypeVarType variable
              && variable.kind() != TypeVarType.Kind.PARAM_SPEC) {
            Type upper = upperBound(variable);
            Type left = subtract(upper, filter);
            if (left == NeverType.NEVER) {
              return left;
            }
            return left.equals(upper) ? member : Intersections.of(List.of(member, left), List.of());
          }
          return member;
        });
  }

  /**
   * What of {@code type} is an instance of one of the classes in {@code filter}. Unlike in a
   * declaration {@code float} means the class alone there, without the ints.
   */
  Type intersectClasses(Type type, Type filter) {
    List<Type> members = new ArrayList<>(unfolded(type));
    return members.removeIf(member -> onlyPromoted(member, filter))
        ? intersect(Unions.of(members), filter)
        : intersect(type, filter);
  }

  /**
   * What is {@code type} but no instance of the classes in {@code filter}. A variable declared as
   * {@code float} may hold an int, which is no instance of the class.
   */
  Type subtractClasses(Type type, Type filter) {
    List<Type> members = unfolded(type);
    if (!anyStandsForOthers(members) && !anyStandsForOthers(Unions.members(filter))) {
      return subtract(type, filter);
    }
    List<Type> left = new ArrayList<>();
    boolean promotes = false;
    for (Type member : members) {
      if (onlyPromoted(member, filter)) {
        left.add(member);
        promotes = true;
        continue;
      }
      NominalType declared = declaredNumber(member);
      if (declared == null) {
        left.add(subtract(member, filter));
        continue;
      }
      boolean removed = removes(filter, declared);
      List<Type> excluded = new ArrayList<>();
      for (NominalType promoted : promotedTo(declared)) {
        boolean gone =
            member instanceof IntersectionType before && before.negative().contains(promoted)
                || removes(filter, promoted);
        if (gone) {
          excluded.add(promoted);
        } else if (removed) {
          left.add(promoted);
        }
      }
      promotes |= removed || !excluded.isEmpty();
      if (!removed) {
        left.add(Intersections.of(List.of(declared), excluded));
      }
    }
    return promotes ? Unions.of(left) : subtract(type, filter);
  }

  /** The class of numbers that may stand for others too where it is declared; null for others. */
  private static @Nullable NominalType declaredNumber(Type type) {
    return switch (type) {
      case NominalType nominal -> promotedTo(nominal).isEmpty() ? null : nominal;
      case IntersectionType intersection ->
          intersection.positive().size() == 1
                  && intersection.positive().getFirst() instanceof NominalType nominal
              ? declaredNumber(nominal)
              : null;
      default -> null;
    };
  }

  /** The classes whose instances may stand where {@code declared} is declared, besides its own. */
  private static List<NominalType> promotedTo(NominalType declared) {
    return declared.cls().equals(WellKnown.FLOAT)
        ? List.of(INT)
        : declared.cls().equals(WellKnown.COMPLEX) ? List.of(FLOAT, INT) : List.of();
  }

  /** Whether a declaration of one of the types lets instances of other classes in. */
  private static boolean anyStandsForOthers(List<Type> types) {
    for (Type type : types) {
      if (type instanceof NominalType nominal && !promotedTo(nominal).isEmpty()) {
        return true;
      }
    }
    return false;
  }

  /** Whether a number passes for one of the filter where that is declared, but is none of it. */
  private boolean onlyPromoted(Type type, Type filter) {
    Type number = type instanceof LiteralType literal ? literal.fallback() : type;
    if (!(number instanceof NominalType nominal)) {
      return false;
    }
    boolean promoted = false;
    for (Type one : Unions.members(filter)) {
      promoted |= isPromoted(nominal, one);
    }
    return promoted && !removes(filter, nominal);
  }

  /** Whether all instances of the class itself are instances of one in {@code filter}. */
  private boolean removes(Type filter, NominalType type) {
    for (Type one : Unions.members(filter)) {
      if (!isPromoted(type, one) && isWithin(type, one)) {
        return true;
      }
    }
    return false;
  }

  private boolean isPromoted(NominalType type, Type declared) {
    if (declared instanceof NominalType nominal && !type.equals(nominal)) {
      for (NominalType promoted : promotedTo(nominal)) {
        if (isWithin(type, promoted)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether every value of {@code inner} is one of {@code outer}, unknown arguments aside. */
  boolean isWithin(Type inner, Type outer) {
    if (inner instanceof DynamicType || outer instanceof DynamicType) {
      return false;
    }
    if (hasUnknownBase(inner)) {
      return relations().isSubtype(inner, outer);
    }
    return relations().isAssignable(inner, outer) || isDictionary(inner, outer);
  }

  /**
   * Whether a class, whose arguments nobody knows, is {@code dict} or a base of it, and a type a
   * TypedDict: its values are dictionaries when the program runs, though declarations do not mix.
   */
  private boolean isDictionary(Type type, Type cls) {
    return type instanceof NominalType typed
        && cls instanceof NominalType other
        && program.classModel(typed.cls()).typedDict() != null
        && other.arguments().stream().allMatch(DynamicType.class::isInstance)
        && program.classModel(WellKnown.DICT).inherits(other.cls());
  }

  private boolean hasUnknownBase(Type type) {
    return type instanceof NominalType nominal
        && program.classModel(nominal.cls()).hasUnknownBase();
  }

  /** The upper bound of a type variable: its bound, the union of its constraints, or object. */
  public Type upperBound(TypeVarType variable) {
    TypeVarModel model = program.typeVarModel(variable);
    if (model.bound() != null) {
      return model.bound();
    }
    return model.constraints().isEmpty() ? WellKnown.TOP : Unions.of(model.constraints());
  }

  /** A class filter with its unknown arguments inferred from a type that it is a subclass of. */
  private Type specialize(Type filter, Type context) {
    if (filter instanceof NominalType nominal && !nominal.arguments().isEmpty()) {
      return program.specializer().toMatch(nominal, context);
    }
    if (filter instanceof TupleType tuple && tuple.variadic() == DynamicType.UNKNOWN) {
      List<Type> element = program.specializer().argumentsToMatch(WellKnown.TUPLE, context);
      return element == null ? filter : TupleType.homogeneous(element.get(0));
    }
    if (filter instanceof SubclassOfType subclass
        && subclass.instance() instanceof NominalType nominal
        && context instanceof SubclassOfType outer) {
      return new SubclassOfType(specialize(nominal, outer.instance()));
    }
    return filter;
  }

  Equality equality() {
    return equality;
  }

  /** {@code type} where it equals the literal {@code value} (or, if not positive, differs). */
  Type equalTo(Type type, LiteralType value, boolean positive, boolean identity) {
    return eachValue(
        type,
        member -> {
          if (member instanceof TypeVarType || member instanceof IntersectionType) {
            return byParts(member, part -> equalTo(part, value, positive, identity));
          }
          if (member instanceof LiteralType literal) {
            boolean sameClass = literal.cls().equals(value.cls());
            if (sameClass) {
              return literal.value().equals(value.value()) == positive ? member : NeverType.NEVER;
            }
            Truth equal = identity ? Truth.ALWAYS_FALSE : equality.areEqual(literal, value);
            return equal == Truth.of(!positive) ? NeverType.NEVER : member;
          }
          if (!positive) {
            return member;
          }
          if (member instanceof LiteralStringType) {
            return value.cls().equals(WellKnown.STR) ? value : NeverType.NEVER;
          }
          if (member instanceof DynamicType) {
            // An equal object may be of any class; the same object is of the same class.
            return identity ? value : member;
          }
          if (member.equals(WellKnown.NONE) || equality.areOfOtherKinds(member, value)) {
            return NeverType.NEVER;
          }
          if (isWithin(value, member)
              && (identity
                  || (member instanceof NominalType nominal
                      && nominal.cls().equals(value.cls())))) {
            return value;
          }
          if (identity && relations().isDisjoint(member, value)) {
            return NeverType.NEVER;
          }
          return member;
        });
  }

  /** A type variable or an intersection, narrowed by what its bound or one of its parts becomes. */
  private Type byParts(Type type, UnaryOperator<Type> narrowing) {
    if (type instanceof TypeVarType variable) {
      Type upper = upperBound(variable);
      Type narrowed =
          variable.kind() == TypeVarType.Kind.PARAM_SPEC ? upper : narrowing.apply(upper);
      if (narrowed == NeverType.NEVER || narrowed.equals(upper)) {
        return narrowed == NeverType.NEVER ? narrowed : type;
      }
      return each(
          narrowed,
          part -> isWithin(part, type) ? part : Intersections.of(List.of(type, part), List.of()));
    }
    if (type instanceof IntersectionType intersection) {
      for (Type part : intersection.positive()) {
        if (!(part instanceof TypeVarType) && narrowing.apply(part) == NeverType.NEVER) {
          return NeverType.NEVER;
        }
      }
    }
    return type;
  }

  /** {@code type} where it is (not) {@code None}. */
  Type none(Type type, boolean positive) {
    return each(
        type,
        member -> {
          if (member.equals(WellKnown.NONE)) {
            return positive ? member : NeverType.NEVER;
          }
          if (!positive) {
            return member instanceof TypeVarType variable ? withoutNone(variable) : member;
          }
          if (member instanceof DynamicType) {
            return WellKnown.NONE;
          }
          if (!relations().isAssignable(WellKnown.NONE, upper(member))) {
            return NeverType.NEVER;
          }
          return member instanceof TypeVarType
              ? Intersections.of(List.of(member, WellKnown.NONE), List.of())
              : WellKnown.NONE;
        });
  }

  private Type withoutNone(TypeVarType variable) {
    Type bound = upperBound(variable);
    Type left = none(bound, false);
    return left.equals(bound) ? variable : Intersections.of(List.of(variable, left), List.of());
  }

  private Type upper(Type type) {
    return type instanceof TypeVarType variable ? upperBound(variable) : type;
  }

  /** {@code type} where it is true (or false) in a condition. */
  public Type truthy(Type type, boolean positive) {
    Type narrowed = byTruth(type, positive);
    if (positive || Unions.members(narrowed).size() < 2) {
      return narrowed;
    }
    // `x or default`: instances of a class that says nothing of its truth are taken to be true.
    Type falsy =
        each(
            narrowed, member -> program.truthiness().mayBeFalse(member) ? member : NeverType.NEVER);
    return falsy == NeverType.NEVER ? narrowed : falsy;
  }

  private Type byTruth(Type type, boolean positive) {
    return each(
        type,
        member -> {
          if (member instanceof NominalType nominal && nominal.cls().equals(WellKnown.BOOL)) {
            return new LiteralType(WellKnown.BOOL, positive);
          }
          Truth truth = program.truthiness().of(member);
          if (truth == Truth.AMBIGUOUS) {
            LiteralType zero = positive ? null : onlyFalsy(member);
            if (zero != null) {
              return zero;
            }
            if (member instanceof TypeVarType variable) {
              Type bound = upperBound(variable);
              Type left = truthy(bound, positive);
              return left.equals(bound)
                  ? member
                  : Intersections.of(List.of(member, left), List.of());
            }
            return member;
          }
          return (truth == Truth.ALWAYS_TRUE) == positive ? member : NeverType.NEVER;
        });
  }

  /** The one value of a builtin class that is false, subclasses left out; null for others. */
  private static @Nullable LiteralType onlyFalsy(Type type) {
    if (type instanceof LiteralStringType) {
      return new LiteralType(WellKnown.STR, "");
    }
    if (!(type instanceof NominalType nominal)) {
      return null;
    }
    Object zero =
        nominal.cls().equals(WellKnown.INT)
            ? (Object) 0L
            : nominal.cls().equals(WellKnown.STR) || nominal.cls().equals(WellKnown.BYTES)
                ? ""
                : null;
    return zero == null ? null : new LiteralType(nominal.cls(), zero);
  }

  /** {@code type} where it can (not) be called. */
  Type callable(Type type, boolean positive) {
    boolean explained = false;
    for (Type member : Unions.members(type)) {
      explained |= isCallable(member);
    }
    // Callable subclasses of other members count only where nothing else explains the test.
    boolean dropsSubclasses = explained;
    return each(
        type,
        member -> {
          if (member instanceof DynamicType) {
            return member;
          }
          if (isCallable(member) || !positive) {
            return isCallable(member) == positive ? member : NeverType.NEVER;
          }
          if (member.equals(WellKnown.TOP)) {
            return topCallable();
          }
          if (dropsSubclasses || relations().isDisjoint(member, topCallable()) || isFinal(member)) {
            return NeverType.NEVER;
          }
          return Intersections.of(List.of(member, topCallable()), List.of());
        });
  }

  private boolean isCallable(Type type) {
    return type instanceof CallableType
        || type instanceof ClassLiteralType
        || type instanceof SubclassOfType
        || !(type instanceof DynamicType)
            && program.members().specialMethod(type, "__call__").isPresent();
  }

  private boolean isFinal(Type type) {
    return switch (type) {
      case NominalType nominal -> program.classModel(nominal.cls()).isFinal();
      case LiteralType ignored -> true;
      case TupleType ignored -> true;
      default -> false;
    };
  }

  /** {@code Callable[..., object]}: what {@code callable()} proves. */
  public Type topCallable() {
    return CallableType.of(Signature.of(ParameterList.GRADUAL, WellKnown.TOP));
  }
}
