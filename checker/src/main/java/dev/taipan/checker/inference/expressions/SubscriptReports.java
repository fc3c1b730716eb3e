package dev.taipan.checker.inference.expressions;

import dev.taipan.checker.diagnostics.Diagnostic;
import dev.taipan.checker.diagnostics.Rule;
import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.diagnostics.Span;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Region;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.types.CallError;
import dev.taipan.checker.types.Display;
import dev.taipan.checker.types.SubscriptResult;
import dev.taipan.checker.types.TupleType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.Unions;
import java.util.ArrayList;
import java.util.List;

/** Turns what is wrong with a subscript into diagnostics. */
public final class SubscriptReports {
  private final Program program;

  public SubscriptReports(Program program) {
    this.program = program;
  }

  /**
   * Reports what is wrong with a subscript.
   *
   * @param action what is done to the item: {@code read}, {@code assigned} or {@code deleted}
   */
  void report(
      Region region,
      Expr.Subscript subscript,
      Type base,
      Type index,
      SubscriptResult result,
      String action) {
    Class<?> previous = null;
    for (SubscriptResult.Problem problem : result.problems()) {
      if (problem instanceof SubscriptResult.Problem.IndexOutOfRange && mayBeLonger(base)) {
        continue;
      }
      // Of the members of a union that have the same problem the first stands for all.
      if (problem.getClass() != previous) {
        report(region, subscript, index, problem, action);
      }
      previous = problem.getClass();
    }
    if (result.deprecated() != null) {
      program
          .deprecations()
          .report(region, subscript, Display.of(base) + "[...]", result.deprecated());
    }
  }

  /**
   * Whether a short tuple is but one part of those of any length, which tests of the length cut in
   * two: where both parts come together again, as little is known of the length as before.
   */
  private static boolean mayBeLonger(Type base) {
    for (Type member : Unions.members(base)) {
      if (member instanceof TupleType tuple && !tuple.isFixedLength()) {
        return true;
      }
    }
    return false;
  }

  private void report(
      Region region,
      Expr.Subscript subscript,
      Type index,
      SubscriptResult.Problem problem,
      String action) {
    String object = "`" + Display.of(problem.object()) + "`";
    switch (problem) {
      case SubscriptResult.Problem.NoMethod _ ->
          region.report(
              Rules.NOT_SUBSCRIPTABLE,
              subscript,
              action.equals("read")
                  ? object + " cannot be subscripted"
                  : "the items of " + object + " cannot be " + action);
      case SubscriptResult.Problem.InvalidCall invalid ->
          reportCall(region, subscript, index, invalid, action);
      case SubscriptResult.Problem.IndexOutOfRange range ->
          region.report(
              Rules.INDEX_OUT_OF_BOUNDS,
              subscript.index,
              "index "
                  + range.index()
                  + " is out of bounds for "
                  + object
                  + ", which has "
                  + range.length()
                  + (range.length() == 1 ? " element" : " elements"));
      case SubscriptResult.Problem.UnknownMember unknown ->
          region.report(
              Rules.MISSING_ATTRIBUTE,
              subscript.index,
              object + " has no member `" + unknown.name() + "`");
      case SubscriptResult.Problem.UnknownKey unknown ->
          region.report(
              Rules.INVALID_TYPED_DICT_KEY,
              subscript.index,
              object + " has no item `" + unknown.key() + "`");
      case SubscriptResult.Problem.NotRequiredKey _ -> {
        // Whether the item is there is left to the program, as the specification allows.
      }
      case SubscriptResult.Problem.RequiredKey required ->
          region.report(
              Rules.INVALID_TYPED_DICT_OPERATION,
              subscript.index,
              "the item `" + required.key() + "` of " + object + " is required, it stays");
      case SubscriptResult.Problem.ReadOnlyKey readOnly ->
          region.report(
              Rules.INVALID_TYPED_DICT_OPERATION,
              subscript.index,
              "the item `" + readOnly.key() + "` of " + object + " is read-only");
      case SubscriptResult.Problem.InvalidValue value -> {
        Display.Pair pair = Display.pair(program, value.expected(), value.got());
        explained(
            region,
            Rules.INVALID_ASSIGNMENT,
            subscript,
            "the item `"
                + value.key()
                + "` is declared as `"
                + pair.first()
                + "`, got `"
                + pair.second()
                + "`",
            program.typeSystem().explain(value.got(), value.expected()));
      }
      case SubscriptResult.Problem.NotLiteralKey key ->
          region.report(
              Rules.NON_LITERAL_TYPED_DICT_KEY,
              subscript.index,
              object + " needs a literal key, got `" + Display.of(key.index()) + "`");
    }
  }

  private void reportCall(
      Region region,
      Expr.Subscript subscript,
      Type index,
      SubscriptResult.Problem.InvalidCall problem,
      String action) {
    String object = "`" + Display.of(problem.object()) + "`";
    List<CallError> errors = problem.errors();
    for (CallError error : errors) {
      if (error instanceof CallError.InvalidArgument invalid) {
        boolean value = action.equals("assigned") && invalid.argument() == 1;
        Display.Pair pair = Display.pair(program, invalid.expected(), invalid.got());
        explained(
            region,
            value ? Rules.INVALID_ASSIGNMENT : Rules.INVALID_ARGUMENT_TYPE,
            value ? subscript : subscript.index,
            (value ? "the items of " + object + " are `" : "the index of " + object + " is `")
                + pair.first()
                + "`, got `"
                + pair.second()
                + "`",
            program.typeSystem().explain(invalid.got(), invalid.expected()));
        return;
      }
    }
    List<String> notes = new ArrayList<>();
    for (CallError error : errors) {
      if (error instanceof CallError.NoMatchingOverload overload) {
        notes.add("closest overload: " + Display.of(overload.closestOverload()));
      }
    }
    if (action.equals("assigned")) {
      // Of several overloads none takes both: where the index is one to read with, it is the value.
      SubscriptResult read = program.subscriptOperations().get(problem.object(), index);
      if (read.isValid()) {
        explained(
            region,
            Rules.INVALID_ASSIGNMENT,
            subscript,
            "what is at `"
                + Display.of(index)
                + "` of "
                + object
                + " is `"
                + Display.of(read.type())
                + "`, which the value is not",
            notes);
        return;
      }
    }
    explained(
        region,
        Rules.INVALID_ARGUMENT_TYPE,
        subscript.index,
        "the items of " + object + " cannot be " + action + " with `" + Display.of(index) + "`",
        notes);
  }

  private static void explained(
      Region region, Rule rule, Node at, String message, List<String> notes) {
    region.report(
        Diagnostic.of(rule, region.module().path(), new Span(at.start, at.end), message)
            .withNotes(notes));
  }
}
