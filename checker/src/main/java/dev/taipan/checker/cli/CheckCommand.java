package dev.taipan.checker.cli;

import dev.taipan.checker.diagnostics.Diagnostic;
import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.diagnostics.Severity;
import dev.taipan.checker.modules.DiskFileTree;
import dev.taipan.checker.modules.FileTree;
import dev.taipan.checker.modules.Typeshed;
import dev.taipan.checker.project.CheckRun;
import dev.taipan.checker.project.Configuration;
import dev.taipan.checker.project.ConfigurationException;
import dev.taipan.checker.project.ConfigurationFile;
import dev.taipan.checker.project.Engine;
import dev.taipan.checker.project.FileChecker;
import dev.taipan.checker.project.FileReport;
import dev.taipan.checker.project.ModuleChecker;
import dev.taipan.checker.project.ScriptCheckers;
import dev.taipan.checker.project.SourceFiles;
import dev.taipan.checker.project.Target;
import dev.taipan.checker.report.OutputFormat;
import dev.taipan.checker.report.Report;
import dev.taipan.checker.report.Style;
import dev.taipan.checker.report.Summary;
import dev.taipan.checker.source.SourceReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code taipan check}: one run from paths to a report. */
final class CheckCommand {
  /** How many files verbose output names as the slowest. */
  private static final int SLOWEST = 5;

  private final Surroundings surroundings;
  private final CheckOptions options;
  private final long start = System.nanoTime();

  CheckCommand(Surroundings surroundings, CheckOptions options) {
    this.surroundings = surroundings;
    this.options = options;
  }

  ExitCode run() throws UsageException, ConfigurationException, IOException, InterruptedException {
    Instant time = Instant.now();
    Configuration configuration = options.applyTo(baseConfiguration());
    OutputFormat format = CheckOptions.format(configuration);
    Severity least = options.leastSeverity();
    int threads = options.threads();
    Style style =
        Colours.style(options.colour(), surroundings.environment(), surroundings.outIsTerminal());

    SourceFiles.Found found =
        SourceFiles.find(paths(configuration), configuration.root(), configuration.files());
    if (!found.unusable().isEmpty()) {
      complain(found.unusable());
      return ExitCode.USAGE;
    }
    complain(found.unlistable());
    if (found.files().isEmpty()) {
      warn("no Python files to check");
    }

    FileTree files = new DiskFileTree();
    SourceReader sources = SourceReader.disk();
    Typeshed typeshed = typeshed(configuration);
    Target target = Target.of(configuration, typeshed, files, surroundings.environment());
    explainDecisions(configuration, target, found.files().size(), threads);
    Engine engine = surroundings.engine().get();
    ModuleChecker checker = engine.open(configuration, target, files, sources);
    ScriptCheckers scripts =
        new ScriptCheckers(
            configuration, typeshed, files, sources, surroundings.environment(), engine);
    CheckRun.Result result =
        check(
            found.files(),
            new FileChecker(configuration, target.version(), checker, scripts),
            threads);

    List<FileReport> reports = atLeast(least, result.reports());
    Duration duration = Duration.ofNanos(System.nanoTime() - start);
    Report report =
        new Report(
            reports,
            found.files().size(),
            surroundings.workingDirectory(),
            Main.VERSION,
            time,
            duration);
    format.reporter(style, sources).write(report, surroundings.out());
    finish(report, format, style);
    explainTimes(result.timings(), duration);
    reportDefects(result.internalErrors());
    return exitCode(result, report, configuration, !found.unlistable().isEmpty());
  }

  private Configuration baseConfiguration() throws UsageException, ConfigurationException {
    Optional<Path> file = options.configurationFile();
    if (file.isPresent()) {
      if (!Files.isRegularFile(file.get())) {
        throw new UsageException("there is no configuration file `" + file.get() + "`");
      }
      return ConfigurationFile.load(file.get());
    }
    Path around = ProjectRoot.around(options.paths(), surroundings.workingDirectory());
    return ConfigurationFile.discover(
        around, ProjectRoot.withoutConfiguration(around, surroundings.workingDirectory()));
  }

  private List<Path> paths(Configuration configuration) {
    List<Path> paths = options.paths();
    if (!paths.isEmpty()) {
      return paths;
    }
    List<Path> included = new ArrayList<>();
    for (String include : configuration.files().include()) {
      included.add(configuration.root().resolve(include).normalize());
    }
    return included.isEmpty() ? List.of(surroundings.workingDirectory()) : included;
  }

  private Typeshed typeshed(Configuration configuration) throws UsageException {
    Optional<Path> directory = configuration.environment().typeshed().or(surroundings::typeshed);
    if (directory.isEmpty()) {
      throw new UsageException(
          "typeshed is not where it should be; reinstall, or name one with `--typeshed`");
    }
    if (!Files.isDirectory(directory.get().resolve("stdlib"))) {
      throw new UsageException("there is no typeshed in `" + directory.get() + "`");
    }
    try {
      return Typeshed.open(directory.get());
    } catch (IOException e) {
      throw new UsageException(
          "cannot read typeshed in `" + directory.get() + "`: " + e.getMessage());
    }
  }

  private CheckRun.Result check(List<Path> files, FileChecker checker, int threads)
      throws InterruptedException {
    if (files.isEmpty()) {
      return new CheckRun.Result(List.of(), List.of(), List.of());
    }
    if (!options.showsProgress() || !surroundings.errIsTerminal()) {
      return CheckRun.check(files, checker, threads, (_, _) -> {});
    }
    ProgressLine progress = new ProgressLine(surroundings.err());
    try {
      return CheckRun.check(files, checker, threads, progress);
    } finally {
      progress.clear();
    }
  }

  private static List<FileReport> atLeast(Severity least, List<FileReport> reports) {
    if (least == Severity.INFO) {
      return reports;
    }
    List<FileReport> filtered = new ArrayList<>(reports.size());
    for (FileReport report : reports) {
      List<Diagnostic> kept = new ArrayList<>();
      for (Diagnostic diagnostic : report.diagnostics()) {
        if (diagnostic.severity().compareTo(least) >= 0) {
          kept.add(diagnostic);
        }
      }
      filtered.add(new FileReport(report.file(), report.text(), kept));
    }
    return filtered;
  }

  private void finish(Report report, OutputFormat format, Style style) throws IOException {
    Appendable stream = format.isText() ? surroundings.out() : surroundings.err();
    if (options.showsStatistics()) {
      stream.append(Summary.statistics(report));
    }
    if (format.isText()) {
      stream.append(Summary.line(report, style)).append("\n");
    }
  }

  private void explainTimes(List<CheckRun.Timing> timings, Duration duration) throws IOException {
    if (!options.isVerbose()) {
      return;
    }
    for (CheckRun.Timing timing : timings.subList(0, Math.min(SLOWEST, timings.size()))) {
      note("slowest: " + timing.nanos() / 1_000_000 + " ms " + timing.file());
    }
    note("checked in " + duration.toMillis() + " ms");
  }

  private void explainDecisions(Configuration configuration, Target target, int files, int threads)
      throws IOException {
    if (!options.isVerbose()) {
      return;
    }
    note("project: " + configuration.root());
    for (String line : target.notes()) {
      note(line);
    }
    note("files: " + files + ", threads: " + Math.min(files, threads));
  }

  private void reportDefects(List<CheckRun.InternalError> defects) throws IOException {
    for (CheckRun.InternalError defect : defects) {
      surroundings
          .err()
          .append(
              InternalErrors.describe(
                  defect.file().toString(), defect.cause(), options.isVerbose()));
    }
    if (!defects.isEmpty() && !options.isVerbose()) {
      surroundings.err().append(InternalErrors.ADVICE);
    }
  }

  private ExitCode exitCode(
      CheckRun.Result result, Report report, Configuration configuration, boolean unlistable) {
    boolean fails =
        report.count(Severity.ERROR) > 0
            || (configuration.output().errorOnWarning() && report.count(Severity.WARNING) > 0);
    ExitCode code = fails && !options.exitsZero() ? ExitCode.DIAGNOSTICS : ExitCode.CLEAN;
    if (unlistable || hasUnreadable(report)) {
      code = code.or(ExitCode.USAGE);
    }
    return result.internalErrors().isEmpty() ? code : code.or(ExitCode.INTERNAL);
  }

  private static boolean hasUnreadable(Report report) {
    for (FileReport file : report.files()) {
      for (Diagnostic diagnostic : file.diagnostics()) {
        if (diagnostic.rule() == Rules.UNREADABLE_FILE) {
          return true;
        }
      }
    }
    return false;
  }

  private void complain(List<String> problems) throws IOException {
    for (String problem : problems) {
      surroundings.err().append("taipan: error: ").append(problem).append("\n");
    }
  }

  private void warn(String text) throws IOException {
    surroundings.err().append("taipan: warning: ").append(text).append("\n");
  }

  private void note(String text) throws IOException {
    surroundings.err().append("taipan: ").append(text).append("\n");
  }
}
