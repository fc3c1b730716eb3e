package dev.taipan.server.features;

/** How well a name answers to what somebody typed of it. */
final class Fuzzy {
  private Fuzzy() {}

  /**
   * The score of a name; negative if the letters of the query do not occur in it in their order.
   * Best is the name itself, then names that start with the query, then names in which the letters
   * start words, then any others. Case only decides between equals.
   */
  static int score(String query, String name) {
    if (query.isEmpty()) {
      return 0;
    }
    if (name.equals(query)) {
      return 1000;
    }
    if (name.equalsIgnoreCase(query)) {
      return 900;
    }
    if (name.regionMatches(true, 0, query, 0, query.length())) {
      int sameCase = name.startsWith(query) ? 50 : 0;
      return 800 + sameCase - Math.min(name.length() - query.length(), 40);
    }
    return subsequence(query, name);
  }

  private static int subsequence(String query, String name) {
    int words = score(query, name, true);
    return words >= 0 ? words : score(query, name, false);
  }

  /** Takes for each letter the next start of a word if that is wished and there is one. */
  private static int score(String query, String name, boolean preferWords) {
    int score = 400;
    int at = 0;
    for (int i = 0; i < query.length(); i++) {
      char wanted = Character.toLowerCase(query.charAt(i));
      int found = next(name, at, wanted);
      if (found > at && preferWords) {
        int word = found;
        while (word >= 0 && !startsWord(name, word)) {
          word = next(name, word + 1, wanted);
        }
        found = word >= 0 ? word : found;
      }
      if (found < 0) {
        return -1;
      }
      if (!startsWord(name, found)) {
        score -= found == at ? 2 : 12;
      }
      at = found + 1;
    }
    return Math.max(0, score - Math.min(name.length(), 60));
  }

  private static int next(String name, int from, char wanted) {
    for (int i = from; i < name.length(); i++) {
      if (Character.toLowerCase(name.charAt(i)) == wanted) {
        return i;
      }
    }
    return -1;
  }

  private static boolean startsWord(String name, int index) {
    if (index == 0) {
      return true;
    }
    char before = name.charAt(index - 1);
    return before == '_'
        || before == '.'
        || Character.isLowerCase(before) && Character.isUpperCase(name.charAt(index));
  }
}
