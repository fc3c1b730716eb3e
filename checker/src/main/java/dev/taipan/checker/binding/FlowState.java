package dev.taipan.checker.binding;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What is known at one point of a frame: the live bindings of each place, by place index, and the
 * condition under which the point is reached. A place without an entry is as at the start.
 *
 * <p>States are copied at every branch and share their entries in chunks until one of them is
 * written to.
 */
final class FlowState {
  private static final int SHIFT = 4;
  private static final int CHUNK = 1 << SHIFT;
  private static final LiveBindings[][] NO_CHUNKS = {};
  private static final int[] NO_OWNERS = {};

  private @Nullable LiveBindings[] @Nullable [] chunks;
  private int[] owners;
  private boolean shared;
  private int token;

  /** The last token that was given to a state of the frame. */
  private final int[] tokens;

  /** The condition under which control gets here from the start of the scope. */
  int reach;

  /** The part of {@link #reach} since the branching construct around the point was entered. */
  int local;

  FlowState() {
    this(NO_CHUNKS, NO_OWNERS, new int[1], Conditions.TRUE, Conditions.TRUE);
  }

  private FlowState(
      @Nullable LiveBindings[] @Nullable [] chunks,
      int[] owners,
      int[] tokens,
      int reach,
      int local) {
    this.chunks = chunks;
    this.owners = owners;
    this.tokens = tokens;
    this.token = ++tokens[0];
    this.shared = true;
    this.reach = reach;
    this.local = local;
  }

  /** A copy that may be changed independently. */
  FlowState fork() {
    shared = true;
    token = ++tokens[0];
    return new FlowState(chunks, owners, tokens, reach, local);
  }

  /** Whether control cannot get here, whatever the predicates are. */
  boolean isDead() {
    return reach == Conditions.FALSE;
  }

  void die() {
    reach = Conditions.FALSE;
    local = Conditions.FALSE;
  }

  /** The state of a place; null as at the start. */
  @Nullable LiveBindings get(int index) {
    int chunk = index >> SHIFT;
    if (index < 0 || chunk >= chunks.length) {
      return null;
    }
    LiveBindings[] cells = chunks[chunk];
    return cells == null ? null : cells[index & CHUNK - 1];
  }

  void set(int index, @Nullable LiveBindings cell) {
    int chunk = index >> SHIFT;
    if (chunk >= chunks.length) {
      if (cell == null) {
        return;
      }
      int length = Math.max(chunk + 1, chunks.length + chunks.length / 2);
      chunks = Arrays.copyOf(chunks, length);
      owners = Arrays.copyOf(owners, length);
      shared = false;
    } else if (shared) {
      chunks = chunks.clone();
      owners = owners.clone();
      shared = false;
    }
    LiveBindings[] cells = chunks[chunk];
    if (cells == null) {
      cells = new LiveBindings[CHUNK];
      chunks[chunk] = cells;
      owners[chunk] = token;
    } else if (owners[chunk] != token) {
      cells = cells.clone();
      chunks[chunk] = cells;
      owners[chunk] = token;
    }
    cells[index & CHUNK - 1] = cell;
  }

  /** One more than the highest index of a place that may have an entry. */
  private int limit() {
    return chunks.length << SHIFT;
  }

  /**
   * The first index from {@code from} on at which the entries of the two states are not the same
   * object; -1 if there is none.
   */
  static int firstDifference(FlowState a, FlowState b, int from) {
    if (a.chunks == b.chunks) {
      return -1;
    }
    int limit = Math.max(a.limit(), b.limit());
    int index = from;
    while (index < limit) {
      int chunk = index >> SHIFT;
      LiveBindings[] left = chunk < a.chunks.length ? a.chunks[chunk] : null;
      LiveBindings[] right = chunk < b.chunks.length ? b.chunks[chunk] : null;
      int end = (chunk + 1) << SHIFT;
      if (left == right) {
        index = end;
        continue;
      }
      for (; index < end; index++) {
        int cell = index & CHUNK - 1;
        if ((left == null ? null : left[cell]) != (right == null ? null : right[cell])) {
          return index;
        }
      }
    }
    return -1;
  }
}
