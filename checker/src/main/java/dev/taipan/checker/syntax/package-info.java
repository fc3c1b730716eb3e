/**
 * Turns text into tokens and a syntax tree that covers the text, whatever the text is.
 *
 * <p>In: {@link dev.taipan.checker.source.SourceText}. Out: {@link
 * dev.taipan.checker.syntax.Module} with dense node ids, syntax errors, and the comments that
 * direct the checker. Must not know: files, the meaning of names, types. Invariants: never throws;
 * every statement that can be understood is in the tree.
 *
 * <p>{@code Lexer} makes tokens, the generated {@code PythonGrammar} reads them with one token of
 * lookahead, and its actions, from {@code NodeStacks} up to {@code StmtBuilder}, build the tree.
 * Type comments are annotations in it ({@code CommentBuilder}). {@code SyntaxRules} finds the
 * errors that need the whole tree.
 */
@NullMarked
package dev.taipan.checker.syntax;

import org.jspecify.annotations.NullMarked;
