package dev.taipan.checker.types;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of reading, assigning or deleting an item.
 *
 * @param type what reading evaluates to; for an assignment what the value must fit, as far as known
 * @param problems what is wrong, empty when nothing is
 * @param deprecated the message of {@code @deprecated} on the method that runs, null without one
 */
public record SubscriptResult(Type type, List<Problem> problems, @Nullable String deprecated) {
  public SubscriptResult {
    problems = List.copyOf(problems);
  }

  static SubscriptResult of(Type type) {
    return new SubscriptResult(type, List.of(), null);
  }

  static SubscriptResult problem(Type type, Problem problem) {
    return new SubscriptResult(type, List.of(problem), null);
  }

  public boolean isValid() {
    return problems.isEmpty();
  }

  /** What is wrong with an item. {@code object} is the member of the union that it is about. */
  public sealed interface Problem {
    Type object();

    /** The object lacks the special method. */
    record NoMethod(Type object, String method) implements Problem {}

    /** The special method does not take the arguments. */
    record InvalidCall(Type object, List<CallError> errors) implements Problem {}

    /** The tuple has no such element. */
    record IndexOutOfRange(Type object, int length, long index) implements Problem {}

    /** The enum has no member of that name. */
    record UnknownMember(Type object, String name) implements Problem {}

    /** The TypedDict has no such key. */
    record UnknownKey(Type object, String key) implements Problem {}

    /** The key may be missing from the TypedDict. */
    record NotRequiredKey(Type object, String key) implements Problem {}

    /** The key is required and cannot be deleted. */
    record RequiredKey(Type object, String key) implements Problem {}

    /** The item is read-only. */
    record ReadOnlyKey(Type object, String key) implements Problem {}

    /** The value does not fit the item. */
    record InvalidValue(Type object, String key, Type expected, Type got) implements Problem {}

    /** A TypedDict's keys are literals; this index is not. */
    record NotLiteralKey(Type object, Type index) implements Problem {}
  }
}
