/**
 * Configuration, files and edits as immutable snapshots, and what must be checked again.
 *
 * <p>In: configuration, files, edits. Out: snapshots and their diagnostics. Must not know: output
 * formats, protocols. Invariant: incremental equals fresh.
 */
@NullMarked
package dev.taipan.checker.project;

import org.jspecify.annotations.NullMarked;
