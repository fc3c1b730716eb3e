package dev.taipan.checker.inference.expressions;

import dev.taipan.checker.binding.DefinitionKind;
import dev.taipan.checker.binding.NameLookup;
import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Region;
import dev.taipan.checker.inference.narrowing.Truth;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.types.Access;
import dev.taipan.checker.types.CallArgument;
import dev.taipan.checker.types.CallOutcome;
import dev.taipan.checker.types.CallableType;
import dev.taipan.checker.types.ClassLiteralType;
import dev.taipan.checker.types.Display;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.LiteralType;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.Unions;
import dev.taipan.checker.types.WellKnown;
import java.util.List;
import java.util.Optional;

/** What may be tested for truth. */
public final class ConditionChecks {
  private final Program program;

  public ConditionChecks(Program program) {
    this.program = program;
  }

  /** Reports a test whose outcome is known, and one that fails. */
  void check(Region region, Expr test, Type type) {
    if (type instanceof CallableType callable && callable.function() != null) {
      region.report(
          Rules.TRUTHINESS_TEST_OF_CALLABLE,
          test,
          "the function `" + callable.function().name() + "` is always true; is a call meant?");
    }
    if (test instanceof Expr.Tuple tuple && !tuple.elements.isEmpty() && !isUnpacking(tuple)) {
      region.report(Rules.REDUNDANT_CONDITION, test, "a tuple that is not empty is always true");
    }
    if (isNeverFalse(region, test, type)) {
      region.report(
          Rules.REDUNDANT_CONDITION,
          test,
          "`" + Display.of(type) + "` is always true" + hint(type));
    }
    program.comparisons().classTest(region, test);
    checkBool(region, test, type);
  }

  /**
   * Whether a value is true whatever it holds: a class, a coroutine, a member of an enum, an
   * instance of a final class without a {@code __bool__} or {@code __len__}.
   */
  private boolean isNeverFalse(Region region, Expr test, Type type) {
    boolean sure =
        switch (type) {
          case ClassLiteralType _ -> test instanceof Expr.Name name && isDefinedOnce(region, name);
          case LiteralType literal -> literal.isEnumMember();
          case NominalType nominal ->
              isCoroutine(nominal)
                  || !nominal.cls().module().equals("builtins")
                      && !nominal.cls().equals(WellKnown.ELLIPSIS_TYPE)
                      && program.classModel(nominal.cls()).typedDict() == null;
          default -> false;
        };
    return sure
        && (program.truthiness().of(type) == Truth.ALWAYS_TRUE
            || type instanceof NominalType nominal && isCoroutine(nominal));
  }

  /** Whether no other code may give a name another meaning, as {@code None} where it is missing. */
  private static boolean isDefinedOnce(Region region, Expr.Name name) {
    NameLookup.Found found = NameLookup.lookupWritten(region.scope(), name.name);
    return found != null
        && found.symbol().definitions().size() == 1
        && !(found.symbol().definitions().getFirst().kind() instanceof DefinitionKind.AnnAssign);
  }

  private static boolean isCoroutine(NominalType type) {
    return type.cls().equals(WellKnown.COROUTINE_TYPE) || type.cls().equals(WellKnown.COROUTINE);
  }

  private static String hint(Type type) {
    return type instanceof NominalType nominal && isCoroutine(nominal)
        ? "; is `await` missing?"
        : "";
  }

  private static boolean isUnpacking(Expr.Tuple tuple) {
    return tuple.elements.stream().allMatch(element -> element instanceof Expr.Starred);
  }

  /** Reports a container that answers {@code in} by what is not true or false. */
  void checkContained(Region region, Expr whole, Type item, Type container) {
    for (Type member : Unions.members(container)) {
      if (member instanceof NominalType nominal && !nominal.cls().module().equals("builtins")) {
        program
            .members()
            .specialMethod(member, "__contains__")
            .map(
                method ->
                    program.calls().call(method.type(), List.of(CallArgument.positional(item))))
            .filter(CallOutcome::isValid)
            .ifPresent(outcome -> checkBool(region, whole, outcome.type()));
      }
    }
  }

  /** Reports an object whose {@code __bool__} does not give a {@code bool}. */
  void checkBool(Region region, Expr test, Type type) {
    for (Type member : Unions.members(type)) {
      if (!(member instanceof NominalType nominal) || nominal.cls().module().equals("builtins")) {
        continue;
      }
      Optional<Access> method = program.members().specialMethod(member, "__bool__");
      if (method.isEmpty() || method.get().type() instanceof DynamicType) {
        continue;
      }
      CallOutcome outcome = program.calls().call(method.get().type(), List.of());
      if (!outcome.isValid()
          || !program.typeSystem().isAssignable(outcome.type(), new NominalType(WellKnown.BOOL))) {
        region.report(
            Rules.UNSUPPORTED_BOOL_CONVERSION,
            test,
            "`" + Display.of(member) + "` has a `__bool__` that cannot be used in a condition");
      }
    }
  }
}
