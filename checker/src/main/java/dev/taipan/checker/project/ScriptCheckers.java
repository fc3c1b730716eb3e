package dev.taipan.checker.project;

import dev.taipan.checker.modules.FileTree;
import dev.taipan.checker.modules.Typeshed;
import dev.taipan.checker.source.SourceReader;
import dev.taipan.checker.source.SourceText;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who checks the single-file scripts of a run that say what they need: each for its own Python and
 * environment. Scripts for the same ones share what is inferred of these.
 */
public final class ScriptCheckers {
  /** What decides which modules there are. */
  private record Needs(String version, Optional<Path> environment, List<String> dependencies) {}

  private final Configuration configuration;
  private final Typeshed typeshed;
  private final FileTree files;
  private final SourceReader sources;
  private final Map<String, String> variables;
  private final Engine engine;
  private final Map<Needs, FileChecker> checkers = new ConcurrentHashMap<>();

  /**
   * @param configuration what the run was told
   * @param variables the process's environment variables
   */
  public ScriptCheckers(
      Configuration configuration,
      Typeshed typeshed,
      FileTree files,
      SourceReader sources,
      Map<String, String> variables,
      Engine engine) {
    this.configuration = configuration;
    this.typeshed = typeshed;
    this.files = files;
    this.sources = sources;
    this.variables = variables;
    this.engine = engine;
  }

  /** Who checks a file apart from all others; empty if it is no script or wants nothing else. */
  Optional<FileChecker> checkerFor(Path file, SourceText text) {
    if (!ScriptMetadata.isScript(text)) {
      return Optional.empty();
    }
    ScriptTarget script;
    try {
      script = ScriptTarget.of(configuration, typeshed, files, variables, file, text);
    } catch (ConfigurationException e) {
      return Optional.empty(); // the environment that was named is none, which the run said
    }
    Target target = script.target();
    Needs needs =
        new Needs(
            target.version().toString(),
            target.paths().environment().map(environment -> environment.prefix()),
            script.isOwn() ? List.of() : ScriptMetadata.dependencies(text));
    return Optional.of(
        checkers.computeIfAbsent(
            needs,
            _ ->
                new FileChecker(
                    configuration,
                    target.version(),
                    engine.open(configuration, target, script.files(), sources))));
  }
}
