package dev.taipan.checker.inference.narrowing;

import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.inference.NodeTypeSource;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Region;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.types.Display;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.NeverType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.Unions;

/** Whether the cases of {@code match} statements take all values of their subjects. */
public final class Exhaustiveness {
  private final Program program;

  public Exhaustiveness(Program program) {
    this.program = program;
  }

  /** Reports the values for which a statement has no case, once its cases can be evaluated. */
  public void check(Region region, Stmt.Match match) {
    NodeTypeSource types =
        new NodeTypeSource(program, region.module(), null, match, region.scope());
    Type left = program.narrowing().patterns().subjectAt(types, match, match.cases.size());
    if (left == NeverType.NEVER) {
      return;
    }
    for (Type member : Unions.members(left)) {
      if (member instanceof DynamicType) {
        return;
      }
    }
    region.report(
        Rules.NON_EXHAUSTIVE_MATCH, match.subject, "no case matches `" + Display.of(left) + "`");
  }
}
