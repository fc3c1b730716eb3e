package dev.taipan.checker.inference.expressions;

import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Region;
import dev.taipan.checker.syntax.Argument;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.types.Access;
import dev.taipan.checker.types.LiteralType;
import dev.taipan.checker.types.ModuleType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.WellKnown;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code getattr} with a name that is known: see "Intelligent indexing of structured data" in the
 * specification's chapter on literals.
 */
final class AttributeCalls {
  private final Program program;

  AttributeCalls(Program program) {
    this.program = program;
  }

  /**
   * {@code getattr(x, "name")}. Null, which leaves it to the declaration of the function, where the
   * name or whether the object has it is not known, and where there is a default: who writes that
   * may know more.
   */
  @Nullable Type getattr(Region region, Expr.Call call, Type callee, @Nullable Type expected) {
    List<Argument> arguments = call.arguments;
    if (arguments.size() != 2
        || arguments.getFirst().kind != Argument.Kind.POSITIONAL
        || arguments.getLast().kind != Argument.Kind.POSITIONAL) {
      return null;
    }
    String name = text(region.infer(arguments.getLast().value));
    return name == null ? null : read(region.infer(arguments.getFirst().value), name);
  }

  private static @Nullable String text(Type name) {
    return name instanceof LiteralType literal
            && literal.cls().equals(WellKnown.STR)
            && literal.value() instanceof String text
        ? text
        : null;
  }

  /** The type of an attribute that all objects of a type have; null where some may lack it. */
  private @Nullable Type read(Type object, String name) {
    if (object instanceof ModuleType module) {
      return program.attributes().memberOf(module, name, null);
    }
    return program
        .members()
        .read(object, name)
        .filter(access -> !access.isPartial() && access.flaw() == null)
        .map(Access::type)
        .orElse(null);
  }
}
