package dev.taipan.checker.project;

import dev.taipan.checker.inference.ModuleCheck;
import dev.taipan.checker.inference.ModuleShape;
import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.inference.Modules;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.ShapeChange;
import dev.taipan.checker.inference.TargetPython;
import dev.taipan.checker.inference.Visible;
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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One state of a project: its files, the buffers over them and what was inferred so far.
 *
 * <p>A snapshot never changes what it answers; an edit makes another one. What an edit reaches is
 * worked out when the snapshot is first asked, so that a burst of edits costs one comparison: if
 * nothing that is seen from outside of the edited pieces of a file changed ({@link Visible}), all
 * other modules are shared, and of the file's own pieces only the edited ones are checked again.
 * Otherwise the modules are shared that do not import the file, directly or through others. Any
 * number of threads may ask. Paths are absolute and normalized.
 */
public final class Snapshot {
  /** What does not change while a project is open. */
  private record Setting(
      Configuration configuration, Target target, FileTree disk, Program program) {}

  /** What is known once the effects of edits are worked out. */
  private static final class State {
    final Modules modules;

    /** What was found of the pieces of a file when it was last checked, maybe before an edit. */
    final ConcurrentHashMap<Path, CheckedPieces> pieces = new ConcurrentHashMap<>();

    State(Modules modules) {
      this.modules = modules;
    }
  }

  /**
   * Edits whose effects are not worked out yet.
   *
   * @param moved files that came or went
   * @param touched files whose text may be another
   */
  private record Pending(State base, Set<Path> moved, Set<Path> touched) {}

  private final Setting setting;
  private final Buffers buffers;
  private final ConcurrentHashMap<Path, FileReport> reports = new ConcurrentHashMap<>();
  private final AtomicInteger checkedPieces = new AtomicInteger();
  private @Nullable Pending pending;
  private volatile @Nullable State state;

  private Snapshot(
      Setting setting, Buffers buffers, @Nullable State state, @Nullable Pending pending) {
    this.setting = setting;
    this.buffers = buffers;
    this.state = state;
    this.pending = pending;
  }

  /** The first state of a project, in which nothing is read yet. */
  public static Snapshot open(
      Configuration configuration, Target target, FileTree disk, SourceReader sources) {
    Buffers buffers = Buffers.none(sources);
    Program program = new Program(new TargetPython(target.version(), target.platform()));
    Modules modules = new Modules(new ModuleResolver(target.paths(), buffers.over(disk)), buffers);
    Setting setting = new Setting(configuration, target, disk, program);
    return new Snapshot(setting, buffers, new State(modules), null);
  }

  public Configuration configuration() {
    return setting.configuration;
  }

  public Target target() {
    return setting.target;
  }

  public Buffers buffers() {
    return buffers;
  }

  /** The state in which a buffer has a text. */
  public Snapshot withBuffer(Path file, SourceText text) {
    boolean isNew = buffers.text(file) == null && !setting.disk.isFile(file);
    return after(buffers.with(file, text), isNew ? Set.of(file) : Set.of(), Set.of(file));
  }

  /** The state in which a buffer is closed and the disk counts again. */
  public Snapshot withoutBuffer(Path file) {
    boolean isGone = !setting.disk.isFile(file);
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
    return after(buffers, Set.copyOf(touched), files);
  }

  private Snapshot after(Buffers next, Set<Path> moved, Set<Path> touched) {
    synchronized (this) {
      Pending earlier = pending;
      State base = state;
      if (base != null) {
        return new Snapshot(setting, next, null, new Pending(base, moved, touched));
      }
      if (earlier == null) {
        throw new IllegalStateException("a snapshot is worked out or pending");
      }
      Set<Path> allMoved = new HashSet<>(earlier.moved);
      allMoved.addAll(moved);
      Set<Path> allTouched = new HashSet<>(earlier.touched);
      allTouched.addAll(touched);
      return new Snapshot(setting, next, null, new Pending(earlier.base, allMoved, allTouched));
    }
  }

  private State state() {
    State known = state;
    if (known != null) {
      return known;
    }
    synchronized (this) {
      known = state;
      Pending edits = pending;
      if (known == null && edits != null) {
        known = workOut(edits);
        state = known;
        pending = null; // lets go of the earlier state
      }
      if (known == null) {
        throw new IllegalStateException("a snapshot is worked out or pending");
      }
      return known;
    }
  }

  private State workOut(Pending edits) {
    Modules before = edits.base.modules;
    ModuleResolver resolver = before.resolver();
    FileTree files = buffers.over(setting.disk);
    ModuleResolver next =
        edits.moved.isEmpty() ? resolver : resolver.afterChanges(edits.moved, files);
    Set<Path> changed = new HashSet<>();
    for (Path file : edits.touched) {
      ModuleTypes known = before.loaded(file);
      SourceText text = buffers.text(file);
      if (known == null || text == null || !known.source().text().equals(text.text())) {
        changed.add(file);
      }
    }
    State result = null;
    if (next == resolver && changed.size() == 1) {
      result = withinPieces(edits.base, changed.iterator().next());
    }
    if (result == null) {
      result = new State(before.after(next, buffers, changed));
    }
    for (Map.Entry<Path, CheckedPieces> entry : edits.base.pieces.entrySet()) {
      CheckedPieces pieces = entry.getValue();
      if (result.modules.loaded(entry.getKey()) == before.loaded(entry.getKey())) {
        result.pieces.putIfAbsent(entry.getKey(), pieces);
      }
    }
    return result;
  }

  /** The state after an edit that nothing outside of the edited pieces sees; null for others. */
  private @Nullable State withinPieces(State base, Path file) {
    ModuleTypes old = base.modules.loaded(file);
    if (old == null) {
      return null;
    }
    Set<Path> labelled = new HashSet<>();
    base.pieces.forEach(
        (path, pieces) -> {
          if (!path.equals(file) && pieces.mentions(file)) {
            labelled.add(path);
          }
        });
    Modules after = base.modules.withOnly(old.file(), buffers, labelled);
    ModuleTypes edited = after.module(old.file());
    if (edited == null) {
      return null;
    }
    ModuleShape shape = ModuleShape.of(edited);
    ShapeChange change = new ShapeChange(ModuleShape.of(old), shape);
    Visible visible = new Visible(setting.program, base.modules, after, old, edited);
    if (!visible.isUnchanged(change, shape)) {
      return null;
    }
    State result = new State(after);
    CheckedPieces pieces = base.pieces.get(file);
    if (pieces != null) {
      result.pieces.put(file, pieces);
    }
    return result;
  }

  /** Runs {@code question} on the types of this state. */
  public <T> T ask(Function<Program, T> question) {
    return setting.program.on(state().modules, () -> question.apply(setting.program));
  }

  /** The module of a file; empty if the file cannot be read. */
  public Optional<ModuleTypes> module(Path file) {
    Modules modules = state().modules;
    return Optional.ofNullable(modules.module(modules.resolver().moduleOf(file)));
  }

  /** How many modules are in memory. */
  public int loadedModules() {
    return state().modules.loaded().size();
  }

  /** How many pieces of files (see {@link ModuleShape}) were checked for this state. */
  public int checkedPieces() {
    return checkedPieces.get();
  }

  /** The user's Python files as they are on the disk now, sorted. */
  public List<Path> findFiles() {
    Configuration configuration = setting.configuration;
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
    return state().modules.resolver();
  }

  /** As {@link #check(Path)}, but ends with a CancellationException when that is wished. */
  public FileReport check(Path file, BooleanSupplier cancelled) {
    return setting.program.until(cancelled, () -> check(file));
  }

  /** What there is to report of a file. */
  public FileReport check(Path file) {
    FileReport known = reports.get(file);
    if (known == null) {
      FileChecker checker =
          new FileChecker(setting.configuration, setting.target.version(), this::findings);
      FileReport report = checker.check(file);
      FileReport first = reports.putIfAbsent(file, report);
      known = first == null ? report : first;
    }
    return known;
  }

  private Findings findings(Path file) throws IOException {
    State current = state();
    ModuleTypes module = current.modules.module(current.modules.resolver().moduleOf(file));
    if (module == null) {
      buffers.read(file); // says why
      throw new IOException("the file appeared just now");
    }
    CheckedPieces pieces = current.pieces.get(file);
    if (pieces == null || pieces.module() != module) {
      CheckedPieces earlier = pieces;
      PieceCheck check = new PieceCheck(module, earlier);
      pieces = ask(check::run);
      checkedPieces.addAndGet(check.count());
      current.pieces.put(file, pieces);
    }
    ModuleCheck.Result result = pieces.result();
    return new Findings(
        module.decoded(), module.parsed(), result.diagnostics(), result.unreachable());
  }
}
