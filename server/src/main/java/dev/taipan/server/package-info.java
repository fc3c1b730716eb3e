/**
 * The language server: its entry point.
 *
 * <p>{@code workspace} holds documents and projects, {@code features} are functions on a snapshot
 * and a position, {@code protocol} is the thin layer over LSP4J. In: protocol messages on a pair of
 * streams. Out: the same. Must not know: the command line.
 */
@NullMarked
package dev.taipan.server;

import org.jspecify.annotations.NullMarked;
