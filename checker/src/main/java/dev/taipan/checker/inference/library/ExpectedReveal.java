package dev.taipan.checker.inference.library;

import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Region;
import dev.taipan.checker.inference.narrowing.TypeNarrower;
import dev.taipan.checker.syntax.Argument;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.types.Display;
import dev.taipan.checker.types.FreeVariables;
import dev.taipan.checker.types.Substitution;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.TypeVarType;
import java.util.HashMap;
import java.util.Map;

/**
 * What {@code reveal_type} is told to expect: {@code expected_text="..."}, {@code
 * expected_type=...}. Python knows neither, but tests of types that were written for Pyright are
 * full of them, and they say what an {@code assert_type} says.
 */
final class ExpectedReveal {
  private final Program program;

  ExpectedReveal(Program program) {
    this.program = program;
  }

  /** Whether an argument says what to expect. */
  static boolean is(Argument argument) {
    return argument.kind == Argument.Kind.KEYWORD
        && argument.name != null
        && switch (argument.name.name) {
          case "expected_text" -> argument.value instanceof Expr.Str;
          case "expected_type" -> true;
          default -> false;
        };
  }

  /** Reports where a type is not what the argument expects. */
  void check(Region region, Argument argument, Type type) {
    Expr expected = argument.value;
    boolean isText = argument.name != null && argument.name.name.equals("expected_text");
    if (isText && expected instanceof Expr.Str text) {
      String printed = Display.of(type, program);
      if (!PrintedTypes.agree(text.value, printed)
          && !isSpelled(region, text, type)
          && !isMarked(text.value, type)) {
        report(region, expected, text.value, printed);
      }
      return;
    }
    Type wanted = program.annotations().evaluate(region, expected);
    if (!program.typeSystem().isEquivalent(type, wanted)) {
      Display.Pair pair = Display.pair(program, wanted, type);
      report(region, expected, pair.first(), pair.second());
    }
  }

  /** Whether a text is another spelling of a type: what it means is evaluated and not reported. */
  private boolean isSpelled(Region region, Expr.Str text, Type type) {
    Region trial = new Region(program, region.module(), text, region.scope());
    return program.typeSystem().isEquivalent(type, program.annotations().evaluate(trial, text));
  }

  /** Whether a text says what the type variables of a type are known to be. */
  private boolean isMarked(String text, Type type) {
    if (!PrintedTypes.marksVariables(text)) {
      return false;
    }
    Map<TypeVarType, Type> bounds = new HashMap<>();
    TypeNarrower narrower = new TypeNarrower(program);
    FreeVariables.collect(
        type,
        variable -> {
          if (variable.kind() == TypeVarType.Kind.TYPE_VAR
              || variable.kind() == TypeVarType.Kind.SELF) {
            bounds.put(variable, narrower.upperBound(variable));
          }
        });
    Type known = new Substitution(bounds).apply(type);
    return PrintedTypes.agree(PrintedTypes.withoutMarks(text), Display.of(known, program));
  }

  private static void report(Region region, Expr expected, String wanted, String found) {
    region.report(
        Rules.TYPE_ASSERTION_FAILURE,
        expected,
        "the type is expected to be `" + wanted + "`, it is `" + found + "`");
  }
}
