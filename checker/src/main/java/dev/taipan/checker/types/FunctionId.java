package dev.taipan.checker.types;

import org.jspecify.annotations.Nullable;

/**
 * The stable name of a function definition. The {@code n}-th definition of one name in one scope
 * (overloads, redefinitions, conditional definitions) has the suffix {@code #n} from the second on.
 */
public record FunctionId(String module, String place) {
  /** The function's own name. */
  public String name() {
    String last = place.substring(place.lastIndexOf('.') + 1);
    int suffix = last.indexOf('#');
    return suffix < 0 ? last : last.substring(0, suffix);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof FunctionId that
            && place.equals(that.place)
            && module.equals(that.module));
  }

  @Override
  public int hashCode() {
    return module.hashCode() * 31 + place.hashCode();
  }

  @Override
  public String toString() {
    return module + "." + place;
  }
}
