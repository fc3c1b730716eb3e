package dev.taipan.checker.inference;

import dev.taipan.checker.binding.Binder;
import dev.taipan.checker.binding.BoundModule;
import dev.taipan.checker.modules.ModuleFile;
import dev.taipan.checker.modules.ModuleName;
import dev.taipan.checker.modules.ModuleResolver;
import dev.taipan.checker.modules.ResolvedModule;
import dev.taipan.checker.source.DecodedSource;
import dev.taipan.checker.source.SourceReader;
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
 * the change does not reach, with all that was inferred of them ({@link #after}). Any number of
 * threads may ask.
 */
public final class Modules {
  private final ModuleResolver resolver;
  private final SourceReader sources;
  private final ConcurrentHashMap<String, ResolvedModule> resolvedByKey = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<Path, Optional<ModuleTypes>> byFile = new ConcurrentHashMap<>();

  /** The modules by key and the models of classes, which are asked for all the time. */
  private final ConcurrentHashMap<String, ModuleTypes> byKey = new ConcurrentHashMap<>();

  private final ConcurrentHashMap<ClassId, ClassModel> classModels = new ConcurrentHashMap<>();

  /** The files that modules import from, for those that were asked for. */
  private final ConcurrentHashMap<ModuleTypes, Set<Path>> imports = new ConcurrentHashMap<>();

  /** A state in which nothing is loaded yet. */
  public Modules(ModuleResolver resolver, SourceReader sources) {
    this.resolver = resolver;
    this.sources = sources;
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
    Modules next = new Modules(resolver, sources);
    Set<Path> stale = stale(next, touched);
    if (resolver == this.resolver) {
      next.resolvedByKey.putAll(resolvedByKey);
    }
    byFile.forEach(
        (file, module) -> {
          if (module.isPresent() && !stale.contains(file)) {
            next.byFile.put(file, module);
            next.resolvedByKey.put(module.get().name(), module.get().file());
          }
        });
    next.imports.keySet().retainAll(next.loaded());
    return next;
  }

  /**
   * The state in which some modules are others, and all else keeps what was inferred of it.
   *
   * @param instead modules that take the places of those of the same files
   * @param unloaded the files whose modules are loaded again when they are asked for
   */
  Modules with(SourceReader sources, Map<Path, ModuleTypes> instead, Set<Path> unloaded) {
    Modules next = new Modules(resolver, sources);
    next.resolvedByKey.putAll(resolvedByKey);
    byFile.forEach(
        (path, module) -> {
          if (module.isPresent() && !unloaded.contains(path)) {
            next.byFile.put(path, module);
          }
        });
    instead.forEach((path, module) -> next.byFile.put(path, Optional.of(module)));
    imports.forEach(
        (module, targets) -> {
          if (next.loaded(module.file().file()) == module) {
            next.imports.put(module, targets);
          }
        });
    return next;
  }

  /** The state in which a module that is loaded is inferred anew. */
  public Modules withoutMemoOf(ModuleTypes module) {
    return with(sources, Map.of(module.file().file(), module.withoutMemo()), Set.of());
  }

  /**
   * The loaded modules of some files and all that import them, directly or through others, in the
   * order of their paths.
   */
  List<ModuleTypes> importers(Set<Path> files) {
    Modules same = new Modules(resolver, sources);
    Set<Path> reached = stale(same, files);
    imports.putAll(same.imports);
    List<ModuleTypes> found = new ArrayList<>();
    for (Path file : reached.stream().sorted().toList()) {
      ModuleTypes module = loaded(file);
      if (module != null) {
        found.add(module);
      }
    }
    return found;
  }

  /** The loaded files that a change reaches; fills the imports of {@code next}. */
  private Set<Path> stale(Modules next, Set<Path> touched) {
    Map<Path, List<Path>> importers = new HashMap<>();
    Deque<Path> reached = new ArrayDeque<>(touched);
    Set<Path> stale = new HashSet<>(touched);
    for (ModuleTypes module : loaded()) {
      Path file = module.file().file();
      if (touched.contains(file)) {
        continue;
      }
      Set<Path> before = imports.get(module);
      if (before == null) {
        before = ImportTargets.of(module, resolver);
      }
      Set<Path> after =
          next.resolver == resolver ? before : ImportTargets.of(module, next.resolver);
      if (!after.equals(before) && stale.add(file)) {
        reached.add(file);
      }
      next.imports.put(module, after);
      for (Path target : after) {
        importers.computeIfAbsent(target, _ -> new ArrayList<>()).add(file);
      }
    }
    while (!reached.isEmpty()) {
      for (Path importer : importers.getOrDefault(reached.poll(), List.of())) {
        if (stale.add(importer)) {
          reached.add(importer);
        }
      }
    }
    return stale;
  }

  /** The modules that are loaded, in no particular order. */
  public List<ModuleTypes> loaded() {
    List<ModuleTypes> found = new ArrayList<>();
    byFile.values().forEach(module -> module.ifPresent(found::add));
    return found;
  }

  /** The module of a file if it is loaded, else null. */
  public @Nullable ModuleTypes loaded(Path file) {
    Optional<ModuleTypes> known = byFile.get(file);
    return known == null ? null : known.orElse(null);
  }

  /** The name under which types know a module; equal modules have equal names. */
  String keyOf(ResolvedModule module) {
    String key = module.name().toString();
    ResolvedModule known = resolvedByKey.get(key);
    if (known != null && known.equals(module)) {
      return key;
    }
    boolean canonical = resolver.resolve(module.name()).map(module::equals).orElse(true);
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
    ModuleTypes known = byKey.get(key);
    if (known == null && resolved(key) instanceof ModuleFile file) {
      known = module(file);
      if (known != null) {
        byKey.put(key, known);
      }
    }
    return known;
  }

  /** The model of a class that was kept, or null. */
  @Nullable ClassModel classModel(ClassId id) {
    return classModels.get(id);
  }

  /** Keeps the model of a class that will not change in this state. */
  void keep(ClassModel model) {
    classModels.put(model.id(), model);
  }

  /** A module, loaded; null if its file cannot be read. */
  public @Nullable ModuleTypes module(ModuleFile file) {
    Optional<ModuleTypes> known = byFile.get(file.file());
    if (known == null) {
      known = byFile.computeIfAbsent(file.file(), path -> load(file));
    }
    return known.orElse(null);
  }

  private Optional<ModuleTypes> load(ModuleFile file) {
    DecodedSource source;
    try {
      source = sources.read(file.file());
    } catch (IOException e) {
      return Optional.empty();
    }
    ParsedModule parsed = Parser.parse(source.text());
    BoundModule bound = Binder.bind(parsed.module(), file.isStub());
    return Optional.of(new ModuleTypes(keyOf(file), file, source, parsed, bound));
  }
}
