/**
 * The rules on classes, functions and modules as wholes, a class for a rule or a family of rules.
 *
 * <p>In: the types of declarations. Out: diagnostics. Must not know: how types are inferred.
 */
@NullMarked
package dev.taipan.checker.checks;

import org.jspecify.annotations.NullMarked;
