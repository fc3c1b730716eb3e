package dev.taipan.checker.project;

/** What the words without quotes in TOML are. */
final class TomlWords {
  private TomlWords() {}

  static boolean isNumber(String word) {
    String digits = word.startsWith("+") || word.startsWith("-") ? word.substring(1) : word;
    if (digits.equals("inf") || digits.equals("nan")) {
      return true;
    }
    if (digits.length() > 2 && digits.charAt(0) == '0' && "xob".indexOf(digits.charAt(1)) >= 0) {
      int radix = digits.charAt(1) == 'x' ? 16 : digits.charAt(1) == 'o' ? 8 : 2;
      return digits.length() == word.length() && isDigits(digits, 2, digits.length(), radix);
    }
    int end = digits.length();
    int exponent = Math.max(digits.indexOf('e'), digits.indexOf('E'));
    if (exponent >= 0) {
      int from = exponent + 1;
      if (from < end && (digits.charAt(from) == '+' || digits.charAt(from) == '-')) {
        from++;
      }
      if (!isDigits(digits, from, end, 10)) {
        return false;
      }
      end = exponent;
    }
    int dot = digits.indexOf('.');
    if (dot >= 0) {
      if (!isDigits(digits, dot + 1, end, 10)) {
        return false;
      }
      end = dot;
    }
    return isDigits(digits, 0, end, 10) && (end == 1 || digits.charAt(0) != '0');
  }

  /** Whether there are digits, with single underscores between them. */
  private static boolean isDigits(String text, int from, int to, int radix) {
    boolean afterDigit = false;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c == '_') {
        if (!afterDigit) {
          return false;
        }
        afterDigit = false;
      } else if (c < 128 && Character.digit(c, radix) >= 0) {
        afterDigit = true;
      } else {
        return false;
      }
    }
    return afterDigit;
  }

  /** Whether {@code word} has the shape of a date, a time, or a date and a time. */
  static boolean isMoment(String word) {
    if (hasShape(word, 0, "dd:dd")) {
      return isTimeEnd(word, 5, false);
    }
    if (!hasShape(word, 0, "dddd-dd-dd")) {
      return false;
    }
    if (word.length() == 10) {
      return true;
    }
    return "Tt ".indexOf(word.charAt(10)) >= 0
        && hasShape(word, 11, "dd:dd")
        && isTimeEnd(word, 16, true);
  }

  /** What follows hours and minutes: seconds with fractions, an offset. */
  private static boolean isTimeEnd(String word, int from, boolean mayHaveOffset) {
    int at = from;
    if (hasShape(word, at, ":dd")) {
      at += 3;
      if (at < word.length() && word.charAt(at) == '.') {
        int fraction = ++at;
        while (at < word.length() && word.charAt(at) >= '0' && word.charAt(at) <= '9') {
          at++;
        }
        if (at == fraction) {
          return false;
        }
      }
    }
    if (at == word.length()) {
      return true;
    }
    if (!mayHaveOffset) {
      return false;
    }
    char offset = word.charAt(at);
    return offset == 'Z' || offset == 'z'
        ? at + 1 == word.length()
        : (offset == '+' || offset == '-')
            && at + 6 == word.length()
            && hasShape(word, at + 1, "dd:dd");
  }

  private static boolean hasShape(String word, int from, String shape) {
    if (word.length() < from + shape.length()) {
      return false;
    }
    for (int i = 0; i < shape.length(); i++) {
      char c = word.charAt(from + i);
      boolean fits = shape.charAt(i) == 'd' ? c >= '0' && c <= '9' : c == shape.charAt(i);
      if (!fits) {
        return false;
      }
    }
    return true;
  }
}
