package dev.taipan.checker.project;

import java.util.BitSet;

/**
 * A pattern over paths in the syntax of {@code .gitignore}: {@code *} and {@code ?} stay within a
 * name, {@code **} spans directories, {@code [a-z]} is a set, a backslash quotes. A pattern with a
 * slash that is not its last character holds from the base directory on; any other holds at every
 * depth. A slash at the end asks for a directory.
 */
public final class GlobPattern {
  private final String pattern;
  private final boolean directoriesOnly;
  private final boolean anchored;

  private GlobPattern(String pattern, boolean directoriesOnly, boolean anchored) {
    this.pattern = pattern;
    this.directoriesOnly = directoriesOnly;
    this.anchored = anchored;
  }

  /** The pattern that {@code source} spells. */
  public static GlobPattern of(String source) {
    String pattern = source;
    if (pattern.startsWith("./")) {
      pattern = pattern.substring(1);
    }
    boolean directoriesOnly = pattern.endsWith("/");
    if (directoriesOnly) {
      pattern = pattern.substring(0, pattern.length() - 1);
    }
    boolean anchored = pattern.indexOf('/') >= 0;
    if (pattern.startsWith("/")) {
      pattern = pattern.substring(1);
    }
    return new GlobPattern(pattern, directoriesOnly, anchored);
  }

  /**
   * Whether this pattern names exactly {@code path}.
   *
   * @param path relative to the base directory, with slashes between names
   */
  boolean matches(String path, boolean directory) {
    if (directoriesOnly && !directory) {
      return false;
    }
    int from = anchored ? 0 : path.lastIndexOf('/') + 1;
    return new Attempt(pattern, path, new BitSet()).matches(0, from);
  }

  /** Whether this pattern names the file {@code path} or one of the directories it lies in. */
  boolean covers(String path) {
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      if (matches(path.substring(0, slash), true)) {
        return true;
      }
    }
    return matches(path, false);
  }

  /**
   * A pattern and a path.
   *
   * @param failed the pairs of places behind a star from which on they are known not to match:
   *     without it many stars would be tried in every combination
   */
  private record Attempt(String pattern, String path, BitSet failed) {
    boolean matches(int fromPattern, int fromPath) {
      int p = fromPattern;
      int s = fromPath;
      while (p < pattern.length()) {
        char c = pattern.charAt(p);
        if (c == '*') {
          return pattern.startsWith("**", p) ? matchesSpan(p, s) : matchesStar(p + 1, s);
        }
        if (s == path.length()) {
          return false;
        }
        char actual = path.charAt(s);
        switch (c) {
          case '?' -> {
            if (actual == '/') {
              return false;
            }
            p++;
          }
          case '[' -> {
            int close = setEnd(pattern, p);
            if (close < 0) {
              if (actual != '[') {
                return false;
              }
              p++;
            } else {
              if (actual == '/' || !setContains(pattern, p + 1, close, actual)) {
                return false;
              }
              p = close + 1;
            }
          }
          case '\\' -> {
            if (p + 1 < pattern.length()) {
              p++;
            }
            if (pattern.charAt(p++) != actual) {
              return false;
            }
          }
          default -> {
            if (c != actual) {
              return false;
            }
            p++;
          }
        }
        s++;
      }
      return s == path.length();
    }

    /** Matches what follows the stars before {@code p}, which stand for a part of a name. */
    private boolean matchesStar(int p, int s) {
      for (int i = s; ; i++) {
        if (leads(p, i)) {
          return true;
        }
        if (i == path.length() || path.charAt(i) == '/') {
          return false;
        }
      }
    }

    /** Matches from the two stars at {@code p} on. */
    private boolean matchesSpan(int p, int s) {
      int rest = p + 2;
      boolean wholeNames =
          (p == 0 || pattern.charAt(p - 1) == '/')
              && (rest == pattern.length() || pattern.charAt(rest) == '/');
      if (!wholeNames) {
        return matchesStar(rest, s);
      }
      if (rest == pattern.length()) {
        return s < path.length();
      }
      for (int i = s; ; ) { // `**/` is any number of directories, none included
        if (leads(rest + 1, i)) {
          return true;
        }
        int slash = path.indexOf('/', i);
        if (slash < 0) {
          return false;
        }
        i = slash + 1;
      }
    }

    /** Whether the rest of the pattern matches the rest of the path; what fails is tried once. */
    private boolean leads(int p, int s) {
      int key = p * (path.length() + 1) + s;
      if (failed.get(key)) {
        return false;
      }
      boolean matched = matches(p, s);
      if (!matched) {
        failed.set(key);
      }
      return matched;
    }
  }

  private static int setEnd(String pattern, int open) {
    int i = open + 1;
    if (i < pattern.length() && (pattern.charAt(i) == '!' || pattern.charAt(i) == '^')) {
      i++;
    }
    return pattern.indexOf(']', i + 1);
  }

  private static boolean setContains(String pattern, int start, int end, char c) {
    boolean negated = pattern.charAt(start) == '!' || pattern.charAt(start) == '^';
    boolean found = false;
    for (int i = negated ? start + 1 : start; i < end; i++) {
      char low = pattern.charAt(i);
      if (i + 2 < end && pattern.charAt(i + 1) == '-') {
        found |= low <= c && c <= pattern.charAt(i + 2);
        i += 2;
      } else {
        found |= low == c;
      }
    }
    return found != negated;
  }
}
