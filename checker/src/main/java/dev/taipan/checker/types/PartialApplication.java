package dev.taipan.checker.types;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What {@code functools.partial} makes of a function: the arguments are checked as in a call that
 * may leave some out, and the result takes those that were left out.
 *
 * <p>The object is an intersection of {@code partial[R]} and the callable that is left. Where an
 * argument stands for an unknown number of values, or the parameters are themselves not known, the
 * result is {@code partial[R]} alone, which takes anything.
 */
final class PartialApplication {
  private static final ClassId PLACEHOLDER = new ClassId("functools", "_PlaceholderType");

  private final World world;
  private final SignatureEvaluator evaluator;

  PartialApplication(World world, SignatureEvaluator evaluator) {
    this.world = world;
    this.evaluator = evaluator;
  }

  /** One overload with some arguments given; no callable when nothing is known of the rest. */
  private record Applied(
      @Nullable CallableType rest,
      Type returned,
      List<CallError> errors,
      List<Integer> parameters) {}

  CallOutcome apply(CallableType callable, CallSite call) {
    BitSet places = placeholders(call);
    CallSite site = places.isEmpty() ? call : withoutPlaceholders(call, places);
    List<Signature> rest = new ArrayList<>();
    List<Type> results = new ArrayList<>();
    List<CallOutcome.Chosen> chosen = new ArrayList<>();
    List<Applied> failed = new ArrayList<>();
    boolean known = true;
    List<Signature> signatures = callable.signatures();
    for (int i = 0; i < signatures.size(); i++) {
      site.speculation().begin();
      Applied applied = apply(signatures.get(i), site, places);
      if (!applied.errors().isEmpty()) {
        failed.add(applied);
        site.speculation().rollback();
        continue;
      }
      site.speculation().commit();
      chosen.add(new CallOutcome.Chosen(callable, i, applied.parameters()));
      results.add(applied.returned());
      known &= applied.rest() != null;
      if (applied.rest() != null) {
        rest.addAll(applied.rest().signatures());
      }
    }
    if (chosen.isEmpty()) {
      site.evaluateWithoutContext();
      if (callable.isOverloaded() && isOpen(site)) {
        return CallOutcome.of(partial(DynamicType.UNKNOWN));
      }
      List<CallError> errors = failed.getFirst().errors();
      Type returned = failed.getFirst().returned();
      return callable.isOverloaded()
          ? CallOutcome.error(
              partial(DynamicType.UNKNOWN),
              new CallError.NoMatchingOverload(-1, callable, 0, errors))
          : CallOutcome.of(partial(returned)).withErrors(errors);
    }
    NominalType object = partial(returned(results));
    Type type =
        known
            ? new IntersectionType(
                List.of(object, new CallableType(rest, CallableType.Binding.BOUND, null)),
                List.of())
            : object;
    return new CallOutcome(type, List.of(), chosen, List.of(), null);
  }

  /** Whether each of several overloads may take a part of what the arguments can be. */
  private static boolean isOpen(CallSite site) {
    boolean open = site.isIndefinite();
    for (int i = 0; i < site.size(); i++) {
      open |= Unions.members(site.typeOf(i)).size() > 1;
    }
    return open;
  }

  /**
   * What a call that nobody has seen yet will return: of a constructor with overloads an instance
   * whose arguments are those that all overloads agree on.
   */
  private static Type returned(List<Type> results) {
    if (!(results.getFirst() instanceof NominalType first)) {
      return Unions.of(results);
    }
    List<Type> arguments = new ArrayList<>(first.arguments());
    for (Type result : results) {
      if (!(result instanceof NominalType other) || !other.cls().equals(first.cls())) {
        return Unions.of(results);
      }
      for (int i = 0; i < arguments.size(); i++) {
        if (!arguments.get(i).equals(other.arguments().get(i))) {
          arguments.set(i, DynamicType.UNKNOWN);
        }
      }
    }
    return new NominalType(first.cls(), arguments);
  }

  private static NominalType partial(Type returned) {
    return new NominalType(WellKnown.PARTIAL, List.of(returned));
  }

  /** The arguments that are {@code functools.Placeholder}: a later call fills their parameters. */
  private static BitSet placeholders(CallSite site) {
    BitSet places = new BitSet();
    List<? extends CallArgument> arguments = site.arguments();
    for (int i = 0; i < arguments.size(); i++) {
      CallArgument argument = arguments.get(i);
      if (argument.kind() == CallArgument.Kind.POSITIONAL
          && !argument.needsContext()
          && site.typeOf(i) instanceof NominalType nominal
          && nominal.cls().equals(PLACEHOLDER)) {
        places.set(i);
      }
    }
    return places;
  }

  private static CallSite withoutPlaceholders(CallSite site, BitSet places) {
    Type[] replaced = new Type[site.size()];
    places.stream().forEach(i -> replaced[i] = DynamicType.UNKNOWN);
    return site.withTypes(replaced);
  }

  private Applied apply(Signature signature, CallSite site, BitSet places) {
    ParameterList list = SignatureEvaluator.expanded(world, signature.parameters());
    ArgumentMatcher.Matching matching = site.match(list);
    List<ParameterType> left = left(list, matching, places);
    Set<TypeVarType> solved = mentioned(signature, matching, places);
    List<TypeVarType> open = new ArrayList<>(signature.typeParameters());
    open.removeAll(solved);
    Signature rest =
        new Signature(
            open,
            left == null
                ? ParameterList.GRADUAL
                : new ParameterList(left, list.paramSpec(), list.gradual()),
            signature.returns(),
            signature.origin());
    Signature asked =
        new Signature(
            List.copyOf(solved),
            new ParameterList(optional(list.parameters()), list.paramSpec(), list.gradual()),
            new Signature.Returns.Declared(
                new CallableType(List.of(rest), CallableType.Binding.BOUND, null)),
            signature.origin());
    SignatureEvaluator.Evaluation evaluation = evaluator.evaluate(asked, site.withExpected(null));
    List<CallError> errors = new ArrayList<>(evaluation.errors());
    errors.removeIf(error -> error instanceof CallError.MissingArguments);
    CallableType result =
        evaluation.type() instanceof CallableType one
            ? one
            : new CallableType(List.of(rest), CallableType.Binding.BOUND, null);
    List<TypeVarType> unsolved = new ArrayList<>(open);
    unsolved.addAll(result.signatures().getFirst().typeParameters());
    return new Applied(
        left == null ? null : result,
        Substitution.toUnknown(unsolved).apply(result.signatures().getFirst().returnType(world)),
        errors,
        evaluation.parameters());
  }

  /** The type variables that the given arguments solve. */
  private static Set<TypeVarType> mentioned(
      Signature signature, ArgumentMatcher.Matching matching, BitSet places) {
    Set<TypeVarType> solved = new HashSet<>();
    for (TypeVarType variable : signature.typeParameters()) {
      Predicate<TypeVarType> isVariable = variable::equals;
      for (ArgumentMatcher.Pair pair : matching.pairs()) {
        if (!places.get(pair.actual().index())
            && FreeVariables.mentions(pair.parameter().type(), isVariable)) {
          solved.add(variable);
        }
      }
      ParameterType pack = matching.packParameter();
      if (pack != null && FreeVariables.mentions(pack.type(), isVariable)) {
        solved.add(variable);
      }
    }
    return solved;
  }

  /** The parameters as a call that may leave some out meets them. */
  private static List<ParameterType> optional(List<ParameterType> parameters) {
    List<ParameterType> result = new ArrayList<>(parameters.size());
    for (ParameterType parameter : parameters) {
      if (parameter.kind() == ParameterKind.VAR_POSITIONAL && parameter.unpacked()) {
        // The rest of the tuple may come later.
        result.add(
            ParameterType.of(parameter.name(), parameter.kind(), DynamicType.UNKNOWN, false));
      } else {
        result.add(parameter.isRequired() ? parameter.withDefault() : parameter);
      }
    }
    return result;
  }

  /**
   * The parameters that are left; null when nobody knows. What was given by keyword may be given
   * anew, by keyword; what follows it can be given by keyword only.
   */
  private static @Nullable List<ParameterType> left(
      ParameterList list, ArgumentMatcher.Matching matching, BitSet places) {
    if (!matching.rest().isEmpty() || !matching.pack().isEmpty()) {
      return null;
    }
    ArgumentMatcher.Form[] given = new ArgumentMatcher.Form[list.parameters().size()];
    BitSet reserved = new BitSet();
    for (ArgumentMatcher.Pair pair : matching.pairs()) {
      if (places.get(pair.actual().index())) {
        reserved.set(pair.parameterIndex());
        continue;
      }
      ArgumentMatcher.Form form = pair.actual().form();
      switch (form) {
        case POSITIONAL, KEYWORD, KEYWORDS -> {
          ParameterKind kind = pair.parameter().kind();
          if (kind != ParameterKind.VAR_POSITIONAL && kind != ParameterKind.VAR_KEYWORD) {
            given[pair.parameterIndex()] = form;
          }
        }
        case POSITIONALS, PARAM_SPEC_ARGS, PARAM_SPEC_KWARGS -> {
          return null;
        }
      }
    }
    List<ParameterType> left = new ArrayList<>();
    boolean named = false;
    for (int i = 0; i < given.length; i++) {
      ParameterType parameter = list.parameters().get(i);
      boolean positional =
          parameter.kind() == ParameterKind.POSITIONAL_ONLY
              || parameter.kind() == ParameterKind.POSITIONAL_OR_KEYWORD;
      if (given[i] == ArgumentMatcher.Form.KEYWORDS) {
        left.add(parameter.withDefault());
        continue;
      }
      if (given[i] == ArgumentMatcher.Form.POSITIONAL) {
        continue;
      }
      if (reserved.get(i) && positional) {
        left.add(parameter.positionalOnly());
        continue;
      }
      boolean byName = given[i] == ArgumentMatcher.Form.KEYWORD;
      named |= byName && positional;
      if (named && parameter.kind() == ParameterKind.VAR_POSITIONAL) {
        continue;
      }
      ParameterType open =
          named && positional ? parameter.withKind(ParameterKind.KEYWORD_ONLY) : parameter;
      left.add(byName ? open.withDefault() : open);
    }
    return left;
  }
}
