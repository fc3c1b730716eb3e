package dev.taipan.checker.types;

/**
 * The stable name of a class: its module and its qualified place there. Two classes of one name in
 * one scope differ by a {@code #n} suffix of the place.
 */
public final class ClassId {
  private final String module;
  private final String place;
  private final int hash;

  public ClassId(String module, String place) {
    this.module = module;
    this.place = place;
    this.hash = module.hashCode() * 31 + place.hashCode();
  }

  public String module() {
    return module;
  }

  /** The dotted place in the module, such as {@code Outer.Inner} or {@code f.<locals>.C}. */
  public String place() {
    return place;
  }

  /** The last part of the place, without a disambiguating suffix. */
  public String name() {
    String last = place.substring(place.lastIndexOf('.') + 1);
    int suffix = last.indexOf('#');
    return suffix < 0 ? last : last.substring(0, suffix);
  }

  /** Whether this is the class {@code place} of {@code module}. */
  public boolean is(String module, String place) {
    return this.place.equals(place) && this.module.equals(module);
  }

  @Override
  public boolean equals(@org.jspecify.annotations.Nullable Object other) {
    return this == other
        || (other instanceof ClassId that
            && hash == that.hash
            && place.equals(that.place)
            && module.equals(that.module));
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return module + "." + place;
  }
}
