/**
 * What tests tell: the types of places where they are used, what can be reached, which cases are
 * left.
 *
 * <p>In: predicates and conditions of the binder. Out: narrowed types and truth values. Must not
 * know: how expressions are evaluated beyond asking for their types.
 */
@NullMarked
package dev.taipan.checker.inference.narrowing;

import org.jspecify.annotations.NullMarked;
