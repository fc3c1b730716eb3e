package dev.taipan.checker.types;

/** A module object, by its full dotted name. */
public record ModuleType(String name) implements Type {
  @Override
  public boolean isClosed() {
    return true;
  }
}
