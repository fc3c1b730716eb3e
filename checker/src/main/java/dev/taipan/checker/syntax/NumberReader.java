package dev.taipan.checker.syntax;

import java.math.BigInteger;

/** The extent and the values of number literals. */
final class NumberReader {
  /** Python's limit on the digits of a decimal literal. */
  private static final int MAX_DIGITS = 4300;

  private NumberReader() {}

  /**
   * The offset after the number that starts at {@code from} with a digit, or with a dot and a
   * digit.
   */
  static int end(char[] chars, int from) {
    if (isBased(chars, from)) {
      int base = chars[from + 1] | 0x20;
      return endOfBased(chars, from + 2, base == 'x' ? 16 : base == 'o' ? 8 : 2);
    }
    int at = endOfDigits(chars, from);
    if (chars[at] == '.') {
      at = endOfDigits(chars, at + 1);
    }
    if ((chars[at] | 0x20) == 'e') {
      char next = chars[at + 1];
      if (isDigit(next)) {
        at = endOfDigits(chars, at + 1);
      } else if ((next == '+' || next == '-') && isDigit(chars[at + 2])) {
        at = endOfDigits(chars, at + 2);
      }
    }
    return (chars[at] | 0x20) == 'j' ? at + 1 : at;
  }

  /** Whether a hexadecimal, octal or binary number starts at {@code from}. */
  static boolean isBased(char[] chars, int from) {
    int base = chars[from + 1] | 0x20;
    return chars[from] == '0' && (base == 'x' || base == 'o' || base == 'b');
  }

  private static int endOfBased(char[] chars, int from, int base) {
    int at = from;
    while (Character.digit(chars[at], base) >= 0 && chars[at] < 128
        || (chars[at] == '_' && Character.digit(chars[at + 1], base) >= 0)) {
      at++;
    }
    return at;
  }

  private static int endOfDigits(char[] chars, int from) {
    int at = from;
    while (isDigit(chars[at]) || (chars[at] == '_' && at > from && isDigit(chars[at + 1]))) {
      at++;
    }
    return at;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /**
   * The message for a letter or underscore directly after the number that starts at {@code from}.
   */
  static String invalidLiteral(char[] chars, int from) {
    int base = chars[from] == '0' ? chars[from + 1] | 0x20 : 0;
    return switch (base) {
      case 'x' -> "invalid hexadecimal literal";
      case 'o' -> "invalid octal literal";
      case 'b' -> "invalid binary literal";
      default -> "invalid decimal literal";
    };
  }

  /** What is wrong with the literal, or "" if nothing is. */
  static String problem(String literal) {
    String digits = literal.replace("_", "");
    if (digits.length() < 2 || digits.charAt(0) != '0') {
      return isInteger(digits) && digits.length() > MAX_DIGITS
          ? "integer literal has more than "
              + MAX_DIGITS
              + " decimal digits; consider a hexadecimal literal"
          : "";
    }
    int second = digits.charAt(1) | 0x20;
    if (second == 'x' || second == 'o' || second == 'b') {
      return "";
    }
    if (!isInteger(digits)) {
      return "";
    }
    for (int i = 1; i < digits.length(); i++) {
      if (digits.charAt(i) != '0') {
        return "leading zeros in decimal integer literals are not permitted; use an 0o prefix for"
            + " octal integers";
      }
    }
    return "";
  }

  private static boolean isInteger(String digits) {
    for (int i = 0; i < digits.length(); i++) {
      if (!isDigit(digits.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** The kind of the literal. */
  static Expr.Constant.Kind kind(String literal) {
    if (literal.length() > 1 && literal.charAt(0) == '0') {
      int base = literal.charAt(1) | 0x20;
      if (base == 'x' || base == 'o' || base == 'b') {
        return Expr.Constant.Kind.INT;
      }
    }
    if ((literal.charAt(literal.length() - 1) | 0x20) == 'j') {
      return Expr.Constant.Kind.COMPLEX;
    }
    for (int i = 0; i < literal.length(); i++) {
      char c = literal.charAt(i);
      if (c == '.' || c == 'e' || c == 'E') {
        return Expr.Constant.Kind.FLOAT;
      }
    }
    return Expr.Constant.Kind.INT;
  }

  /** The value as {@link Expr.Constant} has it; of a literal with a {@link #problem} some value. */
  static Object value(String literal, Expr.Constant.Kind kind) {
    if (kind == Expr.Constant.Kind.INT) {
      return integer(literal);
    }
    String digits = literal.indexOf('_') < 0 ? literal : literal.replace("_", "");
    if (kind == Expr.Constant.Kind.COMPLEX) {
      digits = digits.substring(0, digits.length() - 1);
    }
    return Double.valueOf(digits);
  }

  private static Object integer(String literal) {
    String digits = literal.indexOf('_') < 0 ? literal : literal.replace("_", "");
    int base = 10;
    if (digits.length() > 1 && digits.charAt(0) == '0') {
      int second = digits.charAt(1) | 0x20;
      base = second == 'x' ? 16 : second == 'o' ? 8 : second == 'b' ? 2 : 10;
      if (base != 10) {
        digits = digits.substring(2);
      }
    }
    if (digits.isEmpty() || (base == 10 && digits.length() > MAX_DIGITS)) {
      return 0L;
    }
    if (digits.length() <= (base == 16 ? 15 : base == 10 ? 18 : 20)) {
      return Long.valueOf(digits, base);
    }
    BigInteger value = base == 10 ? new BigInteger(digits) : ofBits(digits, base);
    return value.bitLength() < 64 ? (Object) value.longValue() : value;
  }

  /** The value of digits to a base that is a power of two, in linear time. */
  private static BigInteger ofBits(String digits, int base) {
    int width = Integer.numberOfTrailingZeros(base);
    int length = digits.length();
    byte[] bytes = new byte[length * width / 8 + 1];
    int bit = 0;
    for (int i = length - 1; i >= 0; i--) {
      int digit = Character.digit(digits.charAt(i), base);
      for (int j = 0; j < width; j++, bit++) {
        if ((digit & (1 << j)) != 0) {
          bytes[bytes.length - 1 - bit / 8] |= (byte) (1 << (bit % 8));
        }
      }
    }
    return new BigInteger(1, bytes);
  }
}
