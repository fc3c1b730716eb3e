/**
 * The types that {@code class} and {@code def} statements and assignments declare: headers,
 * members, signatures, decorators, inferred results.
 *
 * <p>In: statements and their scopes. Out: class models and types of functions and variables. Must
 * not know: calls and operators, but by asking for the types of expressions.
 */
@NullMarked
package dev.taipan.checker.inference.definitions;

import org.jspecify.annotations.NullMarked;
