package dev.taipan.checker.syntax;

import java.util.List;
import java.util.Locale;
import org.antlr.v4.runtime.TokenStream;

/** The actions that build names, numbers and strings. */
abstract class AtomBuilder extends NodeStacks {
  private final StringReader strings;

  /** The f-string whose parts are read: whether it is raw, and its quotes. */
  private boolean rawFString;

  private char fieldQuote;
  private boolean fieldTriple;

  AtomBuilder(TokenStream input) {
    super(input);
    strings = new StringReader(_input.text, _input.shift, problems);
  }

  /** The text of the name just matched; empty if it was missing. */
  final String lastName() {
    if (isInserted()) {
      return "";
    }
    int i = position() - 1;
    return type[i] == PythonGrammar.NAME ? _input.names.get(_input.tokens.symbol[i]) : tokenText(i);
  }

  final Expr.Name nameNode() {
    if (isInserted()) {
      return new Expr.Name(id(), lastEnd(), lastEnd(), "");
    }
    return new Expr.Name(id(), lastStart(), lastEnd(), lastName());
  }

  final void name() {
    rs = lastStart();
    r = new Expr.Name(id(), rs, lastEnd(), lastName());
  }

  final void pushName() {
    Expr.Name name = nameNode();
    push(name, name.start);
  }

  /** Replaces the value on top of the stack by the name just matched. */
  final void putName() {
    Expr.Name name = nameNode();
    replace(sp - 1, name);
  }

  final void number() {
    rs = lastStart();
    if (isInserted()) {
      r = new Expr.ErrorExpr(id(), lastEnd(), lastEnd(), List.of());
      return;
    }
    String literal = tokenText(position() - 1);
    String problem = literal.length() > 1 ? NumberReader.problem(literal) : "";
    if (!problem.isEmpty()) {
      problems.error(rs, lastEnd(), problem);
    }
    Expr.Constant.Kind kind = NumberReader.kind(literal);
    r = new Expr.Constant(id(), rs, lastEnd(), kind, NumberReader.value(literal, kind));
  }

  final void constant() {
    rs = lastStart();
    r =
        switch (type[position() - 1]) {
          case PythonGrammar.NONE -> constant(Expr.Constant.Kind.NONE, "");
          case PythonGrammar.TRUE -> constant(Expr.Constant.Kind.TRUE, Boolean.TRUE);
          case PythonGrammar.FALSE -> constant(Expr.Constant.Kind.FALSE, Boolean.FALSE);
          default -> constant(Expr.Constant.Kind.ELLIPSIS, "");
        };
  }

  private Expr.Constant constant(Expr.Constant.Kind kind, Object value) {
    return new Expr.Constant(id(), rs, lastEnd(), kind, value);
  }

  // ---------------------------------------- strings

  /** The prefix of a string token in lower case and the offsets of what is between its quotes. */
  private record Literal(
      boolean raw,
      boolean bytes,
      boolean format,
      boolean template,
      char quote,
      boolean triple,
      int from,
      int to) {}

  private Literal literal(int token) {
    int at = tokenStart[token];
    boolean raw = false;
    boolean bytes = false;
    boolean format = false;
    boolean template = false;
    char c = charAt(at);
    while (c != '"' && c != '\'') {
      switch (c | 0x20) {
        case 'r' -> raw = true;
        case 'b' -> bytes = true;
        case 'f' -> format = true;
        case 't' -> template = true;
        default -> {}
      }
      c = charAt(++at);
    }
    int end = tokenEnd[token];
    boolean triple = end - at >= 3 && charAt(at + 1) == c && charAt(at + 2) == c;
    int quotes = triple ? 3 : 1;
    int from = at + quotes;
    boolean closed =
        end - quotes >= from
            && charAt(end - 1) == c
            && (!triple || (charAt(end - 2) == c && charAt(end - 3) == c));
    return new Literal(
        raw, bytes, format, template, c, triple, from, closed ? end - quotes : Math.max(end, from));
  }

  private String decode(Literal literal) {
    return strings.decode(
        literal.from - _input.shift, literal.to - _input.shift, literal.raw, literal.bytes, false);
  }

  /**
   * Whether the f-string that comes next is a template is added to {@code seen}; strings before it
   * become its parts.
   */
  final int beginFString(int firstToken, int seen) {
    if (seen == 0) {
      for (int i = firstToken; i < position(); i++) {
        literalPart(i);
      }
    }
    boolean template = tokenText(position()).toLowerCase(Locale.ROOT).indexOf('t') >= 0;
    return seen | (template ? 2 : 1);
  }

  final void literalPart() {
    literalPart(position() - 1);
  }

  private void literalPart(int token) {
    Literal literal = literal(token);
    if (literal.bytes) {
      problems.error(tokenStart[token], tokenEnd[token], "cannot mix bytes and nonbytes literals");
    }
    String value = decode(literal);
    if (!value.isEmpty()) {
      push(
          new FStringPart.Literal(id(), tokenStart[token], tokenEnd[token], value),
          tokenStart[token]);
    }
  }

  final void startFString() {
    pushInt(rawFString ? 1 : 0);
    pushInt(fieldTriple ? 1 : 0);
    pushInt(fieldQuote);
    String opening = tokenText(position() - 1);
    int length = opening.length();
    rawFString =
        opening.charAt(0) == 'r'
            || opening.charAt(0) == 'R'
            || opening.charAt(1) == 'r'
            || opening.charAt(1) == 'R';
    fieldQuote = opening.charAt(length - 1);
    fieldTriple = length > 3 && opening.charAt(length - 3) == fieldQuote;
  }

  final void stopFString() {
    fieldQuote = (char) popInt();
    fieldTriple = popInt() != 0;
    rawFString = popInt() != 0;
  }

  /** The text between two fields. */
  final void middlePart() {
    int start = lastStart();
    int end = lastEnd();
    String value =
        strings.decode(start - _input.shift, end - _input.shift, rawFString, false, true);
    push(new FStringPart.Literal(id(), start, end, value), start);
  }

  /** The value of a field; what only Python 3.12 allows in it is noted. */
  final void endFieldValue() {
    push();
    int end = lastEnd();
    for (int i = rs; i < end; i++) {
      char c = charAt(i);
      boolean quote =
          c == fieldQuote
              && (!fieldTriple || (i + 2 < end && charAt(i + 1) == c && charAt(i + 2) == c));
      if (quote) {
        problems.require(12, i, i + 1, "the enclosing quote inside an f-string expression");
        return;
      }
      if (c == '\\') {
        problems.require(12, i, i + 1, "a backslash inside an f-string expression");
        return;
      }
    }
    checkGaps();
  }

  /**
   * Notes comments, and line breaks where the f-string is not triple-quoted, between the tokens of
   * a field.
   */
  private void checkGaps() {
    int fieldStart = topInt();
    for (int i = position(); i > 0 && tokenStart[i - 1] >= fieldStart; i--) {
      for (int at = tokenEnd[i - 1]; at < tokenStart[i]; at++) {
        char c = charAt(at);
        if (c == '#') {
          problems.require(12, at, at + 1, "a comment inside an f-string expression");
          return;
        }
        if ((c == '\n' || c == '\r') && !fieldTriple) {
          problems.require(12, at, at + 1, "a line break inside an f-string expression");
          return;
        }
      }
    }
  }

  final void markDebug() {
    addToInt(1);
  }

  final void noDebug() {
    pushInt(0);
  }

  final int conversion() {
    int p = position();
    if (tokenStart[p - 1] != tokenEnd[p - 2]) {
      problems.error(
          tokenStart[p - 2],
          tokenEnd[p - 1],
          "f-string: conversion type must come right after the exclamation mark");
    } else if (tokenStart[p] != tokenEnd[p - 1]) {
      problems.require(
          12, tokenEnd[p - 1], tokenStart[p], "a space after the conversion of an f-string");
    }
    String name = lastName();
    if (name.equals("s") || name.equals("r") || name.equals("a")) {
      return name.charAt(0);
    }
    if (!isInserted()) {
      problems.error(
          lastStart(),
          lastEnd(),
          "f-string: invalid conversion character; expected 's', 'r', or 'a'");
    }
    return 0;
  }

  final void endField(int mark, int conversion) {
    List<FStringPart> format = popList(mark);
    for (int i = 0; i < format.size(); i++) {
      if (format.get(i) instanceof FStringPart.Field inner && hasField(inner.format)) {
        problems.require(12, inner.start, inner.end, "an f-string format nested this deeply");
        checkDepth(inner);
      }
    }
    Expr value = pop();
    boolean debug = popInt() != 0;
    int start = popInt();
    push(
        new FStringPart.Field(id(), start, lastEnd(), value, debug, (char) conversion, format),
        start);
  }

  /** No version takes a field in the format of one that is itself two formats deep. */
  private void checkDepth(FStringPart.Field field) {
    for (FStringPart part : field.format) {
      if (part instanceof FStringPart.Field inner && hasField(inner.format)) {
        problems.error(inner.start, inner.end, "f-string: expressions nested too deeply");
      }
    }
  }

  private static boolean hasField(List<FStringPart> parts) {
    for (int i = 0; i < parts.size(); i++) {
      if (parts.get(i) instanceof FStringPart.Field) {
        return true;
      }
    }
    return false;
  }

  /**
   * Ends adjacent literals, the first of which is the token {@code first}; {@code seen} as in
   * {@link #beginFString}.
   */
  final void endStrings(int mark, int first, int seen) {
    int start = tokenStart[first];
    if (seen != 0) {
      boolean template = (seen & 2) != 0;
      List<FStringPart> parts = popList(mark);
      if (seen == 3 || (template && !parts.isEmpty() && mixesTemplate(first))) {
        problems.error(
            start, lastEnd(), "cannot mix t-string literals with string or bytes literals");
      }
      if (template) {
        problems.require(14, start, lastEnd(), "a t-string");
      }
      r = new Expr.FString(id(), start, lastEnd(), parts, template);
    } else {
      r = joined(first, position());
    }
    rs = start;
  }

  private boolean mixesTemplate(int first) {
    int depth = 0;
    for (int i = first; i < position(); i++) {
      if (type[i] == PythonGrammar.FSTART) {
        depth++;
      } else if (type[i] == PythonGrammar.FEND) {
        depth--;
      } else if (type[i] == PythonGrammar.STRING && depth == 0) {
        return true;
      }
    }
    return false;
  }

  private Expr.Str joined(int first, int end) {
    Literal head = literal(first);
    String value = decode(head);
    boolean raw = head.raw;
    boolean escaped = value.length() != head.to - head.from;
    if (end > first + 1) {
      StringBuilder all = new StringBuilder(value);
      for (int i = first + 1; i < end; i++) {
        Literal part = literal(i);
        if (part.bytes != head.bytes) {
          problems.error(tokenStart[first], tokenEnd[i], "cannot mix bytes and nonbytes literals");
        }
        String more = decode(part);
        all.append(more);
        raw |= part.raw;
        escaped |= more.length() != part.to - part.from;
      }
      value = all.toString();
    }
    return new Expr.Str(
        id(),
        tokenStart[first],
        tokenEnd[end - 1],
        value,
        head.bytes,
        end - first,
        head.from,
        raw,
        escaped,
        head.triple);
  }
}
