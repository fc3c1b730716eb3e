/**
 * Finds the file behind an import name.
 *
 * <p>In: import names, search paths, the Python environment. Out: files, in the order of the typing
 * specification. Must not know: what is in the files.
 */
@NullMarked
package dev.taipan.checker.modules;

import org.jspecify.annotations.NullMarked;
