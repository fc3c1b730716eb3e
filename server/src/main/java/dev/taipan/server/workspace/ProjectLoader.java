package dev.taipan.server.workspace;

import dev.taipan.checker.modules.DiskFileTree;
import dev.taipan.checker.modules.FileTree;
import dev.taipan.checker.modules.Typeshed;
import dev.taipan.checker.project.Configuration;
import dev.taipan.checker.project.ConfigurationException;
import dev.taipan.checker.project.ConfigurationFile;
import dev.taipan.checker.project.PackageRoot;
import dev.taipan.checker.project.ScriptCheckers;
import dev.taipan.checker.project.ScriptTarget;
import dev.taipan.checker.project.Snapshot;
import dev.taipan.checker.project.Target;
import dev.taipan.checker.project.TypeEngine;
import dev.taipan.checker.source.SourceReader;
import dev.taipan.checker.source.SourceText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Opens projects: reads their configuration and finds their environment. */
public final class ProjectLoader {
  private final Path typeshed;
  private final Map<String, String> variables;

  /**
   * @param typeshed the typeshed that comes with the server
   * @param variables the process's environment variables
   */
  public ProjectLoader(Path typeshed, Map<String, String> variables) {
    this.typeshed = typeshed;
    this.variables = Map.copyOf(variables);
  }

  /** Opens the project of a folder; what cannot be used of its configuration is left out. */
  public Project open(Path root, Settings settings) {
    return open(
        root,
        settings,
        (configuration, stubs, disk, vars) ->
            new ScriptTarget(Target.of(configuration, stubs, disk, vars), disk, false));
  }

  /** Works out what a project is checked against. */
  private interface Targets {
    ScriptTarget of(
        Configuration configuration, Typeshed stubs, FileTree disk, Map<String, String> vars)
        throws ConfigurationException;
  }

  private Project open(Path root, Settings settings, Targets targets) {
    List<String> problems = new ArrayList<>();
    Configuration configuration;
    try {
      configuration = ConfigurationFile.discover(root, root);
    } catch (ConfigurationException e) {
      problems.addAll(e.problems());
      configuration = Configuration.defaults(root);
    }
    if (settings.python().isPresent()) {
      Path python = root.resolve(settings.python().get()).normalize();
      configuration = configuration.withEnvironment(configuration.environment().withPython(python));
    }
    Snapshot snapshot;
    try {
      snapshot = snapshot(configuration, targets);
    } catch (ConfigurationException e) {
      problems.addAll(e.problems());
      try {
        snapshot = snapshot(Configuration.defaults(root), targets);
      } catch (ConfigurationException impossible) {
        throw new IllegalStateException("defaults name no environment", impossible);
      }
    }
    return new Project(root, snapshot, List.copyOf(problems));
  }

  /**
   * Opens a project of its own for a single-file script that says what it needs, with the
   * configuration of its directory.
   */
  public Project openScript(Path file, SourceText text, Settings settings) {
    Path directory = rootFor(file);
    Project around =
        open(
            directory,
            settings,
            (configuration, stubs, disk, vars) ->
                ScriptTarget.of(configuration, stubs, disk, vars, file, text));
    return new Project(file, around.snapshot(), around.problems());
  }

  private Snapshot snapshot(Configuration configuration, Targets targets)
      throws ConfigurationException {
    DiskFileTree disk = new DiskFileTree();
    Path directory = configuration.environment().typeshed().orElse(typeshed);
    Typeshed stubs;
    try {
      stubs = Typeshed.open(directory);
    } catch (IOException e) {
      throw new ConfigurationException(
          List.of("cannot read typeshed in `" + directory + "`: " + e.getMessage()));
    }
    ScriptTarget found = targets.of(configuration, stubs, disk, variables);
    SourceReader sources = SourceReader.disk();
    ScriptCheckers scripts =
        new ScriptCheckers(configuration, stubs, disk, sources, variables, new TypeEngine());
    return Snapshot.open(configuration, found.target(), found.files(), sources, scripts);
  }

  /**
   * The root for a file that lies in no workspace folder: the first directory upwards that is no
   * package.
   */
  public static Path rootFor(Path file) {
    Path directory = file.getParent();
    return directory == null ? file.toAbsolutePath().normalize() : PackageRoot.of(directory);
  }
}
