package dev.taipan.checker.checks;

import dev.taipan.checker.binding.Scope;

/** A rule on the names of a module, class or function. */
interface ScopeRule {
  /** Checks the names that one scope owns. */
  void check(Scope scope);
}
