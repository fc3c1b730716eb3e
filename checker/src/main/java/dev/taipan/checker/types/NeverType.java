package dev.taipan.checker.types;

/** The bottom type: {@code Never} and {@code NoReturn}. */
public enum NeverType implements Type {
  NEVER;

  @Override
  public boolean isClosed() {
    return true;
  }
}
