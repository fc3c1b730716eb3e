/**
 * The features of an editor, each a function from a snapshot and a place in a file to a result.
 *
 * <p>In: {@link dev.taipan.checker.project.Snapshot} and zero-based UTF-16 offsets. Out: records of
 * files, offsets and texts. Must not know: the protocol, documents, threads.
 */
@NullMarked
package dev.taipan.server.features;

import org.jspecify.annotations.NullMarked;
