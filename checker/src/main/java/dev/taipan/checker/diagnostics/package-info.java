/**
 * What a rule, a diagnostic, a span and a fix are, and the catalogue of rules.
 *
 * <p>In: nothing. Out: {@link dev.taipan.checker.diagnostics.Diagnostic}s that other packages make.
 * Must not know: how code is analysed, how reports are printed.
 */
@NullMarked
package dev.taipan.checker.diagnostics;

import org.jspecify.annotations.NullMarked;
