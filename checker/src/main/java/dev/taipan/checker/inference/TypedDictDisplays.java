package dev.taipan.checker.inference;

import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.types.Type;
import org.jspecify.annotations.Nullable;

/** Dict displays where a TypedDict is expected. */
final class TypedDictDisplays {
  private final Program program;

  TypedDictDisplays(Program program) {
    this.program = program;
  }

  /**
   * The TypedDict that a display makes.
   *
   * @param member the member of the expected type that is tried
   * @param expected the whole expected type; when it is {@code member} alone, what does not fit is
   *     reported
   * @return null if {@code member} is no TypedDict, or one among others that the display is not
   */
  @Nullable Type display(Region region, Expr.Dict dict, Type member, Type expected) {
    return null;
  }
}
