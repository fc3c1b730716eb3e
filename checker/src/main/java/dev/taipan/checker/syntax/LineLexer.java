package dev.taipan.checker.syntax;

import java.util.Arrays;
import java.util.Set;

/**
 * The part of the lexer that knows lines and brackets: it turns indentation into tokens, finds the
 * ends of logical lines, and ends brackets that are never closed.
 */
abstract class LineLexer {
  /** Python's own limits: on nested brackets and on indentation. */
  static final int MAX_BRACKETS = 200;

  private static final int MAX_INDENTS = 100;

  /**
   * Brackets of {@link #brackets} that are no characters of the text: a replacement field, and its
   * format.
   */
  static final byte FIELD = 'F';

  static final byte FORMAT = 'S';

  /**
   * What was seen in the group of a `with (`: a comma or `as`; what only an expression has; its end
   * before `:`.
   */
  static final int WITH_ITEMS = 1;

  static final int WITH_EXPRESSION = 2;
  static final int WITH_CLOSED = 4;

  private static final Set<String> JOINING_KEYWORDS =
      Set.of("if", "else", "for", "async", "and", "or", "not", "in", "is", "as", "from");

  final char[] chars;
  final int length;
  final int shift;
  final Problems problems;
  final Tokens tokens;
  final boolean parenthesized;
  final DirectiveReader directives;
  final TypeComments typeComments;

  /** The index of the next character. */
  int pos;

  boolean atLineStart = true;

  /** The columns of the blocks around, and for each the first token of its header. */
  private int[] indents = new int[16];

  private int[] tabIndents = new int[16];
  int[] headers = new int[16];
  int indentDepth;

  /** The first token of the logical line, and of the one before. */
  int lineToken;

  private int lastLineToken;
  private int longestLine;

  /** Whether it was said that the indentation is too deep. */
  private boolean tooDeep;

  byte[] brackets = new byte[32];
  private int[] bracketStarts = new int[32];
  int depth;

  /** The number of f-strings around the next character. */
  int stringDepth;

  /** The number of brackets outside of the innermost f-string. */
  int stringBase;

  /** The index of the token of a `with` whose parentheses are being read, or -1. */
  int withToken = -1;

  int withFlags;

  /** Where a statement may start if the brackets around turn out to be unclosed, or -1. */
  int resumeAt = -1;

  private int resumeTokens;
  private int resumeDepth;

  /**
   * A lexer of {@code text}.
   *
   * @param shift is added to every offset of a token
   * @param parenthesized whether the text is read as if it stood in parentheses
   */
  LineLexer(String text, int shift, boolean parenthesized, Problems problems) {
    this.length = text.length();
    this.chars = new char[length + 4];
    text.getChars(0, length, chars, 0);
    this.shift = shift;
    this.parenthesized = parenthesized;
    this.problems = problems;
    this.directives = new DirectiveReader(text, shift);
    this.typeComments = new TypeComments(text);
    this.tokens = new Tokens(length / 4 + 16);
  }

  /** The number of tokens of the longest logical line. */
  final int longestLine() {
    return longestLine;
  }

  final void add(int type, int from, int to) {
    tokens.add(type, from + shift, to + shift, 0);
  }

  final void error(int from, int to, String message) {
    problems.error(from + shift, to + shift, message);
  }

  final void put(int type, int size) {
    add(type, pos, pos + size);
    pos += size;
  }

  // ---------------------------------------- lines

  /** Reads the indentation of a logical line, and skips lines without code before it. */
  final void startLine() {
    atLineStart = false;
    while (true) {
      int column = 0;
      int tabColumn = 0;
      int continued = 0;
      boolean more = true;
      while (more) {
        switch (chars[pos]) {
          case ' ' -> {
            column++;
            tabColumn++;
            pos++;
          }
          case '\t' -> {
            column = (column / 8 + 1) * 8;
            tabColumn++;
            pos++;
          }
          case '\f' -> {
            column = 0;
            tabColumn = 0;
            pos++;
          }
          case '\\' -> {
            if (isLineBreak(pos + 1)) {
              continued = continued != 0 ? continued : column;
              continueLine();
            } else {
              more = false;
            }
          }
          default -> more = false;
        }
      }
      if (continued != 0) {
        column = continued; // Python counts the first line's indentation
        tabColumn = continued;
      }
      char c = chars[pos];
      if (c == '#') {
        comment();
        c = chars[pos];
      }
      if (c == '\n' || c == '\r') {
        pos = afterLineBreak(pos);
      } else if (c == 0 && pos >= length) {
        return;
      } else {
        indent(column, tabColumn);
        return;
      }
    }
  }

  private void indent(int column, int tabColumn) {
    int current = indents[indentDepth];
    if (column == current) {
      if (tabColumn != tabIndents[indentDepth]) {
        error(pos, pos, "inconsistent use of tabs and spaces in indentation");
      }
    } else if (column > current) {
      if (tabColumn <= tabIndents[indentDepth]) {
        error(pos, pos, "inconsistent use of tabs and spaces in indentation");
      }
      if (indentDepth + 1 >= MAX_INDENTS) {
        if (!tooDeep) {
          error(pos, pos, "too many levels of indentation");
          tooDeep = true;
        }
      } else {
        pushIndent(column, tabColumn);
      }
    } else {
      while (indentDepth > 0 && column < indents[indentDepth]) {
        indentDepth--;
        add(PythonGrammar.DEDENT, pos, pos);
      }
      if (column != indents[indentDepth]) {
        error(pos, pos, "unindent does not match any outer indentation level");
      } else if (tabColumn != tabIndents[indentDepth]) {
        error(pos, pos, "inconsistent use of tabs and spaces in indentation");
      }
    }
    lineToken = tokens.count;
  }

  private void pushIndent(int column, int tabColumn) {
    indentDepth++;
    if (indentDepth == indents.length) {
      indents = Arrays.copyOf(indents, indentDepth * 2);
      tabIndents = Arrays.copyOf(tabIndents, indentDepth * 2);
      headers = Arrays.copyOf(headers, indentDepth * 2);
    }
    indents[indentDepth] = column;
    tabIndents[indentDepth] = tabColumn;
    headers[indentDepth] = lastLineToken;
    add(PythonGrammar.INDENT, pos, pos);
  }

  final boolean isLineBreak(int at) {
    return chars[at] == '\n' || chars[at] == '\r';
  }

  private int afterLineBreak(int at) {
    return chars[at] == '\r' && chars[at + 1] == '\n' ? at + 2 : at + 1;
  }

  /** At a backslash and a line break. */
  final void continueLine() {
    int from = pos;
    pos = afterLineBreak(pos + 1);
    if (pos >= length) {
      error(from, from + 1, "unexpected end of file after a line continuation");
    }
  }

  /** At a line break outside of strings. */
  final void lineBreak() {
    int from = pos;
    pos = afterLineBreak(pos);
    if (depth > 0 || parenthesized) {
      if (resumeAt < 0) {
        considerResuming();
      }
      return;
    }
    endLogicalLine(from, pos);
    atLineStart = true;
  }

  final void endLogicalLine(int from, int to) {
    withToken = -1;
    int size = tokens.count - lineToken;
    if (size <= 0) {
      return;
    }
    if (size > longestLine) {
      longestLine = size;
    }
    int last = tokens.type[tokens.count - 1];
    if (last == PythonGrammar.COLON
        && tokens.type[lineToken] == PythonGrammar.NAME
        && tokens.symbol[lineToken] == Names.MATCH
        && size > 2
        && startsOperandOnly(tokens.type[lineToken + 1])) {
      tokens.type[lineToken] = PythonGrammar.MATCH;
    }
    add(PythonGrammar.NEWLINE, from, to);
    lastLineToken = lineToken;
    lineToken = tokens.count;
  }

  /** Whether a token that follows a name shows that the name was a keyword. */
  static boolean startsOperandOnly(int type) {
    return switch (type) {
      case PythonGrammar.NAME,
          PythonGrammar.NUMBER,
          PythonGrammar.STRING,
          PythonGrammar.FSTART,
          PythonGrammar.NONE,
          PythonGrammar.TRUE,
          PythonGrammar.FALSE,
          PythonGrammar.ELLIPSIS,
          PythonGrammar.LBRACE,
          PythonGrammar.TILDE,
          PythonGrammar.NOT,
          PythonGrammar.AWAIT,
          PythonGrammar.LAMBDA ->
          true;
      default -> false;
    };
  }

  final void comment() {
    int from = pos;
    boolean colon = false;
    char c = chars[pos];
    while (c != '\n' && c != '\r' && (c != 0 || pos < length)) {
      colon |= c == ':';
      c = chars[++pos];
    }
    if (colon) {
      directives.read(from, pos, tokens.count == 0);
      typeComments.read(from, pos);
    }
  }

  // ---------------------------------------- brackets

  final void open(char bracket, int type) {
    if (depth >= MAX_BRACKETS) {
      if (!resume(pos)) {
        error(pos, pos + 1, "too many nested parentheses");
        skipTooDeep();
      }
      return;
    }
    if (depth == 0 && withToken >= 0) {
      if (bracket != '(' || tokens.count != withToken + 1) {
        withToken = -1;
      }
    }
    push((byte) bracket);
    put(type, 1);
  }

  final void push(byte bracket) {
    if (depth == brackets.length) {
      brackets = Arrays.copyOf(brackets, depth * 2);
      bracketStarts = Arrays.copyOf(bracketStarts, depth * 2);
    }
    bracketStarts[depth] = pos;
    brackets[depth++] = bracket;
  }

  /** Drops the rest of a statement that is nested deeper than Python allows. */
  final void skipTooDeep() {
    depth = 0;
    stringDepth = 0;
    stringBase = 0;
    resumeAt = -1;
    while (pos < length && !isLineBreak(pos)) {
      pos++;
    }
  }

  final void close(char bracket, int type) {
    if (depth > 0) {
      byte top = brackets[depth - 1];
      if (top == bracket || (bracket == '{' && top == FIELD)) {
        pop();
        put(type, 1);
        if (depth == 0 && withToken >= 0) {
          closeWith();
        }
        return;
      }
      for (int i = depth - 1; i >= stringBase; i--) {
        if (brackets[i] == bracket || (bracket == '{' && brackets[i] == FIELD)) {
          mismatch();
          depth = i + 1;
          pop();
          put(type, 1);
          return;
        }
      }
    }
    if (parenthesized && depth == 0) {
      put(type, 1);
      return;
    }
    if (depth > 0) {
      mismatch();
    } else {
      error(pos, pos + 1, "unmatched '" + chars[pos] + "'");
    }
    pos++;
  }

  private void mismatch() {
    error(
        pos,
        pos + 1,
        "closing parenthesis '"
            + chars[pos]
            + "' does not match opening parenthesis '"
            + opener(brackets[depth - 1])
            + "'");
  }

  private static char opener(byte bracket) {
    return bracket == FIELD || bracket == FORMAT ? '{' : (char) bracket;
  }

  final void pop() {
    depth--;
    if (depth == 0) {
      resumeAt = -1;
    }
  }

  /**
   * At the end of the first group after `with`: whether it holds the context managers shows when
   * `:` follows.
   */
  private void closeWith() {
    if ((withFlags & WITH_ITEMS) != 0 && (withFlags & WITH_EXPRESSION) == 0) {
      withFlags |= WITH_CLOSED;
      int at = pos;
      while (chars[at] == ' ' || chars[at] == '\t') {
        at++;
      }
      if (chars[at] == '\\' || chars[at] == ':') {
        return;
      }
    }
    withToken = -1;
  }

  /**
   * Remembers the first line inside brackets at which a statement may start if they turn out to be
   * unclosed.
   */
  private void considerResuming() {
    if (parenthesized || problems.isFull()) {
      return; // a text with so many errors is not read twice
    }
    int at = pos;
    int column = 0;
    while (chars[at] == ' ' || chars[at] == '\t') {
      column = chars[at] == '\t' ? (column / 8 + 1) * 8 : column + 1;
      at++;
    }
    char c = chars[at];
    boolean mayStart =
        column <= indents[indentDepth]
            ? c != ')' && c != ']' && c != '}' && c != ',' && c != '#' && c != '\n' && c != '\r'
            : endsHeader() || (Character.isJavaIdentifierStart(c) && endsOperand() && !joins(at));
    if (mayStart && (c != 0 || at < length)) {
      resumeAt = pos;
      resumeTokens = tokens.count;
      resumeDepth = depth;
    }
  }

  /** Whether the last token is a colon in a line that has a block below it. */
  private boolean endsHeader() {
    if (tokens.type[tokens.count - 1] != PythonGrammar.COLON) {
      return false;
    }
    return switch (tokens.type[lineToken]) {
      case PythonGrammar.DEF,
          PythonGrammar.CLASS,
          PythonGrammar.ASYNC,
          PythonGrammar.IF,
          PythonGrammar.ELIF,
          PythonGrammar.WHILE,
          PythonGrammar.FOR,
          PythonGrammar.WITH,
          PythonGrammar.EXCEPT ->
          true;
      default -> false;
    };
  }

  /** Whether the last token ends an operand, so that no name can follow. */
  private boolean endsOperand() {
    return switch (tokens.type[tokens.count - 1]) {
      case PythonGrammar.NAME,
          PythonGrammar.NUMBER,
          PythonGrammar.STRING,
          PythonGrammar.NONE,
          PythonGrammar.TRUE,
          PythonGrammar.FALSE,
          PythonGrammar.RPAR,
          PythonGrammar.RBRACK,
          PythonGrammar.RBRACE ->
          true;
      default -> false;
    };
  }

  /** Whether a keyword that goes on with an expression, or the prefix of a string, is here. */
  private boolean joins(int at) {
    int end = at;
    while (Character.isJavaIdentifierPart(chars[end]) && chars[end] != 0) {
      end++;
    }
    return chars[end] == '"'
        || chars[end] == '\''
        || JOINING_KEYWORDS.contains(new String(chars, at, end - at));
  }

  /**
   * A keyword that cannot stand inside brackets: if it starts its line, the brackets end before it.
   */
  final boolean endBracketsAt(int from) {
    int at = from;
    while (at > 0 && (chars[at - 1] == ' ' || chars[at - 1] == '\t')) {
      at--;
    }
    if (at == 0 || !isLineBreak(at - 1)) {
      return false;
    }
    if (!resume(from)) {
      unclosed();
      depth = 0;
      stringDepth = 0;
      stringBase = 0;
      pos = at;
      endLogicalLine(at, at);
      atLineStart = true;
    }
    return true;
  }

  /**
   * Goes back to the line where the statement with the unclosed bracket must have ended; false if
   * there is none.
   */
  final boolean resume(int detectedAt) {
    if (depth == 0 || resumeAt < 0) {
      return false;
    }
    depth = Math.min(depth, resumeDepth);
    while (depth > 1 && bracketStarts[depth - 1] >= resumeAt) {
      depth--;
    }
    unclosed();
    depth = 0;
    stringDepth = 0;
    stringBase = 0;
    pos = resumeAt;
    tokens.count = resumeTokens;
    resumeAt = -1;
    problems.forget(pos + shift, detectedAt + shift);
    directives.forgetFrom(pos + shift);
    typeComments.forgetFrom(pos);
    endLogicalLine(pos, pos);
    atLineStart = true;
    return true;
  }

  final void unclosed() {
    int i = depth - 1;
    int lineStart = tokens.count > lineToken ? tokens.start[lineToken] : pos + shift;
    if (problems.hasErrorIn(lineStart, (resumeAt < 0 ? pos : resumeAt) + shift)) {
      return;
    }
    if (brackets[i] == FIELD || brackets[i] == FORMAT) {
      error(bracketStarts[i], bracketStarts[i] + 1, "f-string: expecting '}'");
    } else {
      error(
          bracketStarts[i], bracketStarts[i] + 1, "'" + opener(brackets[i]) + "' was never closed");
    }
  }
}
