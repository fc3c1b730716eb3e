/**
 * Classes and functions of the library to which the language gives a meaning of its own: data
 * classes, enums, named tuples, TypedDicts, {@code super}, {@code NewType}, formats, ...
 *
 * <p>In: definitions and calls of them. Out: their members, types and diagnostics. Must not know:
 * what stands in other scopes than those of the definitions.
 */
@NullMarked
package dev.taipan.checker.inference.library;

import org.jspecify.annotations.NullMarked;
