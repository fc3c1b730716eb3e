package dev.taipan.checker.inference;

import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.types.AliasType;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.Type;

/** Type aliases in all their forms. */
final class TypeAliases {
  private final Program program;

  TypeAliases(Program program) {
    this.program = program;
  }

  /** Evaluates {@code type X = ...}. */
  void evaluate(Region region, Stmt.TypeAliasStmt alias) {}

  /** Evaluates {@code X: TypeAlias = ...}; gives the alias as a value. */
  Type evaluateExplicit(Region region, Stmt.AnnAssign assign) {
    return DynamicType.UNKNOWN;
  }

  Type value(AliasType alias) {
    return DynamicType.UNKNOWN;
  }
}
