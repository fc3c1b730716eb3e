package dev.taipan.checker.syntax;

import java.text.Normalizer;
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
final class Lexer extends StringLexer {
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

  private final Names names;

  /** The first token of the logical line in which a character that belongs nowhere came last. */
  private int strayLine = -1;

  /**
   * What a text consists of.
   *
   * @param names the names and keywords that tokens refer to
   * @param longestLine the number of tokens of the longest logical line
   */
  record Lexed(
      Tokens tokens,
      Names names,
      int longestLine,
      TypeComments typeComments,
      List<ParsedModule.DirectiveComment> directives) {}

  private Lexer(String text, int shift, boolean parenthesized, Problems problems, NamePool pool) {
    super(text, shift, parenthesized, problems);
    names = new Names(pool);
  }

  /**
   * Reads a whole text.
   *
   * @param shift is added to every offset of a token
   * @param parenthesized whether the text is read as if it stood in parentheses
   */
  static Lexed lex(
      String text, int shift, boolean parenthesized, Problems problems, NamePool pool) {
    Lexer lexer = new Lexer(text, shift, parenthesized, problems, pool);
    lexer.run();
    return new Lexed(
        lexer.tokens,
        lexer.names,
        lexer.longestLine(),
        lexer.typeComments,
        lexer.directives.found());
  }

  private void run() {
    if (length > 0 && chars[0] == '\uFEFF') {
      pos = 1;
    }
    if (parenthesized) {
      atLineStart = false;
    }
    while (true) {
      if (inStringText()) {
        stringText();
      } else if (atLineStart) {
        startLine();
      } else if (!step() && !resume(length)) {
        break;
      }
    }
    finish();
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

  // ---------------------------------------- tokens

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
      if (last > header
          && (tokens.type[last] == PythonGrammar.COLON
              || startsOperandOnly(tokens.type[header + 1]))) {
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
          continueLine();
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
    if (strayLine == lineToken) {
      return; // one is enough for a line that is no Python
    }
    strayLine = lineToken;
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

  // ---------------------------------------- numbers

  private void number(int from) {
    int end = NumberReader.end(chars, from);
    pos = end;
    boolean empty = end == from + 2 && NumberReader.isBased(chars, from);
    if (empty || (isWordAt(end) && !isKeywordAt(end))) {
      while (isWordAt(pos) || (chars[pos] < 128 && CLASSES[chars[pos]] == DIGIT)) {
        pos++;
      }
      error(from, pos, NumberReader.invalidLiteral(chars, from));
    }
    add(PythonGrammar.NUMBER, from, end);
  }

  private boolean isWordAt(int at) {
    char c = chars[at];
    return c < 128 ? CLASSES[c] == WORD : Character.isUnicodeIdentifierStart(c);
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

  // ---------------------------------------- names

  /** A character beyond ASCII. */
  private void foreign() {
    int codePoint = Character.codePointAt(chars, pos);
    if (Character.isUnicodeIdentifierStart(codePoint) || isNormalizedStart(codePoint)) {
      foreignWord(pos);
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
}
