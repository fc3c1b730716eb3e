package dev.taipan.checker.types;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes {@code *x} and {@code **x} apart into the values that they pass, as far as is known. */
final class StarredArguments {
  private final World world;
  private final Members members;
  private final Iteration iteration;

  StarredArguments(World world, Members members, Iteration iteration) {
    this.world = world;
    this.members = members;
    this.iteration = iteration;
  }

  /** Adds the values of {@code *x}; false if it is not iterable. */
  boolean addPositional(int index, Type type, List<ArgumentMatcher.Actual> actuals) {
    if (type instanceof ParamSpecPartType part && part.args()) {
      actuals.add(
          new ArgumentMatcher.Actual(
              index, ArgumentMatcher.Form.PARAM_SPEC_ARGS, null, null, part));
      return true;
    }
    TupleType shape = iteration.shapeOf(type);
    if (shape == null) {
      actuals.add(positionals(index, DynamicType.UNKNOWN));
      return false;
    }
    for (Type element : shape.prefix()) {
      actuals.add(positional(index, element));
    }
    if (shape.variadic() != null) {
      actuals.add(positionals(index, shape.variadic()));
    }
    for (Type element : shape.suffix()) {
      actuals.add(positional(index, element));
    }
    return true;
  }

  private static ArgumentMatcher.Actual positional(int index, Type type) {
    return new ArgumentMatcher.Actual(index, ArgumentMatcher.Form.POSITIONAL, null, null, type);
  }

  private static ArgumentMatcher.Actual positionals(int index, Type type) {
    return new ArgumentMatcher.Actual(index, ArgumentMatcher.Form.POSITIONALS, null, null, type);
  }

  private static ArgumentMatcher.Actual keyword(int index, String name, Type type) {
    return new ArgumentMatcher.Actual(index, ArgumentMatcher.Form.KEYWORD, name, null, type);
  }

  private static ArgumentMatcher.Actual keywords(int index, Type type) {
    return new ArgumentMatcher.Actual(index, ArgumentMatcher.Form.KEYWORDS, null, null, type);
  }

  /** Adds the values of {@code **x}; false if it is no mapping with string keys. */
  boolean addKeywords(int index, Type type, List<ArgumentMatcher.Actual> actuals) {
    switch (type) {
      case ParamSpecPartType part when !part.args() -> {
        actuals.add(
            new ArgumentMatcher.Actual(
                index, ArgumentMatcher.Form.PARAM_SPEC_KWARGS, null, null, part));
        return true;
      }
      case DynamicType _, NeverType _ -> {
        actuals.add(keywords(index, DynamicType.UNKNOWN));
        return true;
      }
      default -> {}
    }
    TypedDictShape shape = TypedDicts.shapeOf(world, type);
    if (shape != null) {
      for (TypedDictShape.Item item : shape.items().values()) {
        actuals.add(keyword(index, item.key(), item.type()));
      }
      if (shape.extra() != null && shape.extra() != NeverType.NEVER) {
        actuals.add(keywords(index, shape.extra()));
      }
      return true;
    }
    if (type instanceof UnionType union) {
      boolean all = true;
      List<Type> values = new ArrayList<>();
      for (Type member : union.members()) {
        Type value = valuesOf(member);
        all &= value != null;
        values.add(value == null ? DynamicType.UNKNOWN : value);
      }
      actuals.add(keywords(index, Unions.of(values)));
      return all || union.isPartlyUnknown();
    }
    Type value = valuesOf(type);
    actuals.add(keywords(index, value == null ? DynamicType.UNKNOWN : value));
    return value != null;
  }

  /** The type of the values of a mapping with string keys; null for anything else. */
  private @Nullable Type valuesOf(Type type) {
    if (type instanceof DynamicType) {
      return DynamicType.UNKNOWN;
    }
    Type view = members.mro().superTypeOf(type, WellKnown.MAPPING);
    if (view instanceof DynamicType) {
      return DynamicType.UNKNOWN;
    }
    if (view instanceof NominalType mapping && mapping.arguments().size() == 2) {
      return isKeyable(mapping.arguments().getFirst()) ? mapping.arguments().getLast() : null;
    }
    TypedDictShape shape = TypedDicts.shapeOf(world, type);
    if (shape != null) {
      List<Type> values = new ArrayList<>();
      for (TypedDictShape.Item item : shape.items().values()) {
        values.add(item.type());
      }
      return Unions.of(values);
    }
    // What the interpreter needs: keys() and __getitem__.
    Access keys = members.find(type, type, "keys");
    Access get = members.special(type, type, "__getitem__");
    if (keys == null || get == null || keys.isPartial() || get.isPartial()) {
      return null;
    }
    CallOutcome names = members.calls().call(keys.type(), List.of());
    Type name = iteration.elementOf(names.type());
    if (name == null || !isKeyable(name)) {
      return null;
    }
    CallOutcome value = members.calls().call(get.type(), List.of(CallArgument.positional(name)));
    return value.isValid() ? value.type() : null;
  }

  /** Whether values of that type can be names of keywords. */
  private boolean isKeyable(Type key) {
    return switch (key) {
      case DynamicType _, LiteralStringType _, NeverType _ -> true;
      case UnionType union -> {
        for (Type member : union.members()) {
          if (!isKeyable(member)) {
            yield false;
          }
        }
        yield true;
      }
      default -> {
        Type view = members.mro().superTypeOf(key, WellKnown.STR);
        yield view != null;
      }
    };
  }
}
