package dev.taipan.checker.syntax;

import org.antlr.v4.runtime.InputMismatchException;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenStream;
import org.jspecify.annotations.Nullable;

/**
 * ANTLR's parser runtime cut down to what an LL(1) parser without parse tree needs.
 *
 * <p>The fields {@code _input} and {@code _errHandler} hide those of the same name in the runtime:
 * the generated code binds to the nearest, so that its calls are direct and can be inlined. A token
 * that is missing is inserted where the rest of the text shows what was meant; other errors travel
 * as exceptions to the rule that can go on.
 */
abstract class GrammarRuntime extends org.antlr.v4.runtime.Parser {
  /**
   * How deep nodes may nest. Python up to 3.12 gives up at 2980 levels, so real code stays below;
   * whoever walks a tree recursively can rely on it.
   */
  static final int MAX_DEPTH = 3000;

  protected final TokenCursor _input;
  protected final RethrowingErrors _errHandler = new RethrowingErrors();

  final byte[] type;
  final int[] tokenStart;
  final int[] tokenEnd;
  final Problems problems;

  /** The index of the token before which a missing one was inserted last, or -1. */
  private int insertedAt = -1;

  private int nesting;

  GrammarRuntime(TokenStream input) {
    super(input);
    _input = (TokenCursor) input;
    type = _input.type;
    tokenStart = _input.start;
    tokenEnd = _input.end;
    problems = _input.problems;
    setBuildParseTree(false);
  }

  // ---------------------------------------- what the generated
  // code calls

  @Override
  public final @Nullable Token match(int expected) {
    TokenCursor in = _input;
    if (in.type[in.p] == expected) {
      in.p++;
    } else {
      mismatch(expected);
    }
    return null;
  }

  @Override
  public final @Nullable Token consume() {
    _input.consume();
    return null;
  }

  @Override
  public final void enterRule(ParserRuleContext localctx, int state, int ruleIndex) {
    _ctx = localctx;
  }

  @Override
  public final void exitRule() {
    _ctx = (ParserRuleContext) _ctx.parent;
  }

  @Override
  public final void enterOuterAlt(ParserRuleContext localctx, int altNum) {}

  /** Counts a level of recursion; too many end the statement. */
  final void enterNesting() {
    if (++nesting > MAX_DEPTH) {
      throw new TooDeep(this);
    }
  }

  final void exitNesting() {
    nesting--;
  }

  final void resetNesting() {
    nesting = 0;
  }

  /** An expression that nests deeper than the parser goes. */
  static final class TooDeep extends RecognitionException {
    private static final long serialVersionUID = 1;

    TooDeep(GrammarRuntime parser) {
      super(parser, parser.getInputStream(), parser._ctx);
    }
  }

  // ---------------------------------------- positions

  /** The index of the next token. */
  final int position() {
    return _input.p;
  }

  /** The offset at which the next token starts. */
  final int nextStart() {
    return tokenStart[_input.p];
  }

  /** The offset at which the last token started. */
  final int lastStart() {
    return tokenStart[_input.p - 1];
  }

  /** The offset after the last token. */
  final int lastEnd() {
    int p = _input.p;
    return p == 0 ? tokenStart[0] : tokenEnd[p - 1];
  }

  /** The offset after the last token that is no layout. */
  final int codeEnd() {
    int i = _input.p - 1;
    while (i > 0 && isLayout(type[i])) {
      i--;
    }
    return i < 0 ? tokenStart[0] : tokenEnd[i];
  }

  static boolean isLayout(int tokenType) {
    return tokenType == PythonGrammar.NEWLINE
        || tokenType == PythonGrammar.INDENT
        || tokenType == PythonGrammar.DEDENT;
  }

  /** The characters of a token. */
  final String tokenText(int index) {
    return _input.text.substring(tokenStart[index] - _input.shift, tokenEnd[index] - _input.shift);
  }

  final char charAt(int offset) {
    return _input.text.charAt(offset - _input.shift);
  }

  /** Whether the name that the grammar has just matched is not in the text. */
  final boolean isInserted() {
    return insertedAt == _input.p;
  }

  // ---------------------------------------- errors

  /** Reports an error at the next token, unless there is one in its logical line. */
  final void errorHere(String message) {
    int p = _input.p;
    boolean atEnd = type[p] != PythonGrammar.INDENT && (isLayout(type[p]) || type[p] == Token.EOF);
    int at = atEnd ? codeEnd() : tokenStart[p];
    int first = Math.max(p - 1, 0);
    while (first > 0 && !isLayout(type[first - 1])) {
      first--;
    }
    int last = p;
    while (!isLayout(type[last]) && type[last] != Token.EOF) {
      last++;
    }
    if (!problems.hasErrorIn(Math.min(tokenStart[first], at), tokenStart[last])) {
      problems.error(at, atEnd ? at : tokenEnd[p], message);
    }
  }

  final void report(RecognitionException error) {
    errorHere(error instanceof TooDeep ? "expression is nested too deeply" : unexpected());
  }

  private String unexpected() {
    return switch (type[_input.p]) {
      case PythonGrammar.INDENT -> "unexpected indentation";
      case PythonGrammar.NEWLINE, Token.EOF -> "invalid syntax: the line is incomplete";
      default -> "invalid syntax" + named(_input.p);
    };
  }

  /** What a message adds to name a token that is short enough. */
  private String named(int token) {
    String text = tokenText(token);
    return text.isBlank() || text.length() > 20 || text.indexOf('\n') >= 0
        ? ""
        : ": unexpected `" + text + "`";
  }

  /**
   * The next token is not the one that the rule needs: inserts it or skips to it where that makes
   * sense.
   */
  private void mismatch(int expected) {
    int p = _input.p;
    switch (expected) {
      case PythonGrammar.NAME -> missingName(p);
      case PythonGrammar.RPAR -> missingCloser(p, PythonGrammar.LPAR, expected, ")");
      case PythonGrammar.RBRACK -> missingCloser(p, PythonGrammar.LBRACK, expected, "]");
      case PythonGrammar.RBRACE -> missingCloser(p, PythonGrammar.LBRACE, expected, "}");
      case PythonGrammar.COLON -> missingColon(p);
      case PythonGrammar.NEWLINE -> {
        report(new InputMismatchException(this));
        skipLine();
      }
      case PythonGrammar.IN -> errorHere("expected 'in'");
      case PythonGrammar.ELSE -> errorHere("expected 'else' after 'if' expression");
      case PythonGrammar.IMPORT -> errorHere("expected 'import'");
      case PythonGrammar.EQ -> errorHere("expected '='");
      case PythonGrammar.LPAR -> errorHere("expected '('");
      case PythonGrammar.FEND -> errorHere("unterminated f-string literal");
      default -> throw new InputMismatchException(this);
    }
  }

  private void missingName(int p) {
    int before = p == 0 ? 0 : type[p - 1];
    if (isKeyword(type[p])
        && (before == PythonGrammar.DOT && tokenStart[p] == tokenEnd[p - 1]
            || before == PythonGrammar.DEF
            || before == PythonGrammar.CLASS)) {
      errorHere("`" + tokenText(p) + "` is a keyword and cannot be a name");
      _input.p++;
      return;
    }
    errorHere(
        isLayout(type[p]) || type[p] == Token.EOF
            ? "expected a name"
            : "invalid syntax: expected a name");
    insertedAt = p;
  }

  private static boolean isKeyword(int tokenType) {
    return tokenType >= PythonGrammar.IF && tokenType <= PythonGrammar.LAMBDA
        || tokenType == PythonGrammar.NONE
        || tokenType == PythonGrammar.TRUE
        || tokenType == PythonGrammar.FALSE
        || tokenType == PythonGrammar.OR
        || tokenType == PythonGrammar.AND
        || tokenType == PythonGrammar.NOT
        || tokenType == PythonGrammar.IN
        || tokenType == PythonGrammar.IS;
  }

  private void missingCloser(int p, int opener, int closer, String symbol) {
    int found = closerAhead(p, opener, closer);
    if (found >= 0) {
      errorHere("invalid syntax" + (startsOperand(type[p]) ? "; is a comma missing?" : ""));
      _input.p = found + 1;
    } else {
      errorHere("expected '" + symbol + "'");
    }
  }

  private static boolean startsOperand(int tokenType) {
    return tokenType == PythonGrammar.NAME
        || tokenType == PythonGrammar.NUMBER
        || tokenType == PythonGrammar.STRING;
  }

  /**
   * The index of the bracket that closes the group in which the token {@code from} stands, in this
   * line; or -1.
   */
  final int closerAhead(int from, int opener, int closer) {
    int depth = 0;
    for (int i = from; ; i++) {
      switch (type[i]) {
        case PythonGrammar.LPAR, PythonGrammar.LBRACK, PythonGrammar.LBRACE -> depth++;
        case PythonGrammar.RPAR, PythonGrammar.RBRACK, PythonGrammar.RBRACE -> {
          if (depth == 0) {
            return type[i] == closer ? i : -1;
          }
          depth--;
        }
        case PythonGrammar.NEWLINE, PythonGrammar.FEND, Token.EOF -> {
          return -1;
        }
        default -> {}
      }
    }
  }

  /**
   * A header or a lambda lacks its colon: goes on after the next one outside of brackets in the
   * line, or as if there were one.
   */
  private void missingColon(int p) {
    errorHere("expected ':'");
    int depth = 0;
    for (int i = p; ; i++) {
      switch (type[i]) {
        case PythonGrammar.LPAR, PythonGrammar.LBRACK, PythonGrammar.LBRACE -> depth++;
        case PythonGrammar.RPAR, PythonGrammar.RBRACK, PythonGrammar.RBRACE -> depth--;
        case PythonGrammar.COLON -> {
          if (depth == 0) {
            _input.p = i + 1;
            return;
          }
        }
        case PythonGrammar.NEWLINE, Token.EOF -> {
          return;
        }
        default -> {}
      }
      if (depth < 0) {
        return;
      }
    }
  }

  /** Skips the rest of the logical line with its end. */
  final void skipLine() {
    int i = _input.p;
    while (type[i] != PythonGrammar.NEWLINE
        && type[i] != Token.EOF
        && type[i] != PythonGrammar.INDENT
        && type[i] != PythonGrammar.DEDENT) {
      i++;
    }
    _input.p = type[i] == PythonGrammar.NEWLINE ? i + 1 : i;
  }
}
