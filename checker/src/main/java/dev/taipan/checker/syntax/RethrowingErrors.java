package dev.taipan.checker.syntax;

import org.antlr.v4.runtime.InputMismatchException;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;

/**
 * What the generated parser calls at every decision and on errors. Checks ahead cost a third of the
 * time of parsing and are left out; an error travels to the rule that knows how to go on.
 */
final class RethrowingErrors {
  void sync(org.antlr.v4.runtime.Parser parser) {}

  void reportMatch(org.antlr.v4.runtime.Parser parser) {}

  void reportError(org.antlr.v4.runtime.Parser parser, RecognitionException error) {}

  void recover(org.antlr.v4.runtime.Parser parser, RecognitionException error) {
    throw error;
  }

  Token recoverInline(org.antlr.v4.runtime.Parser parser) {
    throw new InputMismatchException(parser);
  }
}
