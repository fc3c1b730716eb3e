package dev.taipan.server.features;

import dev.taipan.checker.diagnostics.Span;
import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.modules.ModuleFile;
import dev.taipan.checker.modules.ModuleName;
import dev.taipan.checker.modules.Origin;
import dev.taipan.checker.modules.ResolvedModule;
import dev.taipan.checker.modules.SearchPaths;
import dev.taipan.checker.project.Snapshot;
import dev.taipan.checker.source.SourceText;
import dev.taipan.checker.syntax.Module;
import dev.taipan.checker.syntax.Parser;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The names of all modules that can be imported, and the symbols of the user's files, without any
 * types. Lives over many snapshots: a file is read again when it changed, libraries when the
 * environment did. Any number of threads may ask.
 */
public final class NameIndex {
  /**
   * A name that can be imported.
   *
   * @param module the dotted name of the module
   * @param name the name in it, or the last part of the module's own name
   */
  record Export(String module, String name, Exports.Kind kind, Origin origin) {
    /** The import that brings the name. */
    ImportEdits.Wanted wanted() {
      if (kind != Exports.Kind.MODULE) {
        return new ImportEdits.Wanted(module, name);
      }
      int dot = module.lastIndexOf('.');
      return dot < 0
          ? new ImportEdits.Wanted(module, "")
          : new ImportEdits.Wanted(module.substring(0, dot), name);
    }
  }

  /**
   * A class, function or variable of a file: the part of its {@link Outline.Entry} that a search
   * needs, as a project has many.
   *
   * @param container the names of the classes and functions around it, dotted
   * @param start where its name begins in the text
   * @param end where its name ends
   */
  record Symbol(String title, String container, Outline.Kind kind, int start, int end) {}

  /**
   * A file of the user.
   *
   * @param imports the dotted names of what it imports (see {@link ImportedModules})
   */
  record UserFile(Path file, List<Symbol> symbols, List<Export> exports, Set<String> imports) {}

  /** What stays valid until the file changes. */
  private record Known(Object stamp, UserFile content) {}

  /**
   * The libraries of an environment, by lower-case name.
   *
   * @param times when packages were installed last
   * @param customary how many of their files import a dotted name, if several do
   * @param isComplete whether it is more than the standard library
   */
  private record Libraries(
      SearchPaths paths,
      List<Long> times,
      List<Export> exports,
      Map<String, Integer> customary,
      boolean isComplete) {}

  /** What is read of libraries until all are read. */
  private static final class Reading {
    final List<Export> exports = new ArrayList<>();
    final Set<Path> seen = new HashSet<>();
    final Map<String, Integer> imports = new HashMap<>();
  }

  private static final int MAX_EXPORTS = 300_000;

  private final ConcurrentHashMap<Path, Known> files = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<Path, Libraries> libraries = new ConcurrentHashMap<>();

  /** How often {@link #files} changed. */
  private final AtomicInteger changes = new AtomicInteger();

  private volatile Imported imported = new Imported(Path.of(""), -1, Set.of());

  /** What the files of a root import, while nothing changes. */
  private record Imported(Path root, int changes, Set<String> names) {}

  /** The user's files, open ones as they are in the editor. */
  List<UserFile> userFiles(Snapshot snapshot, BooleanSupplier outdated) {
    Set<Path> paths = new LinkedHashSet<>();
    for (Path open : snapshot.buffers().files()) {
      if (snapshot.resolver().moduleOf(open).origin().isUserCode()) {
        paths.add(open);
      }
    }
    paths.addAll(snapshot.findFiles());
    List<UserFile> result = new ArrayList<>(paths.size());
    for (Path path : paths) {
      if (outdated.getAsBoolean()) {
        throw new CancellationException();
      }
      UserFile file = userFile(snapshot, path);
      if (file != null) {
        result.add(file);
      }
    }
    return result;
  }

  /**
   * The user's files but one as far as they were read before, without asking the disk; open ones as
   * they are in the editor.
   */
  List<UserFile> knownFiles(Snapshot snapshot, Path except) {
    List<UserFile> result = new ArrayList<>();
    for (Path open : snapshot.buffers().files()) {
      UserFile file =
          !open.equals(except) && snapshot.resolver().moduleOf(open).origin().isUserCode()
              ? userFile(snapshot, open)
              : null;
      if (file != null) {
        result.add(file);
      }
    }
    Path root = snapshot.configuration().root();
    files.forEach(
        (path, known) -> {
          if (path.startsWith(root)
              && !path.equals(except)
              && snapshot.buffers().text(path) == null) {
            result.add(known.content());
          }
        });
    return result;
  }

  /** What the user's files import, as far as these were read before. */
  Set<String> imported(Snapshot snapshot) {
    Path root = snapshot.configuration().root();
    int now = changes.get();
    Imported known = imported;
    if (known.changes() == now && known.root().equals(root)) {
      return known.names();
    }
    Set<String> names = new HashSet<>();
    files.forEach(
        (path, file) -> {
          if (path.startsWith(root)) {
            names.addAll(file.content().imports());
          }
        });
    imported = new Imported(root, now, Collections.unmodifiableSet(names));
    return names;
  }

  /** Which of several imports are likely in a project. */
  ImportRanking ranking(Snapshot snapshot) {
    return new ImportRanking(
        imported(snapshot), known(snapshot).map(Libraries::customary).orElseGet(Map::of));
  }

  /** Reads the user's files that changed since they were read before. */
  public void readUserFiles(Snapshot snapshot, BooleanSupplier outdated) {
    Set<Path> there = new HashSet<>();
    for (UserFile file : userFiles(snapshot, outdated)) {
      there.add(file.file());
    }
    Path root = snapshot.configuration().root();
    files.keySet().removeIf(path -> path.startsWith(root) && !there.contains(path));
    changes.incrementAndGet();
  }

  private @Nullable UserFile userFile(Snapshot snapshot, Path path) {
    SourceText open = snapshot.buffers().text(path);
    File disk = path.toFile();
    Object stamp =
        open != null
            ? open.text().hashCode() + ((long) open.length() << 32)
            : List.of(disk.lastModified(), disk.length());
    Known known = files.get(path);
    if (known != null && known.stamp().equals(stamp)) {
      return known.content();
    }
    try {
      SourceText text = open != null ? open : snapshot.buffers().read(path).text();
      Optional<ModuleTypes> module = open == null ? Optional.empty() : snapshot.module(path);
      Module tree =
          module.map(one -> one.parsed().module()).orElseGet(() -> Parser.parse(text).module());
      ModuleFile file = snapshot.resolver().moduleOf(path);
      List<Symbol> symbols = new ArrayList<>();
      addSymbols(Outline.of(tree, text.text()), "", symbols);
      UserFile content =
          new UserFile(path, List.copyOf(symbols), exports(tree, file), ImportedModules.of(tree));
      files.put(path, new Known(stamp, content));
      changes.incrementAndGet();
      return content;
    } catch (IOException e) {
      files.remove(path);
      changes.incrementAndGet();
      return null;
    }
  }

  private static void addSymbols(
      List<Outline.Entry> entries, String container, List<Symbol> symbols) {
    for (Outline.Entry entry : entries) {
      Span name = entry.name();
      symbols.add(new Symbol(entry.title(), container, entry.kind(), name.start(), name.end()));
      if (!entry.children().isEmpty()) {
        String inner = container.isEmpty() ? entry.title() : container + "." + entry.title();
        addSymbols(entry.children(), inner, symbols);
      }
    }
  }

  private static List<Export> exports(Module tree, ModuleFile file) {
    List<Export> exports = new ArrayList<>();
    String module = file.name().toString();
    exports.add(new Export(module, file.name().last(), Exports.Kind.MODULE, file.origin()));
    Exports.of(tree, file)
        .forEach((name, kind) -> exports.add(new Export(module, name, kind, file.origin())));
    return exports;
  }

  /** Whether {@link #libraryNames} has an answer. */
  public boolean knowsLibraries(Snapshot snapshot) {
    return known(snapshot)
        .filter(one -> one.isComplete() && one.times().equals(times(snapshot)))
        .isPresent();
  }

  /** Whether the standard library was read at least. */
  public boolean knowsSomeLibraries(Snapshot snapshot) {
    return known(snapshot).isPresent();
  }

  private static List<Long> times(Snapshot snapshot) {
    List<Long> times = new ArrayList<>();
    snapshot
        .resolver()
        .paths()
        .environment()
        .ifPresent(
            environment ->
                environment
                    .sitePackages()
                    .forEach(directory -> times.add(directory.toFile().lastModified())));
    return times;
  }

  private Optional<Libraries> known(Snapshot snapshot) {
    return Optional.ofNullable(libraries.get(snapshot.configuration().root()))
        .filter(one -> one.paths().equals(snapshot.resolver().paths()));
  }

  /** The names of libraries, sorted regardless of case; empty until they were read. */
  List<Export> libraryNames(Snapshot snapshot) {
    return known(snapshot).map(Libraries::exports).orElseGet(List::of);
  }

  /** Those names of libraries that start with a letter, in upper or lower case. */
  List<Export> libraryNames(Snapshot snapshot, char letter) {
    List<Export> all = libraryNames(snapshot);
    char folded = folded(letter);
    return all.subList(firstFrom(all, folded), firstFrom(all, (char) (folded + 1)));
  }

  /** The index of the first name that starts with a letter or a later one. */
  private static int firstFrom(List<Export> all, char letter) {
    int low = 0;
    int high = all.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (folded(all.get(middle).name().charAt(0)) < letter) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** As {@link String#CASE_INSENSITIVE_ORDER} compares it. */
  private static char folded(char c) {
    return Character.toLowerCase(Character.toUpperCase(c));
  }

  /**
   * Reads the libraries of a project's environment, the standard one first, which can take seconds.
   */
  public void readLibraries(Snapshot snapshot, BooleanSupplier outdated) {
    if (knowsLibraries(snapshot)) {
      return;
    }
    List<Long> times = times(snapshot);
    List<ResolvedModule> standard = new ArrayList<>();
    List<ResolvedModule> installed = new ArrayList<>();
    for (String name : snapshot.resolver().topLevelNames()) {
      if (!isHidden(name)) {
        ModuleName.parse(name)
            .flatMap(snapshot.resolver()::resolve)
            .ifPresent(
                module -> (module.origin() == Origin.STDLIB ? standard : installed).add(module));
      }
    }
    Reading reading = new Reading();
    standard.forEach(module -> readLibrary(snapshot, module, reading, outdated));
    if (known(snapshot).isEmpty()) {
      keep(snapshot, times, reading, false);
    }
    installed.forEach(module -> readLibrary(snapshot, module, reading, outdated));
    keep(snapshot, times, reading, true);
  }

  private void keep(Snapshot snapshot, List<Long> times, Reading reading, boolean isComplete) {
    List<Export> found = new ArrayList<>(reading.exports);
    Map<String, Integer> customary = new HashMap<>();
    reading.imports.forEach(
        (name, count) -> {
          if (count > 1) {
            customary.put(name, count);
          }
        });
    found.sort(
        Comparator.comparing(Export::name, String.CASE_INSENSITIVE_ORDER)
            .thenComparingInt(export -> export.origin() == Origin.STDLIB ? 0 : 1)
            .thenComparingInt(export -> dots(export.module()))
            .thenComparing(Export::module));
    libraries.put(
        snapshot.configuration().root(),
        new Libraries(
            snapshot.resolver().paths(),
            times,
            List.copyOf(found),
            Map.copyOf(customary),
            isComplete));
  }

  static int dots(String module) {
    int dots = 0;
    for (int i = 0; i < module.length(); i++) {
      if (module.charAt(i) == '.') {
        dots++;
      }
    }
    return dots;
  }

  private static boolean isHidden(String name) {
    return name.startsWith("_")
        || name.equals("tests")
        || name.equals("test")
        || name.equals("testing")
        || name.equals("conftest")
        || name.equals("antigravity")
        || name.equals("this");
  }

  private void readLibrary(
      Snapshot snapshot, ResolvedModule module, Reading reading, BooleanSupplier outdated) {
    if (outdated.getAsBoolean()) {
      throw new CancellationException();
    }
    if (reading.exports.size() > MAX_EXPORTS) {
      return;
    }
    if (module instanceof ModuleFile file) {
      if (file.origin().isUserCode() || !reading.seen.add(file.file())) {
        return;
      }
      try {
        SourceText text = snapshot.buffers().read(file.file()).text();
        Module tree = Parser.parse(text).module();
        reading.exports.addAll(exports(tree, file));
        ImportedModules.of(tree).forEach(name -> reading.imports.merge(name, 1, Integer::sum));
      } catch (IOException e) {
        return; // what cannot be read offers nothing
      }
    }
    for (String name : snapshot.resolver().submoduleNames(module)) {
      if (!isHidden(name)) {
        snapshot
            .resolver()
            .submodule(module, name)
            .ifPresent(child -> readLibrary(snapshot, child, reading, outdated));
      }
    }
  }
}
