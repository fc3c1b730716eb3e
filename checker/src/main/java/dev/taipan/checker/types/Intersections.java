package dev.taipan.checker.types;

/** Makes intersections in normal form. */
public final class Intersections {
  private Intersections() {}
}
