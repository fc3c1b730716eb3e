package dev.taipan.checker.inference.library;

import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Region;
import dev.taipan.checker.syntax.Argument;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.TypedDictShape;
import dev.taipan.checker.types.Unions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Calls of {@code dict} with keywords where a TypedDict is expected. */
public final class DictCalls {
  private final Program program;

  public DictCalls(Program program) {
    this.program = program;
  }

  public @Nullable Type dict(Region region, Expr.Call call, Type callee, @Nullable Type expected) {
    if (expected == null || call.arguments.isEmpty()) {
      return null;
    }
    for (Type member : Unions.members(expected)) {
      TypedDictShape shape = program.typedDictClasses().shapeOf(member);
      if (shape == null || !(member instanceof NominalType typed)) {
        continue;
      }
      List<TypedDictDisplays.Entry> entries = new ArrayList<>();
      for (Argument argument : call.arguments) {
        if (argument.kind != Argument.Kind.KEYWORD || argument.name == null) {
          return null;
        }
        entries.add(
            new TypedDictDisplays.Entry(argument, argument.name.name, argument.value, null, true));
      }
      Type made =
          program.typedDicts().check(region, call, entries, typed, shape, member.equals(expected));
      if (made != null) {
        return made;
      }
    }
    return null;
  }
}
