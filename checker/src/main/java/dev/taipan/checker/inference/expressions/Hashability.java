package dev.taipan.checker.inference.expressions;

import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Region;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.types.Access;
import dev.taipan.checker.types.Display;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.TupleType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.Unions;
import dev.taipan.checker.types.WellKnown;
import java.util.List;

/** Keys of dicts and elements of sets must have a hash. */
public final class Hashability {
  private final Program program;

  public Hashability(Program program) {
    this.program = program;
  }

  /** Reports an expression of the region whose value has no hash. */
  void check(Region region, Expr expression) {
    Type type = region.stored(expression);
    if (type != null) {
      check(region, expression, type);
    }
  }

  /** Reports what is unpacked into a set if its items have no hash. */
  void checkUnpacked(Region region, Expr.Starred unpacked) {
    Type type = region.stored(unpacked.value);
    if (type != null) {
      check(region, unpacked, program.iteration().iterate(type).element());
    }
  }

  private void check(Region region, Expr expression, Type type) {
    List<Type> members = Unions.members(type);
    if (members.contains(DynamicType.UNKNOWN)) {
      return; // code that knows of one more value may well know which one it has
    }
    for (Type member : members) {
      if (!isHashable(member)) {
        region.report(
            Rules.UNHASHABLE, expression, "`" + Display.of(member) + "` cannot be hashed");
        return;
      }
    }
  }

  /**
   * Reports the element of a comprehension where none of what it may be has a hash: items of mixed
   * displays look as if they were of more types than those that are taken.
   */
  void checkComputed(Region region, Expr element) {
    Type type = region.stored(element);
    if (type != null && Unions.members(type).stream().noneMatch(this::isHashable)) {
      check(region, element);
    }
  }

  /** Whether a value of the type has a hash, as far as can be told. */
  private boolean isHashable(Type type) {
    return switch (type) {
      case TupleType tuple -> {
        for (Type element : tuple.prefix()) {
          if (!isHashable(element)) {
            yield false;
          }
        }
        yield tuple.variadic() == null || isHashable(tuple.variadic());
      }
      case NominalType nominal ->
          program
              .members()
              .specialMethod(nominal, "__hash__")
              .map(Access::type)
              .map(hash -> !hash.equals(WellKnown.NONE))
              .orElse(true);
      default -> true;
    };
  }
}
