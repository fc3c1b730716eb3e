package dev.taipan.checker.project;

import dev.taipan.checker.modules.DeclaredPackages;
import dev.taipan.checker.modules.Environment;
import dev.taipan.checker.modules.EnvironmentFinder;
import dev.taipan.checker.modules.FileTree;
import dev.taipan.checker.modules.PythonVersion;
import dev.taipan.checker.modules.Typeshed;
import dev.taipan.checker.source.SourceText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a single-file script is checked against that says what it needs.
 *
 * @param files the file system as the script sees it
 * @param isOwn whether the environment was made for the script alone
 */
public record ScriptTarget(Target target, FileTree files, boolean isOwn) {

  /**
   * Works out the target: the version that the script requires, and the environment that was made
   * for it; else what it declares to need of the one that its directory would have.
   *
   * @param typeshed the typeshed that comes with the checker
   * @param variables the process's environment variables
   * @throws ConfigurationException if the configured environment is none
   */
  public static ScriptTarget of(
      Configuration configuration,
      Typeshed typeshed,
      FileTree files,
      Map<String, String> variables,
      Path script,
      SourceText text)
      throws ConfigurationException {
    EnvironmentOptions options = configuration.environment();
    Optional<PythonVersion> required = ScriptMetadata.requiredVersion(text);
    if (required.isPresent()) {
      options = options.withVersion(required.get().nearestSupported());
    }
    Configuration own = configuration.withEnvironment(options);
    List<String> notes = new ArrayList<>();
    Optional<Environment> made = new EnvironmentFinder(files, variables).ofScript(script);
    if (made.isPresent()) {
      notes.add("environment: " + made.get().prefix() + " (of the script)");
      return new ScriptTarget(Target.of(own, typeshed, files, made, notes), files, true);
    }
    Path directory = script.getParent();
    Path from = directory == null ? configuration.root() : directory;
    Optional<Environment> around = Target.environment(options, from, files, variables, notes);
    FileTree declared =
        around.isEmpty()
            ? files
            : new DeclaredPackages(
                files, around.get().sitePackages(), ScriptMetadata.dependencies(text));
    return new ScriptTarget(Target.of(own, typeshed, declared, around, notes), declared, false);
  }
}
