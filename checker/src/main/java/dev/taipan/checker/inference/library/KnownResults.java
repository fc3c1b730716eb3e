package dev.taipan.checker.inference.library;

import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Region;
import dev.taipan.checker.syntax.Argument;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.types.LiteralType;
import dev.taipan.checker.types.TupleType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.Unions;
import dev.taipan.checker.types.WellKnown;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Calls of builtin functions whose result the type of their argument tells: {@code len} of texts
 * and tuples that are known, {@code bool} of what is always true or always false, {@code tuple} of
 * tuples.
 */
public final class KnownResults {
  private final Program program;

  public KnownResults(Program program) {
    this.program = program;
  }

  /** {@code len(x)}; null where the type does not tell. */
  public @Nullable Type length(
      Region region, Expr.Call call, Type callee, @Nullable Type expected) {
    Expr argument = onlyArgument(call);
    if (argument == null) {
      return null;
    }
    List<Type> lengths = new ArrayList<>();
    for (Type member : Unions.members(region.infer(argument))) {
      int length = lengthOf(member);
      if (length < 0) {
        return null;
      }
      lengths.add(new LiteralType(WellKnown.INT, (long) length));
    }
    return Unions.of(lengths);
  }

  /** {@code bool(x)}; null where the type does not tell. */
  public @Nullable Type truth(Region region, Expr.Call call, Type callee, @Nullable Type expected) {
    Expr argument = onlyArgument(call);
    if (argument == null) {
      return null;
    }
    return switch (program.truthiness().of(region.infer(argument))) {
      case ALWAYS_TRUE -> new LiteralType(WellKnown.BOOL, true);
      case ALWAYS_FALSE -> new LiteralType(WellKnown.BOOL, false);
      case AMBIGUOUS -> null;
    };
  }

  /** {@code tuple(x)} of a tuple, which has the same items; null for anything else. */
  public @Nullable Type tuple(Region region, Expr.Call call, Type callee, @Nullable Type expected) {
    Expr argument = onlyArgument(call);
    return argument != null
            && program.members().mro().superTypeOf(region.infer(argument), WellKnown.TUPLE)
                instanceof TupleType tuple
        ? tuple
        : null;
  }

  /** Whether the outcome of an expression may be known better than what its operator declares. */
  public static boolean mayBeKnown(Expr expression) {
    return switch (expression) {
      case Expr.Compare _ -> true;
      case Expr.Call call ->
          call.callee instanceof Expr.Name name
              && (name.name.equals("len") || name.name.equals("bool"));
      default -> false;
    };
  }

  private static @Nullable Expr onlyArgument(Expr.Call call) {
    return call.arguments.size() == 1 && call.arguments.getFirst().kind == Argument.Kind.POSITIONAL
        ? call.arguments.getFirst().value
        : null;
  }

  /** The length that all values of a type have; negative where it is not known. */
  private int lengthOf(Type type) {
    if (type instanceof LiteralType literal) {
      return !literal.isEnumMember() && literal.value() instanceof String text
          ? text.codePointCount(0, text.length())
          : -1;
    }
    return program.members().mro().superTypeOf(type, WellKnown.TUPLE) instanceof TupleType tuple
            && tuple.isFixedLength()
        ? tuple.prefix().size()
        : -1;
  }
}
