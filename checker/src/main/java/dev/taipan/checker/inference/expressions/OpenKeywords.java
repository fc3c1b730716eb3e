package dev.taipan.checker.inference.expressions;

import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Region;
import dev.taipan.checker.syntax.Argument;
import dev.taipan.checker.types.CallOutcome;
import dev.taipan.checker.types.Display;
import dev.taipan.checker.types.ParameterKind;
import dev.taipan.checker.types.ParameterList;
import dev.taipan.checker.types.ParameterType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.TypedDictShape;
import dev.taipan.checker.types.TypedDicts;
import java.util.List;

/**
 * Calls that pass on the items of a TypedDict which is not closed: an object of a derived one has
 * more items, for which there must be a {@code **kwargs}.
 */
final class OpenKeywords {
  private final Program program;

  OpenKeywords(Program program) {
    this.program = program;
  }

  /** Looks at a call that is right but for that. */
  void check(Region region, List<Argument> arguments, CallOutcome outcome) {
    for (Argument argument : arguments) {
      Type type = argument.kind == Argument.Kind.DOUBLE_STAR ? region.stored(argument.value) : null;
      TypedDictShape shape = type == null ? null : TypedDicts.shapeOf(program, type);
      if (type != null && shape != null && shape.extra() == null && !takesMore(outcome)) {
        region.report(
            Rules.OPEN_TYPED_DICT_ARGUMENT,
            argument,
            "`"
                + Display.of(type)
                + "` is not closed: what is called does not take keys beside its own");
      }
    }
  }

  /** Whether all that may be called takes any keyword. */
  private static boolean takesMore(CallOutcome outcome) {
    for (CallOutcome.Chosen chosen : outcome.chosen()) {
      ParameterList list = chosen.signature().parameters();
      boolean takes = list.gradual() || list.paramSpec() != null;
      for (ParameterType parameter : list.parameters()) {
        takes |= parameter.kind() == ParameterKind.VAR_KEYWORD;
      }
      if (!takes) {
        return false;
      }
    }
    return true;
  }
}
