package dev.taipan.checker.types;

import org.jspecify.annotations.Nullable;

/**
 * The stable name of a class: its module and its qualified place there. Two classes of one name in
 * one scope differ by a {@code #n} suffix of the place.
 */
public final class ClassId {
  private final String module;
  private final String place;
  private final int hash;

  /** Made when it is first asked for; a race makes two equal ones. */
  private @Nullable TypeVarType selfVariable;

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

  /** The {@code Self} of this class. */
  public TypeVarType selfVariable() {
    TypeVarType self = selfVariable;
    if (self == null) {
      self = new TypeVarType("Self", TypeVarType.Kind.SELF, module + ":" + place, toString());
      selfVariable = self;
    }
    return self;
  }

  /** Whether this is the class {@code place} of {@code module}. */
  public boolean is(String module, String place) {
    return this.place.equals(place) && this.module.equals(module);
  }

  @Override
  public boolean equals(@Nullable Object other) {
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
