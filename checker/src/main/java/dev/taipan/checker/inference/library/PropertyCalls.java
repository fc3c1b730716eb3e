package dev.taipan.checker.inference.library;

import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.inference.Region;
import dev.taipan.checker.syntax.Argument;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.types.CallArgument;
import dev.taipan.checker.types.CallableType;
import dev.taipan.checker.types.Display;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.PropertyType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.Unions;
import dev.taipan.checker.types.WellKnown;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code property(getter, setter, deleter)}. */
public final class PropertyCalls {
  private static final List<String> PARAMETERS = List.of("fget", "fset", "fdel");

  /** How many arguments each of the functions is called with. */
  private static final List<Integer> PASSED = List.of(1, 2, 1);

  /** The property that the call makes; null where its getter is no function that is known. */
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
        checkTakes(region, argument.value, type, PASSED.get(index));
      }
    }
    return functions[0] instanceof CallableType getter
        ? new PropertyType(getter, functions[1], functions[2])
        : null;
  }

  /** Reports a function that does not take as many arguments as the property passes to it. */
  private static void checkTakes(Region region, Expr written, Type function, int passed) {
    List<CallArgument> arguments =
        Collections.nCopies(passed, CallArgument.positional(DynamicType.ANY));
    List<Type> given = new ArrayList<>(Unions.members(function));
    given.remove(WellKnown.NONE);
    if (!region.program().calls().call(Unions.of(given), arguments).isValid()) {
      region.report(
          Rules.INVALID_ARGUMENT_TYPE,
          written,
          "the property calls this with "
              + (passed == 1 ? "one argument" : passed + " arguments")
              + ", which `"
              + Display.of(function)
              + "` does not take");
    }
  }
}
