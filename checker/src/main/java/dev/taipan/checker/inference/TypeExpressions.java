package dev.taipan.checker.inference;

import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.TypeVarModel;
import dev.taipan.checker.types.TypeVarType;
import dev.taipan.checker.types.Variance;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns type expressions into types. */
final class TypeExpressions {
  private final Program program;

  TypeExpressions(Program program) {
    this.program = program;
  }

  /** The type of a type expression that stands where a value is expected, as in {@code cast}. */
  Type evaluate(Region region, Expr expression) {
    return DynamicType.UNKNOWN;
  }

  /** Evaluates the annotation of a variable; {@link Region#qualify} takes the answer. */
  void evaluateVariable(Region region, Expr annotation) {
    region.qualify(QualifiedType.of(DynamicType.UNKNOWN));
  }

  /** Reports qualifiers that cannot stand on this assignment. */
  void checkQualifiers(Region region, Stmt.AnnAssign assign, QualifiedType declared) {}

  /** The value of {@code left | right} between types; null if it is no union of types. */
  @Nullable Type unionOfValues(Region region, Expr.Binary node, Type left, Type right) {
    return null;
  }

  /** The value of a subscript that specializes a class, form or alias; null for a plain one. */
  @Nullable Type subscriptValue(Region region, Expr.Subscript subscript, Type base) {
    return null;
  }

  TypeVarModel typeVarModel(TypeVarType variable) {
    return new TypeVarModel(Variance.INVARIANT, null, List.of(), null);
  }
}
