package dev.taipan.checker.inference.library;

import dev.taipan.checker.inference.Region;
import dev.taipan.checker.syntax.Argument;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.types.CallableType;
import dev.taipan.checker.types.PropertyType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.WellKnown;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code property(getter, setter, deleter)}. */
public final class PropertyCalls {
  private static final List<String> PARAMETERS = List.of("fget", "fset", "fdel");

  public @Nullable Type property(
      Region region, Expr.Call call, Type callee, @Nullable Type expected) {
    @Nullable Type[] functions = new Type[PARAMETERS.size()];
    int position = 0;
    for (Argument argument : call.arguments) {
      int index =
          switch (argument.kind) {
            case POSITIONAL -> position++;
            case KEYWORD -> argument.name == null ? -1 : PARAMETERS.indexOf(argument.name.name);
            case STAR, DOUBLE_STAR -> -2;
          };
      if (index == -2) {
        return null;
      }
      Type type = region.infer(argument.value);
      if (index >= 0 && index < functions.length && !type.equals(WellKnown.NONE)) {
        functions[index] = type;
      }
    }
    return functions[0] instanceof CallableType getter
        ? new PropertyType(getter, functions[1], functions[2])
        : null;
  }
}
