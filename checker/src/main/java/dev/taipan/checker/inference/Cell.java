package dev.taipan.checker.inference;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The place of one memoized answer: empty, then published once and for all.
 *
 * <p>Several threads may compute the same answer; the first to publish wins, and all are equal
 * because inference is deterministic. The answers must be safe to publish without a lock:
 * immutable, or thread-safe themselves.
 */
public sealed class Cell<T> permits RegionCells.Entry {
  private static final VarHandle VALUE;

  static {
    try {
      VALUE = MethodHandles.lookup().findVarHandle(Cell.class, "value", Object.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private volatile @Nullable Object value;

  /** The published answer, or null. */
  @SuppressWarnings("unchecked")
  public @Nullable T published() {
    return (T) value;
  }

  /** Publishes {@code answer} unless another thread was first; gives what is published. */
  @SuppressWarnings("unchecked")
  public T publish(T answer) {
    Object before = VALUE.compareAndExchange(this, null, answer);
    return before == null ? answer : (T) before;
  }
}
