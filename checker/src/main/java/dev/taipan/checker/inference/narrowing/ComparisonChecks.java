package dev.taipan.checker.inference.narrowing;

import dev.taipan.checker.binding.PrivateNames;
import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.inference.NodeTypeSource;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Region;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.types.Access;
import dev.taipan.checker.types.Display;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.NeverType;
import dev.taipan.checker.types.Type;

/**
 * Comparisons and class tests that the types of their operands decide, so that they are written by
 * mistake or of no use.
 */
public final class ComparisonChecks {
  private final Program program;
  private final Comparability comparability;

  public ComparisonChecks(Program program) {
    this.program = program;
    this.comparability = new Comparability(program);
  }

  /** Reports one comparison of a chain whose operands are never equal, or never the same. */
  public void comparison(
      Region region, Expr.Compare whole, Expr leftNode, Expr.CompareOp op, Type left, Type right) {
    if (mayHold(op, left, right)
        || mayHold(op, declared(region, leftNode, left), right)
        || program.predicates().asksForChange(region.module(), region, leftNode)) {
      return;
    }
    String never =
        switch (op) {
          case EQ, NE -> "never equals";
          case IN, NOT_IN -> "is never in";
          case IS, IS_NOT, LT, LE, GT, GE -> "is never";
        };
    region.report(
        Rules.REDUNDANT_CONDITION_STRICT,
        whole,
        "`" + Display.of(left) + "` " + never + " `" + Display.of(right) + "`");
  }

  private boolean mayHold(Expr.CompareOp op, Type left, Type right) {
    return switch (op) {
      case EQ, NE -> comparability.mayBeEqual(left, right);
      case IS, IS_NOT -> comparability.mayBeIdentical(left, right);
      case IN, NOT_IN -> comparability.mayContain(right, left);
      case LT, LE, GT, GE -> true;
    };
  }

  /** The type of an operand without what tests said of it, which other code may have changed. */
  private Type declared(Region region, Expr operand, Type type) {
    return switch (operand) {
      case Expr.Attribute attribute ->
          program
              .members()
              .read(
                  region.typeOf(attribute.value, region.node(), region.scope()),
                  PrivateNames.mangle(region.scope(), attribute.name))
              .map(Access::type)
              .orElse(type);
      case Expr.Subscript _ -> DynamicType.UNKNOWN;
      default -> type;
    };
  }

  /**
   * Reports a condition that asks for a class which the object has in any case; an assertion may.
   */
  public void classTest(Region region, Expr test) {
    if (!(test instanceof Expr.Call call)
        || region.node() instanceof Stmt.Assert
        || call.arguments.size() != 2
        || !(call.callee instanceof Expr.Name callee)
        || !callee.name.equals("isinstance") && !callee.name.equals("issubclass")) {
      return;
    }
    NodeTypeSource types =
        new NodeTypeSource(program, region.module(), region, region.node(), region.scope());
    Expr object = call.arguments.getFirst().value;
    if (types.of(object) != NeverType.NEVER
        && program.narrowing().tests().truth(types, test) == Truth.ALWAYS_TRUE) {
      region.report(
          Rules.REDUNDANT_CONDITION_STRICT,
          test,
          "`" + Display.of(types.of(object)) + "` always passes this test");
    }
  }
}
