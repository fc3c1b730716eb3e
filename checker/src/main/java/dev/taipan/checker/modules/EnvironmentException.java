package dev.taipan.checker.modules;

/**
 * A path that the user named as a Python environment is none. The message names it and says why.
 */
public final class EnvironmentException extends Exception {
  private static final long serialVersionUID = 1L;

  EnvironmentException(String message) {
    super(message);
  }
}
