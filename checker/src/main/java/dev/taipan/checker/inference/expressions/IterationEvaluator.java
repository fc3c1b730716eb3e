package dev.taipan.checker.inference.expressions;

import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Region;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.types.Display;
import dev.taipan.checker.types.Iteration;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.Unions;
import dev.taipan.checker.types.Unpacking;
import java.util.List;

/** Iterates and unpacks with diagnostics. */
public final class IterationEvaluator {
  private final Program program;

  public IterationEvaluator(Program program) {
    this.program = program;
  }

  /** What iterating over {@code iterable} gives; reports what cannot be iterated. */
  Type element(Region region, Expr at, Type iterable, boolean async) {
    Iteration.Result result =
        async ? program.iteration().iterateAsync(iterable) : program.iteration().iterate(iterable);
    if (!result.isValid()) {
      report(region, at, Unions.of(result.notIterable()), async);
    }
    program.deprecations().onSpecial(region, at, iterable, async ? "__aiter__" : "__iter__");
    return result.element();
  }

  void report(Region region, Expr at, Type iterable) {
    report(region, at, iterable, false);
  }

  private static void report(Region region, Expr at, Type iterable, boolean async) {
    region.report(
        Rules.NOT_ITERABLE,
        at,
        "`" + Display.of(iterable) + "` is not " + (async ? "asynchronously " : "") + "iterable");
  }

  /**
   * The types of {@code count} targets among which the one at {@code starred} (-1 for none) takes
   * what is left over.
   */
  List<Type> unpack(Region region, Expr at, Type value, int count, int starred) {
    Unpacking.Result result = program.unpacking().unpack(value, count, starred);
    for (Unpacking.Mismatch mismatch : result.mismatches()) {
      region.report(
          Rules.INVALID_ASSIGNMENT,
          at,
          "cannot unpack `"
              + Display.of(mismatch.value())
              + "`: expected "
              + (starred >= 0 ? "at least " + (count - 1) : count)
              + " values, got "
              + (mismatch.open() ? "at least " : "")
              + mismatch.length());
    }
    if (!result.notIterable().isEmpty()) {
      report(region, at, Unions.of(result.notIterable()), false);
    }
    return result.targets();
  }
}
