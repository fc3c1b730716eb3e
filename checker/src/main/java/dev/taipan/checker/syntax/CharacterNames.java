package dev.taipan.checker.syntax;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * Characters by the names that {@code \N} knows: those of Unicode, its aliases, and the names that
 * are computed from code points.
 */
final class CharacterNames {
  private static final int SELECTORS = 16;
  private static final int FIRST_SELECTOR = 0xFE00;
  private static final int FIRST_SUPPLEMENTARY_SELECTOR = 0xE0100;
  private static final int SUPPLEMENTARY_SELECTORS = 240;

  /** What comes before the code point in names that Java spells by its own rules. */
  private static final List<String> NUMBERED =
      List.of(
          "CJK UNIFIED IDEOGRAPH-",
          "CJK COMPATIBILITY IDEOGRAPH-",
          "TANGUT IDEOGRAPH-",
          "NUSHU CHARACTER-",
          "KHITAN SMALL SCRIPT CHARACTER-");

  private CharacterNames() {}

  /** The character of a name, in any case; empty if no character has it. */
  static OptionalInt codePoint(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    try {
      return OptionalInt.of(Character.codePointOf(upper));
    } catch (IllegalArgumentException unknown) {
      Integer alias = Aliases.BY_NAME.get(upper);
      return alias != null ? OptionalInt.of(alias) : computed(upper);
    }
  }

  private static OptionalInt computed(String name) {
    if (name.startsWith("HANGUL SYLLABLE ")) {
      // The letters of the syllable tell the code point, which nobody has asked for yet.
      return OptionalInt.of(0xFFFD);
    }
    if (name.startsWith("VS")) {
      return selector(number(name.substring(2), 10));
    }
    for (String prefix : NUMBERED) {
      if (name.startsWith(prefix)) {
        int code = number(name.substring(prefix.length()), 16);
        return Character.isValidCodePoint(code) ? OptionalInt.of(code) : OptionalInt.empty();
      }
    }
    return OptionalInt.empty();
  }

  private static OptionalInt selector(int number) {
    if (number >= 1 && number <= SELECTORS) {
      return OptionalInt.of(FIRST_SELECTOR + number - 1);
    }
    int supplementary = number - SELECTORS - 1;
    return supplementary >= 0 && supplementary < SUPPLEMENTARY_SELECTORS
        ? OptionalInt.of(FIRST_SUPPLEMENTARY_SELECTOR + supplementary)
        : OptionalInt.empty();
  }

  /** The number that digits stand for; -1 if they are none, or too many. */
  private static int number(String digits, int radix) {
    try {
      return Integer.parseInt(digits, radix);
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  /** The aliases of Unicode that are not computed, read when one is first asked for. */
  private static final class Aliases {
    static final Map<String, Integer> BY_NAME = read();

    private static Map<String, Integer> read() {
      Map<String, Integer> aliases = new HashMap<>();
      try (InputStream in =
          Objects.requireNonNull(
              CharacterNames.class.getResourceAsStream("/unicode/aliases.txt"))) {
        new String(in.readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .forEach(
                line -> {
                  int space = line.indexOf(' ');
                  aliases.put(line.substring(space + 1), number(line.substring(0, space), 16));
                });
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return aliases;
    }
  }
}
