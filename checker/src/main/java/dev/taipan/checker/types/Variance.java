package dev.taipan.checker.types;

/** The variance of a type parameter. */
public enum Variance {
  INVARIANT,
  COVARIANT,
  CONTRAVARIANT,
  /** Used nowhere that matters; accepts both directions. */
  BIVARIANT,
  /** To be inferred from the uses in the class (PEP 695, or {@code infer_variance=True}). */
  AUTO;

  /** The variance of the same use where what goes in comes out. */
  public Variance flipped() {
    return switch (this) {
      case COVARIANT -> CONTRAVARIANT;
      case CONTRAVARIANT -> COVARIANT;
      case INVARIANT, BIVARIANT, AUTO -> this;
    };
  }
}
