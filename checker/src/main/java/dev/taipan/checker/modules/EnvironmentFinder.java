package dev.taipan.checker.modules;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the Python environment to use, without running Python. */
public final class EnvironmentFinder {
  /**
   * The outcome of a search.
   *
   * @param environment the first usable environment
   * @param notes one line for each candidate that was passed over and why, for verbose output
   */
  public record Found(Optional<Environment> environment, List<String> notes) {}

  /**
   * @param files the disk
   * @param variables the process's environment variables
   */
  public EnvironmentFinder(FileTree files, Map<String, String> variables) {
    throw new UnsupportedOperationException();
  }

  /**
   * The environment that the user named.
   *
   * @param python the root of an environment, its {@code bin} or {@code Scripts} directory, or an
   *     interpreter
   * @throws EnvironmentException if it is none of these
   */
  public Environment at(Path python) throws EnvironmentException {
    throw new UnsupportedOperationException();
  }

  /**
   * The environment for a project where the user named none: the active virtual environment, the
   * active conda environment unless it is conda's base, a {@code .venv} in the project's directory
   * or one above it, conda's base, {@code python3} or {@code python} on the {@code PATH}.
   */
  public Found search(Path projectRoot) {
    throw new UnsupportedOperationException();
  }
}
