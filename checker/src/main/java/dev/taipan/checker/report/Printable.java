package dev.taipan.checker.report;

/** Text for a terminal: what steers terminals is made visible, and columns are counted. */
final class Printable {
  /** The columns between tab stops. */
  private static final int TAB = 4;

  private Printable() {}

  /** {@code text} with control characters other than line breaks made visible. */
  static String text(String text) {
    return visible(text, false);
  }

  /** {@code text} on one line. */
  static String line(String text) {
    return visible(text, true);
  }

  private static String visible(String text, boolean oneLine) {
    int i = 0;
    while (i < text.length() && !isControl(text.charAt(i))) {
      i++;
    }
    if (i == text.length()) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length() + 8);
    for (i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n' && !oneLine) {
        out.append(c);
      } else if (c == '\n' || c == '\t') {
        out.append(' ');
      } else {
        out.append(isControl(c) ? picture(c) : c);
      }
    }
    return out.toString();
  }

  /** Appends one code point of a source line that starts a display column {@code column}. */
  static void appendSource(StringBuilder out, int codePoint, int column) {
    if (codePoint == '\t') {
      out.repeat(' ', TAB - column % TAB);
    } else if (isControl(codePoint)) {
      out.append(picture(codePoint));
    } else {
      out.appendCodePoint(codePoint);
    }
  }

  /** The columns that a code point of a source line takes when it stands at {@code column}. */
  static int width(int codePoint, int column) {
    if (codePoint < 0x300) {
      return codePoint == '\t' ? TAB - column % TAB : 1;
    }
    int type = Character.getType(codePoint);
    if (type == Character.NON_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || type == Character.FORMAT) {
      return isControl(codePoint) ? 1 : 0;
    }
    return isWide(codePoint) ? 2 : 1;
  }

  private static boolean isControl(int c) {
    return c < 0x20
        || (c >= 0x7F && c < 0xA0)
        || (c >= 0x202A && c <= 0x202E) // text in the other direction could hide code
        || (c >= 0x2066 && c <= 0x2069);
  }

  private static char picture(int control) {
    return control < 0x20 ? (char) (0x2400 + control) : control == 0x7F ? '\u2421' : '\uFFFD';
  }

  /** East Asian wide and fullwidth characters, and emoji. */
  private static boolean isWide(int c) {
    return c >= 0x1100
        && (c <= 0x115F
            || (c >= 0x2E80 && c <= 0x303E)
            || (c >= 0x3041 && c <= 0x4DBF)
            || (c >= 0x4E00 && c <= 0xA4CF)
            || (c >= 0xA960 && c <= 0xA97F)
            || (c >= 0xAC00 && c <= 0xD7A3)
            || (c >= 0xF900 && c <= 0xFAFF)
            || (c >= 0xFE30 && c <= 0xFE6F)
            || (c >= 0xFF00 && c <= 0xFF60)
            || (c >= 0xFFE0 && c <= 0xFFE6)
            || (c >= 0x1F300 && c <= 0x1F64F)
            || (c >= 0x1F680 && c <= 0x1F6FF)
            || (c >= 0x1F900 && c <= 0x1F9FF)
            || (c >= 0x20000 && c <= 0x3FFFD));
  }
}
