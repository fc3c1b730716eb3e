package dev.taipan.checker.inference.library;

import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Region;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.types.Type;
import org.jspecify.annotations.Nullable;

/**
 * Assignments that make a class by the functional syntax: {@code E = Enum("E", "A B")}, {@code P =
 * namedtuple("P", "x y")}, {@code M = TypedDict("M", {"x": int})}, {@code C = type("C", (B,), {})}.
 * Such a class takes its identity from the first target, which is why the assignment is asked
 * before its value.
 */
public final class FunctionalClasses {
  private final Program program;

  public FunctionalClasses(Program program) {
    this.program = program;
  }

  /** The class that the assignment makes; null for any other assignment. */
  public @Nullable Type define(Region region, Stmt.Assign assign) {
    if (!(assign.targets.getFirst() instanceof Expr.Name target)
        || !(assign.value instanceof Expr.Call call)
        || !mayDefine(call.callee)) {
      return null;
    }
    Type callee = region.infer(call.callee);
    Type defined = program.functionalEnums().define(region, target, call, callee);
    if (defined == null) {
      String place = region.module().placeOf(target);
      defined = program.functionalNamedTuples().define(region, place, call, callee);
    }
    if (defined == null) {
      defined = program.functionalTypedDicts().define(region, target, call, callee);
    }
    if (defined == null) {
      defined = program.functionalTypes().define(region, target, call, callee);
    }
    if (defined != null) {
      region.store(call, defined);
    }
    return defined;
  }

  /** What makes classes is called by a name or as an attribute of a module. */
  private static boolean mayDefine(Expr callee) {
    return callee instanceof Expr.Name || callee instanceof Expr.Attribute;
  }
}
