package dev.taipan.checker.inference.narrowing;

import dev.taipan.checker.types.Truthiness;
import dev.taipan.checker.types.Type;

/** The truth of values by their types. */
public final class TruthEvaluator {
  private final Truthiness truthiness;

  public TruthEvaluator(Truthiness truthiness) {
    this.truthiness = truthiness;
  }

  /** What all values of a type are in a condition, those of possible subclasses included. */
  public Truth of(Type type) {
    return switch (truthiness.of(type)) {
      case ALWAYS_TRUE -> Truth.ALWAYS_TRUE;
      case ALWAYS_FALSE -> Truth.ALWAYS_FALSE;
      case AMBIGUOUS, TRUE_UNLESS_OVERRIDDEN -> Truth.AMBIGUOUS;
    };
  }

  /** Whether some value may be false, subclasses that nobody wrote left out. */
  boolean mayBeFalse(Type type) {
    return truthiness.of(type).canBeFalse();
  }
}
