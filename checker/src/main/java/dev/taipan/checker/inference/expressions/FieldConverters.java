package dev.taipan.checker.inference.expressions;

import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.inference.AssignedCall;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Region;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.types.CallArgument;
import dev.taipan.checker.types.CallOutcome;
import dev.taipan.checker.types.CallableType;
import dev.taipan.checker.types.ClassLiteralType;
import dev.taipan.checker.types.Display;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.ParameterType;
import dev.taipan.checker.types.Signature;
import dev.taipan.checker.types.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Converters of dataclass fields: what is assigned to the field goes through them, its default
 * included. See the specification's section on converters.
 */
final class FieldConverters {
  private final Program program;

  FieldConverters(Program program) {
    this.program = program;
  }

  /**
   * What a converter makes of a value; reports a function that does not take just that, and a
   * default that it does not take.
   */
  Type result(Region region, Expr.Call specifier, Expr converter) {
    Type callee = region.silently(() -> region.infer(converter));
    CallOutcome outcome = convert(callee, DynamicType.UNKNOWN);
    if (outcome.isValid()) {
      checkDefault(region, specifier, callee);
      return outcome.type();
    }
    if (callee instanceof CallableType || callee instanceof ClassLiteralType) {
      region.report(
          Rules.INVALID_ARGUMENT_TYPE,
          converter,
          "a converter is called with one positional argument, which `"
              + Display.of(callee)
              + "` does not take");
    }
    return DynamicType.UNKNOWN;
  }

  private CallOutcome convert(Type converter, Type value) {
    return program.calls().call(converter, List.of(CallArgument.positional(value)));
  }

  private void checkDefault(Region region, Expr.Call specifier, Type converter) {
    Expr value = argument(specifier, "default");
    if (value != null && isUnchecked(region, specifier, "default")) {
      Type type = region.silently(() -> region.infer(value));
      report(region, value, converter, type);
    }
    Expr factory = argument(specifier, "default_factory");
    if (factory != null && isUnchecked(region, specifier, "default_factory")) {
      Type callee = region.silently(() -> region.infer(factory));
      CallOutcome made = program.calls().call(callee, List.of());
      if (made.isValid()) {
        report(region, factory, converter, made.type());
      }
    }
  }

  private void report(Region region, Expr at, Type converter, Type value) {
    if (!convert(converter, value).isValid()) {
      region.report(
          Rules.INVALID_ARGUMENT_TYPE,
          at,
          "the converter of the field does not take its default, which is `"
              + Display.of(value)
              + "`");
    }
  }

  private static @Nullable Expr argument(Expr.Call call, String name) {
    return AssignedCall.argument(call, Integer.MAX_VALUE, name);
  }

  /** Whether the function that describes fields takes anything as that argument. */
  private static boolean isUnchecked(Region region, Expr.Call specifier, String name) {
    if (!(region.infer(specifier.callee) instanceof CallableType function)) {
      return false;
    }
    for (Signature signature : function.signatures()) {
      for (ParameterType parameter : signature.parameters().parameters()) {
        if (parameter.name().equals(name) && !(parameter.type() instanceof DynamicType)) {
          return false;
        }
      }
    }
    return true;
  }
}
