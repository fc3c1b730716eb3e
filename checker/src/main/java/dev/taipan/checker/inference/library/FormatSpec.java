package dev.taipan.checker.inference.library;

import org.jspecify.annotations.Nullable;

/**
 * A format specification of the builtin types, {@code [[fill]align][sign][z][#][0][width][group]
 * [.precision][type]}.
 *
 * @param sign whether a sign is asked for
 * @param grouped whether thousands are
 * @param precise whether a precision is given
 * @param type the letter at the end, 0 without one
 */
record FormatSpec(boolean sign, boolean grouped, boolean precise, char type) {
  /** The specification that a text is; null if it is none. */
  static @Nullable FormatSpec parse(String text) {
    int at = 0;
    if (text.length() > 1 && isAny(text, 1, "<>=^")) {
      at = 2;
    } else if (isAny(text, 0, "<>=^")) {
      at = 1;
    }
    boolean sign = isAny(text, at, "+- ");
    at += sign ? 1 : 0;
    at += isAny(text, at, "z") ? 1 : 0;
    at += isAny(text, at, "#") ? 1 : 0;
    at = digits(text, at);
    boolean grouped = isAny(text, at, ",_");
    at += grouped ? 1 : 0;
    boolean precise = isAny(text, at, ".");
    if (precise) {
      int end = digits(text, at + 1);
      if (end == at + 1) {
        return null;
      }
      at = end;
      at += isAny(text, at, ",_") ? 1 : 0;
    }
    char type = at < text.length() ? text.charAt(at++) : 0;
    return at == text.length() ? new FormatSpec(sign, grouped, precise, type) : null;
  }

  /** Whether {@code str.__format__} takes the specification. */
  boolean fitsString() {
    return !sign && !grouped && isOneOf("s");
  }

  /** Whether {@code int.__format__} does. */
  boolean fitsInteger() {
    return isOneOf("eEfFgG%") || !precise && isOneOf("bcdoxXn");
  }

  /** Whether {@code float.__format__} does. */
  boolean fitsFloat() {
    return isOneOf("eEfFgGn%");
  }

  /** Whether {@code complex.__format__} does. */
  boolean fitsComplex() {
    return isOneOf("eEfFgGn");
  }

  private boolean isOneOf(String letters) {
    return type == 0 || letters.indexOf(type) >= 0;
  }

  private static boolean isAny(String text, int at, String characters) {
    return at < text.length() && characters.indexOf(text.charAt(at)) >= 0;
  }

  private static int digits(String text, int at) {
    int end = at;
    while (isAny(text, end, "0123456789")) {
      end++;
    }
    return end;
  }
}
