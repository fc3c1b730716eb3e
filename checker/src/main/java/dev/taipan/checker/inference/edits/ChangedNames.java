package dev.taipan.checker.inference.edits;

import dev.taipan.checker.inference.Words;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * The names behind which an edit changed something. What is known of a definition reaches other
 * code only along a chain of definitions each of which names the one before, so a text that
 * mentions none of these names, and that is in no class of such a name, means what it meant.
 * Immutable.
 */
public final class ChangedNames {
  /** What the mention of a name tells of the code around it. */
  enum Change {
    /** Nothing changed for it. */
    NONE,
    /**
     * The type of the name may be another. Where a type that is made from it is the same as before,
     * everything behind it is the same too.
     */
    TYPE,
    /** What is behind the name changed, so that an equal type may mean something else. */
    CONTENT
  }

  /** Nothing changed. */
  public static final ChangedNames NONE = new ChangedNames(Set.of(), Set.of(), false);

  /** Anything may have changed. */
  public static final ChangedNames ALL = new ChangedNames(Set.of(), Set.of(), true);

  private final Set<String> types;
  private final Set<String> contents;
  private final boolean all;

  /** The hashes of the names in ascending order, contents apart. */
  private final int[] typeHashes;

  private final int[] contentHashes;

  private ChangedNames(Set<String> types, Set<String> contents, boolean all) {
    this.types = types;
    this.contents = contents;
    this.all = all;
    this.typeHashes = hashes(types);
    this.contentHashes = hashes(contents);
  }

  private static int[] hashes(Set<String> names) {
    int[] hashes = new int[names.size()];
    int count = 0;
    for (String name : names) {
      hashes[count++] = name.hashCode();
    }
    Arrays.sort(hashes);
    return hashes;
  }

  boolean isAll() {
    return all;
  }

  public boolean isEmpty() {
    return !all && types.isEmpty() && contents.isEmpty();
  }

  /** These and other names. */
  public ChangedNames and(ChangedNames other) {
    if (all || other.isEmpty()) {
      return this;
    }
    return isEmpty() || other.all ? other : with(other.types, other.contents);
  }

  ChangedNames with(Collection<String> moreTypes, Collection<String> moreContents) {
    if (all || types.containsAll(moreTypes) && contents.containsAll(moreContents)) {
      return this;
    }
    Set<String> allTypes = new HashSet<>(types);
    allTypes.addAll(moreTypes);
    Set<String> allContents = new HashSet<>(contents);
    allContents.addAll(moreContents);
    return new ChangedNames(allTypes, allContents, false);
  }

  /** What mentioning {@code name} means. */
  Change of(String name) {
    return all || contents.contains(name)
        ? Change.CONTENT
        : types.contains(name) ? Change.TYPE : Change.NONE;
  }

  /** Whether a text with these words may mention one of the names. */
  boolean mayBeIn(Words words) {
    boolean found = all;
    for (int i = 0; i < typeHashes.length && !found; i++) {
      found = words.mayHave(typeHashes[i]);
    }
    for (int i = 0; i < contentHashes.length && !found; i++) {
      found = words.mayHave(contentHashes[i]);
    }
    return found;
  }

  /** Whether a text mentions one of the names. */
  boolean areIn(String text) {
    return in(text, 0, text.length()) != Change.NONE;
  }

  /**
   * The strongest change of a name between two offsets of a text, in strings and comments too. Two
   * names with one hash count as one.
   */
  Change in(String text, int from, int to) {
    if (all) {
      return Change.CONTENT;
    }
    if (typeHashes.length == 0 && contentHashes.length == 0) {
      return Change.NONE;
    }
    Change found = Change.NONE;
    int i = from;
    while (i < to) {
      char c = text.charAt(i++);
      if (!Words.isPart(c)) {
        continue;
      }
      int hash = c;
      while (i < to && Words.isPart(c = text.charAt(i))) {
        hash = hash * 31 + c;
        i++;
      }
      if (Arrays.binarySearch(contentHashes, hash) >= 0) {
        return Change.CONTENT;
      }
      if (found == Change.NONE && Arrays.binarySearch(typeHashes, hash) >= 0) {
        found = Change.TYPE;
      }
    }
    return found;
  }

  @Override
  public String toString() {
    return all ? "all" : "types " + types + ", contents " + contents;
  }
}
