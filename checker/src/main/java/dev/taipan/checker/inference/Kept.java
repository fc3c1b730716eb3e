package dev.taipan.checker.inference;

import java.lang.ref.SoftReference;
import org.jspecify.annotations.Nullable;

/** A value that is kept for good, or until memory is short. */
public final class Kept<T> extends SoftReference<T> {
  private final @Nullable T forGood;

  private Kept(T value, boolean forGood) {
    super(value);
    this.forGood = forGood ? value : null;
  }

  public static <T> Kept<T> forGood(T value) {
    return new Kept<>(value, true);
  }

  public static <T> Kept<T> whileThereIsMemory(T value) {
    return new Kept<>(value, false);
  }

  /** Lets the value go now, unless it is kept for good. */
  public void letGo() {
    clear();
  }

  /** The value; null if it was let go. */
  public @Nullable T value() {
    return forGood != null ? forGood : get();
  }
}
