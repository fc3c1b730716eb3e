package dev.taipan.checker.inference.library;

import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.inference.AssignedCall;
import dev.taipan.checker.inference.Region;
import dev.taipan.checker.syntax.Argument;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.types.Type;
import org.jspecify.annotations.Nullable;

/** Calls of the functions of {@code re} with a pattern that is written out. */
public final class RegexCalls {
  private RegexCalls() {}

  /**
   * Looks at the pattern of a call, which is then evaluated as any other.
   *
   * @param flags the index of the argument that changes what patterns mean
   */
  public static @Nullable Type check(Region region, Expr.Call call, int flags) {
    if (AssignedCall.argument(call, 0, "pattern") instanceof Expr.Str pattern
        && !pattern.bytes
        && call.arguments.stream().noneMatch(RegexCalls::isUnpacked)
        && keepsSyntax(AssignedCall.argument(call, flags, "flags"))) {
      String problem = RegexSyntax.problem(pattern.value);
      if (problem != null) {
        region.report(
            Rules.INVALID_REGULAR_EXPRESSION, pattern, "not a regular expression: " + problem);
      }
    }
    return null;
  }

  private static boolean isUnpacked(Argument argument) {
    return argument.kind == Argument.Kind.STAR || argument.kind == Argument.Kind.DOUBLE_STAR;
  }

  /** Whether flags, if there are any, are known not to make the pattern verbose. */
  private static boolean keepsSyntax(@Nullable Expr flags) {
    return switch (flags) {
      case null -> true;
      case Expr.Attribute attribute -> isHarmless(attribute.name);
      case Expr.Name name -> isHarmless(name.name);
      case Expr.Binary binary -> keepsSyntax(binary.left) && keepsSyntax(binary.right);
      default -> false;
    };
  }

  private static boolean isHarmless(String flag) {
    return switch (flag) {
      case "A", "ASCII", "I", "IGNORECASE", "M", "MULTILINE", "S", "DOTALL", "U", "UNICODE" -> true;
      default -> false;
    };
  }
}
