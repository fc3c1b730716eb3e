package dev.taipan.checker.inference.expressions;

import dev.taipan.checker.diagnostics.Diagnostic;
import dev.taipan.checker.diagnostics.Label;
import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.diagnostics.Span;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Region;
import dev.taipan.checker.inference.definitions.Deprecations;
import dev.taipan.checker.syntax.Argument;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.types.CallError;
import dev.taipan.checker.types.CallOutcome;
import dev.taipan.checker.types.ClassModel;
import dev.taipan.checker.types.Display;
import dev.taipan.checker.types.ParameterType;
import dev.taipan.checker.types.Type;
import java.util.ArrayList;
import java.util.List;

/** Turns what is wrong with a call into diagnostics. */
public final class CallReports {
  private final Program program;
  private final OpenKeywords openKeywords;

  public CallReports(Program program) {
    this.program = program;
    this.openKeywords = new OpenKeywords(program);
  }

  /**
   * Reports what is wrong with a call, classes that cannot be instantiated, keys that may be too
   * many and deprecated functions.
   */
  public void report(
      Region region, Expr node, List<Argument> arguments, Type callee, CallOutcome outcome) {
    for (CallError error : outcome.errors()) {
      report(region, node, arguments, error);
    }
    for (CallOutcome.Instantiation instantiation : outcome.instantiated()) {
      if (instantiation.exact()) {
        reportAbstract(region, node, program.classModel(instantiation.cls()));
      }
    }
    if (outcome.isValid()) {
      openKeywords.check(region, arguments, outcome);
    }
    if (outcome.deprecated() != null
        && !program.deprecations().isReportedByReference(node, callee)) {
      program
          .deprecations()
          .report(region, node, Deprecations.display(callee), outcome.deprecated());
    }
  }

  private void reportAbstract(Region region, Expr node, ClassModel model) {
    if (model.isProtocol()) {
      region.report(
          Rules.ABSTRACT_CLASS_INSTANTIATION,
          node,
          "the protocol `" + model.id().name() + "` cannot be instantiated");
    } else if (!model.abstractMembers().isEmpty()) {
      region.report(
          Rules.ABSTRACT_CLASS_INSTANTIATION,
          node,
          "`"
              + model.id().name()
              + "` cannot be instantiated: "
              + quoted(model.abstractMembers())
              + (model.abstractMembers().size() == 1 ? " is abstract" : " are abstract"));
    }
  }

  /** What an error in an argument marks: of a generator not the parentheses, which the call has. */
  private static Node shown(Argument argument) {
    return argument.value instanceof Expr.Generator generator ? generator.element : argument;
  }

  private void report(Region region, Expr node, List<Argument> arguments, CallError error) {
    Node at =
        error.argument() >= 0 && error.argument() < arguments.size()
            ? shown(arguments.get(error.argument()))
            : node;
    switch (error) {
      case CallError.MissingArguments missing -> {
        List<String> names = new ArrayList<>();
        for (ParameterType parameter : missing.parameters()) {
          names.add(parameter.name());
        }
        region.report(
            Rules.MISSING_ARGUMENT,
            node,
            "missing argument"
                + (names.size() == 1 ? " for parameter " : "s for parameters ")
                + quoted(names));
      }
      case CallError.TooManyPositional many ->
          region.report(
              Rules.TOO_MANY_POSITIONAL_ARGUMENTS,
              at,
              "expected "
                  + many.expected()
                  + " positional argument"
                  + (many.expected() == 1 ? "" : "s")
                  + ", got "
                  + many.got());
      case CallError.UnknownArgument unknown ->
          region.report(
              Rules.UNKNOWN_ARGUMENT, at, "no parameter is named `" + unknown.name() + "`");
      case CallError.AlreadyAssigned assigned ->
          region.report(
              Rules.PARAMETER_ALREADY_ASSIGNED,
              at,
              "parameter `" + assigned.parameter().name() + "` has an argument already");
      case CallError.PositionalOnlyAsKeyword positional ->
          region.report(
              Rules.POSITIONAL_ONLY_PARAMETER_AS_KWARG,
              at,
              "parameter `"
                  + positional.parameter().name()
                  + "` is positional-only, it cannot be passed by name");
      case CallError.InvalidArgument invalid -> {
        Display.Pair pair = Display.pair(program, invalid.expected(), invalid.got());
        Diagnostic diagnostic =
            Diagnostic.of(
                    Rules.INVALID_ARGUMENT_TYPE,
                    region.module().path(),
                    new Span(at.start, at.end),
                    "parameter `"
                        + invalid.parameter().name()
                        + "` expects `"
                        + pair.first()
                        + "`, got `"
                        + pair.second()
                        + "`")
                .withNotes(program.typeSystem().explain(invalid.got(), invalid.expected()));
        region.report(diagnostic);
      }
      case CallError.BoundViolated violated ->
          region.report(
              Rules.INVALID_ARGUMENT_TYPE,
              at,
              "`"
                  + Display.of(violated.got())
                  + "` does not fit the type variable `"
                  + violated.variable().name()
                  + "`");
      case CallError.NotIterable unpacked ->
          region.report(
              Rules.NOT_ITERABLE,
              at,
              "`*` needs an iterable, got `" + Display.of(unpacked.type()) + "`");
      case CallError.NotMapping unpacked ->
          region.report(
              Rules.INVALID_ARGUMENT_TYPE,
              at,
              "`**` needs a mapping with `str` keys, got `" + Display.of(unpacked.type()) + "`");
      case CallError.SelfMismatch mismatch ->
          region.report(
              Rules.INVALID_ARGUMENT_TYPE,
              node,
              "the method expects `self` to be `"
                  + Display.of(mismatch.expected(), program)
                  + "`, got `"
                  + Display.of(mismatch.got(), program)
                  + "`");
      case CallError.NoMatchingOverload overload -> {
        List<String> notes = new ArrayList<>();
        notes.add("closest overload: " + Display.of(overload.closestOverload()));
        for (CallError inner : overload.errors()) {
          if (inner instanceof CallError.InvalidArgument invalid) {
            notes.add(
                "parameter `"
                    + invalid.parameter().name()
                    + "` expects `"
                    + Display.of(invalid.expected())
                    + "`, got `"
                    + Display.of(invalid.got())
                    + "`");
          }
        }
        String path = region.module().path();
        Diagnostic diagnostic =
            Diagnostic.of(
                    Rules.NO_MATCHING_OVERLOAD,
                    path,
                    new Span(node.start, node.end),
                    "no overload"
                        + (overload.callable().function() == null
                            ? ""
                            : " of `" + overload.callable().function().name() + "`")
                        + " takes these arguments")
                .withNotes(notes);
        region.report(
            at == node
                ? diagnostic
                : diagnostic.withLabel(
                    new Label(path, new Span(at.start, at.end), "none takes this argument")));
      }
      case CallError.NotCallable not ->
          region.report(
              Rules.NOT_CALLABLE,
              node,
              "`"
                  + Display.of(not.type())
                  + "` cannot be called"
                  + (not.whole() == null
                      ? ""
                      : " (the callee is `" + Display.of(not.whole()) + "`)"));
    }
  }

  private static String quoted(List<String> names) {
    return "`" + String.join("`, `", names) + "`";
  }
}
