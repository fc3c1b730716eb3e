/**
 * Turns text into tokens and a syntax tree that covers the text, whatever the text is.
 *
 * <p>In: {@code SourceText}. Out: a tree with dense node ids, and the syntax errors.
 * Must not know: files, what a name means, types. Invariants: never throws; nodes compare by identity.
 */
@NullMarked
package dev.taipan.checker.syntax;

import org.jspecify.annotations.NullMarked;
