package dev.taipan.checker.inference.narrowing;

/** What is known of a condition before the program runs. */
public enum Truth {
  ALWAYS_TRUE,
  ALWAYS_FALSE,
  AMBIGUOUS;

  Truth negated() {
    return switch (this) {
      case ALWAYS_TRUE -> ALWAYS_FALSE;
      case ALWAYS_FALSE -> ALWAYS_TRUE;
      case AMBIGUOUS -> AMBIGUOUS;
    };
  }

  static Truth of(boolean value) {
    return value ? ALWAYS_TRUE : ALWAYS_FALSE;
  }

  Truth and(Truth other) {
    if (this == ALWAYS_FALSE || other == ALWAYS_FALSE) {
      return ALWAYS_FALSE;
    }
    return this == ALWAYS_TRUE && other == ALWAYS_TRUE ? ALWAYS_TRUE : AMBIGUOUS;
  }

  Truth or(Truth other) {
    return negated().and(other.negated()).negated();
  }
}
