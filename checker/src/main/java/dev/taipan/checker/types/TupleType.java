package dev.taipan.checker.types;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An instance of {@code tuple} whose shape is known: {@code prefix} elements, then any number of
 * {@code variadic} (absent when null), then {@code suffix} elements.
 *
 * <p>{@code tuple[int, ...]} has only a variadic. A variadic that is a TypeVarTuple {@link
 * TypeVarType} stands for {@code *Ts}. The suffix is empty when there is no variadic.
 */
public final class TupleType implements Type {
  private final List<Type> prefix;
  private final @Nullable Type variadic;
  private final List<Type> suffix;
  private final int hash;
  private final int nesting;
  private final boolean closed;

  public TupleType(List<Type> prefix, @Nullable Type variadic, List<Type> suffix) {
    if (variadic == null && !suffix.isEmpty()) {
      List<Type> all = new ArrayList<>(prefix);
      all.addAll(suffix);
      this.prefix = List.copyOf(all);
      this.suffix = List.of();
    } else {
      this.prefix = List.copyOf(prefix);
      this.suffix = List.copyOf(suffix);
    }
    this.variadic = variadic;
    this.hash =
        (this.prefix.hashCode() * 31 + Objects.hashCode(variadic)) * 31 + this.suffix.hashCode();
    int deepest = variadic == null ? 0 : variadic.nesting();
    for (int i = 0; i < this.prefix.size(); i++) {
      deepest = Math.max(deepest, this.prefix.get(i).nesting());
    }
    for (int i = 0; i < this.suffix.size(); i++) {
      deepest = Math.max(deepest, this.suffix.get(i).nesting());
    }
    this.nesting = deepest + 1;
    this.closed =
        (variadic == null || variadic.isClosed())
            && Type.areClosed(this.prefix)
            && Type.areClosed(this.suffix);
  }

  public List<Type> prefix() {
    return prefix;
  }

  public @Nullable Type variadic() {
    return variadic;
  }

  public List<Type> suffix() {
    return suffix;
  }

  /** {@code tuple[e1, e2, ...]} of a fixed length. */
  public static TupleType of(List<Type> elements) {
    return new TupleType(elements, null, List.of());
  }

  /** {@code tuple[element, ...]}. */
  public static TupleType homogeneous(Type element) {
    return new TupleType(List.of(), element, List.of());
  }

  public boolean isFixedLength() {
    return variadic == null;
  }

  /** The least number of elements. */
  public int minimumLength() {
    return prefix.size() + suffix.size();
  }

  @Override
  public int nesting() {
    return nesting;
  }

  @Override
  public boolean isClosed() {
    return closed;
  }

  /** {@code tuple[*prefix, *inner, *suffix]}. */
  static TupleType concatenate(List<Type> prefix, TupleType inner, List<Type> suffix) {
    List<Type> first = prefix;
    if (!inner.prefix().isEmpty()) {
      first = new ArrayList<>(prefix);
      first.addAll(inner.prefix());
    }
    List<Type> last = suffix;
    if (!inner.suffix().isEmpty()) {
      last = new ArrayList<>(inner.suffix());
      last.addAll(suffix);
    }
    return new TupleType(first, inner.variadic(), last);
  }

  /** Whether the variadic part is a TypeVarTuple rather than any number of one element type. */
  public boolean hasPack() {
    return variadic instanceof TypeVarType variable
        && variable.kind() == TypeVarType.Kind.TYPE_VAR_TUPLE;
  }

  /** The union of all elements; {@code Never} for the empty tuple. A TypeVarTuple gives object. */
  public Type elementType() {
    if (variadic == null && prefix.size() == 1) {
      return prefix.getFirst();
    }
    if (prefix.isEmpty() && suffix.isEmpty() && variadic != null && !hasPack()) {
      return variadic;
    }
    List<Type> all = new ArrayList<>(prefix);
    if (variadic != null) {
      all.add(hasPack() ? WellKnown.TOP : variadic);
    }
    all.addAll(suffix);
    return Unions.of(all);
  }

  /** Whether the other tuple has as many elements in the same places. */
  boolean sameShape(TupleType other) {
    return prefix.size() == other.prefix.size()
        && suffix.size() == other.suffix.size()
        && (variadic == null) == (other.variadic == null);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof TupleType that
            && hash == that.hash
            && prefix.equals(that.prefix)
            && Objects.equals(variadic, that.variadic)
            && suffix.equals(that.suffix));
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return "Tuple[" + prefix + ", " + variadic + ", " + suffix + "]";
  }
}
