package dev.taipan.checker.inference.library;

import dev.taipan.checker.inference.Region;
import dev.taipan.checker.syntax.Argument;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.types.CallableType;
import dev.taipan.checker.types.Type;
import org.jspecify.annotations.Nullable;

/** {@code staticmethod(function)} and {@code classmethod(function)} as calls. */
public final class WrapperCalls {
  private WrapperCalls() {}

  /**
   * What the wrapper makes of an overloaded function: its stub takes one signature, so of several
   * it would keep the first. Null for other functions, which the stub describes.
   */
  public static @Nullable Type staticMethod(
      Region region, Expr.Call call, Type callee, @Nullable Type expected) {
    return call.arguments.size() == 1
            && call.arguments.getFirst().kind == Argument.Kind.POSITIONAL
            && region.infer(call.arguments.getFirst().value) instanceof CallableType function
            && function.isOverloaded()
        ? function.withBinding(CallableType.Binding.STATIC)
        : null;
  }

  /** The method of the class that {@code classmethod} makes of a function that is defined. */
  public static @Nullable Type classMethod(
      Region region, Expr.Call call, Type callee, @Nullable Type expected) {
    return call.arguments.size() == 1
            && call.arguments.getFirst().kind == Argument.Kind.POSITIONAL
            && region.infer(call.arguments.getFirst().value) instanceof CallableType function
            && function.function() != null
            && function.binding() == CallableType.Binding.FUNCTION
        ? function.withBinding(CallableType.Binding.CLASS)
        : null;
  }
}
