package dev.taipan.checker.inference.definitions;

import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Region;
import dev.taipan.checker.inference.annotations.QualifiedType;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.ClassModel;
import dev.taipan.checker.types.Type;
import org.jspecify.annotations.Nullable;

/**
 * Assignments whose value takes its identity from the target: {@code T = TypeVar("T")}, {@code N =
 * NewType("N", int)}, functional named tuples, enums and TypedDicts, implicit aliases.
 */
public final class DefiningAssignments {
  private final Program program;

  public DefiningAssignments(Program program) {
    this.program = program;
  }

  /** Evaluates the value; null for an ordinary assignment. */
  public @Nullable Type evaluate(Region region, Stmt.Assign assign) {
    if (assign.targets.size() != 1
        || !(assign.targets.get(0) instanceof Expr.Name target)
        || !(assign.value instanceof Expr.Call call)) {
      return null;
    }
    return define(region, target, call);
  }

  private @Nullable Type define(Region region, Expr.Name target, Expr.Call call) {
    if (!mayDefine(call.callee)) {
      return null;
    }
    Type callee = region.infer(call.callee);
    Type defined = program.functionalEnums().define(region, target, call, callee);
    if (defined == null) {
      defined =
          program
              .functionalNamedTuples()
              .define(region, region.module().placeOf(target), call, callee);
    }
    if (defined == null) {
      defined = program.functionalTypedDicts().define(region, target, call, callee);
    }
    if (defined != null) {
      region.store(call, defined);
    }
    return defined;
  }

  /** Classes that define others are named by a name or an attribute. */
  private static boolean mayDefine(Expr callee) {
    return callee instanceof Expr.Name || callee instanceof Expr.Attribute;
  }

  /** The same for an annotated assignment. */
  public @Nullable Type evaluate(Region region, Stmt.AnnAssign assign, QualifiedType declared) {
    return null;
  }

  /** The model of a class that an assignment of this module makes; null if there is none. */
  @Nullable ClassModel model(ModuleTypes module, ClassId id) {
    return null;
  }

  /** Whether the value describes a dataclass field, so that its type is not the attribute's. */
  public boolean isFieldSpecifier(Region region, Stmt.AnnAssign assign) {
    return program.dataclasses().isConvertedField(region, assign);
  }
}
