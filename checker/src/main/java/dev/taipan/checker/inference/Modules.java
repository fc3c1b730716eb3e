package dev.taipan.checker.inference;

import dev.taipan.checker.binding.Binder;
import dev.taipan.checker.binding.BoundModule;
import dev.taipan.checker.modules.ModuleFile;
import dev.taipan.checker.modules.ModuleName;
import dev.taipan.checker.modules.ModuleResolver;
import dev.taipan.checker.modules.ResolvedModule;
import dev.taipan.checker.source.DecodedSource;
import dev.taipan.checker.source.SourceReader;
import dev.taipan.checker.syntax.NamePool;
import dev.taipan.checker.syntax.ParsedModule;
import dev.taipan.checker.syntax.Parser;
import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.ClassModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The modules of one state of the files, each loaded when it is first asked for.
 *
 * <p>Answers never change; a change of the files makes another state, which shares the modules that
 * the change does not reach, with all that was inferred of them ({@link #after}). When memory is
 * short, modules may be let go and are loaded again when they are asked for. Any number of threads
 * may ask.
 */
public final class Modules {
  private final ModuleResolver resolver;
  private final SourceReader sources;
  private final ConcurrentHashMap<String, ResolvedModule> resolvedByKey = new ConcurrentHashMap<>();

  /** What was loaded of a file: no module if it cannot be read. */
  private record Loaded(@Nullable ModuleTypes module) {}

  private final ConcurrentHashMap<Path, Kept<Loaded>> byFile = new ConcurrentHashMap<>();

  /** What is asked for all the time; made anew when it was let go. */
  private static final class Lookups {
    final ConcurrentHashMap<String, ModuleTypes> byKey = new ConcurrentHashMap<>();
    final ConcurrentHashMap<ClassId, ClassModel> classModels = new ConcurrentHashMap<>();
  }

  private volatile Kept<Lookups> lookups;

  /** The files that each file was found to import from, whether or not its module is held. */
  private final ConcurrentHashMap<Path, Set<Path>> imports = new ConcurrentHashMap<>();

  /** Whether the state may be succeeded by others and let modules go. */
  private final boolean lasts;

  private final NamePool names;

  private Modules(ModuleResolver resolver, SourceReader sources, NamePool names, boolean lasts) {
    this.resolver = resolver;
    this.sources = sources;
    this.names = names;
    this.lasts = lasts;
    this.lookups = kept(new Lookups());
  }

  /** The only state of files that do not change, with nothing loaded yet. */
  static Modules unchanging(ModuleResolver resolver, SourceReader sources) {
    return new Modules(resolver, sources, new NamePool(), false);
  }

  /** The first state of files that change, with nothing loaded yet. */
  public static Modules changing(ModuleResolver resolver, SourceReader sources) {
    return new Modules(resolver, sources, new NamePool(), true);
  }

  private <T> Kept<T> kept(T value) {
    return lasts ? Kept.whileThereIsMemory(value) : Kept.forGood(value);
  }

  private Lookups lookups() {
    Lookups known = lookups.value();
    if (known == null) {
      known = new Lookups();
      lookups = kept(known); // racing threads fill two, and one of them is used
    }
    return known;
  }

  public ModuleResolver resolver() {
    return resolver;
  }

  /**
   * The state after a change of the files. A module keeps what was inferred of it unless it is
   * touched or imports, directly or through others, a module that is.
   *
   * @param resolver knows of the change
   * @param touched the files whose text is another, that came or that went
   */
  public Modules after(ModuleResolver resolver, SourceReader sources, Set<Path> touched) {
    Modules next = new Modules(resolver, sources, names, true);
    Set<Path> stale = stale(next, touched);
    if (resolver == this.resolver) {
      next.resolvedByKey.putAll(resolvedByKey);
    }
    byFile.forEach(
        (file, held) -> {
          Loaded loaded = held.value();
          ModuleTypes module = loaded == null ? null : loaded.module;
          if (module != null && !stale.contains(file)) {
            next.byFile.put(file, held);
            next.resolvedByKey.put(module.name(), module.file());
          }
        });
    return next;
  }

  /**
   * The state in which some modules are others, and all else keeps what was inferred of it.
   *
   * @param instead modules that take the places of those of the same files
   * @param unloaded the files whose modules are loaded again when they are asked for
   */
  public Modules with(SourceReader sources, Map<Path, ModuleTypes> instead, Set<Path> unloaded) {
    Modules next = new Modules(resolver, sources, names, true);
    next.resolvedByKey.putAll(resolvedByKey);
    next.imports.putAll(imports);
    next.imports.keySet().removeAll(unloaded);
    byFile.forEach(
        (path, held) -> {
          Loaded loaded = held.value();
          if (loaded != null && loaded.module != null && !unloaded.contains(path)) {
            next.byFile.put(path, held);
          }
        });
    instead.forEach(
        (path, module) -> {
          next.byFile.put(path, kept(new Loaded(module)));
          next.imports.put(path, ImportTargets.find(module, resolver).files());
        });
    return next;
  }

  /** The state in which a module that is loaded is inferred anew. */
  public Modules withoutMemoOf(ModuleTypes module) {
    return with(sources, Map.of(module.file().file(), module.withoutMemo()), Set.of());
  }

  /**
   * The modules of some files and all that were found to import them, directly or through others,
   * in the order of their paths.
   */
  public List<ModuleTypes> importers(Set<Path> files) {
    List<ModuleTypes> found = new ArrayList<>();
    for (Path file : closed(new HashSet<>(files), imports).stream().sorted().toList()) {
      ModuleTypes module = imports.containsKey(file) ? module(resolver.moduleOf(file)) : null;
      if (module != null) {
        found.add(module);
      }
    }
    return found;
  }

  /** The files that a module imports; none if it was never loaded. */
  public Set<Path> importsOf(Path file) {
    return imports.getOrDefault(file, Set.of());
  }

  /** The files that a change reaches; fills the imports of {@code next}. */
  private Set<Path> stale(Modules next, Set<Path> touched) {
    Set<Path> stale = new HashSet<>(touched);
    imports.forEach(
        (file, before) -> {
          if (touched.contains(file)) {
            return;
          }
          ModuleTypes module = next.resolver == resolver ? null : loaded(file);
          if (next.resolver == resolver) {
            next.imports.put(file, before);
          } else if (module == null) {
            stale.add(file); // nobody knows what it imports now
          } else {
            Set<Path> after = ImportTargets.find(module, next.resolver).files();
            next.imports.put(file, after);
            if (!after.equals(before) || isNamedOtherwise(module, next)) {
              stale.add(file);
            }
          }
        });
    closed(stale, next.imports);
    next.imports.keySet().removeAll(stale);
    return stale;
  }

  /** Whether another file has the name of a module now, or had it before and does not any more. */
  private static boolean isNamedOtherwise(ModuleTypes module, Modules next) {
    ResolvedModule found = next.resolver.resolve(module.file().name()).orElse(null);
    boolean isCanonical = found != null && found.equals(module.file());
    return isCanonical == (module.name().indexOf('@') >= 0);
  }

  /** Adds to some files all that import them, directly or through others. */
  private static Set<Path> closed(Set<Path> files, Map<Path, Set<Path>> imports) {
    Map<Path, List<Path>> importers = new HashMap<>();
    imports.forEach(
        (file, targets) -> {
          for (Path target : targets) {
            importers.computeIfAbsent(target, _ -> new ArrayList<>()).add(file);
          }
        });
    Deque<Path> reached = new ArrayDeque<>(files);
    while (!reached.isEmpty()) {
      for (Path importer : importers.getOrDefault(reached.poll(), List.of())) {
        if (files.add(importer)) {
          reached.add(importer);
        }
      }
    }
    return files;
  }

  /**
   * Lets go of all modules but those of some files, with what was inferred of them, as the
   * collector would when memory is short.
   */
  public void letGoExcept(Set<Path> files) {
    byFile.forEach(
        (file, held) -> {
          if (!files.contains(file)) {
            held.letGo();
          }
        });
    lookups.letGo();
  }

  /** The files that were read, whether or not their modules are held, in no particular order. */
  public Set<Path> files() {
    return Set.copyOf(imports.keySet());
  }

  /** The modules that are held, in no particular order. */
  public List<ModuleTypes> loaded() {
    List<ModuleTypes> found = new ArrayList<>();
    for (Kept<Loaded> held : byFile.values()) {
      Loaded loaded = held.value();
      if (loaded != null && loaded.module != null) {
        found.add(loaded.module);
      }
    }
    return found;
  }

  /** The module of a file if it is held, else null. */
  public @Nullable ModuleTypes loaded(Path file) {
    Loaded known = held(file);
    return known == null ? null : known.module;
  }

  private @Nullable Loaded held(Path file) {
    Kept<Loaded> held = byFile.get(file);
    return held == null ? null : held.value();
  }

  /**
   * The name under which types know a module; equal modules have equal names. A file that nobody
   * can import, as another has its name or none is found for it, is told apart by its path.
   */
  String keyOf(ResolvedModule module) {
    String key = module.name().toString();
    ResolvedModule known = resolvedByKey.get(key);
    if (known != null && known.equals(module)) {
      return key;
    }
    boolean canonical = resolver.resolve(module.name()).map(module::equals).orElse(false);
    if (!canonical && module instanceof ModuleFile file) {
      key = key + "@" + file.file();
    }
    resolvedByKey.putIfAbsent(key, module);
    return key;
  }

  /** The module that a key stands for; null if there is none. */
  @Nullable ResolvedModule resolved(String key) {
    ResolvedModule known = resolvedByKey.get(key);
    if (known != null) {
      return known;
    }
    Optional<ResolvedModule> found = ModuleName.parse(key).flatMap(resolver::resolve);
    found.ifPresent(module -> resolvedByKey.putIfAbsent(key, module));
    return found.orElse(null);
  }

  /** The module with a key, loaded; null if it has no source. */
  @Nullable ModuleTypes module(String key) {
    Lookups lookups = lookups();
    ModuleTypes known = lookups.byKey.get(key);
    if (known == null && resolved(key) instanceof ModuleFile file) {
      known = module(file);
      if (known != null) {
        lookups.byKey.put(key, known);
      }
    }
    return known;
  }

  /** The model of a class that was kept, or null. */
  @Nullable ClassModel classModel(ClassId id) {
    return lookups().classModels.get(id);
  }

  /** Keeps the model of a class that will not change in this state. */
  void keep(ClassModel model) {
    lookups().classModels.put(model.id(), model);
  }

  /** A module, loaded; null if its file cannot be read. */
  public @Nullable ModuleTypes module(ModuleFile file) {
    Loaded known = held(file.file());
    return known == null ? loadOnce(file) : known.module;
  }

  /** Loads a module, while other threads that want the same one wait for it. */
  private @Nullable ModuleTypes loadOnce(ModuleFile file) {
    List<Loaded> found = new ArrayList<>(1);
    byFile.compute(
        file.file(),
        (path, before) -> {
          Loaded held = before == null ? null : before.value();
          found.add(held == null ? new Loaded(load(file)) : held);
          return before == null || held == null ? kept(found.getFirst()) : before;
        });
    ModuleTypes module = found.getFirst().module;
    if (lasts && module != null) {
      if (!sources.isOpen(file.file())) {
        module.source().pack();
      }
      imports.putIfAbsent(file.file(), ImportTargets.find(module, resolver).files());
    }
    return module;
  }

  private @Nullable ModuleTypes load(ModuleFile file) {
    DecodedSource source;
    try {
      source = sources.read(file.file());
    } catch (IOException e) {
      return null;
    }
    ParsedModule parsed = Parser.parse(source.text(), names);
    BoundModule bound = Binder.bind(parsed.module(), file.isStub());
    return new ModuleTypes(keyOf(file), file, source, parsed, bound);
  }
}
