package dev.taipan.checker.source;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The comment of PEP 263 that declares a file's encoding. */
final class EncodingCookie {
  private EncodingCookie() {}

  /**
   * The declared encoding of the file that starts at {@code start}; null where none is declared.
   */
  static @Nullable String find(byte[] bytes, int start) {
    int position = start;
    for (int line = 0; line < 2; line++) {
      int end = position;
      while (end < bytes.length && bytes[end] != '\n' && bytes[end] != '\r') {
        end++;
      }
      int i = position;
      while (i < end && (bytes[i] == ' ' || bytes[i] == '\t' || bytes[i] == '\f')) {
        i++;
      }
      if (i < end && bytes[i] != '#') {
        return null; // code: the second line no longer counts
      }
      String declared = inComment(bytes, i, end);
      if (declared != null) {
        return declared;
      }
      position = end;
      if (position < bytes.length && bytes[position] == '\r') {
        position++;
      }
      if (position < bytes.length && bytes[position] == '\n') {
        position++;
      }
    }
    return null;
  }

  private static @Nullable String inComment(byte[] bytes, int start, int end) {
    for (int i = start; i + 7 < end; i++) {
      if (bytes[i] == 'c' && isCoding(bytes, i) && (bytes[i + 6] == ':' || bytes[i + 6] == '=')) {
        int from = i + 7;
        while (from < end && (bytes[from] == ' ' || bytes[from] == '\t')) {
          from++;
        }
        int to = from;
        while (to < end && isNamePart(bytes[to])) {
          to++;
        }
        if (to > from) {
          return new String(bytes, from, to - from, StandardCharsets.US_ASCII);
        }
      }
    }
    return null;
  }

  private static boolean isCoding(byte[] bytes, int at) {
    return bytes[at + 1] == 'o'
        && bytes[at + 2] == 'd'
        && bytes[at + 3] == 'i'
        && bytes[at + 4] == 'n'
        && bytes[at + 5] == 'g';
  }

  private static boolean isNamePart(byte b) {
    return (b >= 'a' && b <= 'z')
        || (b >= 'A' && b <= 'Z')
        || (b >= '0' && b <= '9')
        || b == '-'
        || b == '_'
        || b == '.';
  }
}
