package dev.taipan.checker.inference.narrowing;

import dev.taipan.checker.binding.Conditions;
import dev.taipan.checker.binding.Definition;
import dev.taipan.checker.binding.DefinitionKind;
import dev.taipan.checker.binding.LiveBindings;
import dev.taipan.checker.binding.Predicate;
import dev.taipan.checker.inference.Evaluation;
import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Region;
import dev.taipan.checker.inference.Widening;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.NeverType;
import dev.taipan.checker.types.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What reaches a use: the union of its live bindings, each narrowed on its way. */
public final class Flow {
  /**
   * The merged type of a place at a use.
   *
   * @param type {@code Never} when nothing reaches the use
   * @param maybeUnbound whether the place may have no value
   * @param bound whether some binding reaches the use
   */
  public record Merged(Type type, boolean maybeUnbound, boolean bound) {}

  private final Program program;

  public Flow(Program program) {
    this.program = program;
  }

  /**
   * Merges the bindings that reach a use.
   *
   * @param region the region of the use when it is being evaluated, so that its own bindings are
   *     seen; null from outside
   * @param implicit the type of a member place that nothing in the scope binds
   */
  public Merged merge(
      ModuleTypes module,
      @Nullable Region region,
      String placeKey,
      LiveBindings live,
      @Nullable Supplier<Type> implicit) {
    return merge(module, region, placeKey, live, implicit, DynamicType.UNKNOWN);
  }

  /**
   * What a loop brings back to its header. What was not bound before the loop is still among what
   * reaches the header, beside this; so is what a failed update started from.
   */
  public Type flowingBack(ModuleTypes module, String placeKey, LiveBindings bindings) {
    Supplier<Type> nothing = () -> NeverType.NEVER;
    return merge(module, null, placeKey, bindings, nothing, NeverType.NEVER).type();
  }

  /**
   * What tests leave of the declared type of a name that is used before it has a value; Unknown
   * where it had one that is deleted.
   */
  public Type narrowedUnbound(
      ModuleTypes module,
      @Nullable Region region,
      String placeKey,
      LiveBindings live,
      Type declared) {
    List<Type> types = new ArrayList<>(live.size());
    for (int i = 0; i < live.size(); i++) {
      if (live.definition(i) == LiveBindings.UNBOUND
          && !isNeverReached(module, region, live.reachability(i))) {
        types.add(
            program.narrowing().narrow(module, region, declared, live.narrowing(i), placeKey));
      }
    }
    return types.isEmpty() ? DynamicType.UNKNOWN : join(types);
  }

  private Merged merge(
      ModuleTypes module,
      @Nullable Region region,
      String placeKey,
      LiveBindings live,
      @Nullable Supplier<Type> implicit,
      Type ofFailure) {
    List<Type> types = new ArrayList<>(live.size());
    boolean maybeUnbound = false;
    boolean bound = false;
    boolean failed = false;
    for (int i = 0; i < live.size(); i++) {
      if (isNeverReached(module, region, live.reachability(i))) {
        continue;
      }
      int index = live.definition(i);
      if (index == LiveBindings.UNBOUND) {
        maybeUnbound = true;
        continue;
      }
      Type type;
      if (index == LiveBindings.IMPLICIT) {
        type = implicit == null ? DynamicType.UNKNOWN : implicit.get();
      } else {
        Definition definition = module.bound().definition(index);
        if (definition.kind() instanceof DefinitionKind.Delete
            || definition.kind() instanceof DefinitionKind.LoopHeader loop
                && bindsNothing(module, loop, new ArrayList<>(1))) {
          maybeUnbound = true;
          continue;
        }
        type = bindingType(module, region, definition);
        if (type == DynamicType.UNKNOWN && isFailedUpdate(module, definition)) {
          failed = true;
          bound = true;
          continue;
        }
      }
      bound = true;
      if (index >= 0
          && implicit != null
          && module.bound().definition(index).kind() instanceof DefinitionKind.LoopHeader loop) {
        type = withImplicit(module, region, placeKey, loop, type, implicit);
      }
      types.add(program.narrowing().narrow(module, region, type, live.narrowing(i), placeKey));
    }
    if (failed && types.isEmpty()) {
      types.add(ofFailure);
    }
    return new Merged(join(types), maybeUnbound, bound);
  }

  /**
   * What a loop brings back of a member, and what the member has of itself, by its object, where a
   * round comes back without having bound it: the object may be another one since, of which less is
   * known.
   */
  private Type withImplicit(
      ModuleTypes module,
      @Nullable Region region,
      String placeKey,
      DefinitionKind.LoopHeader loop,
      Type brought,
      Supplier<Type> implicit) {
    Set<Integer> narrowings = new LinkedHashSet<>();
    addImplicit(module, region, loop, narrowings, new ArrayList<>(1));
    if (narrowings.isEmpty()) {
      return brought;
    }
    Type own = implicit.get();
    List<Type> types = new ArrayList<>(narrowings.size() + 1);
    types.add(brought);
    for (int narrowing : narrowings) {
      types.add(program.narrowing().narrow(module, region, own, narrowing, placeKey));
    }
    return join(types);
  }

  /**
   * Adds the conditions that narrow what comes back without having been bound in the scope.
   *
   * @param seen the loops that are being looked at
   */
  private void addImplicit(
      ModuleTypes module,
      @Nullable Region region,
      DefinitionKind.LoopHeader loop,
      Set<Integer> narrowings,
      List<DefinitionKind.LoopHeader> seen) {
    LiveBindings back = loop.flowingBack();
    seen.add(loop);
    for (int i = 0; i < back.size(); i++) {
      int index = back.definition(i);
      if (isNeverReached(module, region, back.reachability(i))) {
        continue;
      }
      if (index == LiveBindings.IMPLICIT) {
        narrowings.add(back.narrowing(i));
      } else if (index >= 0
          && module.bound().definition(index).kind() instanceof DefinitionKind.LoopHeader inner
          && !seen.contains(inner)) {
        addImplicit(module, region, inner, narrowings, seen);
      }
    }
  }

  /**
   * Whether every round of a loop ends with the place deleted, or not bound at all.
   *
   * @param seen the loops that are being looked at
   */
  private static boolean bindsNothing(
      ModuleTypes module, DefinitionKind.LoopHeader loop, List<DefinitionKind.LoopHeader> seen) {
    LiveBindings back = loop.flowingBack();
    seen.add(loop);
    for (int i = 0; i < back.size(); i++) {
      int index = back.definition(i);
      if (index == LiveBindings.UNBOUND) {
        continue;
      }
      boolean nothing =
          index >= 0
              && switch (module.bound().definition(index).kind()) {
                case DefinitionKind.Delete _ -> true;
                case DefinitionKind.LoopHeader inner ->
                    seen.contains(inner) || bindsNothing(module, inner, seen);
                default -> false;
              };
      if (!nothing) {
        return false;
      }
    }
    return true;
  }

  /** Whether a binding is a failed update, or one of nothing but what such a one left. */
  private boolean isFailedUpdate(ModuleTypes module, Definition definition) {
    Definition at = definition;
    for (int step = 0; step < FailedUpdates.MAX_STEPS; step++) {
      LiveBindings read = FailedUpdates.read(module.bound(), at);
      if (read == null) {
        return false;
      }
      if (FailedUpdates.failed(program.definitions().region(module, at.region(), at.scope()))) {
        return true;
      }
      if (read.size() != 1 || read.definition(0) < 0) {
        return false;
      }
      at = module.bound().definition(read.definition(0));
      if (bindingType(module, null, at) != DynamicType.UNKNOWN) {
        return false;
      }
    }
    return false;
  }

  /** What a binding gives its place, as the region that is being evaluated sees it. */
  Type bindingType(ModuleTypes module, @Nullable Region region, Definition definition) {
    if (region != null && region.module() == module && region.node() == definition.region()) {
      Type own = region.stored(definition.target());
      if (own != null) {
        return own;
      }
    }
    return program.definitions().bindingType(module, definition);
  }

  private static Type join(List<Type> types) {
    if (types.isEmpty()) {
      return NeverType.NEVER;
    }
    return types.size() == 1 ? types.get(0) : Widening.joinAll(types);
  }

  /** Whether a condition can never hold, as seen from outside of all regions. */
  public boolean isNeverReached(ModuleTypes module, int condition) {
    return isNeverReached(module, null, condition);
  }

  /**
   * Whether a condition can never hold.
   *
   * @param region the region that is being evaluated, whose types count; null from outside
   */
  public boolean isNeverReached(ModuleTypes module, @Nullable Region region, int condition) {
    return truth(module, region, condition) == Truth.ALWAYS_FALSE;
  }

  /** What is known of a condition; each of its nodes is decided once. */
  private Truth truth(ModuleTypes module, @Nullable Region region, int condition) {
    Truth constant = constant(condition);
    if (constant != null) {
      return constant;
    }
    Truth known = module.conditionTruth(condition);
    return known != null ? known : truth(module, region, condition, new HashMap<>());
  }

  private static @Nullable Truth constant(int condition) {
    return condition == Conditions.TRUE
        ? Truth.ALWAYS_TRUE
        : condition == Conditions.FALSE ? Truth.ALWAYS_FALSE : null;
  }

  /**
   * Decides a condition.
   *
   * @param decided the provisional answers of unfinished cycles that this call has found so far, so
   *     that the work is linear in the diagram's size
   */
  private Truth truth(
      ModuleTypes module, @Nullable Region region, int condition, HashMap<Integer, Truth> decided) {
    Truth known = constant(condition);
    if (known == null) {
      known = module.conditionTruth(condition);
    }
    if (known == null && region != null) {
      known = region.module() == module ? region.conditionTruth(condition) : null;
    }
    if (known != null) {
      return known;
    }
    Evaluation evaluation = program.evaluation();
    known = decided.get(condition);
    if (known != null) {
      evaluation.markProvisional();
      return known;
    }
    int marks = evaluation.cycleMarks();
    int ownAnswers = region == null ? 0 : region.ownAnswers();
    Truth truth = decide(module, region, condition, decided);
    if (evaluation.cycleMarks() == marks) {
      if (region == null || region.ownAnswers() == ownAnswers) {
        module.keepConditionTruth(condition, truth);
      } else if (region.module() == module) {
        region.keepConditionTruth(condition, truth);
      }
    } else {
      decided.put(condition, truth);
    }
    return truth;
  }

  /**
   * Whether the tests whose outcome their form fixes keep control from a place, whatever is known
   * of the types of variables there.
   */
  public boolean isFixedNever(ModuleTypes module, int condition) {
    return !mayHold(module, condition, new HashSet<>());
  }

  private boolean mayHold(ModuleTypes module, int condition, Set<Integer> tried) {
    if (condition == Conditions.TRUE || condition == Conditions.FALSE) {
      return condition == Conditions.TRUE;
    }
    if (!tried.add(condition)) {
      return false; // whoever came first goes on from here
    }
    Conditions conditions = module.bound().conditions();
    Truth fixed =
        module.bound().predicate(conditions.predicate(condition)) instanceof Predicate.Test test
            ? program.predicates().fixed(module, test.expression())
            : null;
    return fixed != Truth.ALWAYS_FALSE && mayHold(module, conditions.ifTrue(condition), tried)
        || fixed != Truth.ALWAYS_TRUE && mayHold(module, conditions.ifFalse(condition), tried);
  }

  private Truth decide(
      ModuleTypes module, @Nullable Region region, int condition, HashMap<Integer, Truth> decided) {
    Conditions conditions = module.bound().conditions();
    Truth predicate = program.predicates().truth(module, region, conditions.predicate(condition));
    return switch (predicate) {
      case ALWAYS_TRUE -> truth(module, region, conditions.ifTrue(condition), decided);
      case ALWAYS_FALSE -> truth(module, region, conditions.ifFalse(condition), decided);
      case AMBIGUOUS -> {
        Truth ifTrue = truth(module, region, conditions.ifTrue(condition), decided);
        Truth ifFalse = truth(module, region, conditions.ifFalse(condition), decided);
        yield ifTrue == ifFalse ? ifTrue : Truth.AMBIGUOUS;
      }
    };
  }
}
