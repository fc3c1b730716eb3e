package dev.taipan.checker.project;

import dev.taipan.checker.checks.DeclarationRules;
import dev.taipan.checker.inference.ModuleCheck;
import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.inference.Modules;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.TargetPython;
import dev.taipan.checker.modules.FileTree;
import dev.taipan.checker.modules.ModuleResolver;
import dev.taipan.checker.source.SourceReader;
import dev.taipan.checker.source.SourceText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One state of a project: its files, the buffers over them and what was inferred so far.
 *
 * <p>A snapshot never changes what it answers; an edit makes another one that shares the modules
 * which the edit does not reach. Any number of threads may ask. Paths are absolute and normalized.
 */
public final class Snapshot {
  private final Configuration configuration;
  private final Target target;
  private final FileTree disk;
  private final Buffers buffers;
  private final Program program;
  private final Modules modules;
  private final ConcurrentHashMap<Path, Checked> reports = new ConcurrentHashMap<>();

  /** What was found in a module. */
  private record Checked(@Nullable ModuleTypes module, FileReport report) {}

  private Snapshot(
      Configuration configuration,
      Target target,
      FileTree disk,
      Buffers buffers,
      Program program,
      Modules modules) {
    this.configuration = configuration;
    this.target = target;
    this.disk = disk;
    this.buffers = buffers;
    this.program = program;
    this.modules = modules;
  }

  /** The first state of a project, in which nothing is read yet. */
  public static Snapshot open(
      Configuration configuration, Target target, FileTree disk, SourceReader sources) {
    Buffers buffers = Buffers.none(sources);
    Program program = new Program(new TargetPython(target.version(), target.platform()));
    Modules modules = new Modules(new ModuleResolver(target.paths(), buffers.over(disk)), buffers);
    return new Snapshot(configuration, target, disk, buffers, program, modules);
  }

  public Configuration configuration() {
    return configuration;
  }

  public Target target() {
    return target;
  }

  public Buffers buffers() {
    return buffers;
  }

  /** The state in which a buffer has a text. */
  public Snapshot withBuffer(Path file, SourceText text) {
    boolean isNew = buffers.text(file) == null && !disk.isFile(file);
    return after(buffers.with(file, text), isNew ? Set.of(file) : Set.of(), Set.of(file));
  }

  /** The state in which a buffer is closed and the disk counts again. */
  public Snapshot withoutBuffer(Path file) {
    boolean isGone = !disk.isFile(file);
    return after(buffers.without(file), isGone ? Set.of(file) : Set.of(), Set.of(file));
  }

  /**
   * The state after changes on the disk.
   *
   * @param touched files and directories that were written, created or deleted
   */
  public Snapshot afterChanges(Collection<Path> touched) {
    Set<Path> files = new HashSet<>(touched);
    files.removeAll(buffers.files());
    return after(buffers, touched, files);
  }

  private Snapshot after(Buffers buffers, Collection<Path> moved, Set<Path> touched) {
    ModuleResolver resolver = modules.resolver();
    FileTree files = buffers.over(disk);
    ModuleResolver next = moved.isEmpty() ? resolver : resolver.afterChanges(moved, files);
    Set<Path> changed = new HashSet<>();
    for (Path file : touched) {
      ModuleTypes known = modules.loaded(file);
      SourceText text = buffers.text(file);
      if (known == null || text == null || !known.source().text().equals(text.text())) {
        changed.add(file);
      }
    }
    Modules after = modules.after(next, buffers, changed);
    Snapshot result = new Snapshot(configuration, target, disk, buffers, program, after);
    reports.forEach(
        (file, checked) -> {
          if (checked.module != null && after.loaded(file) == checked.module) {
            result.reports.put(file, checked);
          }
        });
    return result;
  }

  /** Runs {@code question} on the types of this state. */
  public <T> T ask(Function<Program, T> question) {
    return program.on(modules, () -> question.apply(program));
  }

  /** The module of a file; empty if the file cannot be read. */
  public Optional<ModuleTypes> module(Path file) {
    return Optional.ofNullable(modules.module(modules.resolver().moduleOf(file)));
  }

  /** How many modules are in memory. */
  public int loadedModules() {
    return modules.loaded().size();
  }

  /** The user's Python files as they are on the disk now, sorted. */
  public List<Path> findFiles() {
    List<Path> starts = new ArrayList<>();
    for (String include : configuration.files().include()) {
      starts.add(configuration.root().resolve(include).normalize());
    }
    if (starts.isEmpty()) {
      starts.add(configuration.root());
    }
    return SourceFiles.find(starts, configuration.root(), configuration.files()).files();
  }

  public ModuleResolver resolver() {
    return modules.resolver();
  }

  /** What there is to report of a file. */
  public FileReport check(Path file) {
    Checked known = reports.get(file);
    if (known != null) {
      return known.report;
    }
    ModuleTypes module = modules.module(modules.resolver().moduleOf(file));
    FileChecker checker = new FileChecker(configuration, target.version(), this::findings);
    Checked checked = new Checked(module, checker.check(file));
    reports.put(file, checked);
    return checked.report;
  }

  private Findings findings(Path file) throws IOException {
    ModuleTypes module = modules.module(modules.resolver().moduleOf(file));
    if (module == null) {
      buffers.read(file); // says why
      throw new IOException("the file appeared just now");
    }
    ModuleCheck.Result result = ask(p -> p.check(module, new DeclarationRules(p, module)));
    return new Findings(
        module.decoded(), module.parsed(), result.diagnostics(), result.unreachable());
  }
}
