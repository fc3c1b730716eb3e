package dev.taipan.checker.modules;

import java.util.Optional;

/**
 * A dotted name of a module, such as {@code os.path}; at least one segment, none of them empty.
 *
 * <p>Segments are usually identifiers, but a file such as {@code my-script.py} is a module too, so
 * any text without a dot is allowed. Equal names have equal text; the hash is computed once.
 */
public final class ModuleName implements Comparable<ModuleName> {
  private final String dotted;

  private ModuleName(String dotted) {
    this.dotted = dotted;
  }

  /**
   * The name that {@code dotted} spells.
   *
   * @throws IllegalArgumentException if it has an empty segment; see {@link #parse}
   */
  public static ModuleName of(String dotted) {
    if (!isWellFormed(dotted)) {
      throw new IllegalArgumentException("not a module name: \"" + dotted + "\"");
    }
    return new ModuleName(dotted);
  }

  /** The name that {@code dotted} spells, absent where a segment is missing as in {@code a..b}. */
  public static Optional<ModuleName> parse(String dotted) {
    return isWellFormed(dotted) ? Optional.of(new ModuleName(dotted)) : Optional.empty();
  }

  private static boolean isWellFormed(String dotted) {
    return !dotted.isEmpty()
        && dotted.charAt(0) != '.'
        && dotted.charAt(dotted.length() - 1) != '.'
        && !dotted.contains("..");
  }

  /** The name of the submodule {@code segment} (or {@code a.b}, for several levels) of this one. */
  public ModuleName child(String segment) {
    return of(dotted + "." + segment);
  }

  /** {@code a.b} for {@code a.b.c}; absent for a top-level name. */
  public Optional<ModuleName> parent() {
    int dot = dotted.lastIndexOf('.');
    return dot < 0 ? Optional.empty() : Optional.of(new ModuleName(dotted.substring(0, dot)));
  }

  /** {@code c} for {@code a.b.c}. */
  public String last() {
    return dotted.substring(dotted.lastIndexOf('.') + 1);
  }

  /** {@code a} for {@code a.b.c}. */
  public String first() {
    int dot = dotted.indexOf('.');
    return dot < 0 ? dotted : dotted.substring(0, dot);
  }

  /** Whether there is one segment only. */
  boolean isTopLevel() {
    return dotted.indexOf('.') < 0;
  }

  /**
   * The absolute name that a relative import means.
   *
   * @param isPackage whether this name, the importing module's, is that of a package
   * @param level the number of leading dots, at least one
   * @param tail what follows the dots, empty in {@code from . import x}
   * @return absent if the dots lead out of the top-level package
   */
  public Optional<ModuleName> relative(boolean isPackage, int level, String tail) {
    int end = dotted.length();
    for (int up = isPackage ? level - 1 : level; up > 0; up--) {
      end = dotted.lastIndexOf('.', end - 1);
      if (end < 0) {
        return Optional.empty();
      }
    }
    String base = dotted.substring(0, end);
    return parse(tail.isEmpty() ? base : base + "." + tail);
  }

  @Override
  public int compareTo(ModuleName other) {
    return dotted.compareTo(other.dotted);
  }

  @Override
  public boolean equals(Object other) {
    return this == other || (other instanceof ModuleName name && dotted.equals(name.dotted));
  }

  @Override
  public int hashCode() {
    return dotted.hashCode();
  }

  /** The dotted text. */
  @Override
  public String toString() {
    return dotted;
  }
}
