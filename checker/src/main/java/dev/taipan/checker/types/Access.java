package dev.taipan.checker.types;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to reading an attribute.
 *
 * @param type what the expression evaluates to
 * @param member the attribute as its class defines it; null for what no class defines (a module's
 *     name, an attribute of {@code Any}, ...); the first one for a union
 * @param bound whether the type is a function that was bound to the object
 * @param missing the members of a union that lack the attribute; empty for other objects
 * @param deprecated the message of {@code @deprecated} on a property's getter, null without one
 * @param selfMismatch why the object cannot be bound to the first parameter, null when it can
 * @param flaw what is wrong with reading it in this way, null when nothing is
 */
public record Access(
    Type type,
    @Nullable Member member,
    boolean bound,
    List<Type> missing,
    @Nullable String deprecated,
    @Nullable SelfMismatch selfMismatch,
    @Nullable Flaw flaw) {

  /** What is wrong with reading an attribute that is there. */
  public enum Flaw {
    /**
     * Its type is a parameter of the class, and it is read through the class, where it has none.
     */
    GENERIC_THROUGH_CLASS,
    /** It is a descriptor whose {@code __get__} does not take the object and its class. */
    REFUSED_BY_DESCRIPTOR
  }

  /** The object does not fit the annotation of {@code self} or {@code cls}. */
  public record SelfMismatch(Type expected, Type got) {}

  public Access {
    missing = List.copyOf(missing);
  }

  Access(
      Type type,
      @Nullable Member member,
      boolean bound,
      List<Type> missing,
      @Nullable String deprecated,
      @Nullable SelfMismatch selfMismatch) {
    this(type, member, bound, missing, deprecated, selfMismatch, null);
  }

  /** An attribute that no class defines. */
  static Access of(Type type) {
    return new Access(type, null, false, List.of(), null, null);
  }

  /** An attribute that needed no binding. */
  static Access of(Type type, @Nullable Member member) {
    return new Access(type, member, false, List.of(), null, null);
  }

  /** Whether some member of a union lacks the attribute. */
  public boolean isPartial() {
    return !missing.isEmpty();
  }
}
