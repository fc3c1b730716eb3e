package dev.taipan.checker.project;

import dev.taipan.checker.modules.Environment;
import dev.taipan.checker.modules.EnvironmentException;
import dev.taipan.checker.modules.EnvironmentFinder;
import dev.taipan.checker.modules.FileTree;
import dev.taipan.checker.modules.PythonPlatform;
import dev.taipan.checker.modules.PythonVersion;
import dev.taipan.checker.modules.SearchPaths;
import dev.taipan.checker.modules.Typeshed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What code is checked against: the search paths, the version and the platform.
 *
 * @param notes one line for each decision, for verbose output
 */
public record Target(SearchPaths paths, PythonPlatform platform, List<String> notes) {
  public Target {
    notes = List.copyOf(notes);
  }

  public PythonVersion version() {
    return paths.version();
  }

  /**
   * Works out the target of a project: what was configured, else what {@code pyproject.toml}
   * requires, else what the environment is, else the defaults.
   *
   * @param typeshed the typeshed that comes with the checker
   * @param variables the process's environment variables
   * @throws ConfigurationException if the configured environment is none
   */
  public static Target of(
      Configuration configuration, Typeshed typeshed, FileTree files, Map<String, String> variables)
      throws ConfigurationException {
    EnvironmentOptions options = configuration.environment();
    List<String> notes = new ArrayList<>();
    Optional<Environment> environment =
        environment(options, configuration.root(), files, variables, notes);
    return of(configuration, typeshed, files, environment, notes);
  }

  /** The target with an environment, or without any. */
  static Target of(
      Configuration configuration,
      Typeshed typeshed,
      FileTree files,
      Optional<Environment> environment,
      List<String> notes) {
    EnvironmentOptions options = configuration.environment();
    PythonVersion version = version(options, environment, notes);
    PythonPlatform platform =
        options
            .platform()
            .orElseGet(() -> PythonPlatform.ofJava(System.getProperty("os.name", "")));
    notes.add("platform: " + platform);
    SearchPaths paths =
        options.roots().isEmpty()
            ? SearchPaths.forProject(
                configuration.root(),
                options.extraSearchPaths(),
                typeshed,
                environment,
                version,
                files)
            : new SearchPaths(
                options.extraSearchPaths(), options.roots(), typeshed, environment, version);
    return new Target(paths, platform, notes);
  }

  static Optional<Environment> environment(
      EnvironmentOptions options,
      Path root,
      FileTree files,
      Map<String, String> variables,
      List<String> notes)
      throws ConfigurationException {
    EnvironmentFinder finder = new EnvironmentFinder(files, variables);
    Optional<Environment> environment;
    if (options.python().isPresent()) {
      try {
        environment = Optional.of(finder.at(options.python().get()));
      } catch (EnvironmentException e) {
        throw new ConfigurationException(List.of(String.valueOf(e.getMessage())));
      }
    } else {
      EnvironmentFinder.Found found = finder.search(root);
      notes.addAll(found.notes());
      environment = found.environment();
    }
    notes.add(
        "environment: " + (environment.isPresent() ? environment.get().prefix() : "none found"));
    return environment;
  }

  private static PythonVersion version(
      EnvironmentOptions options, Optional<Environment> environment, List<String> notes) {
    if (options.version().isPresent()) {
      notes.add("version: " + options.version().get() + " (configured)");
      return options.version().get();
    }
    if (options.requiredVersion().isPresent()) {
      PythonVersion version = options.requiredVersion().get().nearestSupported();
      notes.add("version: " + version + " (requires-python)");
      return version;
    }
    if (environment.isPresent() && environment.get().version().isPresent()) {
      PythonVersion version = environment.get().version().get().nearestSupported();
      notes.add("version: " + version + " (environment)");
      return version;
    }
    notes.add("version: " + PythonVersion.DEFAULT + " (default)");
    return PythonVersion.DEFAULT;
  }
}
