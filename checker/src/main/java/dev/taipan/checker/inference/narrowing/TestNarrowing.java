package dev.taipan.checker.inference.narrowing;

import dev.taipan.checker.binding.Places;
import dev.taipan.checker.inference.NodeTypeSource;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.syntax.Argument;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.types.Access;
import dev.taipan.checker.types.CallableType;
import dev.taipan.checker.types.ClassLiteralType;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.Enums;
import dev.taipan.checker.types.LiteralType;
import dev.taipan.checker.types.NeverType;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.ParameterType;
import dev.taipan.checker.types.TupleType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.TypeFormValue;
import dev.taipan.checker.types.TypeGuardType;
import dev.taipan.checker.types.TypedDictShape;
import dev.taipan.checker.types.Unions;
import dev.taipan.checker.types.WellKnown;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a test tells of a place. Each form of test is one method; a test that says nothing of the
 * place leaves its type alone.
 */
public final class TestNarrowing {
  private final Program program;
  private final TypeNarrower narrower;
  private final TupleLengths lengths;
  private final TypedDictKeys keys;
  private final AttributeTests attributes;
  private final ClassTests classes;
  private final Containment containment;

  TestNarrowing(Program program) {
    this.program = program;
    this.narrower = new TypeNarrower(program);
    this.lengths = new TupleLengths(narrower);
    this.keys = new TypedDictKeys(program, narrower);
    this.attributes = new AttributeTests(program, narrower);
    this.classes = new ClassTests(program, narrower);
    this.containment = new Containment(program, narrower, classes);
  }

  public TypeNarrower narrower() {
    return narrower;
  }

  /** {@code type} of the place {@code key} where {@code test} is true (or false). */
  Type narrow(NodeTypeSource types, Expr test, Type type, boolean positive, String key) {
    if (isPlace(test, key)) {
      return narrower.truthy(type, positive);
    }
    return switch (test) {
      case Expr.Unary unary when unary.op == Expr.UnaryOp.NOT ->
          narrow(types, unary.operand, type, !positive, key);
      case Expr.BoolOp operation -> boolOp(types, operation, type, positive, key);
      case Expr.Compare compare when compare.ops.size() == 1 ->
          compare(
              types,
              compare.left,
              compare.ops.get(0),
              compare.comparators.get(0),
              type,
              positive,
              key);
      case Expr.Compare compare when positive -> chain(types, compare, type, key);
      case Expr.Call call -> call(types, call, type, positive, key);
      case Expr.Walrus walrus -> narrow(types, walrus.value, type, positive, key);
      case Expr.Attribute attribute when isPlace(attribute.value, key) ->
          byMember(type, attribute.name, member -> truthyMember(member, positive));
      case Expr.Subscript subscript when isPlace(subscript.value, key) ->
          byItem(types, type, subscript.index, member -> truthyMember(member, positive));
      default -> type;
    };
  }

  private Type boolOp(
      NodeTypeSource types, Expr.BoolOp operation, Type type, boolean positive, String key) {
    if (operation.and == positive) {
      Type narrowed = type;
      for (Expr value : operation.values) {
        narrowed = narrow(types, value, narrowed, positive, key);
      }
      return narrowed;
    }
    List<Type> branches = new ArrayList<>();
    Type rest = type;
    for (Expr value : operation.values) {
      branches.add(narrow(types, value, rest, positive, key));
      rest = narrow(types, value, rest, !positive, key);
    }
    return Unions.of(branches);
  }

  private Type chain(NodeTypeSource types, Expr.Compare compare, Type type, String key) {
    Type narrowed = type;
    Expr left = compare.left;
    for (int i = 0; i < compare.ops.size(); i++) {
      Expr right = compare.comparators.get(i);
      narrowed = compare(types, left, compare.ops.get(i), right, narrowed, true, key);
      left = right;
    }
    return narrowed;
  }

  private static boolean isPlace(Expr expr, String key) {
    if (expr instanceof Expr.Walrus walrus) {
      return isPlace(walrus.target, key) || isPlace(walrus.value, key);
    }
    return key.equals(Places.keyOf(expr));
  }

  private Type compare(
      NodeTypeSource types,
      Expr left,
      Expr.CompareOp op,
      Expr right,
      Type type,
      boolean positive,
      String key) {
    return switch (op) {
      case IS, EQ -> equality(types, left, right, type, positive, op == Expr.CompareOp.IS, key);
      case IS_NOT, NE ->
          equality(types, left, right, type, !positive, op == Expr.CompareOp.IS_NOT, key);
      case IN -> contains(types, left, right, type, positive, key);
      case NOT_IN -> contains(types, left, right, type, !positive, key);
      case LT, LE, GT, GE -> ordering(types, left, op, right, type, positive, key);
    };
  }

  private Type equality(
      NodeTypeSource types,
      Expr left,
      Expr right,
      Type type,
      boolean positive,
      boolean identity,
      String key) {
    if (isPlace(left, key)) {
      return equalTo(type, types.of(right), positive, identity);
    }
    if (isPlace(right, key)) {
      return equalTo(type, types.of(left), positive, identity);
    }
    Type sided = oneSided(types, left, right, type, positive, identity, key);
    return sided != null
        ? sided
        : Objects.requireNonNullElse(
            oneSided(types, right, left, type, positive, identity, key), type);
  }

  /** Tests of something made from the place: a member, an item, its length or its type. */
  private @Nullable Type oneSided(
      NodeTypeSource types,
      Expr made,
      Expr other,
      Type type,
      boolean positive,
      boolean identity,
      String key) {
    switch (made) {
      case Expr.Attribute attribute
          when attribute.name.equals("__class__") && isPlace(attribute.value, key) -> {
        return classes.exactly(type, types.of(other), positive);
      }
      case Expr.Attribute attribute when isPlace(attribute.value, key) -> {
        Type value = types.of(other);
        return byMember(type, attribute.name, m -> mayCompare(m, value, positive, identity));
      }
      case Expr.Subscript subscript when isPlace(subscript.value, key) -> {
        Type value = types.of(other);
        return byItem(types, type, subscript.index, m -> mayCompare(m, value, positive, identity));
      }
      case Expr.Call call
          when call.arguments.size() == 3 && isPlace(call.arguments.getFirst().value, key) -> {
        return isGetattr(types, call)
            ? attributes.compared(types, call, types.of(other), type, positive, identity)
            : null;
      }
      case Expr.Call call
          when call.callee instanceof Expr.Name callee && call.arguments.size() == 1 -> {
        Argument argument = call.arguments.get(0);
        if (argument.kind != Argument.Kind.POSITIONAL || !isPlace(argument.value, key)) {
          return null;
        }
        if (callee.name.equals("len") && types.of(other) instanceof LiteralType literal) {
          return literal.value() instanceof Long length
              ? lengths.equal(type, length.intValue(), positive)
              : null;
        }
        if (callee.name.equals("type")) {
          return classes.exactly(type, types.of(other), positive);
        }
        return null;
      }
      default -> {
        return null;
      }
    }
  }

  private Type equalTo(Type type, Type compared, boolean positive, boolean identity) {
    // An enum with a single member, as sentinels are, has a single value.
    Type value =
        compared instanceof NominalType nominal
                && Enums.expand(program, nominal) instanceof LiteralType only
            ? only
            : compared;
    return switch (value) {
      case NominalType nominal when nominal.cls().equals(WellKnown.NONE_TYPE) ->
          narrower.each(
              type,
              // What nobody knows may be equal to None and not be it; so may what says so itself.
              member ->
                  !identity
                          && (member instanceof DynamicType
                              || positive && narrower.equality().mayEqualNone(member))
                      ? member
                      : narrower.none(member, positive));
      case NominalType nominal
          when nominal.cls().equals(WellKnown.ELLIPSIS_TYPE) && (identity || !positive) ->
          singleton(type, nominal, positive);
      // The class of NotImplemented inherits from Any: whatever is declared, this may be it.
      case NominalType nominal
          when nominal.cls().equals(WellKnown.NOT_IMPLEMENTED_TYPE) && identity ->
          positive ? nominal : singleton(type, nominal, false);
      case LiteralType literal -> narrower.equalTo(type, literal, positive, identity);
      case ClassLiteralType cls when identity || positive -> classes.identity(type, cls, positive);
      default -> {
        // Who declares Any, of a sentinel for example, lets it stand for values of all types.
        if (positive && identity && type != DynamicType.ANY && !(value instanceof DynamicType)) {
          yield narrower.common(type, value);
        }
        if (positive && onlyLiterals(value)) {
          yield containment.oneOf(type, value);
        }
        yield positive && !identity
            ? narrower.each(
                type,
                member ->
                    narrower.equality().areOfOtherKinds(member, value) ? NeverType.NEVER : member)
            : type;
      }
    };
  }

  private Type singleton(Type type, NominalType value, boolean positive) {
    return narrower.each(
        type,
        member -> {
          if (member.equals(value)) {
            return positive ? member : NeverType.NEVER;
          }
          if (!positive) {
            return member;
          }
          return member instanceof DynamicType || narrower.isWithin(value, member)
              ? value
              : NeverType.NEVER;
        });
  }

  private Type byMember(Type type, String name, Predicate<Type> mayHold) {
    return narrower.each(
        type,
        member -> {
          if (member instanceof DynamicType) {
            return member;
          }
          Optional<Access> access = program.members().read(member, name);
          return access.isEmpty() || mayHold.test(access.get().type()) ? member : NeverType.NEVER;
        });
  }

  private Type byItem(NodeTypeSource types, Type type, Expr index, Predicate<Type> mayHold) {
    if (!(types.of(index) instanceof LiteralType key)) {
      return type;
    }
    return narrower.each(
        type,
        member -> {
          Type item = itemOf(member, key);
          return item == null || mayHold.test(item) ? member : NeverType.NEVER;
        });
  }

  @Nullable Type itemOf(Type member, LiteralType key) {
    if (key.value() instanceof String name && member instanceof NominalType nominal) {
      TypedDictShape shape = program.classModel(nominal.cls()).typedDict();
      TypedDictShape.Item item = shape == null ? null : shape.items().get(name);
      return item == null ? null : item.type();
    }
    if (key.value() instanceof Long index
        && program.members().mro().superTypeOf(member, WellKnown.TUPLE)
            instanceof TupleType tuple) {
      List<Type> end = tuple.isFixedLength() ? tuple.prefix() : tuple.suffix();
      return index >= 0
          ? index < tuple.prefix().size() ? tuple.prefix().get(index.intValue()) : null
          : -index <= end.size() ? end.get(end.size() + index.intValue()) : null;
    }
    return null;
  }

  /** Whether a member of type {@code member} can compare to {@code value} as wanted. */
  private boolean mayCompare(Type member, Type value, boolean positive, boolean identity) {
    if (value.equals(WellKnown.NONE)) {
      return narrower.none(member, positive) != NeverType.NEVER;
    }
    if (!(value instanceof LiteralType literal)) {
      return true;
    }
    if (positive) {
      boolean comparable = false;
      for (Type one : narrower.values(member)) {
        comparable |=
            !(one instanceof LiteralType own)
                ? !one.equals(WellKnown.NONE)
                : narrower.equalTo(own, literal, true, identity) != NeverType.NEVER;
      }
      return comparable;
    }
    return narrower.equalTo(member, literal, false, identity) != NeverType.NEVER;
  }

  private boolean truthyMember(Type member, boolean positive) {
    return narrower.truthy(member, positive) != NeverType.NEVER;
  }

  private Type contains(
      NodeTypeSource types, Expr left, Expr right, Type type, boolean positive, String key) {
    if (isPlace(left, key)) {
      return containment.elementOf(type, Containment.container(types, right), positive);
    }
    if (isPlace(right, key) && types.of(left) instanceof LiteralType literal) {
      return literal.value() instanceof String name ? keys.where(type, name, positive) : type;
    }
    return switch (left) {
      case Expr.Attribute attribute when isPlace(attribute.value, key) -> {
        Type container = Containment.container(types, right);
        yield byMember(type, attribute.name, m -> containment.mayBeElement(m, container, positive));
      }
      case Expr.Subscript subscript when isPlace(subscript.value, key) -> {
        Type container = Containment.container(types, right);
        yield byItem(
            types, type, subscript.index, m -> containment.mayBeElement(m, container, positive));
      }
      case Expr.Call call when isTypeOf(call, key) ->
          Containment.container(types, right) instanceof TupleType wanted
                  && Containment.holdsClasses(wanted)
              ? classes.exactlyOneOf(type, wanted.prefix(), positive)
              : type;
      default -> type;
    };
  }

  /** Whether a call is {@code type(x)} for the place. */
  private static boolean isTypeOf(Expr.Call call, String key) {
    return isCallWith(call, "type", key);
  }

  /** Whether an expression is {@code len(x)} for the place. */
  private static boolean isLengthOf(Expr expression, String key) {
    return expression instanceof Expr.Call call && isCallWith(call, "len", key);
  }

  private static boolean isCallWith(Expr.Call call, String function, String key) {
    return call.callee instanceof Expr.Name callee
        && callee.name.equals(function)
        && call.arguments.size() == 1
        && call.arguments.getFirst().kind == Argument.Kind.POSITIONAL
        && isPlace(call.arguments.getFirst().value, key);
  }

  private static boolean onlyLiterals(Type type) {
    for (Type member : Unions.members(type)) {
      if (!(member instanceof LiteralType) && !member.equals(WellKnown.NONE)) {
        return false;
      }
    }
    return true;
  }

  private Type ordering(
      NodeTypeSource types,
      Expr left,
      Expr.CompareOp op,
      Expr right,
      Type type,
      boolean positive,
      String key) {
    boolean mirrored = isLengthOf(right, key);
    if (!mirrored && !isLengthOf(left, key)
        || !(types.of(mirrored ? left : right) instanceof LiteralType literal)
        || !(literal.value() instanceof Long limit)) {
      return type;
    }
    IntPredicate holds =
        switch (mirrored ? mirror(op) : op) {
          case LT -> n -> n < limit;
          case LE -> n -> n <= limit;
          case GT -> n -> n > limit;
          case GE -> n -> n >= limit;
          case EQ, NE, IN, NOT_IN, IS, IS_NOT -> n -> true;
        };
    return lengths.where(type, n -> holds.test(n) == positive, limit.intValue());
  }

  /** The operator that says the same of the operands in the other order. */
  private static Expr.CompareOp mirror(Expr.CompareOp op) {
    return switch (op) {
      case LT -> Expr.CompareOp.GT;
      case LE -> Expr.CompareOp.GE;
      case GT -> Expr.CompareOp.LT;
      case GE -> Expr.CompareOp.LE;
      case EQ, NE, IN, NOT_IN, IS, IS_NOT -> op;
    };
  }

  private Type call(NodeTypeSource types, Expr.Call call, Type type, boolean positive, String key) {
    Type answer = types.of(call);
    if (answer instanceof TypeGuardType guard && !isCallableTest(types, call)) {
      Expr guarded = guardedExpression(types, call);
      if (guarded != null && isPlace(guarded, key)) {
        if (!guard.exact()) {
          return positive ? guard.guarded() : type;
        }
        return narrower.guarded(type, guard.guarded(), positive);
      }
    }
    if (call.arguments.isEmpty() || call.arguments.get(0).kind != Argument.Kind.POSITIONAL) {
      return type;
    }
    Expr object = call.arguments.get(0).value;
    boolean itself = isPlace(object, key);
    if (!itself && !(object instanceof Expr.Subscript subscript && isPlace(subscript.value, key))) {
      return type;
    }
    String function = builtinName(types.of(call.callee));
    if (function == null) {
      return type;
    }
    int count = call.arguments.size();
    if (!itself) {
      if (!function.equals("isinstance") || count != 2) {
        return type;
      }
      Type classes = ClassFilters.classes(types, call.arguments.get(1).value);
      return byItem(
          types,
          type,
          ((Expr.Subscript) object).index,
          item -> instances(item, classes, positive) != NeverType.NEVER);
    }
    return switch (function) {
      case "isinstance" ->
          count == 2
              ? instances(type, ClassFilters.classes(types, call.arguments.get(1).value), positive)
              : type;
      case "issubclass" ->
          count == 2
              ? subclasses(type, ClassFilters.classes(types, call.arguments.get(1).value), positive)
              : type;
      case "hasattr" ->
          count == 2
                  && types.of(call.arguments.get(1).value) instanceof LiteralType literal
                  && literal.value() instanceof String name
              ? attributes.narrow(type, name, positive)
              : type;
      case "getattr" -> positive ? attributes.tested(types, call, type) : type;
      case "callable" -> count == 1 ? narrower.callable(type, positive) : type;
      case "bool" -> count == 1 ? narrower.truthy(type, positive) : type;
      default -> type;
    };
  }

  /** What of a type is (not) an instance of classes. */
  private Type instances(Type type, Type classes, boolean positive) {
    Type filter = ClassFilters.instances(program, classes);
    return filter == null
        ? type
        : positive
            ? narrower.intersectClasses(type, filter)
            : subtractChecked(type, ClassFilters.certainInstances(program, classes));
  }

  /** What of a type of classes is (not) a subclass of classes. */
  private Type subclasses(Type type, Type classes, boolean positive) {
    Type filter = ClassFilters.classes(program, classes);
    return filter == null
        ? type
        : positive
            ? narrower.intersect(type, filter)
            : subtractChecked(type, ClassFilters.certainClasses(program, classes));
  }

  /** Whether this is {@code callable(...)}, of which the stub says less than is known here. */
  private static boolean isCallableTest(NodeTypeSource types, Expr.Call call) {
    return "callable".equals(builtinName(types.of(call.callee)));
  }

  private static boolean isGetattr(NodeTypeSource types, Expr.Call call) {
    return "getattr".equals(builtinName(types.of(call.callee)));
  }

  /** The negative side of a class test: arguments of generic classes are not seen at run time. */
  private Type subtractChecked(Type type, Type filter) {
    return filter instanceof DynamicType ? type : narrower.subtractClasses(type, filter);
  }

  private static @Nullable String builtinName(Type callee) {
    if (callee instanceof CallableType callable && callable.function() != null) {
      return callable.function().module().equals("builtins") ? callable.function().name() : null;
    }
    if (callee instanceof ClassLiteralType cls && cls.cls().equals(WellKnown.BOOL)) {
      return "bool";
    }
    return null;
  }

  /** The argument that a type guard function speaks of. */
  private @Nullable Expr guardedExpression(NodeTypeSource types, Expr.Call call) {
    for (Argument argument : call.arguments) {
      if (argument.kind == Argument.Kind.POSITIONAL) {
        return argument.value;
      }
      if (argument.kind == Argument.Kind.KEYWORD) {
        List<ParameterType> parameters =
            types.of(call.callee) instanceof CallableType callable
                ? callable.signatures().getFirst().parameters().parameters()
                : List.of();
        if (argument.name != null
            && !parameters.isEmpty()
            && parameters.getFirst().name().equals(argument.name.name)) {
          return argument.value;
        }
      }
    }
    return null;
  }

  /**
   * The only answer that a test can have, since a place that it speaks of would be impossible with
   * the other one; null where both are possible.
   */
  @Nullable Truth truth(NodeTypeSource types, Expr test) {
    for (Expr reference : TestedReferences.of(test)) {
      String key =
          Places.keyOf(reference instanceof Expr.Walrus walrus ? walrus.target : reference);
      if (key == null) {
        continue;
      }
      Type type = types.of(reference);
      if (type == NeverType.NEVER || type instanceof DynamicType || type instanceof TypeFormValue) {
        continue;
      }
      if (narrow(types, test, type, true, key) == NeverType.NEVER) {
        return Truth.ALWAYS_FALSE;
      }
      if (narrow(types, test, type, false, key) == NeverType.NEVER) {
        return Truth.ALWAYS_TRUE;
      }
    }
    return null;
  }
}
