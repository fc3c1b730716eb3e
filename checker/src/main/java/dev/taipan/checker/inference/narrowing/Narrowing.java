package dev.taipan.checker.inference.narrowing;

import dev.taipan.checker.binding.Conditions;
import dev.taipan.checker.binding.Predicate;
import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.inference.Cell;
import dev.taipan.checker.inference.Evaluation;
import dev.taipan.checker.inference.LocalKey;
import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.inference.NodeTypeSource;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Region;
import dev.taipan.checker.inference.Widening;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.LiteralType;
import dev.taipan.checker.types.NeverType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.Unions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Narrows the type of a place by the conditions on the way to its use.
 *
 * <p>A condition is a decision diagram over predicates: each of its nodes narrows the type by the
 * predicate on the one branch and by its negation on the other, and the branches are joined.
 */
public final class Narrowing {
  /** What was narrowed: the answer depends on nothing else. */
  public record NarrowedKey(int condition, String place, Type type) implements LocalKey {}

  /** Tests that leave more parts of a type than this (and than it has) say nothing of it. */
  private static final int MAX_PARTS = 256;

  /** Longer unions are left in the order in which tests have taken them apart. */
  private static final int MAX_ORDERED = 16;

  private final Program program;
  private final TestNarrowing tests;
  private final PatternNarrowing patterns;

  public Narrowing(Program program) {
    this.program = program;
    this.tests = new TestNarrowing(program);
    this.patterns = new PatternNarrowing(program);
  }

  public TestNarrowing tests() {
    return tests;
  }

  public PatternNarrowing patterns() {
    return patterns;
  }

  /** {@code type} where {@code condition} holds; see {@link Flow#merge} for the parameters. */
  Type narrow(
      ModuleTypes module, @Nullable Region region, Type type, int condition, String placeKey) {
    return condition == Conditions.TRUE
        ? type
        : narrow(module, region, type, condition, placeKey, new HashMap<>());
  }

  /**
   * Narrows by one node of the diagram.
   *
   * @param done what this call has narrowed so far and may not be kept, by condition: provisional
   *     answers of unfinished cycles
   */
  private Type narrow(
      ModuleTypes module,
      @Nullable Region region,
      Type type,
      int condition,
      String placeKey,
      HashMap<Integer, Type> done) {
    if (condition == Conditions.TRUE || type == NeverType.NEVER || type == DynamicType.DIVERGENT) {
      return type;
    }
    if (condition == Conditions.FALSE) {
      return NeverType.NEVER;
    }
    Conditions conditions = module.bound().conditions();
    Predicate predicate = module.bound().predicate(conditions.predicate(condition));
    int ifTrue = conditions.ifTrue(condition);
    int ifFalse = conditions.ifFalse(condition);
    if (ifTrue == ifFalse) {
      return narrow(module, region, type, ifTrue, placeKey, done);
    }
    if (!saysOfValues(module, predicate)) {
      // A way that is never taken brings no values.
      switch (program.predicates().truth(module, region, predicate.index())) {
        case ALWAYS_TRUE -> {
          return narrow(module, region, type, ifTrue, placeKey, done);
        }
        case ALWAYS_FALSE -> {
          return narrow(module, region, type, ifFalse, placeKey, done);
        }
        case AMBIGUOUS -> {}
      }
    }
    // Diagrams share their nodes, and so do the places along a chain of tests: each node is asked
    // once for each type, which keeps long chains linear.
    NarrowedKey key = new NarrowedKey(condition, placeKey, type);
    Region own = Predicates.isOwn(module, region, predicate) ? region : null;
    Type known = own == null ? module.narrowed(key) : own.narrowed(key);
    if (known != null) {
      return known;
    }
    Evaluation evaluation = program.evaluation();
    known = done.get(condition);
    if (known != null) {
      evaluation.markProvisional();
      return known;
    }
    Cell<Type> ofRound = own == null && evaluation.isInRound() ? module.knownCell(key) : null;
    known = ofRound == null ? null : evaluation.keptForRound(ofRound);
    if (known != null) {
      return known;
    }
    int marks = evaluation.cycleMarks();
    int ownAnswers = region == null ? 0 : region.ownAnswers();
    Type narrowed = branches(module, region, type, predicate, ifTrue, ifFalse, placeKey, done);
    if (evaluation.cycleMarks() == marks) {
      if (own != null) {
        own.keepNarrowed(key, narrowed);
      } else if (region == null || region.ownAnswers() == ownAnswers) {
        module.keepNarrowed(key, narrowed);
      }
    } else {
      evaluation.markProvisional(); // what is made of it may not be kept either
      done.put(condition, narrowed);
      if (own == null && (region == null || region.ownAnswers() == ownAnswers)) {
        evaluation.keepForRound(module.cell(key), narrowed);
      }
    }
    return narrowed;
  }

  /** Whether a predicate tells of the values of places, not just of the way that is taken. */
  private boolean saysOfValues(ModuleTypes module, Predicate predicate) {
    return switch (predicate) {
      case Predicate.Test test -> program.predicates().fixed(module, test.expression()) == null;
      case Predicate.PatternMatch _ -> true;
      case Predicate.CallReturns _, Predicate.StarDefines _, Predicate.ContextSwallows _ -> false;
    };
  }

  private Type branches(
      ModuleTypes module,
      @Nullable Region region,
      Type type,
      Predicate predicate,
      int ifTrue,
      int ifFalse,
      String placeKey,
      HashMap<Integer, Type> done) {
    // The later predicates stand above the earlier ones, so the earlier ones narrow first.
    Type beforeTrue = narrow(module, region, type, ifTrue, placeKey, done);
    Type beforeFalse = narrow(module, region, type, ifFalse, placeKey, done);
    Type whenTrue = apply(module, region, beforeTrue, predicate, true, placeKey);
    Type whenFalse = apply(module, region, beforeFalse, predicate, false, placeKey);
    // A way that is the same without the test, which may not have run there.
    Conditions conditions = module.bound().conditions();
    if (isReplaced(type, beforeTrue, whenTrue) && conditions.implies(ifTrue, ifFalse)) {
      whenTrue = beforeTrue;
    } else if (isReplaced(type, beforeFalse, whenFalse) && conditions.implies(ifFalse, ifTrue)) {
      whenFalse = beforeFalse;
    }
    if (whenTrue.equals(beforeTrue)
        && whenFalse.equals(beforeFalse)
        && !whenTrue.equals(whenFalse)
        && saysOfValues(module, predicate)) {
      // A test of something else: a way that it never takes brings no values either.
      switch (program.predicates().truth(module, region, predicate.index())) {
        case ALWAYS_TRUE -> whenFalse = NeverType.NEVER;
        case ALWAYS_FALSE -> whenTrue = NeverType.NEVER;
        case AMBIGUOUS -> {}
      }
    }
    if (whenTrue == NeverType.NEVER) {
      return whenFalse;
    }
    if (whenFalse == NeverType.NEVER) {
      return whenTrue;
    }
    // What earlier tests have decided comes first, as it is written.
    boolean decidedEarlier = beforeTrue.equals(type) && !beforeFalse.equals(type);
    return whole(
        type,
        Widening.joinAll(
            decidedEarlier ? List.of(whenFalse, whenTrue) : List.of(whenTrue, whenFalse)));
  }

  /**
   * Whether a test, or one before it, has put another type in the place of the one that it was
   * given, as a TypeGuard does; {@code after} is what the test makes of {@code before}.
   */
  private boolean isReplaced(Type type, Type before, Type after) {
    return before != NeverType.NEVER
        && after != NeverType.NEVER
        && !after.equals(before)
        && !(after instanceof DynamicType)
        && (!program.typeSystem().isAssignable(after, before)
            || !program.typeSystem().isAssignable(before, type));
  }

  /**
   * {@code type} itself if the branches have it again, with parts of it beside it, or if so many
   * parts that they take longer to keep apart than they are worth.
   */
  private Type whole(Type type, Type joined) {
    List<Type> members = Unions.members(type);
    List<Type> parts = Unions.members(joined);
    if (parts.size() > members.size()
        && (parts.size() > MAX_PARTS || isEveryValue(type, members, parts, joined))) {
      return type;
    }
    if (parts.size() <= members.size()) {
      return parts.size() > 1 && members.size() <= MAX_ORDERED
          ? inOrder(members, parts, joined)
          : joined;
    }
    return parts.containsAll(members) ? type : joined;
  }

  /** What tests left of a union, in the order in which that has it. */
  private static Type inOrder(List<Type> members, List<Type> parts, Type joined) {
    if (!members.containsAll(parts)) {
      return joined;
    }
    List<Type> ordered = new ArrayList<>(members);
    ordered.retainAll(parts);
    return ordered.equals(parts) ? joined : Unions.of(ordered);
  }

  /** Whether the parts are the members again, some of them as the values of an enum. */
  private boolean isEveryValue(Type type, List<Type> members, List<Type> parts, Type joined) {
    for (Type part : parts) {
      if (!(part instanceof LiteralType) && !members.contains(part)) {
        return false;
      }
    }
    return !members.contains(DynamicType.ANY)
        && !members.contains(DynamicType.UNKNOWN)
        && program.typeSystem().isAssignable(type, joined);
  }

  /**
   * What a test leaves. If it is met inside the cycle that evaluates it, for the first time, that
   * is not known unless the form of the test says it all: the type as it is would be too much, and
   * what a loop has brought once, it brings again in every round.
   */
  private Type tested(
      ModuleTypes module,
      @Nullable Region region,
      Node tested,
      Scope scope,
      Supplier<Type> narrowing) {
    boolean own = region != null && region.module() == module && region.node() == tested;
    if (own || !program.definitions().isUnknownYet(module, tested, scope)) {
      return narrowing.get();
    }
    int marks = program.evaluation().cycleMarks();
    Type narrowed = narrowing.get();
    return program.evaluation().cycleMarks() == marks ? narrowed : DynamicType.DIVERGENT;
  }

  private Type apply(
      ModuleTypes module,
      @Nullable Region region,
      Type type,
      Predicate predicate,
      boolean positive,
      String placeKey) {
    if (type == NeverType.NEVER) {
      return type;
    }
    return switch (predicate) {
      case Predicate.Test test ->
          tested(
              module,
              region,
              test.region(),
              test.scope(),
              () -> byTest(module, region, type, test, positive, placeKey));
      case Predicate.PatternMatch match ->
          tested(
              module,
              region,
              match.statement(),
              match.scope(),
              () ->
                  patterns.narrow(
                      new NodeTypeSource(program, module, region, match.statement(), match.scope()),
                      match.statement(),
                      match.caseIndex(),
                      type,
                      positive,
                      placeKey));
      case Predicate.CallReturns call ->
          positive && program.predicates().truth(module, region, call.index()) == Truth.ALWAYS_FALSE
              ? NeverType.NEVER
              : type;
      case Predicate.StarDefines ignored -> type;
      case Predicate.ContextSwallows ignored -> type;
    };
  }

  private Type byTest(
      ModuleTypes module,
      @Nullable Region region,
      Type type,
      Predicate.Test test,
      boolean positive,
      String placeKey) {
    NodeTypeSource types = new NodeTypeSource(program, module, region, test.region(), test.scope());
    Type narrowed = tests.narrow(types, test.expression(), type, positive, placeKey);
    return test.aliased() == null
        ? narrowed
        : tests.narrow(types.forAlias(test), test.aliased(), narrowed, positive, placeKey);
  }
}
