package dev.taipan.checker.syntax;

/** What texts can be names in a program. */
public final class Identifiers {
  private Identifiers() {}

  /** Whether a text can name a variable: an identifier that is no keyword. */
  public static boolean canNameVariable(String text) {
    if (text.isEmpty() || Names.isKeyword(text)) {
      return false;
    }
    char first = text.charAt(0);
    if (first != '_' && !Character.isUnicodeIdentifierStart(first)) {
      return false;
    }
    for (int i = 1; i < text.length(); i++) {
      if (!Character.isUnicodeIdentifierPart(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }
}
