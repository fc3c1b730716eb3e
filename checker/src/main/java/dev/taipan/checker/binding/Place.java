package dev.taipan.checker.binding;

import org.jspecify.annotations.Nullable;

/**
 * A place that a frame follows while it is walked: a name or, below a name, an attribute or item.
 */
final class Place {
  /** The name, or for a member the attribute's name or the subscript in brackets. */
  final String segment;

  /** The place that this is a member of; null for names. */
  final @Nullable Place parent;

  /** For names: the symbol that is meant, in whichever scope; null for builtins and members. */
  final @Nullable Symbol symbol;

  /** Whether the frame owns the name: without a binding it is then unbound. */
  final boolean local;

  /** Whether a comprehension or type parameter list inside of the frame owns the name. */
  final boolean inlined;

  /** Its index in the frame's states; -1 until a state has something to say of it. */
  int index = -1;

  private @Nullable NameTable<Place> children;

  /** The frame's count of bindings when it was unbound last. */
  int unboundAt;

  /**
   * The number of predicates when what was known of it was given up last: tests before that were of
   * another value.
   */
  int forgottenAt;

  /** Set by whoever goes over places and wants to see each once. */
  @Nullable Object mark;

  private @Nullable String key;

  Place(
      String segment,
      @Nullable Place parent,
      @Nullable Symbol symbol,
      boolean local,
      boolean inlined) {
    this.segment = segment;
    this.parent = parent;
    this.symbol = symbol;
    this.local = local;
    this.inlined = inlined;
    if (parent == null) {
      this.key = segment;
    }
  }

  /** The key as {@link Places#keyOf} makes it. */
  String key() {
    String known = key;
    if (known == null) {
      String base = parent == null ? "" : parent.key();
      known = isItem() ? base + segment : base + "." + segment;
      key = known;
    }
    return known;
  }

  /** Whether it is a subscript of its parent. */
  boolean isItem() {
    return parent != null && segment.charAt(0) == '[';
  }

  /** The member with this segment if there is one. */
  @Nullable Place child(String segment) {
    NameTable<Place> table = children;
    return table == null ? null : table.get(segment);
  }

  /** The member with this segment. */
  Place childOrNew(String segment) {
    NameTable<Place> table = children;
    if (table == null) {
      table = new NameTable<>();
      children = table;
    }
    Place child = table.get(segment);
    if (child == null) {
      child = new Place(segment, this, null, false, inlined);
      table.put(segment, child);
    }
    return child;
  }

  int childCount() {
    NameTable<Place> table = children;
    return table == null ? 0 : table.size();
  }

  Place childAt(int position) {
    NameTable<Place> table = children;
    if (table == null) {
      throw new IndexOutOfBoundsException(position);
    }
    return table.valueAt(position);
  }
}
