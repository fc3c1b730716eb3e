package dev.taipan.checker.inference.library;

import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Region;
import dev.taipan.checker.syntax.Argument;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.types.CallArgument;
import dev.taipan.checker.types.CallOutcome;
import dev.taipan.checker.types.LiteralType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.UnionType;
import dev.taipan.checker.types.Unions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Calls of methods of TypedDicts for one of several keys. {@code get} takes any text, so that its
 * overloads alone would not look at the keys one by one.
 */
public final class TypedDictCalls {
  private final Program program;

  public TypedDictCalls(Program program) {
    this.program = program;
  }

  /** {@code d.get(key)}, where the key is one of several literals. */
  public @Nullable Type get(Region region, Expr.Call call, Type callee, @Nullable Type expected) {
    int count = call.arguments.size();
    for (Argument argument : call.arguments) {
      if (argument.kind != Argument.Kind.POSITIONAL) {
        return null;
      }
    }
    if (count < 1
        || count > 2
        || !(region.infer(call.arguments.getFirst().value) instanceof UnionType keys)) {
      return null;
    }
    Type otherwise = count == 2 ? region.infer(call.arguments.getLast().value) : null;
    List<Type> results = new ArrayList<>();
    for (Type key : keys.members()) {
      List<CallArgument> arguments = new ArrayList<>();
      arguments.add(CallArgument.positional(key));
      if (otherwise != null) {
        arguments.add(CallArgument.positional(otherwise));
      }
      CallOutcome outcome = program.calls().call(callee, arguments);
      if (!(key instanceof LiteralType) || !outcome.isValid()) {
        return null;
      }
      results.add(outcome.type());
    }
    return Unions.of(results);
  }
}
