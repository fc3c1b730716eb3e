/**
 * The types of definitions and expressions, computed on demand.
 *
 * <p>In: bindings, other modules' symbols. Out: types, and the diagnostics that only evaluation
 * sees. Must not know: the command line, editors, how results are kept between edits. Invariant: a
 * result does not depend on the order in which things are asked for.
 */
@NullMarked
package dev.taipan.checker.inference;

import org.jspecify.annotations.NullMarked;
