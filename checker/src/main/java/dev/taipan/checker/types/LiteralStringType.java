package dev.taipan.checker.types;

/** {@code LiteralString}: any {@code str} made of literals. */
public enum LiteralStringType implements Type {
  LITERAL_STRING;

  @Override
  public boolean isClosed() {
    return true;
  }
}
