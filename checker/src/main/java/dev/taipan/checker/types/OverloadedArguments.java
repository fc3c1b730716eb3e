package dev.taipan.checker.types;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates calls that pass an overloaded function where variables in the parameters of a callable
 * are to be solved: each of its overloads is tried as an argument of its own.
 */
final class OverloadedArguments {
  /** Unions of more callables are not taken apart. */
  private static final int MAX_MEMBERS = 8;

  private final TypeSystem types;
  private final SignatureEvaluator signatures;

  OverloadedArguments(TypeSystem types, SignatureEvaluator signatures) {
    this.types = types;
    this.signatures = signatures;
  }

  /**
   * An overloaded argument for a parameter such as {@code Callable[P, R]}: each overload is an
   * argument of its own. Callables that come out of it are overloads again; of other results the
   * first one is taken, as among overloads. Null where that does not apply.
   *
   * @param passedOn whether only parameters are looked for whose own parameters make those of the
   *     result, by a ParamSpec or one by one; any callable with variables to solve otherwise
   */
  SignatureEvaluator.@Nullable Evaluation evaluate(
      Signature signature, ArgumentMatcher.Matching matching, CallSite site, boolean passedOn) {
    for (ArgumentMatcher.Pair pair : matching.pairs()) {
      if ((passedOn
              ? isParamSpecCallable(pair.parameter().type(), signature)
                  || isPassedOn(pair.parameter().type(), signature)
              : isGenericCallable(pair.parameter().type(), signature))
          && !site.needsContext(pair.actual())) {
        Type argument = site.typeOf(pair.actual(), null);
        if (argument instanceof UnionType union && !passedOn && hasOverloaded(union)) {
          return forEach(union, signature, matching, site, pair.actual().index());
        }
        if (asCallable(argument) instanceof CallableType callable && callable.isOverloaded()) {
          int index = pair.actual().index();
          SignatureEvaluator.Evaluation one =
              separately(signature, matching, site, index, callable);
          return one == null && !passedOn ? joined(signature, site, index, callable) : one;
        }
      }
    }
    return null;
  }

  private boolean isOverloaded(Type argument) {
    return asCallable(argument) instanceof CallableType callable && callable.isOverloaded();
  }

  private boolean hasOverloaded(UnionType union) {
    return union.members().size() <= MAX_MEMBERS
        && union.members().stream().anyMatch(this::isOverloaded);
  }

  /**
   * A call with one of several callables, of which some are overloaded: it is right if it is right
   * for each of them.
   */
  private SignatureEvaluator.@Nullable Evaluation forEach(
      UnionType union,
      Signature signature,
      ArgumentMatcher.Matching matching,
      CallSite site,
      int argument) {
    List<Type> results = new ArrayList<>(union.members().size());
    SignatureEvaluator.Evaluation last = null;
    for (Type member : union.members()) {
      last = with(member, signature, site, argument);
      if (!last.isValid()) {
        return null;
      }
      results.add(last.type());
    }
    if (last == null) {
      return null;
    }
    site.evaluateWithoutContext();
    return new SignatureEvaluator.Evaluation(
        Unions.of(results),
        List.of(),
        SignatureEvaluator.parameters(matching, site),
        last.arguments(),
        last.indefinite());
  }

  /** The call with another type for one of its arguments. */
  private SignatureEvaluator.Evaluation with(
      Type type, Signature signature, CallSite site, int argument) {
    Type[] replaced = new Type[site.size()];
    replaced[argument] = type;
    CallSite narrowed = site.withTypes(replaced);
    return signatures.evaluate(signature, signatures.match(signature, narrowed), narrowed);
  }

  private SignatureEvaluator.@Nullable Evaluation separately(
      Signature signature,
      ArgumentMatcher.Matching matching,
      CallSite site,
      int argument,
      CallableType callable) {
    List<Signature> results = new ArrayList<>(callable.signatures().size());
    SignatureEvaluator.Evaluation first = null;
    for (Signature one : callable.signatures()) {
      SignatureEvaluator.Evaluation evaluation =
          with(callable.withSignatures(List.of(one)), signature, site, argument);
      if (!evaluation.isValid()) {
        continue;
      }
      first = first == null ? evaluation : first;
      if (!(first.type() instanceof CallableType)) {
        break;
      }
      if (evaluation.type() instanceof CallableType result) {
        results.addAll(result.signatures());
      }
    }
    if (first == null) {
      return null;
    }
    site.evaluateWithoutContext();
    return new SignatureEvaluator.Evaluation(
        first.type() instanceof CallableType result ? result.withSignatures(results) : first.type(),
        List.of(),
        SignatureEvaluator.parameters(matching, site),
        first.arguments(),
        first.indefinite());
  }

  /**
   * The overloads together, where the other arguments tell what the callable gets: what a call with
   * that would return, some of the overloads for some members of a union. Null where they do not
   * tell, or where it does not take that.
   */
  private SignatureEvaluator.@Nullable Evaluation joined(
      Signature signature, CallSite site, int argument, CallableType callable) {
    ParameterList wanted = null;
    for (SignatureEvaluator.Compared compared :
        with(DynamicType.UNKNOWN, signature, site, argument).arguments()) {
      if (compared.index() == argument && compared.parameter() instanceof CallableType target) {
        wanted = target.signatures().getFirst().parameters();
      }
    }
    if (wanted == null || wanted.gradual() || wanted.paramSpec() != null) {
      return null;
    }
    List<CallArgument> passed = new ArrayList<>();
    for (ParameterType parameter : wanted.parameters()) {
      if (parameter.kind() != ParameterKind.POSITIONAL_ONLY
          || parameter.type() instanceof DynamicType) {
        return null;
      }
      passed.add(CallArgument.positional(parameter.type()));
    }
    CallOutcome outcome = types.members().calls().call(callable, passed);
    if (!outcome.isValid()) {
      return null;
    }
    CallableType whole = callable.withSignatures(List.of(Signature.of(wanted, outcome.type())));
    SignatureEvaluator.Evaluation evaluation = with(whole, signature, site, argument);
    return evaluation.isValid() ? evaluation : null;
  }

  /** What a class object or an object with {@code __call__} is as a callable. */
  private @Nullable Type asCallable(Type type) {
    return switch (type) {
      case CallableType callable -> callable;
      case ClassLiteralType _, SubclassOfType _ ->
          types.members().calls().constructors().asCallable(type);
      case NominalType nominal -> {
        Access access = types.members().special(nominal, nominal, "__call__");
        yield access == null ? null : access.type();
      }
      default -> null;
    };
  }

  /** Whether a call solves variables in the parameters of a callable type. */
  static boolean isGenericCallable(Type type, Signature signature) {
    return type instanceof CallableType callable
        && !callable.isOverloaded()
        && FreeVariables.mentions(
            callable.signatures().getFirst().parameters(), signature.typeParameters()::contains);
  }

  /** Whether the call makes a callable that takes some of what a callable argument takes. */
  private boolean isPassedOn(Type type, Signature signature) {
    return isGenericCallable(type, signature)
        && signature.returnType(types.world()) instanceof CallableType result
        && !result.isOverloaded()
        && FreeVariables.mentions(
            ((CallableType) type).signatures().getFirst().parameters(),
            variable ->
                signature.typeParameters().contains(variable)
                    && FreeVariables.mentions(
                        result.signatures().getFirst().parameters(), variable::equals));
  }

  private static boolean isParamSpecCallable(Type type, Signature signature) {
    if (!(type instanceof CallableType callable) || callable.isOverloaded()) {
      return false;
    }
    TypeVarType paramSpec = callable.signatures().getFirst().parameters().paramSpec();
    return paramSpec != null && signature.typeParameters().contains(paramSpec);
  }
}
