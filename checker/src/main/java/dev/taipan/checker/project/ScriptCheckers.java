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
 * Who checks the single-file scripts that say what they need, as they are on the disk: each for its
 * own Python and environment. Scripts for the same ones share what is inferred of these.
 */
public final class ScriptCheckers {
  /** What decides which modules there are. */
  private record Needs(String version, Optional<Path> environment, List<String> dependencies) {}

  private record Checked(SourceText text, FileReport report) {}

  private final Configuration configuration;
  private final Typeshed typeshed;
  private final FileTree files;
  private final SourceReader sources;
  private final Map<String, String> variables;
  private final Engine engine;
  private final Map<Needs, FileChecker> checkers = new ConcurrentHashMap<>();
  private final Map<Path, Checked> reports = new ConcurrentHashMap<>();

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

  /** The same, which has read nothing yet. */
  ScriptCheckers afresh() {
    return new ScriptCheckers(configuration, typeshed, files, sources, variables, engine);
  }

  /** Forgets what was inferred, because memory is short. */
  void letGo() {
    checkers.clear();
  }

  /**
   * What there is to report of a file that is checked apart from all others; empty if it is no
   * script or wants nothing else.
   *
   * @param text what the file says
   */
  Optional<FileReport> check(Path file, SourceText text) {
    if (!ScriptMetadata.isScript(text)) {
      return Optional.empty();
    }
    Checked known = reports.get(file);
    if (known != null && known.text.text().equals(text.text())) {
      return Optional.of(known.report);
    }
    Optional<FileReport> report = checkerFor(file, text).map(checker -> checker.check(file));
    report.ifPresent(found -> reports.put(file, new Checked(text, found)));
    return report;
  }

  private Optional<FileChecker> checkerFor(Path file, SourceText text) {
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
