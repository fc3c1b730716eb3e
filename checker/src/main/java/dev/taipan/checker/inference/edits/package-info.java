/**
 * How far edits reach: the pieces of a module, what of them is seen from outside, and which pieces
 * name what changed.
 *
 * <p>In: two states of a module. Out: the pieces that have to be checked again. Must not know: how
 * pieces are checked.
 */
@NullMarked
package dev.taipan.checker.inference.edits;

import org.jspecify.annotations.NullMarked;
