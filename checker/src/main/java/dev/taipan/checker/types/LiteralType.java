package dev.taipan.checker.types;

import org.jspecify.annotations.Nullable;

/**
 * One value of a class: {@code Literal[3]}, {@code Literal["a"]}, {@code Literal[b"a"]}, {@code
 * Literal[True]}, {@code Literal[Color.RED]}, or a sentinel.
 *
 * @param cls the class of the value
 * @param value a Long, BigInteger, String (for str, for bytes as Latin-1 text, and for the name of
 *     an enum member or a sentinel) or Boolean
 */
public record LiteralType(ClassId cls, Object value) implements Type {
  /** The instance type that the value belongs to. */
  public NominalType fallback() {
    return new NominalType(cls);
  }

  /** Whether the value is a member of an enum class or a sentinel rather than a builtin value. */
  public boolean isEnumMember() {
    return !cls.module().equals("builtins") || isSentinel();
  }

  /** Whether the value is a sentinel: the name of the object is also that of its type. */
  public boolean isSentinel() {
    return switch (cls.name()) {
      case "sentinel", "Sentinel" ->
          cls.module().equals("builtins") || cls.module().equals("typing_extensions");
      default -> false;
    };
  }

  @Override
  public boolean isClosed() {
    return true;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof LiteralType that && value.equals(that.value) && cls.equals(that.cls));
  }

  @Override
  public int hashCode() {
    return cls.hashCode() * 31 + value.hashCode();
  }
}
