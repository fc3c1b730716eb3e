package dev.taipan.checker.binding;

import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.syntax.WithItem;
import org.jspecify.annotations.Nullable;

/**
 * Something that is true or false each time control passes a point of the program, and which types
 * may decide. What it depends on is evaluated at that point.
 */
public sealed interface Predicate {
  /** Its index among {@link BoundModule#predicates()}, in the order of the program. */
  int index();

  /**
   * The truth of {@code expression}, which is no `and`, `or`, `not`, conditional expression or
   * literal constant: conditions are made over their operands. In a condition on a path the
   * predicate has the value that the expression had when control passed there last.
   *
   * @param scope the scope that evaluates it
   * @param aliased where {@code expression} is a name whose only live binding is an assignment of a
   *     condition such as {@code ok = x is None}, that condition; the names in it have not been
   *     bound since. Null otherwise.
   * @param region the node whose evaluation gives {@code expression} its type, as in {@link
   *     Definition#region}: the innermost statement (its header, for compound ones) around it, or
   *     the MatchCase whose guard it is
   * @param aliasRegion the same for {@code aliased}; null where that is null
   */
  record Test(
      int index,
      Expr expression,
      Scope scope,
      @Nullable Expr aliased,
      Node region,
      @Nullable Node aliasRegion)
      implements Predicate {}

  /**
   * Whether the pattern of a case matches the subject, as the cases before have left it. The guard
   * is a {@link Test} of its own. There is no predicate for irrefutable patterns.
   *
   * @param caseIndex the index of the case in {@code statement.cases}
   */
  record PatternMatch(int index, Stmt.Match statement, int caseIndex, Scope scope)
      implements Predicate {}

  /**
   * Whether a call returns: one that stands as a statement, whose result is assigned, or that may
   * be of a function of the module that is declared not to.
   *
   * @param call the call
   * @param awaited whether it is the awaited result that has to come
   * @param used whether its result is used; then only what is declared never to return does not
   */
  record CallReturns(int index, Expr.Call call, boolean awaited, boolean used, Scope scope)
      implements Predicate {}

  /** Whether the module of a star import defines a name for star imports. */
  record StarDefines(int index, Stmt.ImportFrom statement, String name) implements Predicate {}

  /** Whether a context manager may swallow the exceptions of the body. */
  record ContextSwallows(int index, Stmt.With statement, WithItem item, Scope scope)
      implements Predicate {}
}
