package dev.taipan.checker.modules;

import java.nio.file.Path;

/** typeshed's directory with the index of what is in it. */
public final class Typeshed {
  /** Opens typeshed in {@code directory}, which has a folder {@code stdlib}. */
  public static Typeshed open(Path directory) {
    throw new UnsupportedOperationException();
  }
}
