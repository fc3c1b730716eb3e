package dev.taipan.checker.types;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code for}, {@code async for} and unpacking get out of a value. */
public final class Iteration {
  private static final NominalType INT = new NominalType(WellKnown.INT);

  private final TypeSystem types;
  private final Mro mro;
  private final World world;
  private final Members members;
  private final CallBinder calls;

  Iteration(TypeSystem types, Members members, CallBinder calls) {
    this.types = types;
    this.world = types.world();
    this.mro = types.mro();
    this.members = members;
    this.calls = calls;
  }

  /**
   * The result.
   *
   * @param element what the target gets
   * @param notIterable the value, or the members of the union that it is, that cannot be iterated
   */
  public record Result(Type element, List<Type> notIterable) {
    public Result {
      notIterable = List.copyOf(notIterable);
    }

    public boolean isValid() {
      return notIterable.isEmpty();
    }
  }

  /** {@code for target in value}. */
  public Result iterate(Type value) {
    return iterate(value, false);
  }

  /** {@code async for target in value}. */
  public Result iterateAsync(Type value) {
    return iterate(value, true);
  }

  private Result iterate(Type value, boolean async) {
    if (value instanceof AliasType alias) {
      return iterate(world.aliasValue(alias), async);
    }
    if (value instanceof UnionType union) {
      List<Type> elements = new ArrayList<>(union.members().size());
      List<Type> failed = new ArrayList<>();
      for (Type member : union.members()) {
        Type element = async ? asyncElementOf(member) : elementOf(member);
        if (element == null) {
          failed.add(member);
        } else {
          elements.add(element);
        }
      }
      return new Result(
          elements.isEmpty() ? DynamicType.UNKNOWN : Unions.of(elements),
          union.isPartlyUnknown() ? List.of() : failed);
    }
    Type element = async ? asyncElementOf(value) : elementOf(value);
    return element == null
        ? new Result(DynamicType.UNKNOWN, List.of(value))
        : new Result(element, List.of());
  }

  /** What iterating over the value gives; null if it cannot be iterated. */
  @Nullable Type elementOf(Type value) {
    switch (value) {
      case DynamicType dynamic -> {
        return dynamic;
      }
      case NeverType never -> {
        return never;
      }
      case TupleType tuple -> {
        return tuple.elementType();
      }
      case LiteralType literal when literal.cls().equals(WellKnown.STR) -> {
        return LiteralStringType.LITERAL_STRING;
      }
      case LiteralType literal when literal.cls().equals(WellKnown.BYTES) -> {
        return INT;
      }
      case NominalType nominal
          when nominal.arguments().size() == 1 && isPlainCollection(nominal.cls()) -> {
        return nominal.arguments().getFirst();
      }
      case UnionType _ -> {
        Result result = iterate(value);
        return result.isValid() ? result.element() : null;
      }
      case IntersectionType intersection when intersection.positive().size() > 1 -> {
        return elementOfAll(intersection);
      }
      default -> {}
    }
    Access iter = members.special(value, value, "__iter__");
    if (iter != null && !iter.isPartial() && iter.selfMismatch() == null) {
      if (iter.type() instanceof DynamicType) {
        return DynamicType.UNKNOWN;
      }
      if (iter.bound() && iter.member() != null && iter.member().owner().equals(WellKnown.TUPLE)) {
        // A named tuple: the shape of the tuple says more than its __iter__.
        Type tuple = mro.superTypeOf(value, WellKnown.TUPLE);
        if (tuple instanceof TupleType shape) {
          return shape.elementType();
        }
      }
      CallOutcome iterator = calls.call(iter.type(), List.of());
      return iterator.isValid() ? nextOf(iterator.type(), "__next__") : null;
    }
    if (iter == null) {
      Access get = members.special(value, value, "__getitem__");
      if (get != null && !get.isPartial()) {
        CallOutcome element = calls.call(get.type(), List.of(CallArgument.positional(INT)));
        return element.isValid() ? element.type() : null;
      }
    }
    return null;
  }

  /** What is an element of each part that can be iterated; null without one. */
  private @Nullable Type elementOfAll(IntersectionType intersection) {
    Type elements = null;
    for (Type part : intersection.positive()) {
      Type element = elementOf(part);
      if (element != null) {
        elements = elements == null ? element : types.intersect(elements, element);
      }
    }
    return elements;
  }

  private static boolean isPlainCollection(ClassId cls) {
    return cls.equals(WellKnown.LIST)
        || cls.equals(WellKnown.SET)
        || cls.equals(WellKnown.FROZENSET)
        || cls.equals(WellKnown.DICT);
  }

  private @Nullable Type nextOf(Type iterator, String method) {
    if (iterator instanceof NominalType nominal
        && !nominal.arguments().isEmpty()
        && (nominal.cls().equals(WellKnown.ITERATOR) || nominal.cls().equals(WellKnown.GENERATOR))
        && method.equals("__next__")) {
      return nominal.arguments().getFirst();
    }
    Access next = members.special(iterator, iterator, method);
    if (next == null || next.isPartial()) {
      return null;
    }
    CallOutcome outcome = calls.call(next.type(), List.of());
    return outcome.isValid() ? outcome.type() : null;
  }

  /** What asynchronous iteration gives; null if it is not possible. */
  private @Nullable Type asyncElementOf(Type value) {
    if (value instanceof DynamicType dynamic) {
      return dynamic;
    }
    if (value instanceof NeverType never) {
      return never;
    }
    Access iter = members.special(value, value, "__aiter__");
    if (iter == null || iter.isPartial()) {
      return null;
    }
    CallOutcome iterator = calls.call(iter.type(), List.of());
    if (!iterator.isValid()) {
      return null;
    }
    Type next = nextOf(iterator.type(), "__anext__");
    return next == null ? null : calls.awaits().resultOf(next);
  }

  /**
   * How many values unpacking gives and of which types, as far as the type tells; null if the value
   * cannot be iterated. The members of a union must agree on the number, else only the elements'
   * union is known.
   */
  public @Nullable TupleType shapeOf(Type value) {
    switch (value) {
      case TupleType tuple -> {
        return tuple;
      }
      case AliasType alias -> {
        return shapeOf(world.aliasValue(alias));
      }
      case UnionType union -> {
        return shapeOfUnion(union);
      }
      case LiteralType literal when literal.isEnumMember() -> {
        return shapeOf(literal.fallback());
      }
      case NominalType _, TypeVarType _ -> {
        Type tuple = mro.superTypeOf(value, WellKnown.TUPLE);
        if (tuple instanceof TupleType shape) {
          Access iter = members.special(value, value, "__iter__");
          if (iter != null
              && iter.member() != null
              && iter.member().owner().equals(WellKnown.TUPLE)) {
            return shape;
          }
        }
      }
      default -> {}
    }
    Type element = elementOf(value);
    return element == null ? null : TupleType.homogeneous(element);
  }

  private @Nullable TupleType shapeOfUnion(UnionType union) {
    List<TupleType> shapes = new ArrayList<>(union.members().size());
    for (Type member : union.members()) {
      TupleType shape = shapeOf(member);
      if (shape == null && union.isPartlyUnknown()) {
        return TupleType.homogeneous(DynamicType.UNKNOWN);
      }
      if (shape == null) {
        return null;
      }
      shapes.add(shape);
    }
    int length = shapes.getFirst().prefix().size();
    boolean same = true;
    for (TupleType shape : shapes) {
      same &= shape.isFixedLength() && shape.prefix().size() == length;
    }
    if (!same) {
      List<Type> elements = new ArrayList<>();
      for (TupleType shape : shapes) {
        elements.add(shape.elementType());
      }
      return TupleType.homogeneous(Unions.of(elements));
    }
    List<Type> elements = new ArrayList<>(length);
    for (int i = 0; i < length; i++) {
      List<Type> column = new ArrayList<>(shapes.size());
      for (TupleType shape : shapes) {
        column.add(shape.prefix().get(i));
      }
      elements.add(Unions.of(column));
    }
    return TupleType.of(elements);
  }
}
