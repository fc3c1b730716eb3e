package dev.taipan.checker.checks;

import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.types.CallableType;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.ParameterList;
import dev.taipan.checker.types.ParameterType;
import dev.taipan.checker.types.Signature;
import dev.taipan.checker.types.Substitution;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.TypeSystem;
import dev.taipan.checker.types.Unions;
import dev.taipan.checker.types.WellKnown;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Overloads that take the same arguments.
 *
 * <p>One is never chosen when an earlier one takes all that it takes. One that takes a part of what
 * a later one takes has to give a part of what that gives: which of them is chosen depends on how
 * much is known of an argument.
 */
final class OverlappingOverloads {
  private final Findings findings;

  OverlappingOverloads(Findings findings) {
    this.findings = findings;
  }

  /**
   * An overload as a callable that says nothing of its result.
   *
   * @param takes the parameters as they are written
   * @param accepts the same with {@code object} where any argument is taken
   * @param returned null where nobody wrote it
   */
  private record Taken(
      Stmt.FunctionDef overload,
      CallableType takes,
      CallableType accepts,
      @Nullable Type returned) {}

  void check(List<Stmt.FunctionDef> overloads) {
    List<Taken> earlier = new ArrayList<>();
    for (Stmt.FunctionDef overload : overloads) {
      if (!(findings.declared().decorated(findings.module(), overload)
              instanceof CallableType callable)
          || callable.isOverloaded()) {
        continue;
      }
      Signature signature = callable.signatures().getFirst();
      Taken taken =
          new Taken(
              overload, taking(signature), taking(accepting(signature)), returnedBy(signature));
      for (Taken before : earlier) {
        if (types().isSubtype(before.accepts(), taken.takes())) {
          findings.report(
              Rules.UNREACHABLE_OVERLOAD,
              overload.name,
              "the overload is never chosen: an earlier one takes all that it takes");
          return;
        }
      }
      earlier.add(taken);
    }
    for (int i = 0; i < earlier.size(); i++) {
      for (Taken later : earlier.subList(i + 1, earlier.size())) {
        if (isUnsafe(earlier.get(i), later)) {
          findings.report(
              Rules.OVERLAPPING_OVERLOAD,
              earlier.get(i).overload().name,
              "a later overload takes all arguments of this one and gives something else for them");
          break;
        }
      }
    }
  }

  private TypeSystem types() {
    return findings.program().typeSystem();
  }

  private boolean isUnsafe(Taken earlier, Taken later) {
    Type narrow = earlier.returned();
    Type wide = later.returned();
    return narrow != null
        && wide != null
        && !types().isAssignable(narrow, wide)
        && types().isSubtype(later.takes(), earlier.takes())
        && !singlesOutNone(earlier, later);
  }

  /** Whether the earlier overload is for {@code None} and the later one does not speak of it. */
  private static boolean singlesOutNone(Taken earlier, Taken later) {
    List<ParameterType> narrow = parameters(earlier);
    List<ParameterType> wide = parameters(later);
    for (int i = 0; i < narrow.size() && i < wide.size(); i++) {
      if (narrow.get(i).type().equals(WellKnown.NONE)
          && !Unions.members(wide.get(i).type()).contains(WellKnown.NONE)) {
        return true;
      }
    }
    return false;
  }

  private static List<ParameterType> parameters(Taken taken) {
    return taken.takes().signatures().getFirst().parameters().parameters();
  }

  private static CallableType taking(Signature signature) {
    return new CallableType(
        List.of(signature.withReturn(WellKnown.NONE)), CallableType.Binding.STATIC, null);
  }

  /** The written result without the variables that a call solves. */
  private static @Nullable Type returnedBy(Signature signature) {
    if (!(signature.returns() instanceof Signature.Returns.Declared declared)) {
      return null;
    }
    return Substitution.toUnknown(signature.typeParameters()).apply(declared.type());
  }

  /** The signature with {@code object} where it takes any argument. */
  private static Signature accepting(Signature signature) {
    List<ParameterType> parameters = new ArrayList<>();
    for (ParameterType parameter : signature.parameters().parameters()) {
      parameters.add(
          parameter.annotated() && parameter.type() == DynamicType.ANY && !parameter.unpacked()
              ? parameter.withType(WellKnown.TOP)
              : parameter);
    }
    ParameterList list = signature.parameters();
    return signature.withParameters(
        new ParameterList(parameters, list.paramSpec(), list.gradual()));
  }
}
