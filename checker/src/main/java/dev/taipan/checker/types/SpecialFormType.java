package dev.taipan.checker.types;

/**
 * A form that the type system defines by name, as a value: {@code typing.Optional}, {@code
 * typing.Protocol}, ...
 *
 * @param name the bare name, the same for {@code typing} and {@code typing_extensions}
 */
public record SpecialFormType(String name) implements Type {
  /** Whether the form is a class when the program runs. */
  boolean isClass() {
    return switch (name) {
      case "Any", "Generic", "Protocol" -> true;
      default -> false;
    };
  }

  @Override
  public boolean isClosed() {
    return true;
  }
}
