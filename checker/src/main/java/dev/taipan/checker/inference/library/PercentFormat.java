package dev.taipan.checker.inference.library;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the left operand of {@code "..." % values} asks of the right one.
 *
 * @param conversions in the order of the text, {@code %%} left out
 * @param problem why the text is no format; null if it is one
 */
record PercentFormat(List<Conversion> conversions, @Nullable String problem) {
  private static final String FLAGS = "#0- +";
  private static final String LENGTHS = "hlL";

  /**
   * One conversion such as {@code %(key)-*.3d}.
   *
   * @param key the name in parentheses; null without one
   * @param stars how many of width and precision are taken from the values
   * @param type the letter at the end
   */
  record Conversion(@Nullable String key, int stars, char type) {}

  /** Reads a format as {@code printf}-style formatting does. */
  static PercentFormat parse(String text) {
    List<Conversion> conversions = new ArrayList<>();
    int at = text.indexOf('%');
    while (at >= 0) {
      Reader reader = new Reader(text, at + 1);
      Conversion conversion = reader.conversion();
      if (conversion == null) {
        return new PercentFormat(List.of(), "the conversion at the end of the format has no type");
      }
      if (conversion.type() != '%') {
        conversions.add(conversion);
      }
      at = text.indexOf('%', reader.at);
    }
    return new PercentFormat(List.copyOf(conversions), null);
  }

  /** Whether the values are looked up by name. */
  boolean isKeyed() {
    for (Conversion conversion : conversions) {
      if (conversion.key() != null) {
        return true;
      }
    }
    return false;
  }

  /** The letters that say what each positional value becomes, {@code *} for a width. */
  List<Character> wanted() {
    List<Character> wanted = new ArrayList<>();
    for (Conversion conversion : conversions) {
      for (int i = 0; i < conversion.stars(); i++) {
        wanted.add('*');
      }
      wanted.add(conversion.type());
    }
    return wanted;
  }

  /** Reads one conversion. */
  private static final class Reader {
    private final String text;
    private int at;

    Reader(String text, int at) {
      this.text = text;
      this.at = at;
    }

    @Nullable Conversion conversion() {
      String key = null;
      if (sees("(")) {
        int depth = 1;
        int start = ++at;
        while (at < text.length() && depth > 0) {
          char c = text.charAt(at++);
          depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        }
        if (depth > 0) {
          return null;
        }
        key = text.substring(start, at - 1);
      }
      skip(FLAGS);
      int stars = size();
      if (sees(".")) {
        at++;
        stars += size();
      }
      if (sees(LENGTHS)) {
        at++;
      }
      return at < text.length() ? new Conversion(key, stars, text.charAt(at++)) : null;
    }

    /** Skips a width or a precision; 1 if it is taken from the values. */
    private int size() {
      if (sees("*")) {
        at++;
        return 1;
      }
      skip("0123456789");
      return 0;
    }

    private void skip(String characters) {
      while (sees(characters)) {
        at++;
      }
    }

    private boolean sees(String characters) {
      return at < text.length() && characters.indexOf(text.charAt(at)) >= 0;
    }
  }
}
