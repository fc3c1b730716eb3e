package dev.taipan.checker.types;

/** The variance of a type parameter. */
public enum Variance {
  INVARIANT,
  COVARIANT,
  CONTRAVARIANT,
  /** Used nowhere that matters; accepts both directions. */
  BIVARIANT,
  /** To be inferred from the uses in the class (PEP 695, or {@code infer_variance=True}). */
  AUTO
}
