/**
 * Type expressions: what annotations, aliases, bases and type arguments denote, and the type
 * variables in them.
 *
 * <p>In: expressions in positions of types. Out: types with their qualifiers. Must not know:
 * values, but for those that may stand in type expressions.
 */
@NullMarked
package dev.taipan.checker.inference.annotations;

import org.jspecify.annotations.NullMarked;
