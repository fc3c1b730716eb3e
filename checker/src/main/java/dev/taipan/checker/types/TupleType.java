package dev.taipan.checker.types;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An instance of {@code tuple} whose shape is known: {@code prefix} elements, then any number of
 * {@code variadic} (absent when null), then {@code suffix} elements.
 *
 * <p>{@code tuple[int, ...]} has only a variadic. A variadic that is a TypeVarTuple {@link
 * TypeVarType} stands for {@code *Ts}. The suffix is empty when there is no variadic.
 */
public record TupleType(List<Type> prefix, @Nullable Type variadic, List<Type> suffix)
    implements Type {
  public TupleType {
    prefix = List.copyOf(prefix);
    suffix = List.copyOf(suffix);
    if (variadic == null && !suffix.isEmpty()) {
      List<Type> all = new ArrayList<>(prefix);
      all.addAll(suffix);
      prefix = List.copyOf(all);
      suffix = List.of();
    }
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
    int deepest = variadic == null ? 0 : variadic.nesting();
    for (Type element : prefix) {
      deepest = Math.max(deepest, element.nesting());
    }
    for (Type element : suffix) {
      deepest = Math.max(deepest, element.nesting());
    }
    return deepest + 1;
  }

  /** {@code tuple[*prefix, *inner, *suffix]}. */
  public static TupleType concatenate(List<Type> prefix, TupleType inner, List<Type> suffix) {
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
  public boolean sameShape(TupleType other) {
    return prefix.size() == other.prefix.size()
        && suffix.size() == other.suffix.size()
        && (variadic == null) == (other.variadic == null);
  }
}
