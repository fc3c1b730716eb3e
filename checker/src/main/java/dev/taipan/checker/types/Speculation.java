package dev.taipan.checker.types;

/**
 * Told by the {@link CallBinder} when the evaluation of arguments is a try. Tries nest; each {@link
 * #begin} is followed by exactly one {@link #commit} or {@link #rollback}.
 */
public interface Speculation {
  /** What arguments record from here on (types, diagnostics) is held back. */
  void begin();

  /** Keeps what was recorded since the matching {@link #begin}. */
  void commit();

  /** Throws away what was recorded since the matching {@link #begin}. */
  void rollback();

  /** For arguments that record nothing. */
  Speculation NONE =
      new Speculation() {
        @Override
        public void begin() {}

        @Override
        public void commit() {}

        @Override
        public void rollback() {}
      };
}
