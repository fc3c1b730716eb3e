/**
 * Diagnostics as text or JSON.
 *
 * <p>In: diagnostics. Out: characters. Must not know: how a diagnostic came about.
 */
@NullMarked
package dev.taipan.checker.report;

import org.jspecify.annotations.NullMarked;
