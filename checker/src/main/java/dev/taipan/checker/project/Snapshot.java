package dev.taipan.checker.project;

import dev.taipan.checker.inference.Kept;
import dev.taipan.checker.inference.ModuleCheck;
import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.inference.Modules;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.TargetPython;
import dev.taipan.checker.inference.edits.ChangedNames;
import dev.taipan.checker.inference.edits.ModuleShape;
import dev.taipan.checker.inference.edits.Spread;
import dev.taipan.checker.modules.FileTree;
import dev.taipan.checker.modules.ModuleResolver;
import dev.taipan.checker.modules.Origin;
import dev.taipan.checker.source.SourceReader;
import dev.taipan.checker.source.SourceText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One state of a project: its files, the buffers over them and what was inferred so far.
 *
 * <p>A snapshot never changes what it answers; an edit makes another one. What an edit reaches is
 * worked out when the snapshot is first asked, so that a burst of edits costs one comparison: edits
 * of texts are followed from name to name ({@link Spread}), the modules that they do not reach are
 * shared, and in those that they reach only the pieces are checked again that mention a changed
 * name. After files came or went the modules are shared that do not import them, directly or
 * through others. Any number of threads may ask. Paths are absolute and normalized.
 */
public final class Snapshot {
  /** What does not change while a project is open. */
  private record Setting(
      Configuration configuration, Target target, FileTree disk, Program program) {}

  /** What is known once the effects of edits are worked out. */
  private static final class State {
    final Modules modules;

    /**
     * What was found of the pieces of a file when it was last checked, maybe before an edit; of
     * files that are not open only while there is memory.
     */
    final ConcurrentHashMap<Path, Kept<KnownPieces>> pieces = new ConcurrentHashMap<>();

    /** The files whose texts were others at some time. */
    final Set<Path> edited = ConcurrentHashMap.newKeySet();

    State(Modules modules, Collection<Path> edited) {
      this.modules = modules;
      this.edited.addAll(edited);
    }

    @Nullable KnownPieces pieces(Path file) {
      Kept<KnownPieces> held = pieces.get(file);
      return held == null ? null : held.value();
    }

    void keep(Path file, KnownPieces known, boolean isOpen) {
      pieces.put(file, isOpen ? Kept.forGood(known) : Kept.whileThereIsMemory(known));
    }
  }

  /**
   * What was found of a file, and what happened since.
   *
   * @param names the names behind which something changed
   * @param edited the files that were edited
   */
  private record KnownPieces(CheckedPieces pieces, ChangedNames names, Set<Path> edited) {
    KnownPieces after(ChangedNames more, Set<Path> files) {
      Set<Path> all = new HashSet<>(edited);
      all.addAll(files);
      return new KnownPieces(pieces, names.and(more), Set.copyOf(all));
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

  /** Who checks scripts that no buffer shows; null if they are files as all others. */
  private final @Nullable ScriptCheckers scripts;

  /** As with the pieces of files: those of files that are not open only while there is memory. */
  private final ConcurrentHashMap<Path, Kept<FileReport>> reports = new ConcurrentHashMap<>();

  private final AtomicInteger checkedPieces = new AtomicInteger();
  private final AtomicInteger keptPieces = new AtomicInteger();
  private @Nullable Pending pending;
  private volatile @Nullable State state;

  private Snapshot(
      Setting setting,
      Buffers buffers,
      @Nullable ScriptCheckers scripts,
      @Nullable State state,
      @Nullable Pending pending) {
    this.setting = setting;
    this.buffers = buffers;
    this.scripts = scripts;
    this.state = state;
    this.pending = pending;
  }

  /** The first state of a project, in which nothing is read yet. */
  public static Snapshot open(
      Configuration configuration, Target target, FileTree disk, SourceReader sources) {
    return open(configuration, target, disk, sources, null);
  }

  /**
   * As {@link #open(Configuration, Target, FileTree, SourceReader)}.
   *
   * @param scripts who checks scripts that say what they need and that no buffer shows; null if
   *     they are files as all others
   */
  public static Snapshot open(
      Configuration configuration,
      Target target,
      FileTree disk,
      SourceReader sources,
      @Nullable ScriptCheckers scripts) {
    Buffers buffers = Buffers.none(sources);
    Program program =
        new Program(new TargetPython(target.version(), target.platform()), configuration::reports);
    Modules modules =
        Modules.changing(new ModuleResolver(target.paths(), buffers.over(disk)), buffers);
    Setting setting = new Setting(configuration, target, disk, program);
    return new Snapshot(setting, buffers, scripts, new State(modules, Set.of()), null);
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
    return after(buffers.with(file, text), scripts, isNew ? Set.of(file) : Set.of(), Set.of(file));
  }

  /** The state in which a buffer is closed and the disk counts again. */
  public Snapshot withoutBuffer(Path file) {
    boolean isGone = !setting.disk.isFile(file);
    return after(buffers.without(file), scripts, isGone ? Set.of(file) : Set.of(), Set.of(file));
  }

  /**
   * The state after changes on the disk.
   *
   * @param touched files and directories that were written, created or deleted
   */
  public Snapshot afterChanges(Collection<Path> touched) {
    Set<Path> files = new HashSet<>(touched);
    files.removeAll(buffers.files());
    return after(buffers, scripts == null ? null : scripts.afresh(), Set.copyOf(touched), files);
  }

  private Snapshot after(
      Buffers next, @Nullable ScriptCheckers apart, Set<Path> moved, Set<Path> touched) {
    synchronized (this) {
      Pending earlier = pending;
      State base = state;
      if (base != null) {
        return new Snapshot(setting, next, apart, null, new Pending(base, moved, touched));
      }
      if (earlier == null) {
        throw new IllegalStateException("a snapshot is worked out or pending");
      }
      Set<Path> allMoved = new HashSet<>(earlier.moved);
      allMoved.addAll(moved);
      Set<Path> allTouched = new HashSet<>(earlier.touched);
      allTouched.addAll(touched);
      return new Snapshot(
          setting, next, apart, null, new Pending(earlier.base, allMoved, allTouched));
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
      } else {
        known.source().unpack();
      }
    }
    State result = next == resolver ? followed(edits.base, changed) : null;
    if (result == null) {
      result = new State(before.after(next, buffers, changed), edits.base.edited);
      for (Path file : edits.base.pieces.keySet()) {
        KnownPieces known = edits.base.pieces(file);
        ModuleTypes module = before.loaded(file);
        if (known != null && module != null && result.modules.loaded(file) == module) {
          result.keep(file, known, buffers.text(file) != null);
        }
      }
    }
    result.edited.addAll(changed);
    return result;
  }

  /** The state after edits of texts that can be followed; null after others. */
  private @Nullable State followed(State base, Set<Path> changed) {
    Map<Path, KnownPieces> pieces = new HashMap<>();
    Set<Path> labelled = new HashSet<>();
    for (Path file : base.pieces.keySet()) {
      KnownPieces known = base.pieces(file);
      if (known != null) {
        pieces.put(file, known);
        if (!changed.contains(file)
            && base.modules.loaded(file) != null
            && known.pieces.mentions(changed)) {
          labelled.add(file);
        }
      }
    }
    Spread.Result spread = Spread.of(setting.program, base.modules, buffers, changed, labelled);
    if (spread == null) {
      return null;
    }
    State result = new State(spread.modules(), base.edited);
    pieces.forEach(
        (file, known) ->
            result.keep(file, known.after(spread.names(), changed), buffers.text(file) != null));
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

  /**
   * Lets go of what is not needed for open files, because memory is short. To be asked for when
   * nothing is being inferred.
   */
  public void letGo() {
    State current = state();
    current.modules.letGoExcept(buffers.files());
    current.pieces.values().forEach(Kept::letGo);
    reports.values().forEach(Kept::letGo);
    if (scripts != null) {
      scripts.letGo();
    }
  }

  /** The text of a file whose module is in memory. */
  public Optional<SourceText> heldText(Path file) {
    return Optional.ofNullable(state().modules.loaded(file)).map(ModuleTypes::source);
  }

  /** How many modules are in memory. */
  public int loadedModules() {
    return state().modules.loaded().size();
  }

  /** How many pieces of files (see {@link ModuleShape}) were checked for this state. */
  public int checkedPieces() {
    return checkedPieces.get();
  }

  /** How many pieces of the files that were checked for this state were known before. */
  public int keptPieces() {
    return keptPieces.get();
  }

  /** The files of which it is known what was found in them, and is held. */
  public int checkedFiles() {
    State known = state();
    int count = 0;
    for (Path file : known.pieces.keySet()) {
      count += known.pieces(file) == null ? 0 : 1;
    }
    return count;
  }

  /**
   * Runs {@code action}, which ends with a CancellationException soon after {@code cancelled} says
   * so; what was inferred until then is kept.
   */
  public <T> T until(BooleanSupplier cancelled, Supplier<T> action) {
    return setting.program.until(cancelled, action);
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

  /**
   * The files of libraries that were read, whether or not they are held: neither the user's own nor
   * typeshed's.
   */
  public List<Path> libraryFiles() {
    Modules modules = state().modules;
    List<Path> found = new ArrayList<>();
    for (Path file : modules.files()) {
      Origin origin = modules.resolver().moduleOf(file).origin();
      if (!origin.isUserCode() && !origin.isTypeshed()) {
        found.add(file);
      }
    }
    return found;
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
    Kept<FileReport> held = reports.get(file);
    FileReport known = held == null ? null : held.value();
    if (known == null) {
      ScriptCheckers apart = buffers.text(file) == null ? scripts : null;
      FileChecker checker =
          new FileChecker(setting.configuration, setting.target.version(), this::findings, apart);
      known = checker.check(file);
      reports.put(file, keptWhileOpen(file, known)); // racing threads find the same
    }
    return known;
  }

  private <T> Kept<T> keptWhileOpen(Path file, T value) {
    return buffers.text(file) != null ? Kept.forGood(value) : Kept.whileThereIsMemory(value);
  }

  private FileFindings findings(Path file) throws IOException {
    State current = state();
    ModuleTypes module = current.modules.module(current.modules.resolver().moduleOf(file));
    if (module == null) {
      buffers.read(file); // says why
      throw new IOException("the file appeared just now");
    }
    KnownPieces known = current.pieces(file);
    CheckedPieces pieces;
    if (known != null && known.pieces.module() == module && known.names.isEmpty()) {
      pieces = known.pieces;
    } else if (known == null) {
      pieces = check(current.modules, new PieceCheck(module));
      if (pieces.mentions(current.edited)) {
        // It may speak of places of before an edit, from when only some of it was inferred.
        Modules anew = current.modules.withoutMemoOf(module);
        pieces = check(anew, new PieceCheck(Objects.requireNonNull(anew.module(module.file()))));
      }
    } else {
      PieceCheck check = new PieceCheck(module, known.pieces, known.names, known.edited);
      pieces = check(current.modules, check);
    }
    KnownPieces latest = new KnownPieces(pieces, ChangedNames.NONE, Set.of());
    current.keep(file, latest, buffers.text(file) != null);
    ModuleCheck.Result result = pieces.result();
    FileFindings findings =
        new FileFindings(
            module.decoded(), module.parsed(), result.diagnostics(), result.unreachable());
    return ScriptImports.explained(file, findings, setting.target);
  }

  private CheckedPieces check(Modules modules, PieceCheck check) {
    CheckedPieces pieces = setting.program.on(modules, () -> check.run(setting.program));
    checkedPieces.addAndGet(check.count());
    keptPieces.addAndGet(check.kept());
    return pieces;
  }
}
