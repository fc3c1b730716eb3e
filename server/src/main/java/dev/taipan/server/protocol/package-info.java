/**
 * The language server protocol over LSP4J: life cycle, scheduling, and the translation of messages
 * into calls of features and back.
 *
 * <p>Only this package knows LSP4J. In: messages. Out: messages. Must not know: types, trees.
 */
@NullMarked
package dev.taipan.server.protocol;

import org.jspecify.annotations.NullMarked;
