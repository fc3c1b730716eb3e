package dev.taipan.checker.types;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code with} and {@code async with} do with a value. */
public final class ContextManagers {
  private final World world;
  private final Members members;
  private final CallBinder calls;

  public ContextManagers(World world, Members members) {
    this.world = world;
    this.members = members;
    this.calls = members.calls();
  }

  /**
   * The result.
   *
   * @param target what {@code as} binds
   * @param swallows whether an exception in the body may be suppressed
   * @param withoutEnter the value, or the members of the union, that lack the method to enter
   * @param withoutExit those that lack the method to exit
   * @param notAwaitable what the two methods of an asynchronous one return and cannot be awaited
   * @param errors what is wrong with the calls of the two methods
   */
  public record Result(
      Type target,
      boolean swallows,
      List<Type> withoutEnter,
      List<Type> withoutExit,
      List<Type> notAwaitable,
      List<CallError> errors) {
    /** Whether nothing is wrong with the statement. */
    public boolean isValid() {
      return withoutEnter.isEmpty()
          && withoutExit.isEmpty()
          && notAwaitable.isEmpty()
          && errors.isEmpty();
    }
  }

  /** {@code with value as target}, or {@code async with}. */
  public Result enter(Type value, boolean async) {
    Type manager = value instanceof AliasType alias ? world.aliasValue(alias) : value;
    List<Type> targets = new ArrayList<>();
    List<Type> withoutEnter = new ArrayList<>();
    List<Type> withoutExit = new ArrayList<>();
    List<Type> notAwaitable = new ArrayList<>();
    List<CallError> errors = new ArrayList<>();
    boolean swallows = false;
    boolean passes = false;
    for (Type member : Unions.members(manager)) {
      if (member instanceof DynamicType dynamic) {
        targets.add(dynamic);
        continue;
      }
      Access enter = members.special(member, member, async ? "__aenter__" : "__enter__");
      if (enter == null || enter.isPartial()) {
        withoutEnter.add(member);
      } else {
        CallOutcome outcome = calls.call(enter.type(), List.of());
        errors.addAll(outcome.errors());
        targets.add(async ? awaited(outcome.type(), notAwaitable) : outcome.type());
      }
      Access exit = members.special(member, member, async ? "__aexit__" : "__exit__");
      if (exit == null || exit.isPartial()) {
        withoutExit.add(member);
      } else {
        List<CallArgument> arguments =
            List.of(
                CallArgument.positional(DynamicType.UNKNOWN),
                CallArgument.positional(DynamicType.UNKNOWN),
                CallArgument.positional(DynamicType.UNKNOWN));
        CallOutcome outcome = calls.call(exit.type(), arguments);
        errors.addAll(outcome.errors());
        if (async) {
          awaited(outcome.type(), notAwaitable);
        }
        if (isAnnotated(exit.type()) && swallows(outcome.type(), async)) {
          swallows = true;
        } else {
          passes = true;
        }
      }
    }
    Type target =
        manager instanceof NeverType never
            ? never
            : targets.isEmpty() ? DynamicType.UNKNOWN : Unions.of(targets);
    if (manager instanceof UnionType union && union.isPartlyUnknown()) {
      withoutEnter = List.of();
      withoutExit = List.of();
    }
    // Of a union `__exit__` may return what all of them may, so one that passes decides.
    return new Result(target, swallows && !passes, withoutEnter, withoutExit, notAwaitable, errors);
  }

  private Type awaited(Type type, List<Type> notAwaitable) {
    Awaits.Result result = calls.awaits().await(type);
    if (!result.isValid()) {
      notAwaitable.add(type);
    }
    return result.type();
  }

  /** Only an annotation says that exceptions are suppressed. */
  private static boolean isAnnotated(Type exit) {
    if (exit instanceof CallableType callable) {
      for (Signature signature : callable.signatures()) {
        if (signature.returns() instanceof Signature.Returns.Inferred) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean swallows(Type returned, boolean async) {
    @Nullable Type type = async ? calls.awaits().resultOf(returned) : returned;
    return switch (type) {
      case null -> false;
      case NominalType nominal -> nominal.cls().equals(WellKnown.BOOL);
      case LiteralType literal ->
          literal.cls().equals(WellKnown.BOOL) && literal.value().equals(true);
      default -> false;
    };
  }
}
