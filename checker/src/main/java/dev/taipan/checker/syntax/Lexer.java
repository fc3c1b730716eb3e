package dev.taipan.checker.syntax;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts a text into tokens.
 *
 * <p>In: characters. Out: {@link Tokens} ready for an LL(1) grammar: indentation is tokens, line
 * breaks inside brackets are gone, `not in`, `is not` and augmented assignments are one token each,
 * soft keywords have been told from names, and the parts of f- and t-strings are tokens of their
 * own, nested without limit. Comments leave no token; those that direct the checker are kept aside.
 *
 * <p>Never fails: a character that belongs nowhere is reported and skipped, and a bracket that is
 * never closed ends at the first following line that is indented no deeper than the statement that
 * opened it.
 */
final class Lexer {
  /** Python's own limits: on nested brackets and on indentation. */
  private static final int MAX_BRACKETS = 200;

  private static final int MAX_INDENTS = 100;

  /**
   * Brackets of {@link #brackets} that are no characters of the text: a replacement field, and its
   * format.
   */
  private static final byte FIELD = 'F';

  private static final byte FORMAT = 'S';

  private static final byte WORD = 1;
  private static final byte DIGIT = 2;
  private static final byte QUOTE = 3;
  private static final byte[] CLASSES = new byte[128];

  static {
    for (char c = 'a'; c <= 'z'; c++) {
      CLASSES[c] = WORD;
      CLASSES[c - 'a' + 'A'] = WORD;
    }
    CLASSES['_'] = WORD;
    for (char c = '0'; c <= '9'; c++) {
      CLASSES[c] = DIGIT;
    }
    CLASSES['"'] = QUOTE;
    CLASSES['\''] = QUOTE;
  }

  private final char[] chars;
  private final int length;
  private final int shift;
  private final Problems problems;
  private final DirectiveReader directives;
  private final Tokens tokens;
  private final Names names = new Names();
  private final boolean parenthesized;

  private int pos;
  private boolean atLineStart = true;

  private int[] indents = new int[16];
  private int[] tabIndents = new int[16];
  private int[] headers = new int[16];
  private int indentDepth;
  private int lineToken;
  private int lastLineToken;

  private byte[] brackets = new byte[32];
  private int[] bracketStarts = new int[32];
  private int depth;

  private int[] stringBases = new int[4];
  private int[] stringStarts = new int[4];
  private byte[] stringFlags = new byte[4];
  private int stringDepth;

  private static final byte DOUBLE = 1;
  private static final byte TRIPLE = 2;
  private static final byte RAW = 4;

  /**
   * What was seen in the group of a `with (`: a comma or `as`; what only an expression has; its end
   * before `:`.
   */
  private static final int WITH_ITEMS = 1;

  private static final int WITH_EXPRESSION = 2;
  private static final int WITH_CLOSED = 4;

  private int withToken = -1;
  private int withFlags;

  private int resumeAt = -1;
  private int resumeTokens;
  private int longestLine;

  /**
   * A lexer of {@code text}.
   *
   * @param shift is added to every offset of a token
   * @param parenthesized whether the text is read as if it stood in parentheses
   */
  Lexer(String text, int shift, boolean parenthesized, Problems problems) {
    this.length = text.length();
    this.chars = new char[length + 4];
    text.getChars(0, length, chars, 0);
    this.shift = shift;
    this.parenthesized = parenthesized;
    this.problems = problems;
    this.directives = new DirectiveReader(text, shift);
    this.tokens = new Tokens(length / 4 + 16);
  }

  Names names() {
    return names;
  }

  List<ParsedModule.DirectiveComment> directives() {
    return directives.found();
  }

  /** The number of tokens of the longest logical line. */
  int longestLine() {
    return longestLine;
  }

  /** Reads the whole text. */
  Tokens run() {
    if (length > 0 && chars[0] == '\uFEFF') {
      pos = 1;
    }
    if (parenthesized) {
      atLineStart = false;
    }
    while (true) {
      if (stringDepth > 0
          && (depth == stringBases[stringDepth - 1] || brackets[depth - 1] == FORMAT)) {
        stringText();
      } else if (atLineStart) {
        startLine();
      } else if (!step() && !resume(length)) {
        break;
      }
    }
    finish();
    return tokens;
  }

  private void finish() {
    if (depth > 0) {
      unclosed();
    }
    endLogicalLine(length, length);
    while (indentDepth > 0) {
      indentDepth--;
      add(PythonGrammar.DEDENT, length, length);
    }
    for (int i = 0; i < 3; i++) {
      add(-1, length, length); // the parser may look past the end
    }
    tokens.count -= 2;
  }

  private void add(int type, int from, int to) {
    tokens.add(type, from + shift, to + shift, 0);
  }

  private void error(int from, int to, String message) {
    problems.error(from + shift, to + shift, message);
  }

  // ------------------------------------------------------------------------------------------------- lines

  /** Reads the indentation of a logical line, and skips lines without code before it. */
  private void startLine() {
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
              column = 0;
              tabColumn = 0;
              pos = afterLineBreak(pos + 1);
              if (continued == 0) {
                continued = -1;
              }
            } else {
              more = false;
            }
          }
          default -> more = false;
        }
      }
      if (continued != 0) {
        column = Math.max(continued, 0);
        tabColumn = column;
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
        error(pos, pos, "too many levels of indentation");
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

  private boolean isLineBreak(int at) {
    return chars[at] == '\n' || chars[at] == '\r';
  }

  private int afterLineBreak(int at) {
    return chars[at] == '\r' && chars[at + 1] == '\n' ? at + 2 : at + 1;
  }

  /** At a line break outside of strings. */
  private void lineBreak() {
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

  private void endLogicalLine(int from, int to) {
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
  private static boolean startsOperandOnly(int type) {
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

  private void comment() {
    int from = pos;
    boolean colon = false;
    char c = chars[pos];
    while (c != '\n' && c != '\r' && (c != 0 || pos < length)) {
      colon |= c == ':';
      c = chars[++pos];
    }
    if (colon) {
      directives.read(from, pos, tokens.count == 0);
    }
  }

  // ------------------------------------------------------------------------------------------------- tokens

  /** Reads one token or one piece of white space; false at the end of the text. */
  private boolean step() {
    char c = chars[pos];
    while (c == ' ') {
      c = chars[++pos];
    }
    if (c < 128) {
      switch (CLASSES[c]) {
        case WORD -> word();
        case DIGIT -> number(pos);
        case QUOTE -> string(pos);
        default -> {
          return symbol(c);
        }
      }
    } else {
      foreign();
    }
    return true;
  }

  private void word() {
    int from = pos;
    int at = from;
    int hash = 0;
    char c = chars[at];
    while (c < 128 && (CLASSES[c] == WORD || CLASSES[c] == DIGIT)) {
      hash = hash * 31 + c;
      c = chars[++at];
    }
    if (c >= 128) {
      foreignWord(from);
      return;
    }
    if ((c == '"' || c == '\'') && at - from <= 2 && isStringPrefix(from, at)) {
      string(from);
      return;
    }
    pos = at;
    named(from, at, names.indexOf(chars, from, at, hash));
  }

  private void named(int from, int to, int index) {
    if (index < Names.KEYWORDS) {
      keyword(from, to, index);
      return;
    }
    int count = tokens.count;
    if (count > lineToken && tokens.type[count - 1] == PythonGrammar.NAME && depth == 0) {
      int previous = tokens.symbol[count - 1];
      if (previous == Names.TYPE && startsStatement(count - 1)) {
        tokens.type[count - 1] = PythonGrammar.TYPE;
      }
    }
    if (index == Names.CASE && count == lineToken && isCase()) {
      tokens.add(PythonGrammar.CASE, from + shift, to + shift, index);
      return;
    }
    tokens.add(PythonGrammar.NAME, from + shift, to + shift, index);
  }

  /**
   * Whether `case` at the start of a line stands directly in a `match` statement; tells `match` by
   * it.
   */
  private boolean isCase() {
    if (indentDepth == 0) {
      return false;
    }
    int header = headers[indentDepth];
    byte type = tokens.type[header];
    if (type == PythonGrammar.NAME
        && tokens.symbol[header] == Names.MATCH
        && tokens.type[tokens.count - 1] == PythonGrammar.INDENT) {
      int last = tokens.count - 3;
      if (last > header && tokens.type[last] == PythonGrammar.COLON) {
        tokens.type[header] = PythonGrammar.MATCH;
        return true;
      }
    }
    return type == PythonGrammar.MATCH;
  }

  private boolean startsStatement(int token) {
    if (token == lineToken) {
      return true;
    }
    byte before = tokens.type[token - 1];
    return before == PythonGrammar.SEMI || before == PythonGrammar.COLON;
  }

  private void keyword(int from, int to, int index) {
    int type = Names.keywordType(index);
    int count = tokens.count;
    int before = count > lineToken ? tokens.type[count - 1] : 0;
    switch (type) {
      case PythonGrammar.IN -> {
        if (before == PythonGrammar.NOT) {
          fuse(PythonGrammar.NOT_IN, to);
          return;
        }
      }
      case PythonGrammar.NOT -> {
        if (before == PythonGrammar.IS) {
          fuse(PythonGrammar.IS_NOT, to);
          return;
        }
      }
      case PythonGrammar.IMPORT, PythonGrammar.FROM -> {
        if (before == PythonGrammar.NAME
            && tokens.symbol[count - 1] == Names.LAZY
            && startsStatement(count - 1)) {
          tokens.type[count - 1] = PythonGrammar.LAZY;
        }
        if (type == PythonGrammar.IMPORT && depth > 0 && endBracketsAt(from)) {
          return;
        }
      }
      case PythonGrammar.WITH -> {
        if (depth > 0 && endBracketsAt(from)) {
          return;
        }
        withToken = tokens.count;
        withFlags = 0;
      }
      case PythonGrammar.AS -> {
        if (depth == 1 && withToken >= 0) {
          withFlags |= WITH_ITEMS;
        }
      }
      case PythonGrammar.YIELD -> {
        if (depth == 1 && withToken >= 0) {
          withFlags |= WITH_EXPRESSION;
        }
      }
      case PythonGrammar.DEF,
          PythonGrammar.CLASS,
          PythonGrammar.RETURN,
          PythonGrammar.WHILE,
          PythonGrammar.TRY,
          PythonGrammar.EXCEPT,
          PythonGrammar.FINALLY,
          PythonGrammar.RAISE,
          PythonGrammar.PASS,
          PythonGrammar.BREAK,
          PythonGrammar.CONTINUE,
          PythonGrammar.GLOBAL,
          PythonGrammar.NONLOCAL,
          PythonGrammar.DEL,
          PythonGrammar.ASSERT,
          PythonGrammar.ELIF -> {
        if (depth > 0 && endBracketsAt(from)) {
          return;
        }
      }
      default -> {}
    }
    tokens.add(type, from + shift, to + shift, index);
  }

  private void fuse(int type, int to) {
    int last = tokens.count - 1;
    tokens.type[last] = (byte) type;
    tokens.end[last] = to + shift;
  }

  /**
   * Everything that starts with a character that is neither a letter, a digit nor a quote; false at
   * the end.
   */
  private boolean symbol(char c) {
    int from = pos;
    char next = chars[pos + 1];
    switch (c) {
      case '\t', '\f' -> pos++;
      case '\n', '\r' -> lineBreak();
      case '#' -> comment();
      case '(' -> open('(', PythonGrammar.LPAR);
      case '[' -> open('[', PythonGrammar.LBRACK);
      case '{' -> open('{', PythonGrammar.LBRACE);
      case ')' -> close('(', PythonGrammar.RPAR);
      case ']' -> close('[', PythonGrammar.RBRACK);
      case '}' -> close('{', PythonGrammar.RBRACE);
      case ',' -> {
        if (depth == 1 && withToken >= 0) {
          withFlags |= WITH_ITEMS;
        }
        put(PythonGrammar.COMMA, 1);
      }
      case ':' -> colon(next);
      case ';' -> put(PythonGrammar.SEMI, 1);
      case '.' -> {
        if (next < 128 && CLASSES[next] == DIGIT) {
          number(from);
        } else if (next == '.' && chars[pos + 2] == '.') {
          put(PythonGrammar.ELLIPSIS, 3);
        } else {
          put(PythonGrammar.DOT, 1);
        }
      }
      case '=' -> {
        if (next == '=') {
          put(PythonGrammar.EQEQ, 2);
        } else {
          put(PythonGrammar.EQ, 1);
        }
      }
      case '!' -> {
        if (next == '=') {
          put(PythonGrammar.NE, 2);
        } else if (depth > 0 && brackets[depth - 1] == FIELD) {
          put(PythonGrammar.EXCL, 1);
        } else {
          stray(from);
        }
      }
      case '\\' -> {
        if (isLineBreak(pos + 1)) {
          pos = afterLineBreak(pos + 1);
        } else {
          pos++;
          error(from, pos, "unexpected character after line continuation character");
        }
      }
      case 0 -> {
        if (pos >= length) {
          return false;
        }
        pos++;
        error(from, pos, "source code cannot contain null bytes");
      }
      default -> operator(c, next);
    }
    return true;
  }

  private void put(int type, int size) {
    add(type, pos, pos + size);
    pos += size;
  }

  private void operator(char c, char next) {
    switch (c) {
      case '+' -> binary(PythonGrammar.PLUS, next);
      case '-' -> {
        if (next == '>') {
          put(PythonGrammar.ARROW, 2);
        } else {
          binary(PythonGrammar.MINUS, next);
        }
      }
      case '*' -> {
        if (next == '*') {
          doubled(PythonGrammar.DSTAR);
        } else {
          if (depth == 1 && withToken >= 0 && startsOperand()) {
            withFlags |= WITH_EXPRESSION;
          }
          binary(PythonGrammar.STAR, next);
        }
      }
      case '/' -> {
        if (next == '/') {
          doubled(PythonGrammar.DSLASH);
        } else {
          binary(PythonGrammar.SLASH, next);
        }
      }
      case '%' -> binary(PythonGrammar.PERCENT, next);
      case '@' -> binary(PythonGrammar.AT, next);
      case '&' -> binary(PythonGrammar.AMP, next);
      case '|' -> binary(PythonGrammar.VBAR, next);
      case '^' -> binary(PythonGrammar.CARET, next);
      case '~' -> put(PythonGrammar.TILDE, 1);
      case '<' -> {
        if (next == '<') {
          doubled(PythonGrammar.SHL);
        } else if (next == '=') {
          put(PythonGrammar.LE, 2);
        } else {
          put(PythonGrammar.LT, 1);
        }
      }
      case '>' -> {
        if (next == '>') {
          doubled(PythonGrammar.SHR);
        } else if (next == '=') {
          put(PythonGrammar.GE, 2);
        } else {
          put(PythonGrammar.GT, 1);
        }
      }
      default -> stray(pos);
    }
  }

  private boolean startsOperand() {
    byte before = tokens.type[tokens.count - 1];
    return before == PythonGrammar.LPAR || before == PythonGrammar.COMMA;
  }

  private void binary(int type, char next) {
    if (next == '=') {
      put(PythonGrammar.AUG, 2);
    } else {
      put(type, 1);
    }
  }

  private void doubled(int type) {
    if (chars[pos + 2] == '=') {
      put(PythonGrammar.AUG, 3);
    } else {
      put(type, 2);
    }
  }

  private void stray(int from) {
    int codePoint = Character.codePointAt(chars, from);
    pos = from + Character.charCount(codePoint);
    error(
        from,
        pos,
        Character.isISOControl(codePoint) || codePoint >= 128
            ? String.format("invalid character (U+%04X)", codePoint)
            : "invalid character '" + (char) codePoint + "'");
  }

  private void colon(char next) {
    if (depth > 0 && brackets[depth - 1] == FIELD) {
      brackets[depth - 1] = FORMAT;
      put(PythonGrammar.COLON, 1);
    } else if (next == '=') {
      if (depth == 1 && withToken >= 0) {
        withFlags |= WITH_EXPRESSION;
      }
      put(PythonGrammar.WALRUS, 2);
    } else {
      if (depth == 0 && withToken >= 0) {
        if ((withFlags & WITH_CLOSED) != 0 && tokens.type[tokens.count - 1] == PythonGrammar.RPAR) {
          tokens.type[withToken] = PythonGrammar.WITH_P;
        }
        withToken = -1;
      }
      put(PythonGrammar.COLON, 1);
    }
  }

  // ------------------------------------------------------------------------------------------------- brackets

  private void open(char bracket, int type) {
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

  private void push(byte bracket) {
    if (depth == brackets.length) {
      brackets = Arrays.copyOf(brackets, depth * 2);
      bracketStarts = Arrays.copyOf(bracketStarts, depth * 2);
    }
    bracketStarts[depth] = pos;
    brackets[depth++] = bracket;
  }

  /** Drops the rest of a statement that is nested deeper than Python allows. */
  private void skipTooDeep() {
    depth = 0;
    stringDepth = 0;
    resumeAt = -1;
    while (pos < length && !isLineBreak(pos)) {
      pos++;
    }
  }

  private void close(char bracket, int type) {
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
      int base = stringDepth > 0 ? stringBases[stringDepth - 1] : 0;
      for (int i = depth - 1; i >= base; i--) {
        if (brackets[i] == bracket || (bracket == '{' && brackets[i] == FIELD)) {
          error(
              pos,
              pos + 1,
              "closing parenthesis '"
                  + chars[pos]
                  + "' does not match opening parenthesis '"
                  + opener(brackets[depth - 1])
                  + "'");
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
    error(pos, pos + 1, "unmatched '" + chars[pos] + "'");
    pos++;
  }

  private static char opener(byte bracket) {
    return bracket == FIELD || bracket == FORMAT ? '{' : (char) bracket;
  }

  private void pop() {
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
    if (parenthesized) {
      return;
    }
    int at = pos;
    int column = 0;
    while (chars[at] == ' ' || chars[at] == '\t') {
      column = chars[at] == '\t' ? (column / 8 + 1) * 8 : column + 1;
      at++;
    }
    if (column > indents[indentDepth]) {
      return;
    }
    char c = chars[at];
    if (c != ')'
        && c != ']'
        && c != '}'
        && c != '#'
        && c != '\n'
        && c != '\r'
        && c != ','
        && (c != 0 || at < length)) {
      resumeAt = pos;
      resumeTokens = tokens.count;
    }
  }

  /**
   * A keyword that cannot stand inside brackets: if it starts its line, the brackets end before it.
   */
  private boolean endBracketsAt(int from) {
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
  private boolean resume(int detectedAt) {
    if (depth == 0 || resumeAt < 0) {
      return false;
    }
    unclosed();
    depth = 0;
    stringDepth = 0;
    pos = resumeAt;
    tokens.count = resumeTokens;
    resumeAt = -1;
    problems.truncateFrom(pos + shift, detectedAt + shift);
    directives.forgetFrom(pos + shift);
    endLogicalLine(pos, pos);
    atLineStart = true;
    return true;
  }

  private void unclosed() {
    int i = depth - 1;
    if (brackets[i] == FIELD || brackets[i] == FORMAT) {
      error(bracketStarts[i], bracketStarts[i] + 1, "f-string: expecting '}'");
    } else {
      error(
          bracketStarts[i], bracketStarts[i] + 1, "'" + opener(brackets[i]) + "' was never closed");
    }
  }

  // ------------------------------------------------------------------------------------------------- numbers

  private void number(int from) {
    int at = NumberReader.end(chars, from);
    if (chars[at] < 128
        ? CLASSES[chars[at]] == WORD
        : Character.isUnicodeIdentifierStart(chars[at])) {
      if (!isKeywordAt(at)) {
        error(from, at + 1, NumberReader.invalidLiteral(chars, from));
        while (chars[at] < 128 && CLASSES[chars[at]] != 0 && CLASSES[chars[at]] != QUOTE) {
          at++;
        }
      }
    }
    pos = at;
    add(PythonGrammar.NUMBER, from, at);
  }

  /** Whether a keyword that may follow a number starts here, as in `1if x else y`. */
  private boolean isKeywordAt(int at) {
    for (String keyword : List.of("and", "else", "for", "if", "in", "is", "not", "or")) {
      if (at + keyword.length() <= length
          && new String(chars, at, keyword.length()).equals(keyword)) {
        return true;
      }
    }
    return false;
  }

  // ------------------------------------------------------------------------------------------------- names

  /** A character beyond ASCII. */
  private void foreign() {
    int codePoint = Character.codePointAt(chars, pos);
    if (Character.isUnicodeIdentifierStart(codePoint) || isNormalizedStart(codePoint)) {
      foreignWord(pos);
    } else if (codePoint == '\uFEFF' && pos == 0) {
      pos++;
    } else {
      stray(pos);
    }
  }

  private static boolean isNormalizedStart(int codePoint) {
    String normal = Normalizer.normalize(Character.toString(codePoint), Normalizer.Form.NFKC);
    return !normal.isEmpty() && Character.isUnicodeIdentifierStart(normal.codePointAt(0));
  }

  private void foreignWord(int from) {
    int at = from;
    while (at < length) {
      int codePoint = Character.codePointAt(chars, at);
      if (!Character.isUnicodeIdentifierPart(codePoint)
          || Character.isIdentifierIgnorable(codePoint)) {
        break;
      }
      at += Character.charCount(codePoint);
    }
    if (at == from) {
      at += Character.charCount(Character.codePointAt(chars, at));
    }
    pos = at;
    String name = Normalizer.normalize(new String(chars, from, at - from), Normalizer.Form.NFKC);
    named(from, at, names.indexOf(name));
  }

  // ------------------------------------------------------------------------------------------------- strings

  private boolean isStringPrefix(int from, int to) {
    int first = chars[from] | 0x20;
    if (to - from == 1) {
      return first == 'r' || first == 'b' || first == 'u' || first == 'f' || first == 't';
    }
    int second = chars[from + 1] | 0x20;
    int other = first == 'r' ? second : second == 'r' ? first : 0;
    return other == 'b' || other == 'f' || other == 't';
  }

  /** A string whose prefix starts at {@code from}. */
  private void string(int from) {
    int at = from;
    boolean raw = false;
    boolean format = false;
    while (chars[at] != '"' && chars[at] != '\'') {
      int c = chars[at++] | 0x20;
      raw |= c == 'r';
      format |= c == 'f' || c == 't';
    }
    char quote = chars[at];
    boolean triple = chars[at + 1] == quote && chars[at + 2] == quote;
    if (format) {
      pos = at + (triple ? 3 : 1);
      openString(from, quote, triple, raw);
      add(PythonGrammar.FSTART, from, pos);
      return;
    }
    pos = triple ? endOfTriple(at + 3, quote, from) : endOfSingle(at + 1, quote, from);
    if (pos > 0) {
      add(PythonGrammar.STRING, from, pos);
    } else {
      pos = from;
      leaveString();
    }
  }

  private int endOfTriple(int from, char quote, int start) {
    int at = from;
    while (true) {
      char c = chars[at];
      if (c == quote && chars[at + 1] == quote && chars[at + 2] == quote) {
        return at + 3;
      }
      if (c == '\\' && at + 1 < length) {
        at++;
      } else if (c == 0 && at >= length) {
        error(start, Math.min(start + 3, length), "unterminated triple-quoted string literal");
        return at;
      }
      at++;
    }
  }

  /**
   * The offset after the closing quote; 0 if the quote rather closes the f-string in whose field it
   * stands.
   */
  private int endOfSingle(int from, char quote, int start) {
    int at = from;
    while (true) {
      char c = chars[at];
      if (c == quote) {
        return at + 1;
      }
      if (c == '\\' && at + 1 < length) {
        at++;
        if (chars[at] == '\r' && chars[at + 1] == '\n') {
          at++;
        }
      } else if (c == '\n' || c == '\r' || (c == 0 && at >= length)) {
        if (stringDepth > 0 && closesString(quote)) {
          return 0;
        }
        error(start, at, "unterminated string literal");
        return at;
      }
      at++;
    }
  }

  private boolean closesString(char quote) {
    byte flags = stringFlags[stringDepth - 1];
    return (flags & TRIPLE) == 0 && ((flags & DOUBLE) != 0) == (quote == '"');
  }

  private void openString(int from, char quote, boolean triple, boolean raw) {
    if (stringDepth == stringBases.length) {
      stringBases = Arrays.copyOf(stringBases, stringDepth * 2);
      stringStarts = Arrays.copyOf(stringStarts, stringDepth * 2);
      stringFlags = Arrays.copyOf(stringFlags, stringDepth * 2);
    }
    stringBases[stringDepth] = depth;
    stringStarts[stringDepth] = from;
    stringFlags[stringDepth] =
        (byte) ((quote == '"' ? DOUBLE : 0) | (triple ? TRIPLE : 0) | (raw ? RAW : 0));
    stringDepth++;
  }

  /**
   * Ends the innermost f-string although brackets inside it are open; {@code pos} is at its closing
   * quote.
   */
  private void leaveString() {
    error(pos, pos, "f-string: expecting '}'");
    depth = stringBases[stringDepth - 1];
    if (depth == 0) {
      resumeAt = -1;
    }
  }

  /** Reads the text of an f-string up to the next brace or its end. */
  private void stringText() {
    byte flags = stringFlags[stringDepth - 1];
    char quote = (flags & DOUBLE) != 0 ? '"' : '\'';
    boolean triple = (flags & TRIPLE) != 0;
    boolean raw = (flags & RAW) != 0;
    boolean format = depth > stringBases[stringDepth - 1];
    int from = pos;
    int at = from;
    while (true) {
      char c = chars[at];
      if (c == quote && (!triple || (chars[at + 1] == quote && chars[at + 2] == quote))) {
        middle(from, at);
        if (format) {
          leaveString();
        }
        endString(triple ? 3 : 1);
        return;
      }
      switch (c) {
        case '{' -> {
          if (!format && chars[at + 1] == '{') {
            at += 2;
          } else {
            middle(from, at);
            openField();
            return;
          }
        }
        case '}' -> {
          if (format) {
            middle(from, at);
            pop();
            put(PythonGrammar.RBRACE, 1);
            return;
          }
          if (chars[at + 1] != '}') {
            error(at, at + 1, "f-string: single '}' is not allowed");
            at++;
          } else {
            at += 2;
          }
        }
        case '\\' -> at = afterEscape(at, raw);
        case '\n', '\r' -> {
          if (!triple) {
            unterminated(from, at, format);
            return;
          }
          at++;
        }
        case 0 -> {
          if (at >= length) {
            unterminated(from, length, format);
            return;
          }
          at++;
        }
        default -> at++;
      }
    }
  }

  private int afterEscape(int backslash, boolean raw) {
    int at = backslash + 1;
    char c = chars[at];
    if (at >= length || c == '{' || c == '}') {
      return at;
    }
    if (!raw && c == 'N' && chars[at + 1] == '{') {
      at += 2;
      while (CLASSES[chars[at] & 127] == WORD
          || CLASSES[chars[at] & 127] == DIGIT
          || chars[at] == ' '
          || chars[at] == '-') {
        at++;
      }
      return chars[at] == '}' ? at + 1 : at;
    }
    return c == '\r' && chars[at + 1] == '\n' ? at + 2 : at + 1;
  }

  private void middle(int from, int to) {
    pos = to;
    if (to > from) {
      add(PythonGrammar.FMID, from, to);
    }
  }

  private void openField() {
    if (depth >= MAX_BRACKETS) {
      error(pos, pos + 1, "f-string: expressions nested too deeply");
      skipTooDeep();
      return;
    }
    push(FIELD);
    put(PythonGrammar.LBRACE, 1);
  }

  private void endString(int quotes) {
    stringDepth--;
    put(PythonGrammar.FEND, quotes);
  }

  private void unterminated(int from, int to, boolean format) {
    middle(from, to);
    error(
        stringStarts[stringDepth - 1],
        to,
        (stringFlags[stringDepth - 1] & TRIPLE) != 0
            ? "unterminated triple-quoted f-string literal"
            : "unterminated f-string literal");
    if (format) {
      depth = stringBases[stringDepth - 1];
      if (depth == 0) {
        resumeAt = -1;
      }
    }
    endString(0);
  }
}
