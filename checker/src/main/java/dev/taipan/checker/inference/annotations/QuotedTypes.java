package dev.taipan.checker.inference.annotations;

import dev.taipan.checker.diagnostics.Diagnostic;
import dev.taipan.checker.diagnostics.Rule;
import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.diagnostics.Span;
import dev.taipan.checker.inference.Region;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.ParsedModule;
import dev.taipan.checker.syntax.Parser;
import org.jspecify.annotations.Nullable;

/**
 * Reads type expressions in strings. Their nodes have negative ids and true offsets, but behind an
 * escape sequence, where the offsets are a little too small.
 */
final class QuotedTypes {
  /** Far enough below zero for any text. */
  private static final int FIRST_ID = Integer.MIN_VALUE;

  private QuotedTypes() {}

  /** The expression in a string; reports what keeps it from being one and gives null then. */
  static @Nullable Expr parse(Region region, Expr.Str text) {
    if (text.bytes) {
      return refuse(
          region,
          Rules.INVALID_TYPE_FORM,
          text,
          "a bytes literal is not allowed in a type expression");
    }
    if (text.parts > 1) {
      return refuse(
          region,
          Rules.IMPLICIT_STRING_CONCATENATION_IN_ANNOTATION,
          text,
          "a quoted type must be one string, not several joined ones");
    }
    Parser.ParsedExpression parsed = read(text);
    if (text.escaped && spellsOut(region.module().source().text(), text)) {
      return refuse(
          region,
          Rules.ESCAPE_CHARACTER_IN_FORWARD_ANNOTATION,
          text,
          "a quoted type must not spell characters out in escape sequences");
    }
    if (text.raw) {
      return refuse(
          region, Rules.RAW_STRING_TYPE_ANNOTATION, text, "a quoted type must not be a raw string");
    }
    if (!parsed.errors().isEmpty()) {
      ParsedModule.SyntaxError error = parsed.errors().getFirst();
      int end = Math.max(text.start, Math.min(error.end(), text.end));
      int start = Math.min(Math.max(error.start(), text.start), end);
      region.report(
          Diagnostic.of(
              Rules.INVALID_SYNTAX_IN_FORWARD_ANNOTATION,
              region.module().path(),
              new Span(start, end),
              "the quoted type is not an expression: " + error.message()));
      return null;
    }
    return parsed.expression();
  }

  /** The expression in a string; null if it is none. */
  static @Nullable Expr parseQuietly(Expr.Str text) {
    if (text.bytes || text.parts > 1) {
      return null;
    }
    Parser.ParsedExpression parsed = read(text);
    return parsed.errors().isEmpty() ? parsed.expression() : null;
  }

  /** Whether escape sequences with the numbers or names of characters stand in a literal. */
  private static boolean spellsOut(String source, Expr.Str text) {
    for (int i = text.contentStart; i + 1 < text.end; i++) {
      if (source.charAt(i) == '\\' && "01234567xuUN".indexOf(source.charAt(++i)) >= 0) {
        return true;
      }
    }
    return false;
  }

  private static Parser.ParsedExpression read(Expr.Str text) {
    return Parser.parseExpression(text.value, text.contentStart, FIRST_ID, text.triple);
  }

  private static @Nullable Expr refuse(Region region, Rule rule, Expr.Str text, String message) {
    region.report(rule, text, message);
    return null;
  }
}
