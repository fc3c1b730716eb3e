/**
 * Texts with their line starts.
 *
 * <p>In: the contents of files and editor buffers. Out: {@link
 * dev.taipan.checker.source.SourceText}. Must not know: tokens, trees, files' names.
 */
@NullMarked
package dev.taipan.checker.source;

import org.jspecify.annotations.NullMarked;
