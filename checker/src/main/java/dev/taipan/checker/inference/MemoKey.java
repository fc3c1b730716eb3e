package dev.taipan.checker.inference;

import dev.taipan.checker.binding.Symbol;
import dev.taipan.checker.types.ClassId;
import org.jspecify.annotations.Nullable;

/**
 * What a memo of a module answers: the class of the key is the question, and a number or an object
 * is what it is asked of.
 *
 * <p>A class, so that the questions, each a subclass without anything of its own, share one
 * equality.
 */
public abstract class MemoKey {
  private final int number;
  private final @Nullable Object subject;

  /** A question about the node, definition or predicate with a number. */
  public MemoKey(int number) {
    this.number = number;
    this.subject = null;
  }

  /** A question about something with an equality of its own. */
  public MemoKey(Object subject) {
    this.number = subject.hashCode();
    this.subject = subject;
  }

  /** Where questions of the kind stand that are no questions for something with a name. */
  protected QueryRank.Group group() {
    return QueryRank.Group.OTHER;
  }

  /** The place of the question, asked of a module, among all questions. */
  public final QueryRank rank(ModuleTypes module) {
    String kind = getClass().getName();
    return switch (subject) {
      case null -> QueryRank.of(module, group(), number, kind);
      case ClassId cls -> QueryRank.of(module, cls.place(), kind);
      case Symbol symbol -> QueryRank.of(module, symbol, kind);
      default -> QueryRank.of(module, subject.toString(), kind);
    };
  }

  @Override
  public final boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof MemoKey that
            && number == that.number
            && getClass() == that.getClass()
            && (subject == null || subject.equals(that.subject)));
  }

  @Override
  public final int hashCode() {
    return number * 31 + getClass().hashCode();
  }
}
