package dev.taipan.checker.syntax;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.antlr.v4.runtime.TokenStream;
import org.jspecify.annotations.Nullable;

/**
 * The stacks on which the actions of the grammar keep unfinished work, and the numbering of nodes.
 *
 * <p>The last expression is in {@code r}, and {@code rs} is the offset at which its text starts,
 * parentheses included. Rules keep what they need for later on a stack of values, each with the
 * offset where its text starts, and on a stack of ints. A rule that collects a list remembers the
 * height of the stack before its first element.
 */
abstract class NodeStacks extends GrammarRuntime {
  private @Nullable Object[] values = new @Nullable Object[64];
  private int[] starts = new int[64];
  private int[] ints = new int[64];
  private int nextId;

  /** The heights of the stacks of values and of ints. */
  protected int sp;

  protected int ip;

  protected Expr r = new Expr.Constant(0, 0, 0, Expr.Constant.Kind.NONE, "");
  protected int rs;

  NodeStacks(TokenStream input) {
    super(input);
  }

  /** The id of the next node. */
  final int id() {
    return nextId++;
  }

  final void setFirstId(int id) {
    nextId = id;
  }

  final int nextId() {
    return nextId;
  }

  /** Gives the id of the youngest node free again: the node is no part of the tree. */
  final void release(Node youngest) {
    if (youngest.id == nextId - 1) {
      nextId--;
    }
  }

  final void push() {
    push(r, rs);
  }

  final void push(@Nullable Object value, int start) {
    int top = sp;
    if (top == values.length) {
      values = Arrays.copyOf(values, top * 2);
      starts = Arrays.copyOf(starts, top * 2);
    }
    values[top] = value;
    starts[top] = start;
    sp = top + 1;
  }

  /** Replaces the value on top of the stack by {@code r}. */
  final void put() {
    values[sp - 1] = r;
    starts[sp - 1] = rs;
  }

  /** Replaces the value below the top of the stack by {@code r}. */
  final void putBelow() {
    values[sp - 2] = r;
    starts[sp - 2] = rs;
  }

  final void pushNull() {
    push(null, nextStart());
  }

  final @Nullable Object valueAt(int index) {
    return values[index];
  }

  /** A value that was not pushed as null. */
  final Object presentAt(int index) {
    return Objects.requireNonNull(values[index]);
  }

  final void replace(int index, Object value) {
    values[index] = value;
  }

  final int startAt(int index) {
    return starts[index];
  }

  @SuppressWarnings("unchecked")
  final <T> T pop() {
    return (T) values[--sp];
  }

  @SuppressWarnings("unchecked")
  final <T> @Nullable T popNullable() {
    return (T) values[--sp];
  }

  /** Takes the values above {@code mark} off the stack as a list. */
  @SuppressWarnings("unchecked")
  final <T> List<T> popList(int mark) {
    int size = sp - mark;
    sp = mark;
    return switch (size) {
      case 0 -> List.of();
      case 1 -> List.of((T) values[mark]);
      case 2 -> List.of((T) values[mark], (T) values[mark + 1]);
      default -> List.of((T[]) Arrays.copyOfRange(values, mark, mark + size));
    };
  }

  /** Makes one list of the values above {@code mark}. */
  final void pushList(int mark) {
    int start = mark < sp ? starts[mark] : nextStart();
    push(popList(mark), start);
  }

  final void pushInt(int value) {
    if (ip == ints.length) {
      ints = Arrays.copyOf(ints, ip * 2);
    }
    ints[ip++] = value;
  }

  final int popInt() {
    return ints[--ip];
  }

  final int topInt() {
    return ints[ip - 1];
  }

  final void addToInt(int amount) {
    ints[ip - 1] += amount;
  }

  final void repeatStart() {
    pushInt(ints[ip - 1]);
  }

  final void pushFlag(boolean flag) {
    pushInt(flag ? 1 : 0);
  }

  /** Remembers where the last token started. */
  final void start() {
    pushInt(lastStart());
  }

  /** Remembers where the next token starts. */
  final void startNext() {
    pushInt(nextStart());
  }

  final void dropStart() {
    ip--;
  }
}
