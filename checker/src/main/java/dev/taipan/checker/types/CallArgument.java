package dev.taipan.checker.types;

import org.jspecify.annotations.Nullable;

/** An argument of a call, as the evaluator supplies it. */
public interface CallArgument {
  /** How the argument is written. */
  enum Kind {
    /** {@code f(x)}. */
    POSITIONAL,
    /** {@code f(*x)}. */
    STAR,
    /** {@code f(name=x)}. */
    KEYWORD,
    /** {@code f(**x)}. */
    DOUBLE_STAR
  }

  Kind kind();

  /** The name of a keyword argument, null for the other kinds. */
  @Nullable String name();

  /**
   * The type of the argument's expression (of what is unpacked, for the starred kinds), where a
   * value of the expected type is wanted; null when nothing is known. {@code Unknown} inside what
   * is expected stands for what the argument itself is to tell. The answer need not be assignable
   * to what is expected.
   */
  Type type(@Nullable Type expected);

  /** Whether the type depends on what is expected: a display, a lambda, a generic call, ... */
  default boolean needsContext() {
    return false;
  }

  /** Whether the argument is a lambda: its parameters are inferred after all other arguments. */
  default boolean isLambda() {
    return false;
  }

  /**
   * Whether literals in the type that the argument turned out to have were written by somebody, in
   * an annotation: what is inferred from the argument keeps them.
   */
  default boolean isWritten(Type type) {
    return isWrittenType(type);
  }

  /**
   * Whether the value is made of something of which nothing is known, so that where it fits is
   * known only of its type without context.
   */
  default boolean isMadeOfUnknown() {
    return false;
  }

  /** Whether the type is that of a declaration, rather than inferred of values. */
  default boolean isDeclared() {
    return false;
  }

  /** What {@link #isWritten} says of a type that comes from no expression. */
  static boolean isWrittenType(Type type) {
    return switch (type) {
      case NominalType _ -> true;
      case CallableType callable -> callable.declaresReturns();
      default -> false;
    };
  }

  /** An argument whose type is known. */
  record Known(Kind kind, @Nullable String name, Type value) implements CallArgument {
    @Override
    public Type type(@Nullable Type expected) {
      return value;
    }
  }

  static CallArgument positional(Type type) {
    return new Known(Kind.POSITIONAL, null, type);
  }

  static CallArgument keyword(String name, Type type) {
    return new Known(Kind.KEYWORD, name, type);
  }
}
