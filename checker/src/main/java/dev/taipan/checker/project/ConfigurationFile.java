package dev.taipan.checker.project;

import dev.taipan.checker.diagnostics.Level;
import dev.taipan.checker.diagnostics.Rule;
import dev.taipan.checker.diagnostics.RuleLevels;
import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.modules.PythonPlatform;
import dev.taipan.checker.modules.PythonVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tomlj.TomlTable;

/** Reads {@code taipan.toml} and the table {@code [tool.taipan]} of {@code pyproject.toml}. */
public final class ConfigurationFile {
  /** The file that holds nothing but this checker's configuration. */
  public static final String NAME = "taipan.toml";

  private static final String PYPROJECT = "pyproject.toml";
  private static final List<String> OWN_TABLE = List.of("tool", "taipan");

  private ConfigurationFile() {}

  /**
   * The configuration of the project around {@code start}: of the nearest directory upwards with a
   * {@code taipan.toml} or a {@code [tool.taipan]}. Without either the project is the nearest
   * directory with a {@code pyproject.toml}, and without that {@code fallbackRoot}.
   *
   * @param start an absolute directory
   */
  public static Configuration discover(Path start, Path fallbackRoot)
      throws ConfigurationException {
    Configuration project = null;
    for (Path directory = start; directory != null; directory = directory.getParent()) {
      Path own = directory.resolve(NAME);
      if (Files.isRegularFile(own)) {
        return load(own);
      }
      Path pyproject = directory.resolve(PYPROJECT);
      if (Files.isRegularFile(pyproject)) {
        String text = ConfigurationSource.text(pyproject);
        // Of the files further up only our table matters, so most need no parser.
        if (project == null || text.contains("taipan")) {
          ConfigurationSource source = ConfigurationSource.of(pyproject, text);
          if (toolTable(source) != null) {
            return ofPyproject(source);
          }
          if (project == null) {
            project = ofPyproject(source);
          }
        }
      }
    }
    return project != null ? project : Configuration.defaults(fallbackRoot);
  }

  /** The configuration in {@code file}, whose directory is the project's root. */
  public static Configuration load(Path file) throws ConfigurationException {
    ConfigurationSource source = ConfigurationSource.read(file);
    if (file.endsWith(PYPROJECT)) {
      return ofPyproject(source);
    }
    Configuration configuration = read(source, source.table(), "");
    Path pyproject = file.resolveSibling(PYPROJECT);
    return Files.isRegularFile(pyproject)
        ? withRequiredVersion(configuration, ConfigurationSource.read(pyproject))
        : configuration;
  }

  /**
   * The configuration that {@code text} spells.
   *
   * @param file the {@code taipan.toml} that holds it, or would hold it
   */
  public static Configuration parse(Path file, String text) throws ConfigurationException {
    ConfigurationSource source = ConfigurationSource.of(file, text);
    return read(source, source.table(), "");
  }

  private static Configuration ofPyproject(ConfigurationSource source)
      throws ConfigurationException {
    TomlTable own = toolTable(source);
    Configuration configuration =
        own == null
            ? Configuration.defaults(rootOf(source.file()))
            : read(source, own, "tool.taipan");
    return withRequiredVersion(configuration, source);
  }

  private static Configuration withRequiredVersion(
      Configuration configuration, ConfigurationSource pyproject) {
    if (!(pyproject.table().get("project") instanceof TomlTable project)
        || !(project.get("requires-python") instanceof String specifiers)) {
      return configuration;
    }
    Optional<PythonVersion> bound = RequiresPython.lowerBound(specifiers);
    return bound.isEmpty()
        ? configuration
        : configuration.withEnvironment(
            configuration.environment().withRequiredVersion(bound.get()));
  }

  private static @Nullable TomlTable toolTable(ConfigurationSource pyproject)
      throws ConfigurationException {
    if (!(pyproject.table().get("tool") instanceof TomlTable tools)) {
      return null;
    }
    Object own = tools.get("taipan");
    if (own == null || own instanceof TomlTable) {
      return (TomlTable) own;
    }
    String place = pyproject.place(pyproject.table().inputPositionOf(OWN_TABLE));
    throw new ConfigurationException(List.of(place + "`tool.taipan` must be a table"));
  }

  private static Path rootOf(Path file) {
    Path parent = file.toAbsolutePath().normalize().getParent();
    return parent == null ? file.toAbsolutePath() : parent;
  }

  private static Configuration read(ConfigurationSource source, TomlTable toml, String name)
      throws ConfigurationException {
    List<String> problems = new ArrayList<>();
    Path root = rootOf(source.file());
    ConfigurationTable table = ConfigurationTable.root(source, name, toml, problems);
    Configuration configuration =
        new Configuration(
            root,
            environment(table.table("environment"), root),
            files(table.table("src")),
            levels(table.table("rules")),
            overrides(table.tables("overrides")),
            output(table.table("terminal")));
    table.rejectUnknownKeys();
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
    return configuration;
  }

  private static EnvironmentOptions environment(Optional<ConfigurationTable> from, Path root) {
    if (from.isEmpty()) {
      return EnvironmentOptions.DEFAULT;
    }
    ConfigurationTable table = from.get();
    EnvironmentOptions options =
        new EnvironmentOptions(
            table.string("python").map(path -> resolve(root, path)),
            table.string("python-version").flatMap(text -> version(table, text)),
            Optional.empty(),
            table.string("python-platform").map(PythonPlatform::of),
            resolveAll(root, table.strings("root")),
            resolveAll(root, table.strings("extra-search-paths")),
            table.string("typeshed").map(path -> resolve(root, path)));
    table.rejectUnknownKeys();
    return options;
  }

  private static Optional<PythonVersion> version(ConfigurationTable table, String text) {
    Optional<PythonVersion> version = PythonVersion.parse(text);
    if (version.isEmpty() || !version.get().isSupported()) {
      table.reject("python-version", unsupportedVersion(text));
      return Optional.empty();
    }
    return version;
  }

  /** The message that {@code text} is no version that code can be checked for. */
  public static String unsupportedVersion(String text) {
    return (text.isBlank() ? "an empty text" : "`" + text + "`")
        + " is not a supported Python version; "
        + PythonVersion.OLDEST
        + " to "
        + PythonVersion.NEWEST
        + " are";
  }

  private static FileSelection files(Optional<ConfigurationTable> from) {
    if (from.isEmpty()) {
      return FileSelection.DEFAULT;
    }
    ConfigurationTable table = from.get();
    FileSelection selection =
        new FileSelection(
            table.strings("include"),
            patterns(table.strings("exclude")),
            table.bool("respect-ignore-files").orElse(true));
    table.rejectUnknownKeys();
    return selection;
  }

  private static RuleLevels levels(Optional<ConfigurationTable> from) {
    RuleLevels levels = RuleLevels.DEFAULT;
    if (from.isEmpty()) {
      return levels;
    }
    ConfigurationTable table = from.get();
    if (table.keys().contains("all")) { // whatever its place, the named rules win over it
      Optional<Level> all = level(table, "all");
      levels = all.isPresent() ? levels.withAll(all.get()) : levels;
    }
    for (String key : table.keys()) {
      if (key.equals("all")) {
        continue;
      }
      Optional<Rule> rule = Rules.named(key);
      if (rule.isEmpty()) {
        table.rejectUnknownRule(key);
        continue;
      }
      Optional<Level> level = level(table, key);
      levels = level.isPresent() ? levels.with(rule.get(), level.get()) : levels;
    }
    return levels;
  }

  private static Optional<Level> level(ConfigurationTable table, String key) {
    Optional<String> text = table.string(key);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Optional<Level> level = Level.labelled(text.get());
    if (level.isEmpty()) {
      table.reject(
          key, "`" + text.get() + "` is not a level; `ignore`, `info`, `warn` and `error` are");
    }
    return level;
  }

  private static List<RuleOverride> overrides(List<ConfigurationTable> tables) {
    List<RuleOverride> overrides = new ArrayList<>();
    for (ConfigurationTable table : tables) {
      overrides.add(
          new RuleOverride(
              patterns(table.strings("include")),
              patterns(table.strings("exclude")),
              levels(table.table("rules"))));
      table.rejectUnknownKeys();
    }
    return overrides;
  }

  private static OutputOptions output(Optional<ConfigurationTable> from) {
    if (from.isEmpty()) {
      return OutputOptions.DEFAULT;
    }
    ConfigurationTable table = from.get();
    OutputOptions options =
        new OutputOptions(
            table.string("output-format"),
            table.place("output-format"),
            table.bool("error-on-warning").orElse(false));
    table.rejectUnknownKeys();
    return options;
  }

  private static List<GlobPattern> patterns(List<String> sources) {
    List<GlobPattern> patterns = new ArrayList<>();
    for (String source : sources) {
      patterns.add(GlobPattern.of(source));
    }
    return patterns;
  }

  private static List<Path> resolveAll(Path root, List<String> paths) {
    List<Path> resolved = new ArrayList<>();
    for (String path : paths) {
      resolved.add(resolve(root, path));
    }
    return resolved;
  }

  private static Path resolve(Path root, String path) {
    return root.resolve(path).normalize();
  }
}
