package dev.taipan.checker.types;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of an operator.
 *
 * @param type what the expression evaluates to; Unknown where nothing supports it
 * @param unsupported the pairs of operands that do not support it, for unions the members; a unary
 *     operator has the operand on both sides
 * @param deprecated the message of {@code @deprecated} on the method that runs, null without one
 */
public record OperatorResult(Type type, List<Pair> unsupported, @Nullable String deprecated) {
  /** Two operands that do not fit together. */
  public record Pair(Type left, Type right) {}

  public OperatorResult {
    unsupported = List.copyOf(unsupported);
  }

  static OperatorResult of(Type type) {
    return new OperatorResult(type, List.of(), null);
  }

  static OperatorResult unsupported(Type left, Type right) {
    return new OperatorResult(DynamicType.UNKNOWN, List.of(new Pair(left, right)), null);
  }

  public boolean isSupported() {
    return unsupported.isEmpty();
  }
}
