package dev.taipan.checker.project;

/** Text that is no TOML. */
final class TomlException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int offset;

  TomlException(int offset, String message) {
    super(message);
    this.offset = offset;
  }

  /** Where it stops to be TOML: zero-based, in UTF-16 units. */
  int offset() {
    return offset;
  }
}
