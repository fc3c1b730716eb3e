/**
 * The types and their algebra: relations, unions, intersections, the solver, display.
 *
 * <p>In: other types. Out: types, answers to relations, constraints. Must not know: trees,
 * bindings, modules' contents. Invariant: types are immutable and compare by structure.
 */
@NullMarked
package dev.taipan.checker.types;

import org.jspecify.annotations.NullMarked;
