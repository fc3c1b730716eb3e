package dev.taipan.checker.inference.expressions;

import dev.taipan.checker.inference.Region;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.types.Type;
import org.jspecify.annotations.Nullable;

/**
 * The meaning that the language gives to calls of one function or class of the library, beyond its
 * declaration. Handlers are registered in {@link CallHandlers} under the qualified name.
 */
interface CallHandler {
  /**
   * Evaluates the call, its arguments included; null to have it evaluated as any other call.
   *
   * @param callee the type of the callee
   */
  @Nullable Type evaluate(Region region, Expr.Call call, Type callee, @Nullable Type expected);
}
