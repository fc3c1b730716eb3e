package dev.taipan.checker.checks;

import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.syntax.Stmt;

/** A rule on functions as wholes. */
interface FunctionRule {
  /**
   * Checks one function.
   *
   * @param enclosing the scope that binds its name
   * @param body its own scope
   */
  void check(Stmt.FunctionDef function, Scope enclosing, Scope body);
}
