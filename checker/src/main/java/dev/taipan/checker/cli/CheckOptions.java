package dev.taipan.checker.cli;

import dev.taipan.checker.diagnostics.Level;
import dev.taipan.checker.diagnostics.Rule;
import dev.taipan.checker.diagnostics.RuleLevels;
import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.diagnostics.Severity;
import dev.taipan.checker.diagnostics.Spelling;
import dev.taipan.checker.modules.PythonPlatform;
import dev.taipan.checker.modules.PythonVersion;
import dev.taipan.checker.project.Configuration;
import dev.taipan.checker.project.ConfigurationFile;
import dev.taipan.checker.project.EnvironmentOptions;
import dev.taipan.checker.project.FileSelection;
import dev.taipan.checker.project.GlobPattern;
import dev.taipan.checker.project.OutputOptions;
import dev.taipan.checker.report.OutputFormat;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The options of {@code check}, and what they make of a configuration. */
final class CheckOptions {
  static final List<Option> ALL =
      List.of(
          Option.valued(
              "--python",
              "PATH",
              "the environment with the installed packages, or its interpreter"),
          Option.valued("--python-version", "VERSION", "the version to check for, such as 3.12"),
          Option.valued(
              "--python-platform",
              "PLATFORM",
              "the platform to check for: linux, darwin, win32, all"),
          Option.valued(
              "--extra-search-path", "PATH", "search here for modules first (repeatable)"),
          Option.valued("--typeshed", "PATH", "use this typeshed"),
          Option.valued("--error", "RULE", "report a rule as errors; `all` for all (repeatable)"),
          Option.valued("--warn", "RULE", "report a rule as warnings (repeatable)"),
          Option.valued("--ignore", "RULE", "do not report a rule (repeatable)"),
          Option.valued("--exclude", "GLOB", "leave files out, as .gitignore would (repeatable)"),
          Option.flag("--no-respect-ignore-files", "check what .gitignore names, too"),
          Option.valued("--config-file", "FILE", "a taipan.toml or pyproject.toml to use"),
          Option.valued("--output-format", "FORMAT", "how to report, see below"),
          Option.valued(
              "--min-severity", "SEVERITY", "report only this or worse: info, warning, error"),
          Option.flag("--error-on-warning", "let warnings fail the run"),
          Option.flag("--exit-zero", "exit with 0 whatever is found"),
          Option.flag("--stats", "count the diagnostics of each rule"),
          Option.valued("--jobs", "N", "the number of threads").orShort("-j"),
          Option.valued("--color", "WHEN", "auto, always or never"),
          Option.flag("--no-progress", "show no progress"),
          Option.flag("--verbose", "say what is decided and how long it takes").orShort("-v"),
          Option.flag("--help", "show this").orShort("-h"));

  private final Arguments arguments;
  private final Path workingDirectory;

  CheckOptions(Arguments arguments, Path workingDirectory) {
    this.arguments = arguments;
    this.workingDirectory = workingDirectory;
  }

  /** The paths to check; empty where none was given. */
  List<Path> paths() {
    List<Path> paths = new ArrayList<>();
    for (String operand : arguments.operands()) {
      paths.add(resolve(operand));
    }
    return paths;
  }

  Optional<Path> configurationFile() {
    return arguments.last("--config-file").map(this::resolve);
  }

  boolean isVerbose() {
    return arguments.has("--verbose");
  }

  boolean showsProgress() {
    return !arguments.has("--no-progress");
  }

  boolean showsStatistics() {
    return arguments.has("--stats");
  }

  boolean exitsZero() {
    return arguments.has("--exit-zero");
  }

  String colour() {
    return arguments.last("--color").orElse("auto");
  }

  int threads() throws UsageException {
    Optional<String> jobs = arguments.last("--jobs");
    if (jobs.isEmpty()) {
      return Runtime.getRuntime().availableProcessors();
    }
    try {
      int threads = Integer.parseInt(jobs.get());
      if (threads >= 1 && threads <= 1024) {
        return threads;
      }
    } catch (NumberFormatException e) {
      // reported below
    }
    throw new UsageException("`--jobs` is a number from 1 to 1024, not `" + jobs.get() + "`");
  }

  Severity leastSeverity() throws UsageException {
    Optional<String> text = arguments.last("--min-severity");
    if (text.isEmpty()) {
      return Severity.INFO;
    }
    for (Severity severity : Severity.values()) {
      if (severity.label().equals(text.get())) {
        return severity;
      }
    }
    throw new UsageException(
        "`--min-severity` is `info`, `warning` or `error`, not `" + text.get() + "`");
  }

  /** {@code base} with what these options say on top. */
  Configuration applyTo(Configuration base) throws UsageException {
    return base.withEnvironment(environment(base.environment()))
        .withFiles(files(base))
        .withLevels(levels())
        .withOutput(
            new OutputOptions(
                arguments.last("--output-format").or(() -> base.output().format()),
                arguments.has("--output-format") ? "" : base.output().formatPlace(),
                arguments.has("--error-on-warning") || base.output().errorOnWarning()));
  }

  /** The output format of a configuration. */
  static OutputFormat format(Configuration configuration) throws UsageException {
    String label = configuration.output().format().orElse(OutputFormat.FULL.label());
    Optional<OutputFormat> format = OutputFormat.labelled(label);
    if (format.isEmpty()) {
      throw new UsageException(
          configuration.output().formatPlace()
              + "unknown output format `"
              + label
              + "`; there are "
              + String.join(", ", OutputFormat.labels())
              + Spelling.suggestion(label, OutputFormat.labels()));
    }
    return format.get();
  }

  private EnvironmentOptions environment(EnvironmentOptions base) throws UsageException {
    EnvironmentOptions options = base;
    Optional<String> python = arguments.last("--python");
    if (python.isPresent()) {
      options = options.withPython(resolve(python.get()));
    }
    Optional<String> version = arguments.last("--python-version");
    if (version.isPresent()) {
      Optional<PythonVersion> parsed = PythonVersion.parse(version.get());
      if (parsed.isEmpty() || !parsed.get().isSupported()) {
        throw new UsageException(ConfigurationFile.unsupportedVersion(version.get()));
      }
      options = options.withVersion(parsed.get());
    }
    Optional<String> platform = arguments.last("--python-platform");
    if (platform.isPresent()) {
      options = options.withPlatform(PythonPlatform.of(platform.get()));
    }
    Optional<String> typeshed = arguments.last("--typeshed");
    if (typeshed.isPresent()) {
      options = options.withTypeshed(resolve(typeshed.get()));
    }
    List<Path> extra = new ArrayList<>();
    for (String path : arguments.all("--extra-search-path")) {
      extra.add(resolve(path));
    }
    extra.addAll(options.extraSearchPaths());
    return options.withExtraSearchPaths(extra);
  }

  private FileSelection files(Configuration base) {
    List<GlobPattern> exclude = new ArrayList<>(base.files().exclude());
    for (String glob : arguments.all("--exclude")) {
      exclude.add(GlobPattern.of(relativeToRoot(glob, base.root())));
    }
    return new FileSelection(
        base.files().include(),
        exclude,
        base.files().respectIgnoreFiles() && !arguments.has("--no-respect-ignore-files"));
  }

  /** A pattern with a path is meant from where the user stands, which may be below the root. */
  private String relativeToRoot(String glob, Path root) {
    int slash = glob.indexOf('/');
    boolean hasPath = slash >= 0 && slash < glob.length() - 1 && !glob.startsWith("**/");
    if (!hasPath || workingDirectory.equals(root) || !workingDirectory.startsWith(root)) {
      return glob;
    }
    String below = root.relativize(workingDirectory).toString().replace('\\', '/');
    return below + "/" + (glob.startsWith("./") ? glob.substring(2) : glob);
  }

  private RuleLevels levels() throws UsageException {
    RuleLevels levels = RuleLevels.DEFAULT;
    for (Arguments.Given given : arguments.given()) {
      Level level;
      switch (given.option().name()) {
        case "--error" -> level = Level.ERROR;
        case "--warn" -> level = Level.WARN;
        case "--ignore" -> level = Level.IGNORE;
        default -> {
          continue;
        }
      }
      for (String name : given.value().split(",")) {
        if (name.equals("all")) {
          levels = levels.withAll(level);
          continue;
        }
        Optional<Rule> rule = Rules.named(name);
        if (rule.isEmpty()) {
          throw new UsageException(
              "unknown rule `" + name + "`" + Spelling.suggestion(name, Rules.names()));
        }
        levels = levels.with(rule.get(), level);
      }
    }
    return levels;
  }

  private Path resolve(String path) {
    return workingDirectory.resolve(path).normalize();
  }
}
