/**
 * Runs Markdown pages as tests: their headings are the tests, their Python blocks the modules, the
 * comments in them what the checker must say.
 *
 * <p>In: pages. Out: the differences between what is said and what is asserted. Must not know: how
 * code is checked.
 */
@NullMarked
package dev.taipan.checker.spec;

import org.jspecify.annotations.NullMarked;
