/**
 * Type expressions: what annotations, aliases, bases and type arguments denote, and the type
 * variables in them, with the statements and calls that make variables and aliases.
 *
 * <p>In: expressions in positions of types. Out: types with their qualifiers. Must not know:
 * values, but for those that may stand in type expressions, and what tests tell of them.
 */
@NullMarked
package dev.taipan.checker.inference.annotations;

import org.jspecify.annotations.NullMarked;
