package dev.taipan.checker.project;

import dev.taipan.checker.modules.PythonPlatform;
import dev.taipan.checker.modules.PythonVersion;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the user says of the Python that the code runs on. All paths are absolute.
 *
 * @param python an environment, its {@code bin} directory or an interpreter
 * @param version the version to check for
 * @param requiredVersion the lower bound of {@code requires-python} in {@code pyproject.toml},
 *     which counts where {@code version} is absent
 * @param platform the platform to check for
 * @param roots where the project's own top-level modules lie; none means that they are found
 * @param extraSearchPaths directories searched for modules before all others
 * @param typeshed a typeshed to use instead of the one that comes with the checker
 */
public record EnvironmentOptions(
    Optional<Path> python,
    Optional<PythonVersion> version,
    Optional<PythonVersion> requiredVersion,
    Optional<PythonPlatform> platform,
    List<Path> roots,
    List<Path> extraSearchPaths,
    Optional<Path> typeshed) {
  public static final EnvironmentOptions DEFAULT =
      new EnvironmentOptions(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          List.of(),
          Optional.empty());

  public EnvironmentOptions {
    roots = List.copyOf(roots);
    extraSearchPaths = List.copyOf(extraSearchPaths);
  }

  public EnvironmentOptions withPython(Path python) {
    return new EnvironmentOptions(
        Optional.of(python), version, requiredVersion, platform, roots, extraSearchPaths, typeshed);
  }

  public EnvironmentOptions withVersion(PythonVersion version) {
    return new EnvironmentOptions(
        python, Optional.of(version), requiredVersion, platform, roots, extraSearchPaths, typeshed);
  }

  EnvironmentOptions withRequiredVersion(PythonVersion requiredVersion) {
    return new EnvironmentOptions(
        python, version, Optional.of(requiredVersion), platform, roots, extraSearchPaths, typeshed);
  }

  public EnvironmentOptions withPlatform(PythonPlatform platform) {
    return new EnvironmentOptions(
        python, version, requiredVersion, Optional.of(platform), roots, extraSearchPaths, typeshed);
  }

  public EnvironmentOptions withExtraSearchPaths(List<Path> extraSearchPaths) {
    return new EnvironmentOptions(
        python, version, requiredVersion, platform, roots, extraSearchPaths, typeshed);
  }

  public EnvironmentOptions withTypeshed(Path typeshed) {
    return new EnvironmentOptions(
        python, version, requiredVersion, platform, roots, extraSearchPaths, Optional.of(typeshed));
  }
}
