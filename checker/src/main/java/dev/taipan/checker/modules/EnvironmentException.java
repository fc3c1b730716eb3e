package dev.taipan.checker.modules;

import java.nio.file.Path;

/**
 * A path that the user named as a Python environment is none. The message names it and says why.
 */
public final class EnvironmentException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Path path;

  EnvironmentException(Path path, String message) {
    super(message);
    this.path = path;
  }

  /** The file or directory that is wrong. */
  public Path path() {
    return path;
  }
}
