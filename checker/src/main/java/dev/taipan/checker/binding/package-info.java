/**
 * Turns one tree into scopes, symbols, definitions, use-def chains and reachability.
 *
 * <p>In: a tree. Out: {@link dev.taipan.checker.binding.BoundModule}: for each use the bindings
 * that reach it, with the conditions on their paths. Must not know: other modules, types.
 *
 * <p>Two passes. {@code ScopeFinder} finds the scopes and the names that each owns, because a name
 * is local to a function wherever the function binds it. {@code StatementFlow}, {@code
 * AssignmentFlow}, {@code ExpressionFlow} and {@code MatchFlow} then follow the flow of control in
 * the order of execution and keep, for the frame they are in, one {@code FlowState}: the live
 * bindings of each place. At a branch the state is copied (states share what neither changes), and
 * where ways meet the states are merged, place by place.
 *
 * <p>What decides between ways is a {@link dev.taipan.checker.binding.Predicate} that somebody who
 * knows types evaluates later. The binder only combines predicates to {@link
 * dev.taipan.checker.binding.Conditions}: decision graphs, so that equal conditions are the same
 * int. A live binding carries two of them. Its <em>reachability</em> is the condition under which
 * the binding is the latest one. It is brought up to date lazily: what a state knows of a binding
 * holds together with the reachability of the state itself, so a branch that leaves a place alone
 * costs nothing for it. Its <em>narrowing</em> is what the tests since the binding say of the
 * place. Where two ways meet with different narrowing, each is joined with what was assumed on its
 * way since they parted; a way that turns out to be impossible (a call that never returns, a
 * version check) then takes its narrowing with it.
 *
 * <p>Loops are walked once. What a loop binds is known from the first pass, and its header gets a
 * definition for each such place ({@link dev.taipan.checker.binding.DefinitionKind.LoopHeader})
 * that is filled with what flows back when the loop ends. Bodies of `try` and `with` collect, in a
 * state of their own, every binding that something follows in them, since an exception may come at
 * any point. `finally` is walked once with the union of all ways; behind it, each way keeps only
 * what it came with.
 *
 * <p>A name that functions bind by `nonlocal` or `global` may change at every call. Behind one it
 * has a definition that stands for both, what it held and what the functions give it ({@link
 * dev.taipan.checker.binding.DefinitionKind.AfterCall}).
 */
@NullMarked
package dev.taipan.checker.binding;

import org.jspecify.annotations.NullMarked;
