package dev.taipan.checker.types;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The items of a TypedDict.
 *
 * @param items by key, in order
 * @param extra the type of items that are not listed: null when open (any object may be there,
 *     unseen), {@link NeverType} when closed
 * @param extraReadOnly whether the extra items are read-only
 */
public record TypedDictShape(Map<String, Item> items, @Nullable Type extra, boolean extraReadOnly) {
  public TypedDictShape {
    items = Collections.unmodifiableMap(new LinkedHashMap<>(items));
  }

  /** Whether items that are not listed may be there and have a known type. */
  public boolean hasExtraItems() {
    return extra != null && extra != NeverType.NEVER;
  }

  /** The shape with the items of another one that it does not list. */
  TypedDictShape with(TypedDictShape other) {
    Map<String, Item> both = new LinkedHashMap<>(items);
    other.items.forEach(both::putIfAbsent);
    return new TypedDictShape(both, extra, extraReadOnly);
  }

  /** The shape with the type parameters of its class replaced. */
  public TypedDictShape specialized(Substitution substitution) {
    Map<String, Item> replaced = new LinkedHashMap<>();
    for (Item item : items.values()) {
      Type type = substitution.apply(item.type());
      replaced.put(item.key(), new Item(item.key(), type, item.required(), item.readOnly()));
    }
    return new TypedDictShape(
        replaced, extra == null ? null : substitution.apply(extra), extraReadOnly);
  }

  /** One item. */
  public record Item(String key, Type type, boolean required, boolean readOnly) {}
}
