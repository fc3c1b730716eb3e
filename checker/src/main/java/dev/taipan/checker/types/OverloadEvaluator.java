package dev.taipan.checker.types;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Chooses among overloads in the specification's steps: by number and names of the arguments, by
 * their types, by the parts that union arguments are made of; where several fit because a type is
 * gradual, the answer is known only if they agree.
 *
 * <p>Cost: each candidate is evaluated once for each combination of argument parts, and at most
 * {@link #MAX_COMBINATIONS} combinations are tried, so that a call is linear in the number of
 * overloads whatever the unions are. Without gradual arguments the first overload that fits ends
 * the search.
 */
final class OverloadEvaluator {
  static final int MAX_COMBINATIONS = 256;

  private final TypeSystem types;
  private final SignatureEvaluator evaluator;
  private final ArgumentExpansion expansion;

  OverloadEvaluator(TypeSystem types, SignatureEvaluator evaluator, ArgumentExpansion expansion) {
    this.types = types;
    this.evaluator = evaluator;
    this.expansion = expansion;
  }

  /** An overload whose parameters fit the arguments by number and names. */
  private record Candidate(int index, Signature signature, ArgumentMatcher.Matching matching) {}

  /** What one list of argument types gives; no indexes when no overload takes it. */
  private record Choice(List<Integer> indexes, Type type) {
    static final Choice NONE = new Choice(List.of(), DynamicType.UNKNOWN);

    boolean isFound() {
      return !indexes.isEmpty();
    }
  }

  CallOutcome evaluate(CallableType callable, CallSite site) {
    List<Signature> signatures = callable.signatures();
    List<Candidate> candidates = new ArrayList<>(signatures.size());
    int closest = 0;
    int fewest = Integer.MAX_VALUE;
    for (int i = 0; i < signatures.size(); i++) {
      ArgumentMatcher.Matching matching = evaluator.match(signatures.get(i), site);
      if (matching.errors().isEmpty()) {
        candidates.add(new Candidate(i, signatures.get(i), matching));
      } else if (distance(matching.errors()) < fewest) {
        fewest = distance(matching.errors());
        closest = i;
      }
    }
    if (candidates.isEmpty()) {
      site.evaluateWithoutContext();
      List<CallError> errors = evaluator.match(signatures.get(closest), site).errors();
      return CallOutcome.error(
          commonReturn(callable), new CallError.NoMatchingOverload(-1, callable, closest, errors));
    }
    if (candidates.size() == 1) {
      return taken(callable, candidates.getFirst(), site);
    }
    Choice choice = choose(candidates, site, true);
    if (choice.isFound()) {
      return outcome(callable, choice, candidates, site);
    }
    Choice expanded = expand(candidates, site);
    if (expanded.isFound()) {
      site.evaluateWithoutContext();
      return outcome(callable, expanded, candidates, site);
    }
    return failure(callable, candidates, site);
  }

  private static int distance(List<CallError> errors) {
    int sum = 0;
    for (CallError error : errors) {
      sum +=
          switch (error) {
            case CallError.MissingArguments missing -> missing.parameters().size();
            case CallError.TooManyPositional many -> Math.max(1, many.got() - many.expected());
            default -> 1;
          };
    }
    return sum;
  }

  /** The only candidate, evaluated like a function without overloads. */
  private CallOutcome taken(CallableType callable, Candidate candidate, CallSite site) {
    SignatureEvaluator.Evaluation evaluation =
        evaluator.evaluate(candidate.signature(), candidate.matching(), site);
    return new CallOutcome(
        evaluation.type(),
        evaluation.errors(),
        List.of(new CallOutcome.Chosen(callable, candidate.index(), evaluation.parameters())),
        List.of(),
        null);
  }

  /**
   * Steps 2, 4, 5 and 6 for one list of argument types.
   *
   * @param record whether the arguments are to record what the chosen overload makes of them
   */
  private Choice choose(List<Candidate> candidates, CallSite site, boolean record) {
    boolean indefinite = site.isIndefinite();
    List<Candidate> fitting = new ArrayList<>();
    List<SignatureEvaluator.Evaluation> evaluations = new ArrayList<>();
    Candidate open = null;
    for (Candidate candidate : candidates) {
      site.speculation().begin();
      SignatureEvaluator.Evaluation evaluation =
          evaluator.evaluate(candidate.signature(), candidate.matching(), site);
      if (!evaluation.isValid()) {
        site.speculation().rollback();
        continue;
      }
      if (tellsNothingYet(evaluation)) {
        site.speculation().rollback();
        open = open == null ? candidate : open;
        continue;
      }
      if (fitting.isEmpty()
          && !indefinite
          && !isWiderWanted(evaluation.type(), site)
          && covers(evaluation, site)) {
        if (record) {
          site.speculation().commit();
        } else {
          site.speculation().rollback();
        }
        return new Choice(List.of(candidate.index()), evaluation.type());
      }
      site.speculation().rollback();
      fitting.add(candidate);
      evaluations.add(evaluation);
      if (!indefinite && covers(evaluation, site)) {
        break;
      }
    }
    if (fitting.isEmpty() && open != null) {
      if (record) {
        evaluator.evaluate(open.signature(), open.matching(), site);
      }
      return new Choice(List.of(open.index()), DynamicType.DIVERGENT);
    }
    if (fitting.isEmpty()) {
      return Choice.NONE;
    }
    if (indefinite) {
      keepVariadic(fitting, evaluations);
      for (int i = 0; i < evaluations.size() - 1; i++) {
        if (covers(evaluations.get(i), site)) {
          fitting.subList(i + 1, fitting.size()).clear();
          evaluations.subList(i + 1, evaluations.size()).clear();
        }
      }
    }
    Choice expected = asExpected(candidates, fitting, evaluations, site);
    if (expected != null) {
      return expected;
    }
    if (record) {
      // What the arguments record is that of the first overload that fits.
      evaluator.evaluate(fitting.getFirst().signature(), fitting.getFirst().matching(), site);
    }
    Type type = evaluations.getFirst().type();
    if (!agree(evaluations)
        && !covers(evaluations.getFirst(), undecided(fitting, evaluations), site)) {
      type = DynamicType.UNKNOWN;
    }
    return new Choice(List.of(fitting.getFirst().index()), type);
  }

  /**
   * Whether an overload gives just what the object holds, of which nothing is known yet: until that
   * is known, one that gives a part of the arguments as well tells more.
   */
  private static boolean tellsNothingYet(SignatureEvaluator.Evaluation evaluation) {
    if (evaluation.type() != DynamicType.DIVERGENT) {
      return false;
    }
    for (SignatureEvaluator.Compared compared : evaluation.arguments()) {
      if (compared.argument() == DynamicType.DIVERGENT) {
        return false;
      }
    }
    return true;
  }

  private boolean agree(List<SignatureEvaluator.Evaluation> evaluations) {
    Type first = evaluations.getFirst().type();
    for (SignatureEvaluator.Evaluation evaluation : evaluations) {
      if (!types.isEquivalent(first, evaluation.type())) {
        return false;
      }
    }
    return true;
  }

  /**
   * The arguments that do not tell the overloads that fit apart: they meet parameters of the same
   * type in all of them, so that whatever a gradual type stands for fits all or none.
   */
  private Set<Integer> undecided(
      List<Candidate> fitting, List<SignatureEvaluator.Evaluation> evaluations) {
    Map<Integer, List<Type>> first = met(fitting.getFirst(), evaluations.getFirst());
    Set<Integer> same = new HashSet<>(first.keySet());
    for (int i = 1; i < fitting.size(); i++) {
      Map<Integer, List<Type>> other = met(fitting.get(i), evaluations.get(i));
      same.removeIf(index -> !Objects.equals(first.get(index), other.get(index)));
    }
    return same;
  }

  /** For each argument the types of the parameters that it meets, variables taken for bounds. */
  private Map<Integer, List<Type>> met(
      Candidate candidate, SignatureEvaluator.Evaluation evaluation) {
    Map<TypeVarType, Type> bounds = new HashMap<>();
    for (TypeVarType variable : candidate.signature().typeParameters()) {
      TypeVarModel model = types.world().typeVarModel(variable);
      if (variable.kind() == TypeVarType.Kind.TYPE_VAR && model.constraints().isEmpty()) {
        bounds.put(variable, model.bound() == null ? WellKnown.TOP : model.bound());
      }
    }
    Substitution erasure = new Substitution(bounds);
    Map<Integer, List<Type>> met = new HashMap<>();
    for (SignatureEvaluator.Compared pair : evaluation.arguments()) {
      met.computeIfAbsent(pair.index(), index -> new ArrayList<>())
          .add(erasure.apply(pair.declared()));
    }
    return met;
  }

  /** Whether the context wants what the type would be if its literals were less precise. */
  private boolean isWiderWanted(Type type, CallSite site) {
    Type expected = site.expected();
    return expected != null
        && !types.isAssignable(type, expected)
        && types.isAssignable(DeepWidening.widen(type), expected);
  }

  /**
   * An overload after the first that fits, where the first one differs from it just by literals
   * that the context does not take: {@code x: list[str] = "a b".split()}.
   */
  private @Nullable Choice asExpected(
      List<Candidate> candidates,
      List<Candidate> fitting,
      List<SignatureEvaluator.Evaluation> evaluations,
      CallSite site) {
    Type first = evaluations.getFirst().type();
    if (!isWiderWanted(first, site)) {
      return null;
    }
    Type wide = DeepWidening.widen(first);
    int position = candidates.indexOf(fitting.getFirst());
    for (Candidate candidate : candidates.subList(position + 1, candidates.size())) {
      site.speculation().begin();
      SignatureEvaluator.Evaluation evaluation =
          evaluator.evaluate(candidate.signature(), candidate.matching(), site);
      if (evaluation.isValid() && types.isEquivalent(evaluation.type(), wide)) {
        site.speculation().commit();
        return new Choice(List.of(candidate.index()), evaluation.type());
      }
      site.speculation().rollback();
    }
    return null;
  }

  /** Step 4: any number of arguments goes to overloads that take any number. */
  private static void keepVariadic(
      List<Candidate> fitting, List<SignatureEvaluator.Evaluation> evaluations) {
    boolean any = false;
    for (SignatureEvaluator.Evaluation evaluation : evaluations) {
      any |= evaluation.indefinite();
    }
    if (!any) {
      return;
    }
    for (int i = evaluations.size() - 1; i >= 0; i--) {
      if (!evaluations.get(i).indefinite()) {
        evaluations.remove(i);
        fitting.remove(i);
      }
    }
  }

  /** Whether every materialization of every argument fits, so that no later overload is taken. */
  private boolean covers(SignatureEvaluator.Evaluation evaluation, CallSite site) {
    return covers(evaluation, Set.of(), site);
  }

  /** The same, where the arguments of some indexes do not matter. */
  private boolean covers(
      SignatureEvaluator.Evaluation evaluation, Set<Integer> ignored, CallSite site) {
    for (SignatureEvaluator.Compared pair : evaluation.arguments()) {
      if (!ignored.contains(pair.index())
          && !(types.isCovered(pair.argument(), pair.parameter()) && coversAlone(pair, site))) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether what a parameter makes of an unknown value, by expecting something of it, is all that
   * the value may be.
   */
  private boolean coversAlone(SignatureEvaluator.Compared pair, CallSite site) {
    if (!site.isMadeOfUnknown(pair.index())) {
      return true;
    }
    site.speculation().begin();
    Type alone = site.typeOf(pair.index());
    site.speculation().rollback();
    return types.isCovered(alone, pair.parameter());
  }

  /** Step 3: splits the arguments one after the other until each list of parts is taken. */
  private Choice expand(List<Candidate> candidates, CallSite site) {
    List<Type[]> lists = new ArrayList<>();
    lists.add(new Type[site.size()]);
    for (int i = 0; i < site.size(); i++) {
      CallArgument argument = site.arguments().get(i);
      if (argument.isLambda()) {
        continue;
      }
      List<Type> parts = expansion.expand(site.typeOf(i));
      if (parts.size() <= 1) {
        continue;
      }
      if ((long) lists.size() * parts.size() > MAX_COMBINATIONS) {
        parts = ArgumentExpansion.withoutLiterals(parts);
      }
      if ((long) lists.size() * parts.size() > MAX_COMBINATIONS) {
        return Choice.NONE;
      }
      List<Type[]> longer = new ArrayList<>(lists.size() * parts.size());
      for (Type[] list : lists) {
        for (Type part : parts) {
          Type[] copy = list.clone();
          copy[i] = part;
          longer.add(copy);
        }
      }
      lists = longer;
      Choice choice = chooseForAll(candidates, site, lists);
      if (choice.isFound()) {
        return choice;
      }
    }
    return Choice.NONE;
  }

  private Choice chooseForAll(List<Candidate> candidates, CallSite site, List<Type[]> lists) {
    Set<Integer> indexes = new HashSet<>();
    List<Integer> ordered = new ArrayList<>();
    List<Type> results = new ArrayList<>();
    for (Type[] list : lists) {
      CallSite narrowed = site.withTypes(list);
      List<Candidate> matched = new ArrayList<>(candidates.size());
      for (Candidate candidate : candidates) {
        matched.add(
            new Candidate(
                candidate.index(),
                candidate.signature(),
                evaluator.match(candidate.signature(), narrowed)));
      }
      site.speculation().begin();
      Choice choice = choose(matched, narrowed, false);
      site.speculation().rollback();
      if (!choice.isFound()) {
        return Choice.NONE;
      }
      for (Integer index : choice.indexes()) {
        if (indexes.add(index)) {
          ordered.add(index);
        }
      }
      results.add(choice.type());
    }
    return new Choice(ordered, Unions.of(results));
  }

  private static CallOutcome outcome(
      CallableType callable, Choice choice, List<Candidate> candidates, CallSite site) {
    List<CallOutcome.Chosen> chosen = new ArrayList<>(choice.indexes().size());
    for (Integer index : choice.indexes()) {
      for (Candidate candidate : candidates) {
        if (candidate.index() == index) {
          chosen.add(
              new CallOutcome.Chosen(
                  callable, index, SignatureEvaluator.parameters(candidate.matching(), site)));
        }
      }
    }
    return new CallOutcome(choice.type(), List.of(), chosen, List.of(), null);
  }

  private CallOutcome failure(CallableType callable, List<Candidate> candidates, CallSite site) {
    Candidate closest = candidates.getFirst();
    List<CallError> errors = List.of();
    int furthest = -2;
    int fewest = Integer.MAX_VALUE;
    Set<Integer> refused = null;
    for (Candidate candidate : candidates) {
      site.speculation().begin();
      List<CallError> against =
          evaluator.evaluate(candidate.signature(), candidate.matching(), site).errors();
      site.speculation().rollback();
      int first = Integer.MAX_VALUE;
      Set<Integer> arguments = new HashSet<>();
      for (CallError error : against) {
        first = Math.min(first, error.argument());
        arguments.add(error.argument());
      }
      if (refused == null) {
        refused = arguments;
      } else {
        refused.retainAll(arguments);
      }
      if (against.size() < fewest || (against.size() == fewest && first > furthest)) {
        fewest = against.size();
        furthest = first;
        closest = candidate;
        errors = against;
      }
    }
    site.evaluateWithoutContext();
    return CallOutcome.error(
        commonReturn(callable),
        new CallError.NoMatchingOverload(
            refused == null || refused.size() != 1 ? -1 : refused.iterator().next(),
            callable,
            closest.index(),
            errors));
  }

  /** What every overload returns whatever the arguments; Unknown when they differ. */
  private static Type commonReturn(CallableType callable) {
    @Nullable Type common = null;
    for (Signature signature : callable.signatures()) {
      if (!signature.typeParameters().isEmpty()
          || !(signature.returns() instanceof Signature.Returns.Declared declared)) {
        return DynamicType.UNKNOWN;
      }
      if (common == null) {
        common = declared.type();
      } else if (!common.equals(declared.type())) {
        return DynamicType.UNKNOWN;
      }
    }
    return common == null ? DynamicType.UNKNOWN : common;
  }
}
