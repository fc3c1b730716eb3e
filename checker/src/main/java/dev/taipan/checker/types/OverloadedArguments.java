package dev.taipan.checker.types;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates calls that pass an overloaded function where variables in the parameters of a callable
 * are to be solved: each of its overloads is tried as an argument of its own.
 */
final class OverloadedArguments {
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
          && !site.needsContext(pair.actual())
          && asCallable(site.typeOf(pair.actual(), null)) instanceof CallableType callable
          && callable.isOverloaded()) {
        return separately(signature, matching, site, pair.actual().index(), callable);
      }
    }
    return null;
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
      Type[] replaced = new Type[site.size()];
      replaced[argument] = callable.withSignatures(List.of(one));
      CallSite narrowed = site.withTypes(replaced);
      SignatureEvaluator.Evaluation evaluation =
          signatures.evaluate(signature, signatures.match(signature, narrowed), narrowed);
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
