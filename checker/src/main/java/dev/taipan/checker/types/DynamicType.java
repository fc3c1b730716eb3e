package dev.taipan.checker.types;

/** The gradual types: compatible with everything in both directions. */
public enum DynamicType implements Type {
  /** {@code Any}, written by somebody. */
  ANY,
  /** The same, written by nobody: an unannotated or unresolved thing. */
  UNKNOWN,
  /** The provisional answer inside an unfinished cycle; never in a published type. */
  DIVERGENT;

  @Override
  public boolean isClosed() {
    return true;
  }
}
