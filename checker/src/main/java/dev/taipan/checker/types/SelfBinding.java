package dev.taipan.checker.types;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Binds the first parameter of a function to an object, as access through the object does.
 *
 * <p>An unannotated first parameter takes anything. An annotated one must accept the object: the
 * function's own type variables in the annotation are solved by it, and overloads that do not
 * accept it are left out.
 */
final class SelfBinding {
  private final TypeSystem types;

  SelfBinding(TypeSystem types) {
    this.types = types;
  }

  /**
   * What is left of a function.
   *
   * @param mismatch why no signature accepts the object, null when one does; the callable is then
   *     bound regardless
   */
  record Bound(CallableType callable, Access.@Nullable SelfMismatch mismatch) {}

  Bound bind(CallableType callable, Type self) {
    List<Signature> signatures = callable.signatures();
    if (signatures.size() == 1) {
      Signature signature = signatures.get(0);
      Signature bound = bind(signature, self);
      return bound != null
          ? new Bound(bound(callable, List.of(bound)), null)
          : new Bound(bound(callable, List.of(withoutFirst(signature))), mismatch(signature, self));
    }
    List<Signature> kept = new ArrayList<>(signatures.size());
    for (Signature signature : signatures) {
      Signature bound = bind(signature, self);
      if (bound != null) {
        kept.add(bound);
      }
    }
    if (!kept.isEmpty()) {
      return new Bound(bound(callable, kept), null);
    }
    for (Signature signature : signatures) {
      kept.add(withoutFirst(signature));
    }
    return new Bound(bound(callable, kept), mismatch(signatures.getLast(), self));
  }

  private static CallableType bound(CallableType callable, List<Signature> signatures) {
    return new CallableType(signatures, CallableType.Binding.BOUND, callable.function());
  }

  private static Access.SelfMismatch mismatch(Signature signature, Type self) {
    List<ParameterType> parameters = signature.parameters().parameters();
    return new Access.SelfMismatch(
        parameters.isEmpty() ? NeverType.NEVER : parameters.getFirst().type(), self);
  }

  /** The signature without its first parameter; null if that does not accept the object. */
  private @Nullable Signature bind(Signature signature, Type self) {
    ParameterList list = signature.parameters();
    List<ParameterType> parameters = list.parameters();
    if (parameters.isEmpty()) {
      return list.gradual() || list.paramSpec() != null ? signature : null;
    }
    ParameterType first = parameters.getFirst();
    switch (first.kind()) {
      case KEYWORD_ONLY, VAR_KEYWORD -> {
        return list.gradual() ? signature : null;
      }
      case VAR_POSITIONAL -> {
        boolean refuses =
            first.annotated()
                && !first.unpacked()
                && first.isClosed()
                && !types.isAssignable(self, first.type());
        return refuses ? null : signature;
      }
      case POSITIONAL_ONLY, POSITIONAL_OR_KEYWORD -> {}
    }
    Type expected = first.type();
    if (!first.annotated()
        || expected instanceof DynamicType
        || expected.equals(self)
        || self instanceof DynamicType) {
      return withoutFirst(signature);
    }
    if (signature.typeParameters().isEmpty()) {
      return types.isAssignable(self, expected) ? withoutFirst(signature) : null;
    }
    Constraints constraints = new Constraints(signature.typeParameters());
    if (expected instanceof TypeVarType variable) {
      constraints.retainLiterals(variable);
    }
    Substitution solution =
        types.isAssignable(self, expected, constraints) ? types.solvePartially(constraints) : null;
    return solution == null ? null : solved(withoutFirst(signature), solution);
  }

  /** The signature with what the object solved put in, and out of the type parameters. */
  private static Signature solved(Signature signature, Substitution solution) {
    List<TypeVarType> remaining = new ArrayList<>(signature.typeParameters());
    remaining.removeAll(solution.replacements().keySet());
    Signature applied =
        solution.apply(
            new Signature(
                List.of(), signature.parameters(), signature.returns(), signature.origin()));
    return new Signature(remaining, applied.parameters(), applied.returns(), applied.origin());
  }

  static Signature withoutFirst(Signature signature) {
    ParameterList list = signature.parameters();
    List<ParameterType> parameters = list.parameters();
    if (parameters.isEmpty()) {
      return signature;
    }
    return switch (parameters.getFirst().kind()) {
      case POSITIONAL_ONLY, POSITIONAL_OR_KEYWORD ->
          signature.withParameters(
              new ParameterList(
                  parameters.subList(1, parameters.size()), list.paramSpec(), list.gradual()));
      case VAR_POSITIONAL, KEYWORD_ONLY, VAR_KEYWORD -> signature;
    };
  }
}
