package dev.taipan.checker.types;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to assigning or deleting an attribute: for each object (the members of a union are
 * several) either a target or a refusal.
 */
public record WriteAccess(List<Target> targets, List<Refusal> refusals) {
  public WriteAccess {
    targets = List.copyOf(targets);
    refusals = List.copyOf(refusals);
  }

  static WriteAccess target(
      Type object, Type expected, @Nullable Type setter, @Nullable Member member) {
    return new WriteAccess(List.of(new Target(object, expected, setter, member)), List.of());
  }

  static WriteAccess refusal(Type object, Reason reason, @Nullable Member member) {
    return new WriteAccess(List.of(), List.of(new Refusal(object, reason, member)));
  }

  /** Whether there is no such attribute. */
  boolean isMissing() {
    return refusals.size() == 1 && refusals.getFirst().reason() == Reason.MISSING;
  }

  /**
   * Something that takes the value.
   *
   * @param object the object, or the member of the union that it is
   * @param expected what the value must be assignable to
   * @param setter the function that runs, bound so that it takes just the value (nothing, for a
   *     deletion); null for a plain attribute
   * @param member the attribute, null where no class defines it
   */
  public record Target(Type object, Type expected, @Nullable Type setter, @Nullable Member member) {
    /** Whether only a call of the setter tells if a value fits. */
    public boolean needsCall() {
      return setter instanceof CallableType callable
          && (callable.isOverloaded() || !callable.signatures().get(0).typeParameters().isEmpty());
    }
  }

  /** Something that takes no value. */
  public record Refusal(Type object, Reason reason, @Nullable Member member) {}

  /** Why an attribute cannot be written or deleted. */
  public enum Reason {
    /** No such attribute. */
    MISSING,
    /** Declared {@code Final}. */
    FINAL,
    /** A property without a setter (without a deleter, for a deletion). */
    READ_ONLY_PROPERTY,
    /** A field of a frozen dataclass. */
    FROZEN,
    /** A field of a named tuple. */
    NAMED_TUPLE_FIELD,
    /** A {@code ClassVar}, written through an instance. */
    CLASS_VAR,
    /** An attribute that exists on instances only, written through the class. */
    INSTANCE_ONLY,
    /** Not among the {@code __slots__} of a class whose instances have no dictionary. */
    NOT_IN_SLOTS,
    /** A variable whose type is a parameter of the class, accessed through the class. */
    GENERIC_THROUGH_CLASS,
    /** A descriptor that has no {@code __set__} ({@code __delete__}) but guards its name. */
    READ_ONLY_DESCRIPTOR
  }
}
