/**
 * Evaluates expressions and statements: their types, with what is expected of them, and the
 * diagnostics that only evaluation sees.
 *
 * <p>In: a region of a module. Out: the types of its nodes and its diagnostics. Must not know: how
 * results are kept.
 */
@NullMarked
package dev.taipan.checker.inference.expressions;

import org.jspecify.annotations.NullMarked;
