package dev.taipan.checker.checks;

import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.syntax.Stmt;

/** A rule on classes as wholes. */
interface ClassRule {
  /**
   * Checks one class.
   *
   * @param enclosing the scope that binds its name
   * @param body its own scope
   */
  void check(Stmt.ClassDef cls, Scope enclosing, Scope body);
}
