package dev.taipan.checker.syntax;

import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.RuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenSource;
import org.antlr.v4.runtime.TokenStream;
import org.antlr.v4.runtime.misc.Interval;

/**
 * A position in {@link Tokens} as the stream that ANTLR's runtime asks for. The generated parser
 * only calls {@link #LA}; token objects are made where an error is reported.
 */
final class TokenCursor implements TokenStream {
  final Tokens tokens;
  final String text;
  final int shift;
  final Names names;
  final Problems problems;
  final byte[] type;
  final int[] start;
  final int[] end;
  int p;

  /**
   * Stands before the first of {@code tokens}, which were read from {@code text} with their offsets
   * moved by {@code shift}.
   */
  TokenCursor(Tokens tokens, String text, int shift, Names names, Problems problems) {
    this.tokens = tokens;
    this.text = text;
    this.shift = shift;
    this.names = names;
    this.problems = problems;
    this.type = tokens.type;
    this.start = tokens.start;
    this.end = tokens.end;
  }

  @Override
  public int LA(int i) {
    return type[p + i - 1];
  }

  @Override
  public void consume() {
    if (type[p] != Token.EOF) {
      p++;
    }
  }

  @Override
  public Token LT(int k) {
    return get(Math.max(p + k - 1, 0));
  }

  @Override
  public Token get(int index) {
    CommonToken token = new CommonToken(type[index]);
    token.setStartIndex(start[index]);
    token.setStopIndex(end[index] - 1);
    token.setTokenIndex(index);
    return token;
  }

  @Override
  public int index() {
    return p;
  }

  @Override
  public void seek(int index) {
    p = index;
  }

  @Override
  public int size() {
    return tokens.count;
  }

  @Override
  public int mark() {
    return p;
  }

  @Override
  public void release(int marker) {}

  @Override
  public String getSourceName() {
    return "";
  }

  @Override
  public TokenSource getTokenSource() {
    throw new UnsupportedOperationException("tokens are read ahead");
  }

  @Override
  public String getText(Interval interval) {
    return "";
  }

  @Override
  public String getText() {
    return "";
  }

  @Override
  public String getText(RuleContext ctx) {
    return "";
  }

  @Override
  public String getText(Token start, Token stop) {
    return "";
  }
}
