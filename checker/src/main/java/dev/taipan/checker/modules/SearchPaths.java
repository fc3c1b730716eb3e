package dev.taipan.checker.modules;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where modules are looked for, and for which Python.
 *
 * @param extra directories that are searched before all others
 * @param firstParty the roots of the user's own code
 * @param typeshed the stubs of the standard library and of third-party packages
 * @param environment the environment with the installed packages, if there is one
 * @param version decides which modules the standard library has
 */
public record SearchPaths(
    List<Path> extra,
    List<Path> firstParty,
    Typeshed typeshed,
    Optional<Environment> environment,
    PythonVersion version) {

  public SearchPaths {
    extra = List.copyOf(extra);
    firstParty = List.copyOf(firstParty);
  }

  /**
   * The search paths of a project that configures none: its {@code typings} directory, if there is
   * one, after the extra directories, and the roots that {@link #defaultRoots} finds.
   */
  public static SearchPaths forProject(
      Path projectRoot,
      List<Path> extra,
      Typeshed typeshed,
      Optional<Environment> environment,
      PythonVersion version,
      FileTree files) {
    throw new UnsupportedOperationException();
  }
}
