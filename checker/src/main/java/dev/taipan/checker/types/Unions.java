package dev.taipan.checker.types;

import java.util.List;

/** Makes unions in normal form. */
public final class Unions {
  private Unions() {}

  public static Type of(List<? extends Type> members) {
    throw new UnsupportedOperationException();
  }
}
