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
}
