package dev.taipan.checker.types;

/** The gradual types: compatible with everything in both directions. */
public enum DynamicType implements Type {
  /** {@code Any}, written by somebody. */
  ANY,
  /** The same, written by nobody: an unannotated or unresolved thing. */
  UNKNOWN,
  /** The provisional answer inside an unfinished cycle; never in a published type. */
  DIVERGENT;

  /** What an operation gives one of whose operands, at least, is of such a type. */
  static DynamicType ofOperands(Type left, Type right) {
    if (left == DIVERGENT || right == DIVERGENT) {
      return DIVERGENT;
    }
    return left == UNKNOWN || right == UNKNOWN ? UNKNOWN : ANY;
  }

  @Override
  public boolean isClosed() {
    return true;
  }
}
