package dev.taipan.checker.types;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code await} and {@code yield from} get out of a value. */
public final class Awaits {
  private final World world;
  private final Mro mro;
  private final Members members;
  private final CallBinder calls;

  Awaits(TypeSystem types, Members members, CallBinder calls) {
    this.world = types.world();
    this.mro = types.mro();
    this.members = members;
    this.calls = calls;
  }

  /**
   * The result.
   *
   * @param type what the expression evaluates to
   * @param notAwaitable the value, or the members of the union that it is, that cannot be awaited
   */
  public record Result(Type type, List<Type> notAwaitable) {
    public Result {
      notAwaitable = List.copyOf(notAwaitable);
    }

    public boolean isValid() {
      return notAwaitable.isEmpty();
    }
  }

  /** {@code await value}. */
  public Result await(Type value) {
    if (value instanceof AliasType alias) {
      return await(world.aliasValue(alias));
    }
    List<Type> results = new ArrayList<>();
    List<Type> failed = new ArrayList<>();
    for (Type member : Unions.members(value)) {
      Type result = resultOf(member);
      if (result == null) {
        failed.add(member);
      } else {
        results.add(result);
      }
    }
    if (value instanceof NeverType) {
      return new Result(value, List.of());
    }
    if (value instanceof UnionType union && union.isPartlyUnknown()) {
      failed = List.of();
    }
    return new Result(results.isEmpty() ? DynamicType.UNKNOWN : Unions.of(results), failed);
  }

  /** What awaiting the value gives; null if it cannot be awaited. */
  @Nullable Type resultOf(Type value) {
    switch (value) {
      case DynamicType dynamic -> {
        return dynamic;
      }
      case NeverType never -> {
        return never;
      }
      case NominalType nominal
          when nominal.arguments().size() == 3
              && (nominal.cls().equals(WellKnown.COROUTINE)
                  || nominal.cls().equals(WellKnown.COROUTINE_TYPE)) -> {
        return nominal.arguments().getLast();
      }
      case UnionType _ -> {
        Result result = await(value);
        return result.isValid() ? result.type() : null;
      }
      default -> {}
    }
    Access method = members.special(value, value, "__await__");
    if (method == null || method.isPartial()) {
      return null;
    }
    CallOutcome outcome = calls.call(method.type(), List.of());
    return outcome.isValid() && isIterator(outcome.type()) ? generatorReturn(outcome.type()) : null;
  }

  private boolean isIterator(Type type) {
    if (type instanceof DynamicType || type instanceof NeverType) {
      return true;
    }
    Access next = members.special(type, type, "__next__");
    return next != null && !next.isPartial();
  }

  /** The value of {@code yield from generator}: what the generator returns. */
  private Type generatorReturn(Type generator) {
    if (generator instanceof UnionType union) {
      List<Type> results = new ArrayList<>();
      for (Type member : union.members()) {
        results.add(generatorReturn(member));
      }
      return Unions.of(results);
    }
    if (generator instanceof NeverType) {
      return generator;
    }
    Type view = mro.superTypeOf(generator, WellKnown.GENERATOR);
    return view instanceof NominalType nominal && nominal.arguments().size() == 3
        ? nominal.arguments().getLast()
        : DynamicType.UNKNOWN;
  }
}
