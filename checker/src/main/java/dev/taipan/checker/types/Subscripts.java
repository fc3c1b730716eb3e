package dev.taipan.checker.types;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Items of values: {@code x[i]}, {@code x[i] = v}, {@code del x[i]}. The subscripts of classes and
 * forms that specialize them are none of these.
 */
public final class Subscripts {
  private final World world;
  private final TypeSystem types;
  private final Members members;
  private final CallBinder calls;
  private final ConstraintCases cases;

  public Subscripts(World world, Members members) {
    this.world = world;
    this.types = members.types();
    this.members = members;
    this.calls = members.calls();
    this.cases = new ConstraintCases(types);
  }

  /** {@code object[index]}. */
  public SubscriptResult get(Type object, Type index) {
    return cases.item(object, index, (o, i) -> each(o, member -> getOne(member, i)));
  }

  /** {@code object[index] = value}. */
  public SubscriptResult set(Type object, Type index, Type value) {
    return each(object, member -> setOne(member, index, value));
  }

  /** {@code del object[index]}. */
  public SubscriptResult delete(Type object, Type index) {
    return each(object, member -> deleteOne(member, index));
  }

  /** What a value must fit to be assigned to the item; null where that is not known. */
  public @Nullable Type expectedValue(Type object, Type index) {
    if (object instanceof UnionType || object instanceof DynamicType) {
      return null;
    }
    TypedDictShape shape = TypedDicts.shapeOf(world, object);
    if (shape != null) {
      String key = keyOf(index);
      TypedDictShape.Item item = key == null ? null : shape.items().get(key);
      return item != null ? item.type() : key == null ? null : shape.extra();
    }
    Access access = members.special(object, object, "__setitem__");
    if (access == null || !(access.type() instanceof CallableType callable)) {
      return null;
    }
    for (Signature signature : callable.signatures()) {
      List<ParameterType> parameters = signature.parameters().parameters();
      if (parameters.size() >= 2
          && signature.typeParameters().isEmpty()
          && types.isAssignable(index, parameters.get(0).type())) {
        return parameters.get(1).type();
      }
    }
    return null;
  }

  private interface One {
    SubscriptResult apply(Type member);
  }

  private SubscriptResult each(Type object, One one) {
    Type whole = object instanceof AliasType alias ? world.aliasValue(alias) : object;
    if (whole instanceof TypeVarType variable) {
      TypeVarModel model = world.typeVarModel(variable);
      if (!model.constraints().isEmpty()) {
        whole = Unions.of(model.constraints());
      } else if (model.bound() != null && hasKnownItems(model.bound())) {
        whole = model.bound();
      }
    }
    if (!(whole instanceof UnionType union)) {
      return one.apply(whole);
    }
    List<Type> results = new ArrayList<>(union.members().size());
    List<SubscriptResult.Problem> problems = new ArrayList<>();
    String deprecated = null;
    for (Type member : union.members()) {
      SubscriptResult result = one.apply(member);
      // What fails gives nothing, and must not hide in a loop that it does.
      if (result.isValid() || result.type() != DynamicType.UNKNOWN) {
        results.add(result.type());
      }
      for (SubscriptResult.Problem problem : result.problems()) {
        if (!problems.contains(problem) && !isShortText(problem)) {
          problems.add(problem);
        }
      }
      deprecated = deprecated == null ? result.deprecated() : deprecated;
    }
    return new SubscriptResult(
        results.isEmpty() ? DynamicType.UNKNOWN : Unions.of(results),
        union.isPartlyUnknown() ? List.of() : problems,
        deprecated);
  }

  /** Whether a text is too short, which does not count where the object may be another text too. */
  private static boolean isShortText(SubscriptResult.Problem problem) {
    return problem instanceof SubscriptResult.Problem.IndexOutOfRange range
        && range.object() instanceof LiteralType;
  }

  /** Whether the items of a bound are known one by one, or it has several members. */
  private boolean hasKnownItems(Type bound) {
    return switch (bound) {
      case UnionType _, TupleType _ -> true;
      case NominalType nominal ->
          world.classModel(nominal.cls()).typedDict() != null
              || members.mro().superTypeOf(nominal, WellKnown.TUPLE) instanceof TupleType;
      default -> false;
    };
  }

  private SubscriptResult getOne(Type object, Type index) {
    switch (object) {
      case DynamicType dynamic -> {
        return SubscriptResult.of(dynamic);
      }
      case NeverType never -> {
        return SubscriptResult.of(never);
      }
      case TupleType tuple -> {
        SubscriptResult result = element(tuple, index);
        if (result != null) {
          return result;
        }
      }
      case NominalType nominal -> {
        ClassModel model = world.classModel(nominal.cls());
        if (model.typedDict() != null) {
          SubscriptResult result = item(nominal, index);
          if (result != null) {
            return result;
          }
        }
        SubscriptResult result = inherited(nominal, index);
        if (result != null) {
          return result;
        }
      }
      case IntersectionType _ -> {
        SubscriptResult result = item(object, index);
        if (result != null) {
          return result;
        }
      }
      case LiteralType literal -> {
        SubscriptResult result =
            literal.isEnumMember()
                ? inherited(literal.fallback(), index)
                : TextSlices.get(literal, index);
        if (result != null) {
          return result;
        }
      }
      case ClassLiteralType literal -> {
        ClassModel model = world.classModel(literal.cls());
        String name = keyOf(index);
        if (model.isEnum() && name != null && !model.enumMembers().isEmpty()) {
          Member member = model.member(name).orElse(null);
          if (member != null && member.type() instanceof LiteralType value) {
            return SubscriptResult.of(value);
          }
          SubscriptResult result =
              call(object, "__getitem__", List.of(CallArgument.positional(index)));
          return new SubscriptResult(
              result.type(),
              List.of(new SubscriptResult.Problem.UnknownMember(object, name)),
              null);
        }
      }
      default -> {}
    }
    return call(object, "__getitem__", List.of(CallArgument.positional(index)));
  }

  /** The element of a subclass of a tuple of known shape that does not define its own items. */
  private @Nullable SubscriptResult inherited(NominalType object, Type index) {
    if (!(members.mro().superTypeOf(object, WellKnown.TUPLE) instanceof TupleType shape)) {
      return null;
    }
    Mro.Found found = members.mro().find(world.classModel(object.cls()), "__getitem__", null, true);
    return found != null && found.owner() != null && found.owner().id().equals(WellKnown.TUPLE)
        ? element(shape, index)
        : null;
  }

  /** The element or slice at a literal index; null where the index or the shape does not tell. */
  private @Nullable SubscriptResult element(TupleType tuple, Type index) {
    if (index instanceof UnionType union) {
      List<Type> elements = new ArrayList<>(union.members().size());
      List<SubscriptResult.Problem> problems = new ArrayList<>();
      for (Type member : union.members()) {
        SubscriptResult result = element(tuple, member);
        if (result == null) {
          return null;
        }
        elements.add(result.type());
        problems.addAll(result.problems());
      }
      return new SubscriptResult(Unions.of(elements), problems, null);
    }
    Long position = intOf(index);
    if (position != null) {
      Type element = TupleSlices.element(tuple, position);
      return element != null
          ? SubscriptResult.of(element)
          : SubscriptResult.problem(
              DynamicType.UNKNOWN,
              new SubscriptResult.Problem.IndexOutOfRange(tuple, tuple.minimumLength(), position));
    }
    Type slice = TupleSlices.slice(tuple, index);
    return slice == null ? null : SubscriptResult.of(slice);
  }

  static @Nullable Long intOf(Type index) {
    return index instanceof LiteralType literal
        ? switch (literal.value()) {
          case Long value when literal.cls().equals(WellKnown.INT) -> value;
          case Boolean value -> value ? 1L : 0L;
          default -> null;
        }
        : null;
  }

  private static @Nullable String keyOf(Type index) {
    return index instanceof LiteralType literal
            && literal.cls().equals(WellKnown.STR)
            && literal.value() instanceof String key
        ? key
        : null;
  }

  private @Nullable SubscriptResult item(Type object, Type index) {
    if (index instanceof UnionType union) {
      return each(
          union,
          member -> {
            SubscriptResult result = item(object, member);
            return result == null ? SubscriptResult.of(DynamicType.UNKNOWN) : result;
          });
    }
    if (index instanceof DynamicType) {
      return SubscriptResult.of(DynamicType.UNKNOWN);
    }
    TypedDictShape shape = TypedDicts.shapeOf(world, object);
    if (shape == null) {
      return null;
    }
    String key = keyOf(index);
    if (key == null) {
      return types.isAssignable(index, new NominalType(WellKnown.STR))
          ? anyItem(object, shape, index)
          : null;
    }
    TypedDictShape.Item item = shape.items().get(key);
    if (item != null) {
      return item.required()
          ? SubscriptResult.of(item.type())
          : SubscriptResult.problem(
              item.type(), new SubscriptResult.Problem.NotRequiredKey(object, key));
    }
    Type extra = shape.extra();
    return extra == null || extra == NeverType.NEVER
        ? SubscriptResult.problem(
            DynamicType.UNKNOWN, new SubscriptResult.Problem.UnknownKey(object, key))
        : SubscriptResult.of(extra);
  }

  /** The item at a key that is not known: any of those there may be, if all keys are allowed. */
  private SubscriptResult anyItem(Type object, TypedDictShape shape, Type index) {
    Type extra = shape.extra();
    if (extra == null || extra == NeverType.NEVER) {
      return SubscriptResult.problem(
          DynamicType.UNKNOWN, new SubscriptResult.Problem.NotLiteralKey(object, index));
    }
    List<Type> values = new ArrayList<>();
    for (TypedDictShape.Item item : shape.items().values()) {
      values.add(item.type());
    }
    values.add(extra);
    return SubscriptResult.of(Unions.of(values));
  }

  private SubscriptResult setOne(Type object, Type index, Type value) {
    if (object instanceof DynamicType || object instanceof NeverType) {
      return SubscriptResult.of(DynamicType.UNKNOWN);
    }
    TypedDictShape shape = TypedDicts.shapeOf(world, object);
    if (shape != null && !(index instanceof DynamicType)) {
      if (index instanceof UnionType union) {
        return each(union, member -> setItem(object, shape, member, value));
      }
      return setItem(object, shape, index, value);
    }
    return call(
        object,
        "__setitem__",
        List.of(CallArgument.positional(index), CallArgument.positional(value)));
  }

  private SubscriptResult setItem(Type object, TypedDictShape shape, Type index, Type value) {
    String key = keyOf(index);
    if (key == null) {
      Type values = valuesOfAnyKey(shape, index);
      if (values == null) {
        return SubscriptResult.problem(
            DynamicType.UNKNOWN, new SubscriptResult.Problem.NotLiteralKey(object, index));
      }
      return types.isAssignable(value, values)
          ? SubscriptResult.of(values)
          : SubscriptResult.problem(
              values, new SubscriptResult.Problem.InvalidValue(object, "str", values, value));
    }
    TypedDictShape.Item item = shape.items().get(key);
    Type expected = item == null ? shape.extra() : item.type();
    if (expected == null || expected == NeverType.NEVER) {
      return SubscriptResult.problem(
          DynamicType.UNKNOWN, new SubscriptResult.Problem.UnknownKey(object, key));
    }
    if (item == null ? shape.extraReadOnly() : item.readOnly()) {
      return SubscriptResult.problem(
          expected, new SubscriptResult.Problem.ReadOnlyKey(object, key));
    }
    return types.isAssignable(value, expected)
        ? SubscriptResult.of(expected)
        : SubscriptResult.problem(
            expected, new SubscriptResult.Problem.InvalidValue(object, key, expected, value));
  }

  /**
   * The type that all values of a TypedDict have where any key may be set and deleted, as in a
   * {@code dict}; null where keys must be known.
   */
  private @Nullable Type valuesOfAnyKey(TypedDictShape shape, Type index) {
    Type extra = shape.extra();
    if (extra == null
        || extra == NeverType.NEVER
        || shape.extraReadOnly()
        || !types.isAssignable(index, new NominalType(WellKnown.STR))) {
      return null;
    }
    for (TypedDictShape.Item item : shape.items().values()) {
      if (item.required() || item.readOnly() || !types.isEquivalent(item.type(), extra)) {
        return null;
      }
    }
    return extra;
  }

  private SubscriptResult deleteOne(Type object, Type index) {
    if (object instanceof DynamicType || object instanceof NeverType) {
      return SubscriptResult.of(DynamicType.UNKNOWN);
    }
    TypedDictShape shape = TypedDicts.shapeOf(world, object);
    if (shape == null || index instanceof DynamicType) {
      return call(object, "__delitem__", List.of(CallArgument.positional(index)));
    }
    if (index instanceof UnionType union) {
      return each(union, member -> deleteOne(object, member));
    }
    String key = keyOf(index);
    if (key == null) {
      return valuesOfAnyKey(shape, index) != null
          ? SubscriptResult.of(WellKnown.NONE)
          : SubscriptResult.problem(
              DynamicType.UNKNOWN, new SubscriptResult.Problem.NotLiteralKey(object, index));
    }
    TypedDictShape.Item item = shape.items().get(key);
    if (item == null) {
      Type extra = shape.extra();
      if (extra == null || extra == NeverType.NEVER) {
        return SubscriptResult.problem(
            DynamicType.UNKNOWN, new SubscriptResult.Problem.UnknownKey(object, key));
      }
      return shape.extraReadOnly()
          ? SubscriptResult.problem(extra, new SubscriptResult.Problem.ReadOnlyKey(object, key))
          : SubscriptResult.of(WellKnown.NONE);
    }
    if (item.required()) {
      return SubscriptResult.problem(
          item.type(), new SubscriptResult.Problem.RequiredKey(object, key));
    }
    return item.readOnly()
        ? SubscriptResult.problem(item.type(), new SubscriptResult.Problem.ReadOnlyKey(object, key))
        : SubscriptResult.of(WellKnown.NONE);
  }

  private SubscriptResult call(Type object, String method, List<CallArgument> arguments) {
    Access access = members.special(object, object, method);
    boolean isClass = object instanceof ClassLiteralType || object instanceof SubclassOfType;
    if (access == null && isClass && method.equals("__getitem__")) {
      method = "__class_getitem__";
      access = members.find(object, object, method);
    }
    if (access == null || access.isPartial()) {
      return SubscriptResult.problem(
          DynamicType.UNKNOWN, new SubscriptResult.Problem.NoMethod(object, method));
    }
    CallOutcome outcome = calls.call(access.type(), arguments);
    if (outcome.isNotCallable()) {
      return SubscriptResult.problem(
          DynamicType.UNKNOWN, new SubscriptResult.Problem.NoMethod(object, method));
    }
    return new SubscriptResult(
        outcome.type(),
        outcome.isValid()
            ? List.of()
            : List.of(new SubscriptResult.Problem.InvalidCall(object, outcome.errors())),
        outcome.deprecated());
  }
}
