package dev.taipan.checker.project;

/** The words, strings and blanks of TOML. */
final class TomlScanner {
  private static final char END = '\0';

  private final String text;
  private int at;

  TomlScanner(String text) {
    this.text = text;
    this.at = text.startsWith("\uFEFF") ? 1 : 0;
  }

  int offset() {
    return at;
  }

  boolean atEnd() {
    return at >= text.length();
  }

  /** The next character; NUL at the end. */
  char peek() {
    return charAt(at);
  }

  boolean lookingAt(String expected) {
    return text.startsWith(expected, at);
  }

  void skip(int count) {
    at += count;
  }

  boolean skipIf(char c) {
    if (peek() != c || atEnd()) {
      return false;
    }
    at++;
    return true;
  }

  void expect(String expected) throws TomlException {
    skipBlanks();
    if (!lookingAt(expected)) {
      throw error("`" + expected + "` is expected");
    }
    at += expected.length();
  }

  TomlException error(String message) {
    return new TomlException(at, message);
  }

  /** Fails at {@code offset} if the text is over. */
  void rejectEnd(int offset, String message) throws TomlException {
    if (atEnd()) {
      throw new TomlException(offset, message);
    }
  }

  void skipBlanks() {
    while (peek() == ' ' || peek() == '\t') {
      at++;
    }
  }

  /** Skips blanks, comments and line breaks. */
  void skipBlankLines() {
    while (true) {
      skipBlanks();
      skipComment();
      if (peek() == '\n') {
        at++;
      } else if (lookingAt("\r\n")) {
        at += 2;
      } else {
        return;
      }
    }
  }

  void expectLineEnd() throws TomlException {
    skipBlanks();
    skipComment();
    if (!atEnd() && peek() != '\n' && !lookingAt("\r\n")) {
      throw error("the end of the line is expected");
    }
  }

  private void skipComment() {
    if (peek() == '#') {
      while (!atEnd() && peek() != '\n' && !lookingAt("\r\n")) {
        at++;
      }
    }
  }

  String readKey() throws TomlException {
    if (peek() == '"' || peek() == '\'') {
      return readString(false);
    }
    int start = at;
    while (isBare(peek())) {
      at++;
    }
    if (at == start) {
      throw error("a key is expected");
    }
    return text.substring(start, at);
  }

  private static boolean isBare(char c) {
    return isLetter(c) || isDigit(c) || c == '_' || c == '-';
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** A boolean, a number, a date or a time. */
  TomlValue readWord() throws TomlException {
    int start = at;
    while (isBare(peek()) || peek() == '+' || peek() == '.' || peek() == ':') {
      at++;
    }
    if (at - start == 10 && peek() == ' ' && isDigit(charAt(at + 1)) && charAt(at + 3) == ':') {
      at++; // a date and a time with a space between them
      while (isBare(peek()) || peek() == '+' || peek() == '.' || peek() == ':') {
        at++;
      }
    }
    String word = text.substring(start, at);
    if (word.equals("true") || word.equals("false")) {
      return new TomlValue.Bool(word.equals("true"), start);
    }
    if (TomlWords.isNumber(word)) {
      return new TomlValue.Numeral(word, start);
    }
    if (TomlWords.isMoment(word)) {
      return new TomlValue.Moment(word, start);
    }
    throw new TomlException(
        start,
        word.isEmpty() ? "a value is expected" : "`" + word + "` is no value; a string has quotes");
  }

  /**
   * A string in double quotes, which has escapes, or in single quotes, which has none.
   *
   * @param multiline whether three quotes may begin a string of several lines
   */
  String readString(boolean multiline) throws TomlException {
    int start = at;
    char quote = peek();
    String triple = String.valueOf(quote).repeat(3);
    boolean isMultiline = multiline && lookingAt(triple);
    at += isMultiline ? 3 : 1;
    if (isMultiline) {
      skipLineBreak();
    }
    StringBuilder value = new StringBuilder();
    while (true) {
      rejectEnd(start, "this string is never closed");
      char c = peek();
      if (isMultiline ? lookingAt(triple) : c == quote) {
        at += isMultiline ? 3 : 1;
        break;
      }
      if (c == '\\' && quote == '"') {
        readEscape(value, isMultiline);
        continue;
      }
      if (!isMultiline && (c == '\n' || c == '\r')) {
        throw new TomlException(start, "this string is not closed in its line");
      }
      if (c < ' ' && c != '\t' && c != '\n' && c != '\r') {
        throw error("control characters are written as escapes");
      }
      value.append(c);
      at++;
    }
    for (int i = 0; isMultiline && i < 2 && peek() == quote; i++) {
      value.append(quote); // up to two quotes may stand before the three that close
      at++;
    }
    return value.toString();
  }

  private void readEscape(StringBuilder value, boolean isMultiline) throws TomlException {
    int start = at;
    char c = charAt(at + 1);
    at += 2;
    switch (c) {
      case 'b' -> value.append('\b');
      case 't' -> value.append('\t');
      case 'n' -> value.append('\n');
      case 'f' -> value.append('\f');
      case 'r' -> value.append('\r');
      case 'e' -> value.append('\u001b');
      case '"', '\\' -> value.append(c);
      case 'u' -> value.appendCodePoint(readHexadecimal(4, start));
      case 'U' -> value.appendCodePoint(readHexadecimal(8, start));
      default -> {
        at--;
        if (!isMultiline || !skipToNextLine()) {
          throw new TomlException(start, "there is no such escape");
        }
      }
    }
  }

  /** Skips blanks and line breaks if there is a line break before anything else. */
  private boolean skipToNextLine() {
    skipBlanks();
    if (peek() != '\n' && !lookingAt("\r\n")) {
      return false;
    }
    while (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r') {
      at++;
    }
    return true;
  }

  private void skipLineBreak() {
    if (peek() == '\n') {
      at++;
    } else if (lookingAt("\r\n")) {
      at += 2;
    }
  }

  private int readHexadecimal(int digits, int start) throws TomlException {
    int value = 0;
    for (int i = 0; i < digits; i++) {
      int digit = Character.digit(peek(), 16);
      if (digit < 0 || value > 0x10FFFF) {
        throw new TomlException(start, "there is no such escape");
      }
      value = value * 16 + digit;
      at++;
    }
    if (value > 0x10FFFF || (value >= 0xD800 && value < 0xE000)) {
      throw new TomlException(start, "there is no such character");
    }
    return value;
  }

  private char charAt(int offset) {
    return offset < text.length() ? text.charAt(offset) : END;
  }
}
