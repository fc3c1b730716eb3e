package dev.taipan.checker.inference;

import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.types.Display;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.Unpacking;
import java.util.Collections;
import java.util.List;

/** Iterates and unpacks with diagnostics. */
final class IterationEvaluator {
  private final Program program;

  IterationEvaluator(Program program) {
    this.program = program;
  }

  /** What iterating over {@code iterable} gives; reports what cannot be iterated. */
  Type element(Region region, Expr at, Type iterable, boolean async) {
    Type element = program.iteration().element(iterable, async);
    if (element == null) {
      report(region, at, iterable, async);
      return DynamicType.UNKNOWN;
    }
    return element;
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
    switch (result) {
      case Unpacking.Result.Parts parts -> {
        return parts.types();
      }
      case Unpacking.Result.WrongLength wrong ->
          region.report(
              Rules.INVALID_ASSIGNMENT,
              at,
              "cannot unpack `"
                  + Display.of(value)
                  + "`: expected "
                  + (starred >= 0 ? "at least " + (count - 1) : count)
                  + " values, got "
                  + wrong.got());
      case Unpacking.Result.NotIterable not -> report(region, at, not.type(), false);
    }
    return Collections.nCopies(count, DynamicType.UNKNOWN);
  }
}
