package dev.taipan.checker.inference.library;

import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Region;
import dev.taipan.checker.syntax.Argument;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.types.CallArgument;
import dev.taipan.checker.types.CallOutcome;
import dev.taipan.checker.types.CallableType;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.LiteralStringType;
import dev.taipan.checker.types.LiteralType;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.Signature;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.UnionType;
import dev.taipan.checker.types.Unions;
import dev.taipan.checker.types.WellKnown;
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

  /** {@code d.get(key)}, where the key is one of several literals or any text. */
  public @Nullable Type get(Region region, Expr.Call call, Type callee, @Nullable Type expected) {
    int count = call.arguments.size();
    for (Argument argument : call.arguments) {
      if (argument.kind != Argument.Kind.POSITIONAL) {
        return null;
      }
    }
    if (count < 1 || count > 2) {
      return null;
    }
    List<Type> keys = keys(region.infer(call.arguments.getFirst().value), callee);
    if (keys.isEmpty()) {
      return null;
    }
    Type otherwise = count == 2 ? region.infer(call.arguments.getLast().value) : null;
    List<Type> results = new ArrayList<>();
    for (Type key : keys) {
      List<CallArgument> arguments = new ArrayList<>();
      arguments.add(CallArgument.positional(key));
      if (otherwise != null) {
        arguments.add(CallArgument.positional(otherwise));
      }
      CallOutcome outcome = program.calls().call(callee, arguments);
      if (!outcome.isValid()) {
        return null;
      }
      results.add(outcome.type());
    }
    return Unions.of(results);
  }

  /** The keys to look at one by one; none where the overloads do that. */
  private static List<Type> keys(Type key, Type callee) {
    if (key instanceof UnionType union) {
      return union.members().stream().allMatch(member -> member instanceof LiteralType)
          ? union.members()
          : List.of();
    }
    boolean text =
        key instanceof NominalType nominal && nominal.cls().equals(WellKnown.STR)
            || key instanceof LiteralStringType;
    return text && callee instanceof CallableType callable ? anyKey(callable) : List.of();
  }

  /** What any text may be: one of the keys, or one that is not listed if that tells something. */
  private static List<Type> anyKey(CallableType get) {
    List<Type> keys = new ArrayList<>();
    for (Signature signature : get.signatures()) {
      Type key = signature.parameters().parameters().getFirst().type();
      if (!keys.contains(key)) {
        keys.add(key);
      }
    }
    Signature other = get.signatures().getLast();
    boolean open =
        other.returns() instanceof Signature.Returns.Declared declared
            && Unions.members(declared.type()).contains(DynamicType.ANY);
    return open ? List.of() : keys;
  }
}
