/**
 * The language server: features as functions on a snapshot, and a thin LSP4J layer over them.
 *
 * <p>In: snapshots and positions, or protocol messages. Out: answers. Must not know: the command
 * line.
 */
@NullMarked
package dev.taipan.server;

import org.jspecify.annotations.NullMarked;
