package dev.taipan.checker.types;

import org.jspecify.annotations.Nullable;

/** A slice whose bounds are known; null where one is left out. */
record SliceBounds(@Nullable Long start, @Nullable Long stop, @Nullable Long step) {

  /** The bounds that a slice object was made with; null where some are not literals. */
  static @Nullable SliceBounds of(Type slice) {
    if (!(slice instanceof NominalType nominal)
        || !nominal.cls().equals(WellKnown.SLICE)
        || nominal.arguments().size() != 3) {
      return null;
    }
    for (Type bound : nominal.arguments()) {
      if (valueOf(bound) == null && !bound.equals(WellKnown.NONE)) {
        return null;
      }
    }
    return new SliceBounds(
        valueOf(nominal.arguments().get(0)),
        valueOf(nominal.arguments().get(1)),
        valueOf(nominal.arguments().get(2)));
  }

  private static @Nullable Long valueOf(Type bound) {
    return bound instanceof LiteralType literal && literal.value() instanceof Long value
        ? value
        : null;
  }

  /** The positions that it takes of a sequence, in order; null where the step is zero. */
  int @Nullable [] positions(int size) {
    long by = step == null ? 1 : step;
    if (by == 0) {
      return null;
    }
    long from = clamp(start, by > 0 ? 0 : size - 1, size, by);
    long to = clamp(stop, by > 0 ? size : -1, size, by);
    long distance = by > 0 ? to - from : from - to;
    long width = Math.abs(by);
    int[] result = new int[distance <= 0 ? 0 : (int) ((distance - 1) / width + 1)];
    for (int i = 0; i < result.length; i++) {
      result[i] = (int) (from + i * by);
    }
    return result;
  }

  private static long clamp(@Nullable Long bound, long absent, int size, long step) {
    if (bound == null) {
      return absent;
    }
    long position = bound < 0 ? bound + size : bound;
    long least = step > 0 ? 0 : -1;
    long most = step > 0 ? size : size - 1;
    return Math.max(least, Math.min(most, position));
  }
}
