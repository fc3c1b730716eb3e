package dev.taipan.checker.inference.definitions;

import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Region;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.Parameter;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.types.Display;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.ParameterKind;
import dev.taipan.checker.types.ParameterType;
import dev.taipan.checker.types.Signature;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.TypeGuardType;
import dev.taipan.checker.types.TypedDictShape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the parameters of a function and its return type must have to do with each other. */
final class SignatureChecks {
  private final Program program;

  SignatureChecks(Program program) {
    this.program = program;
  }

  void check(Region region, Stmt.FunctionDef function) {
    Signature signature = program.functions().signature(region.module(), function);
    checkGuard(region, function, signature);
    checkUnpackedKeywords(region, function, signature);
  }

  /** A guard narrows its first argument, which must be there and fit what it narrows to. */
  private void checkGuard(Region region, Stmt.FunctionDef function, Signature signature) {
    Type declared = program.functions().declaredReturn(region.module(), function);
    if (!(declared instanceof TypeGuardType guard) || function.returns == null) {
      return;
    }
    String form = guard.exact() ? "TypeIs" : "TypeGuard";
    boolean method =
        program.functions().scopeOf(region.module(), function).kind() == Scope.Kind.CLASS
            && !program.functions().flags(region.module(), function).has(FunctionFlags.Flag.STATIC);
    ParameterType tested = positional(signature.parameters().parameters(), method ? 1 : 0);
    if (tested == null) {
      if (!signature.parameters().gradual() && signature.parameters().paramSpec() == null) {
        region.report(
            Rules.INVALID_TYPE_GUARD_DEFINITION,
            function.returns,
            "a `" + form + "` function needs a parameter to narrow");
      }
      return;
    }
    if (guard.exact()
        && !(tested.type() instanceof DynamicType)
        && !program.typeSystem().isAssignable(guard.guarded(), tested.type())) {
      region.report(
          Rules.INVALID_TYPE_GUARD_DEFINITION,
          function.returns,
          "`TypeIs` narrows to `"
              + Display.of(guard.guarded())
              + "`, which does not fit the parameter `"
              + tested.name()
              + "` of type `"
              + Display.of(tested.type())
              + "`");
    }
  }

  /** The parameter that a positional argument goes to; null if none takes it alone. */
  private static @Nullable ParameterType positional(List<ParameterType> parameters, int index) {
    int position = 0;
    for (ParameterType parameter : parameters) {
      switch (parameter.kind()) {
        case POSITIONAL_ONLY, POSITIONAL_OR_KEYWORD -> {
          if (position == index) {
            return parameter;
          }
          position++;
        }
        case VAR_POSITIONAL, KEYWORD_ONLY, VAR_KEYWORD -> {}
      }
    }
    return null;
  }

  /** The items of {@code **kwargs: Unpack[TD]} must not be parameters already. */
  private void checkUnpackedKeywords(
      Region region, Stmt.FunctionDef function, Signature signature) {
    List<ParameterType> parameters = signature.parameters().parameters();
    if (parameters.isEmpty()
        || parameters.getLast().kind() != ParameterKind.VAR_KEYWORD
        || !parameters.getLast().unpacked()) {
      return;
    }
    TypedDictShape shape = program.typedDictClasses().shapeOf(parameters.getLast().type());
    if (shape == null) {
      return;
    }
    for (ParameterType parameter : parameters) {
      boolean named =
          parameter.kind() == ParameterKind.POSITIONAL_OR_KEYWORD
              || parameter.kind() == ParameterKind.KEYWORD_ONLY;
      if (named && shape.items().containsKey(parameter.name())) {
        region.report(
            Rules.INVALID_TYPE_FORM,
            nodeOf(function, parameter.name()),
            "the parameter `"
                + parameter.name()
                + "` is an item of the TypedDict that is unpacked, too");
      }
    }
  }

  private static Node nodeOf(Stmt.FunctionDef function, String name) {
    for (Parameter parameter : function.parameters.all) {
      if (parameter.name.name.equals(name)) {
        return parameter;
      }
    }
    return function.name;
  }
}
