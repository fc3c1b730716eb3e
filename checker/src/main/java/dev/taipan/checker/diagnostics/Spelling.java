package dev.taipan.checker.diagnostics;

import java.util.Optional;

/** Finds the word that somebody most likely meant. */
public final class Spelling {
  private Spelling() {}

  /**
   * The known word nearest to {@code word}; of several equally near ones the alphabetically first.
   * Empty where none is near: more than a third of the letters would have to change.
   */
  public static Optional<String> nearest(String word, Iterable<String> known) {
    String best = null;
    int bestDistance = Integer.MAX_VALUE;
    for (String candidate : known) {
      int limit = Math.max(1, Math.max(word.length(), candidate.length()) / 3);
      int distance = distance(word, candidate, limit);
      if (distance <= limit
          && (best == null
              || distance < bestDistance
              || (distance == bestDistance && candidate.compareTo(best) < 0))) {
        best = candidate;
        bestDistance = distance;
      }
    }
    return Optional.ofNullable(best);
  }

  /** {@code ; did you mean `x`?}, or nothing where no known word is near. */
  public static String suggestion(String word, Iterable<String> known) {
    return nearest(word, known).map(near -> "; did you mean `" + near + "`?").orElse("");
  }

  /**
   * The number of letters to insert, delete, replace or swap with their neighbour; any number above
   * {@code limit} where it is more.
   */
  private static int distance(String a, String b, int limit) {
    if (Math.abs(a.length() - b.length()) > limit) {
      return Integer.MAX_VALUE;
    }
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        int cost = Math.min(Math.min(last[j], row[j - 1]) + 1, last[j - 1] + (same ? 0 : 1));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          cost = Math.min(cost, beforeLast[j - 2] + 1);
        }
        row[j] = cost;
      }
      int[] reused = beforeLast;
      beforeLast = last;
      last = row;
      row = reused;
    }
    return last[b.length()];
  }
}
