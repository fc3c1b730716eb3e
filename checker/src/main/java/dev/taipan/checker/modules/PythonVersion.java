package dev.taipan.checker.modules;

import java.util.Optional;

/**
 * A version of the Python language, without the patch level.
 *
 * @param major 3 for every version that is supported
 * @param minor 12 for Python 3.12
 */
public record PythonVersion(int major, int minor) implements Comparable<PythonVersion> {
  /** The oldest version that code can be checked for. */
  public static final PythonVersion OLDEST = new PythonVersion(3, 8);

  /** The newest version that code can be checked for. */
  public static final PythonVersion NEWEST = new PythonVersion(3, 15);

  /** What is assumed where neither the configuration nor an environment says anything. */
  public static final PythonVersion DEFAULT = new PythonVersion(3, 14);

  /**
   * The version at the start of {@code text}: {@code 3.12}, {@code 3.12.1}, {@code 3.13t} and
   * {@code 3.12.0rc1} all have one, {@code 3} and {@code python} have none.
   */
  public static Optional<PythonVersion> parse(String text) {
    int dot = text.indexOf('.');
    int end = dot + 1;
    while (end < text.length() && isDigit(text.charAt(end))) {
      end++;
    }
    if (dot < 1 || dot > 2 || end == dot + 1 || end > dot + 4) {
      return Optional.empty();
    }
    for (int i = 0; i < dot; i++) {
      if (!isDigit(text.charAt(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(
        new PythonVersion(
            Integer.parseInt(text, 0, dot, 10), Integer.parseInt(text, dot + 1, end, 10)));
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** Whether code can be checked for this version. */
  public boolean isSupported() {
    return compareTo(OLDEST) >= 0 && compareTo(NEWEST) <= 0;
  }

  /** This version if it is supported, else the supported one nearest to it. */
  public PythonVersion nearestSupported() {
    return compareTo(OLDEST) < 0 ? OLDEST : compareTo(NEWEST) > 0 ? NEWEST : this;
  }

  /** Whether this is that version or a later one. */
  public boolean isAtLeast(int otherMajor, int otherMinor) {
    return major > otherMajor || (major == otherMajor && minor >= otherMinor);
  }

  @Override
  public int compareTo(PythonVersion other) {
    return major != other.major
        ? Integer.compare(major, other.major)
        : Integer.compare(minor, other.minor);
  }

  /** {@code 3.12}. */
  @Override
  public String toString() {
    return major + "." + minor;
  }
}
