package dev.taipan.checker.types;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates operators as the special methods that they call. Operators are named by their method
 * ({@code __add__}, {@code __lt__}, {@code __contains__}; empty for {@code is} and {@code is not}).
 *
 * <p>Unions distribute over both sides. Beyond {@value #MAX_PAIRS} pairs literals count as their
 * class, and if that is not enough the right side is taken as a whole, so that a chain of operators
 * costs a bounded number of calls for each.
 */
public final class Operators {
  private static final int MAX_PAIRS = 64;
  private static final NominalType BOOL = new NominalType(WellKnown.BOOL);

  private static final Set<String> ORDERINGS = Set.of("__lt__", "__le__", "__gt__", "__ge__");

  private final World world;
  private final TypeSystem types;
  private final Members members;
  private final CallBinder calls;
  private final Iteration iteration;
  private final ConstraintCases cases;
  private final LiteralComparison comparison;
  private final Truthiness truthiness;

  public Operators(World world, Members members) {
    this.world = world;
    this.types = members.types();
    this.members = members;
    this.calls = members.calls();
    this.iteration = members.calls().iteration();
    this.cases = new ConstraintCases(types);
    this.comparison = new LiteralComparison(world);
    this.truthiness = new Truthiness(world, members);
  }

  /** {@code left op right}. */
  public OperatorResult binary(String method, Type left, Type right) {
    Type quick = LiteralArithmetic.binary(method, left, right);
    if (quick == null && method.equals("__mul__")) {
      quick = LiteralArithmetic.repeated(left, right);
    }
    if (quick != null) {
      return OperatorResult.of(quick);
    }
    return cases.operate(left, right, (l, r) -> distribute(method, reflected(method), l, r));
  }

  /**
   * {@code left op right} where a type is expected, if a generic method of the left operand can
   * give that; null if not.
   */
  public @Nullable Type binaryAs(String method, Type left, Type right, Type expected) {
    if (!(left instanceof NominalType)) {
      return null;
    }
    CallOutcome outcome = call(left, method, right, expected);
    return outcome != null && outcome.isValid() && types.isAssignable(outcome.type(), expected)
        ? outcome.type()
        : null;
  }

  /** {@code left op= right}: the method in place where there is one, else the plain operator. */
  public OperatorResult inPlace(String method, Type left, Type right) {
    Type quick = LiteralArithmetic.binary(method, left, right);
    if (quick != null) {
      return OperatorResult.of(quick);
    }
    return cases.operate(left, right, (l, r) -> inPlaceWhole(method, l, r));
  }

  private OperatorResult inPlaceWhole(String method, Type left, Type right) {
    List<Type> results = new ArrayList<>();
    List<OperatorResult.Pair> unsupported = new ArrayList<>();
    String deprecated = null;
    for (Type member : membersOf(left)) {
      OperatorResult result = inPlaceMember(method, member, right);
      addResult(results, result);
      unsupported.addAll(result.unsupported());
      deprecated = deprecated == null ? result.deprecated() : deprecated;
    }
    return new OperatorResult(
        joined(results), isPartlyUnknown(left) ? List.of() : unsupported, deprecated);
  }

  /** Adds what an operator gives for one of several operands, if it gives something. */
  private static void addResult(List<Type> results, OperatorResult result) {
    if (result.isSupported() || result.type() != DynamicType.UNKNOWN) {
      results.add(result.type());
    }
  }

  /** What the operands that support an operator give, unknown if none does. */
  private static Type joined(List<Type> results) {
    return results.isEmpty() ? DynamicType.UNKNOWN : Unions.of(results);
  }

  /**
   * A method in place has the word: where it refuses an operand, most classes raise an error, and
   * whether some other return {@code NotImplemented}, so that the plain operator is tried, is not
   * in their signatures.
   */
  private OperatorResult inPlaceMember(String method, Type left, Type right) {
    if (!(left instanceof DynamicType)) {
      Access access = members.special(left, left, inPlaceOf(method));
      if (access != null && !access.isPartial()) {
        CallOutcome outcome = calls.call(access.type(), List.of(CallArgument.positional(right)));
        return new OperatorResult(
            outcome.type(),
            outcome.isValid() ? List.of() : List.of(new OperatorResult.Pair(left, right)),
            outcome.deprecated());
      }
    }
    return binary(method, left, right);
  }

  /** {@code -x}, {@code +x}, {@code ~x}. */
  public OperatorResult unary(String method, Type operand) {
    return cases.operate(operand, operand, (one, same) -> unaryWhole(method, one));
  }

  private OperatorResult unaryWhole(String method, Type operand) {
    List<Type> results = new ArrayList<>();
    List<OperatorResult.Pair> unsupported = new ArrayList<>();
    String deprecated = null;
    for (Type member : membersOf(operand)) {
      Type quick = LiteralArithmetic.unary(method, member);
      if (quick != null) {
        results.add(quick);
        continue;
      }
      Access access = members.special(member, member, method);
      CallOutcome outcome =
          access == null || access.isPartial() ? null : calls.call(access.type(), List.of());
      if (outcome == null || !outcome.isValid()) {
        unsupported.add(new OperatorResult.Pair(member, member));
      } else {
        results.add(outcome.type());
        deprecated = deprecated == null ? outcome.deprecated() : deprecated;
      }
    }
    return new OperatorResult(
        joined(results), isPartlyUnknown(operand) ? List.of() : unsupported, deprecated);
  }

  /** {@code left op right} for comparisons; for containment the right side is the container. */
  public OperatorResult compare(String method, Type left, Type right) {
    return cases.operate(left, right, (l, r) -> compareWhole(method, l, r));
  }

  private OperatorResult compareWhole(String method, Type left, Type right) {
    return switch (method) {
      case "" -> OperatorResult.of(orBool(known(method, left, right)));
      case "__contains__" -> contains(left, right);
      case "__eq__", "__ne__" -> {
        OperatorResult result = distribute(method, method, left, right);
        // Equality that is not defined falls back to identity.
        yield result.isSupported() ? result : OperatorResult.of(BOOL);
      }
      default -> distribute(method, mirrored(method), left, right);
    };
  }

  private static Type orBool(@Nullable Boolean known) {
    return known == null ? BOOL : new LiteralType(WellKnown.BOOL, known);
  }

  /** What a comparison gives for all values of two operands alike; null where that is not known. */
  private @Nullable Boolean known(String method, Type left, Type right) {
    List<Type> lefts = membersOf(left);
    List<Type> rights = membersOf(right);
    if ((long) lefts.size() * rights.size() > MAX_PAIRS) {
      return null;
    }
    Boolean common = null;
    for (Type l : lefts) {
      for (Type r : rights) {
        Boolean one = comparison.compare(method, l, r);
        if (one == null || (common != null && !common.equals(one))) {
          return null;
        }
        common = one;
      }
    }
    return common;
  }

  private OperatorResult contains(Type item, Type container) {
    Boolean known = known("__contains__", item, container);
    if (known != null) {
      return OperatorResult.of(orBool(known));
    }
    List<Type> results = new ArrayList<>();
    List<OperatorResult.Pair> unsupported = new ArrayList<>();
    String deprecated = null;
    for (Type member : membersOf(container)) {
      if (member instanceof DynamicType) {
        results.add(BOOL);
        continue;
      }
      Access access = members.special(member, member, "__contains__");
      if (access != null && !access.isPartial()) {
        if (access.type() instanceof DynamicType) {
          results.add(BOOL);
          continue;
        }
        CallOutcome outcome = calls.call(access.type(), List.of(CallArgument.positional(item)));
        if (outcome.isValid()) {
          results.add(truthOf(outcome.type()));
          deprecated = deprecated == null ? outcome.deprecated() : deprecated;
          continue;
        }
      } else if (iteration.elementOf(member) != null) {
        results.add(BOOL);
        continue;
      }
      unsupported.add(new OperatorResult.Pair(item, member));
    }
    return new OperatorResult(
        results.isEmpty() ? BOOL : Unions.of(results),
        isPartlyUnknown(container) || isPartlyUnknown(item) ? List.of() : unsupported,
        deprecated);
  }

  /** What {@code in} makes of the answer of {@code __contains__}. */
  private Type truthOf(Type answer) {
    return switch (truthiness.of(answer)) {
      case ALWAYS_TRUE -> orBool(true);
      case ALWAYS_FALSE -> orBool(false);
      case TRUE_UNLESS_OVERRIDDEN, AMBIGUOUS -> BOOL;
    };
  }

  private OperatorResult distribute(String method, String reflected, Type left, Type right) {
    List<Type> lefts = membersOf(left);
    List<Type> rights = membersOf(right);
    if (lefts.isEmpty() || rights.isEmpty()) {
      return OperatorResult.of(NeverType.NEVER);
    }
    if (lefts.size() == 1 && rights.size() == 1) {
      return pair(method, reflected, lefts.getFirst(), rights.getFirst());
    }
    if ((long) lefts.size() * rights.size() > MAX_PAIRS) {
      lefts = widened(lefts);
      rights = widened(rights);
      if ((long) lefts.size() * rights.size() > MAX_PAIRS) {
        rights = List.of(right);
      }
    }
    List<Type> results = new ArrayList<>(lefts.size() * rights.size());
    List<OperatorResult.Pair> unsupported = new ArrayList<>();
    String deprecated = null;
    for (Type l : lefts) {
      for (Type r : rights) {
        OperatorResult result = pair(method, reflected, l, r);
        addResult(results, result);
        unsupported.addAll(result.unsupported());
        deprecated = deprecated == null ? result.deprecated() : deprecated;
      }
    }
    return new OperatorResult(
        joined(results),
        isPartlyUnknown(left) || isPartlyUnknown(right) ? List.of() : unsupported,
        deprecated);
  }

  private static boolean isPartlyUnknown(Type operand) {
    return operand instanceof UnionType union && union.isPartlyUnknown();
  }

  private static List<Type> widened(List<Type> all) {
    Set<Type> seen = new HashSet<>();
    List<Type> result = new ArrayList<>();
    for (Type type : all) {
      Type wide = Literals.widen(type);
      if (seen.add(wide)) {
        result.add(wide);
      }
    }
    return result;
  }

  /** The values that an operand may be: the members of a union, the constraints of a variable. */
  private List<Type> membersOf(Type operand) {
    return switch (operand) {
      case AliasType alias -> membersOf(world.aliasValue(alias));
      case TypeVarType variable -> {
        TypeVarModel model = world.typeVarModel(variable);
        yield model.bound() instanceof UnionType bound ? bound.members() : List.of(operand);
      }
      default -> Unions.members(operand);
    };
  }

  /**
   * The tuple that an object of a subclass, such as a named tuple, is for an operator of tuples.
   */
  private Type asTuple(String method, Type operand) {
    if (!(operand instanceof NominalType nominal)
        || nominal.cls().module().equals("builtins")
        || !(members.mro().superTypeOf(nominal, WellKnown.TUPLE) instanceof TupleType shape)) {
      return operand;
    }
    Mro.Found found = members.mro().find(world.classModel(nominal.cls()), method, null, true);
    return found != null && found.owner() != null && found.owner().id().equals(WellKnown.TUPLE)
        ? shape
        : operand;
  }

  private OperatorResult pair(String method, String reflected, Type left, Type right) {
    if (left instanceof DynamicType || right instanceof DynamicType) {
      return OperatorResult.of(DynamicType.ofOperands(left, right));
    }
    Type one = asTuple(method, left);
    Type other = asTuple(method, right);
    Type quick = LiteralArithmetic.binary(method, one, other);
    if (quick != null) {
      return OperatorResult.of(quick);
    }
    Boolean known = comparison.compare(method, one, other);
    if (known != null) {
      return OperatorResult.of(orBool(known));
    }
    boolean swap = reflectedFirst(reflected, left, right);
    OperatorResult first = swap ? ask(right, reflected, left) : ask(left, method, right);
    if (first != null && !isRefusal(first.type())) {
      return first;
    }
    OperatorResult second = swap ? ask(left, method, right) : ask(right, reflected, left);
    if (second != null && !isRefusal(second.type())) {
      return second;
    }
    if (first != null) {
      return first;
    }
    if (second != null) {
      return second;
    }
    return tuplesCompare(method, left, right)
        ? OperatorResult.of(BOOL)
        : OperatorResult.unsupported(left, right);
  }

  /** What a method gives for an operand, null if it does not take it. */
  private @Nullable OperatorResult ask(Type object, String method, Type argument) {
    CallOutcome outcome = call(object, method, argument);
    return outcome == null || !outcome.isValid()
        ? null
        : new OperatorResult(outcome.type(), List.of(), outcome.deprecated());
  }

  /** {@code NotImplemented}, with which a method leaves the operator to the other operand. */
  private static boolean isRefusal(Type result) {
    return result instanceof NominalType nominal
        && nominal.cls().equals(WellKnown.NOT_IMPLEMENTED_TYPE);
  }

  /**
   * Whether two tuples can be ordered by their elements, one after the other: their method asks for
   * the same elements on both sides, which is more than it needs.
   */
  private boolean tuplesCompare(String method, Type left, Type right) {
    if (!ORDERINGS.contains(method)
        || !(asTuple(method, left) instanceof TupleType first)
        || !(asTuple(method, right) instanceof TupleType second)
        || !first.isFixedLength()
        || !second.isFixedLength()) {
      return false;
    }
    int length = Math.min(first.prefix().size(), second.prefix().size());
    for (int i = 0; i < length; i++) {
      Type one = first.prefix().get(i);
      Type other = second.prefix().get(i);
      boolean same = one.equals(WellKnown.NONE) && other.equals(WellKnown.NONE);
      if (!same && !compare(method, one, other).isSupported()) {
        return false;
      }
    }
    return true;
  }

  private @Nullable CallOutcome call(Type object, String method, Type argument) {
    return call(object, method, argument, null);
  }

  private @Nullable CallOutcome call(
      Type object, String method, Type argument, @Nullable Type expected) {
    Access access = members.special(object, object, method);
    return access == null || access.isPartial() || access.selfMismatch() != null
        ? null
        : calls.call(
            access.type(), List.of(CallArgument.positional(argument)), expected, Speculation.NONE);
  }

  /** A subclass's own reflected method goes before the method of its base. */
  private boolean reflectedFirst(String reflected, Type left, Type right) {
    Type leftView = members.mro().instanceView(left);
    Type rightView = members.mro().instanceView(right);
    if (!(leftView instanceof NominalType l)
        || !(rightView instanceof NominalType r)
        || l.cls().equals(r.cls())) {
      return false;
    }
    ClassModel model = world.classModel(r.cls());
    if (!model.inherits(l.cls())) {
      return false;
    }
    Mro.Found own = members.mro().find(model, reflected, null, true);
    if (own == null || own.owner() == null) {
      return false;
    }
    Mro.Found base = members.mro().find(world.classModel(l.cls()), reflected, null, true);
    return base == null || base.owner() == null || !base.owner().id().equals(own.owner().id());
  }

  private static String reflected(String method) {
    return switch (method) {
      case "__add__" -> "__radd__";
      case "__sub__" -> "__rsub__";
      case "__mul__" -> "__rmul__";
      case "__truediv__" -> "__rtruediv__";
      case "__floordiv__" -> "__rfloordiv__";
      case "__mod__" -> "__rmod__";
      case "__or__" -> "__ror__";
      case "__and__" -> "__rand__";
      default -> "__r" + method.substring(2);
    };
  }

  private static String inPlaceOf(String method) {
    return switch (method) {
      case "__add__" -> "__iadd__";
      case "__sub__" -> "__isub__";
      case "__mul__" -> "__imul__";
      case "__or__" -> "__ior__";
      default -> "__i" + method.substring(2);
    };
  }

  private static String mirrored(String method) {
    return switch (method) {
      case "__lt__" -> "__gt__";
      case "__le__" -> "__ge__";
      case "__gt__" -> "__lt__";
      case "__ge__" -> "__le__";
      default -> method;
    };
  }
}
