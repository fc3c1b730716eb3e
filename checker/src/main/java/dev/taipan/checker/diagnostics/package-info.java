/**
 * What a rule, a diagnostic, a span and a fix are, and the catalogue of all rules.
 *
 * <p>In: nothing but source texts. Out: immutable values that the other packages fill in.
 * Must not know: trees, types, how a diagnostic is printed.
 */
@NullMarked
package dev.taipan.checker.diagnostics;

import org.jspecify.annotations.NullMarked;
