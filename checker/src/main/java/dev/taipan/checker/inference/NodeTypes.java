package dev.taipan.checker.inference;

import dev.taipan.checker.types.Type;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A small map from node ids to types: open addressing over two arrays while it is filled, two
 * sorted arrays without gaps from then on.
 */
public final class NodeTypes {
  private static final int EMPTY = -1;

  private int[] keys = new int[8];
  private @Nullable Type[] values = new Type[8];
  private int size;
  private boolean closed;

  NodeTypes() {
    Arrays.fill(keys, EMPTY);
  }

  /** Ends the filling; nothing may be put in afterwards. */
  void close() {
    if (closed) {
      return;
    }
    int[] sorted = new int[size];
    int count = 0;
    for (int i = 0; i < keys.length; i++) {
      if (values[i] != null) {
        sorted[count++] = keys[i];
      }
    }
    Arrays.sort(sorted);
    @Nullable Type[] types = new Type[size];
    for (int i = 0; i < size; i++) {
      types[i] = get(sorted[i]);
    }
    keys = sorted;
    values = types;
    closed = true;
  }

  @Nullable Type get(int node) {
    if (closed) {
      int index = Arrays.binarySearch(keys, node);
      return index < 0 ? null : values[index];
    }
    int mask = keys.length - 1;
    for (int i = hash(node) & mask; ; i = (i + 1) & mask) {
      if (keys[i] == node) {
        return values[i];
      }
      if (keys[i] == EMPTY) {
        return null;
      }
    }
  }

  void put(int node, Type type) {
    if (closed) {
      throw new IllegalStateException("the types of the region are complete");
    }
    if (size * 2 >= keys.length) {
      grow();
    }
    int mask = keys.length - 1;
    for (int i = hash(node) & mask; ; i = (i + 1) & mask) {
      if (keys[i] == node) {
        values[i] = type;
        return;
      }
      if (keys[i] == EMPTY) {
        keys[i] = node;
        values[i] = type;
        size++;
        return;
      }
    }
  }

  void putAll(NodeTypes other) {
    for (int i = 0; i < other.keys.length; i++) {
      Type type = other.values[i];
      if (type != null) {
        put(other.keys[i], type);
      }
    }
  }

  /** Node by node a type above both answers of a cycle that does not settle by itself. */
  public NodeTypes widened(NodeTypes next) {
    NodeTypes result = new NodeTypes();
    for (int i = 0; i < next.keys.length; i++) {
      Type type = next.values[i];
      if (type != null) {
        Type previous = get(next.keys[i]);
        result.put(next.keys[i], previous == null ? type : Widening.join(previous, type));
      }
    }
    return result;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    if (this == other) {
      return true;
    }
    if (!(other instanceof NodeTypes that) || size != that.size) {
      return false;
    }
    for (int i = 0; i < keys.length; i++) {
      Type type = values[i];
      if (type != null && !type.equals(that.get(keys[i]))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int hashCode() {
    int sum = 0;
    for (int i = 0; i < keys.length; i++) {
      Type type = values[i];
      if (type != null) {
        sum += keys[i] ^ type.hashCode();
      }
    }
    return sum;
  }

  private void grow() {
    int[] oldKeys = keys;
    @Nullable Type[] oldValues = values;
    keys = new int[oldKeys.length * 2];
    values = new Type[keys.length];
    Arrays.fill(keys, EMPTY);
    size = 0;
    for (int i = 0; i < oldKeys.length; i++) {
      Type type = oldValues[i];
      if (type != null) {
        put(oldKeys[i], type);
      }
    }
  }

  private static int hash(int node) {
    return node * 0x9E3779B9 >>> 7;
  }
}
