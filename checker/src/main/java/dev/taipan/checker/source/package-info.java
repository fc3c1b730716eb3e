/**
 * The text of a file or an editor buffer, with its line starts.
 *
 * <p>In: paths and buffers. Out: {@code SourceText}. Must not know: Python.
 * Invariant: offsets are UTF-16 units from the start of the text, zero-based.
 */
@NullMarked
package dev.taipan.checker.source;

import org.jspecify.annotations.NullMarked;
