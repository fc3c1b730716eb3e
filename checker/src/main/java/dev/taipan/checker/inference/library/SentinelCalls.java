package dev.taipan.checker.inference.library;

import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.inference.AssignedCall;
import dev.taipan.checker.inference.Region;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.types.ClassLiteralType;
import dev.taipan.checker.types.LiteralType;
import dev.taipan.checker.types.Type;
import org.jspecify.annotations.Nullable;

/** Calls that make sentinels, objects that are their own types (PEP 661). */
public final class SentinelCalls {
  /**
   * The type of the sentinel, its only value; null where the call makes none that a name stands
   * for.
   */
  public @Nullable Type sentinel(
      Region region, Expr.Call call, Type callee, @Nullable Type expected) {
    Expr.Name target = AssignedCall.target(region, call);
    String place = target == null ? null : region.module().placeOf(target);
    if (target == null
        || place == null
        || !(callee instanceof ClassLiteralType cls)
        || region.scope().isInFunction()) {
      return null;
    }
    Expr name = AssignedCall.argument(call, 0, "name");
    if (AssignedCall.text(name) == null) {
      return null;
    }
    AssignedCall.checkName(region, Rules.MISMATCHED_SENTINEL_NAME, name, place, "sentinel");
    return new LiteralType(cls.cls(), place);
  }
}
