/**
 * Turns one tree into scopes, symbols, definitions, use-def chains and reachability.
 *
 * <p>In: a tree. Out: for each use the bindings that reach it, with the conditions on their paths.
 * Must not know: other modules, types.
 */
@NullMarked
package dev.taipan.checker.binding;

import org.jspecify.annotations.NullMarked;
