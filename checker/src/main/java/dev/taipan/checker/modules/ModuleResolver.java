package dev.taipan.checker.modules;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds modules by name, and the name of a file's module.
 *
 * <p>Answers are those of the file system when it was first asked, and never change afterwards;
 * {@link #afterChanges} gives a resolver that knows of changes. Any number of threads may use one
 * resolver; none ever waits for another, and they may compute the same answer twice.
 */
public final class ModuleResolver {
  private static final Layers STDLIB = new Layers(List.of(new Layer.Index(Origin.STDLIB, null)));

  private final SearchPaths paths;
  private final Listings listings;
  private final SearchLayers layers;
  private final FileNames names;
  private final LayerSearch search;
  private final RuntimeModules runtime;

  private final Map<ModuleName, Optional<ResolvedModule>> known = new ConcurrentHashMap<>();
  private final Map<ModuleName, Optional<ModuleFile>> stdlib = new ConcurrentHashMap<>();
  private final Map<Path, ModuleFile> byFile = new ConcurrentHashMap<>();
  private final Map<Local, Optional<ResolvedModule>> locals = new ConcurrentHashMap<>();

  /** A question for a module in one directory that is on no search path. */
  private record Local(Path directory, ModuleName name) {}

  /**
   * A resolver that has read nothing yet.
   *
   * @param files where everything but typeshed's index is read
   */
  public ModuleResolver(SearchPaths paths, FileTree files) {
    this(paths, new Listings(files), null);
  }

  private ModuleResolver(
      SearchPaths paths, Listings listings, SearchLayers.@Nullable Installed installed) {
    this.paths = paths;
    this.listings = listings;
    layers = new SearchLayers(paths, listings, installed);
    names = new FileNames(paths, layers, listings);
    search = new LayerSearch(listings, paths.typeshed(), paths.version(), true);
    runtime = new RuntimeModules(paths, layers, listings);
  }

  /** Where this resolver looks. */
  public SearchPaths paths() {
    return paths;
  }

  /** The module of an absolute name, for code that lies in no particular place. */
  public Optional<ResolvedModule> resolve(ModuleName name) {
    Optional<ResolvedModule> found = known.get(name);
    if (found == null) {
      ResolvedModule module = name.isTopLevel() ? topLevel(name) : inParent(name);
      Optional<ResolvedModule> result = Optional.ofNullable(module);
      Optional<ResolvedModule> earlier = known.putIfAbsent(name, result);
      found = earlier == null ? result : earlier;
    }
    return found;
  }

  private @Nullable ResolvedModule topLevel(ModuleName name) {
    ResolvedModule found = findTopLevel(name);
    return found == null ? null : canonical(found, null);
  }

  private @Nullable ResolvedModule findTopLevel(ModuleName name) {
    if (StandardModules.isNeverShadowed(name.toString())) {
      ModuleFile standard = stdlib(name).orElse(null);
      boolean isKnown = paths.typeshed().stdlibEntry(name.toString()) != null;
      return standard != null || isKnown
          ? standard
          : new OpaqueModule(name, null, Origin.RUNTIME, Layers.NONE);
    }
    // Most names are found without a look at the environment.
    ResolvedModule found = search.find(layers.early(), name);
    boolean isSettled =
        found != null
            && !(found instanceof NamespacePackage)
            && found.origin() != Origin.EXTRA
            && found.origin() != Origin.STUB_PACKAGE;
    return isSettled ? found : search.find(layers.all(), name);
  }

  private @Nullable ResolvedModule inParent(ModuleName name) {
    Optional<ModuleName> parentName = name.parent();
    ResolvedModule parent = parentName.flatMap(this::resolve).orElse(null);
    return parent == null ? null : child(parent, name.last());
  }

  private @Nullable ResolvedModule child(ResolvedModule parent, String last) {
    Layers places = LayerSearch.layersOf(parent);
    if (places.isEmpty()) {
      return null;
    }
    ModuleName name = parent.name().child(last);
    ResolvedModule found = search.find(places, name);
    if (found == null && parent.origin() == Origin.STDLIB) {
      return undescribed(name);
    }
    return found == null ? null : canonical(found, parent);
  }

  /**
   * A module of the interpreter's library that typeshed leaves out, as it does with private ones.
   */
  private @Nullable ResolvedModule undescribed(ModuleName name) {
    return paths.typeshed().stdlibEntry(name.toString()) == null
        ? runtime.findInLibrary(name)
        : null;
  }

  /**
   * The module that stands for the same file however it is imported. Only code of the user's can be
   * reached in two ways: from nested roots.
   */
  private ResolvedModule canonical(ResolvedModule found, @Nullable ResolvedModule parent) {
    if (found.origin() == Origin.STDLIB) {
      ModuleFile standard = stdlib(found.name()).orElse(null);
      return standard == null ? found : standard;
    }
    if (found instanceof ModuleFile module
        && module.origin().isUserCode()
        && (parent == null || parent instanceof NamespacePackage)) {
      ModuleName name = names.placeOf(module.file()).name();
      if (!name.equals(module.name())) {
        ResolvedModule other = walk(layers.all(), name);
        return other != null && found.equals(other) ? other : found;
      }
    }
    return found;
  }

  /** The module of a whole name from the top level that {@code top} makes, past all caches. */
  private @Nullable ResolvedModule walk(Layers top, ModuleName name) {
    ModuleName parentName = name.parent().orElse(null);
    if (parentName == null) {
      return search.find(top, name);
    }
    ResolvedModule parent = walk(top, parentName);
    return parent == null ? null : search.find(LayerSearch.layersOf(parent), name);
  }

  /**
   * The module that {@code import name} in {@code importer} finds. If the search paths do not have
   * it, the directories above a first-party importer are searched too, from that of its outermost
   * package up to the root of the user's code, because tests and scripts run with their own
   * directory on the path.
   */
  public Optional<ResolvedModule> resolve(ModuleName name, ModuleFile importer) {
    Optional<ResolvedModule> found = resolve(name);
    if (!importer.origin().isUserCode()
        || (found.isPresent() && !(found.get() instanceof NamespacePackage))) {
      return found;
    }
    for (Path directory : directoriesAbove(importer)) {
      Optional<ResolvedModule> local = local(directory, name);
      if (local.isPresent() && (found.isEmpty() || !(local.get() instanceof NamespacePackage))) {
        return local;
      }
    }
    return found;
  }

  private List<Path> directoriesAbove(ModuleFile importer) {
    List<Path> directories = new ArrayList<>();
    Path parent = importer.file().getParent();
    if (parent != null) {
      Path at = names.importRoot(parent);
      Path root = names.userRoot(at);
      directories.add(at);
      while (root != null && !at.equals(root) && at.getParent() != null) {
        at = at.getParent();
        directories.add(at);
      }
    }
    return directories;
  }

  private Optional<ResolvedModule> local(Path directory, ModuleName name) {
    Local question = new Local(directory, name);
    Optional<ResolvedModule> found = locals.get(question);
    if (found == null) {
      Layers top = new Layers(List.of(Layer.Directory.root(Origin.FIRST_PARTY, directory)));
      ResolvedModule module = walk(top, name);
      Optional<ResolvedModule> result =
          module instanceof ModuleFile file
              ? Optional.of(moduleOf(file.file()))
              : Optional.ofNullable(module);
      Optional<ResolvedModule> earlier = locals.putIfAbsent(question, result);
      found = earlier == null ? result : earlier;
    }
    return found;
  }

  /**
   * The module that a relative import in {@code importer} means.
   *
   * @param level the number of leading dots, at least one
   * @param tail the dotted name after the dots, empty in {@code from . import x}
   */
  public Optional<ResolvedModule> resolveRelative(ModuleFile importer, int level, String tail) {
    ResolvedModule base = packageAbove(importer, level);
    if (base == null || tail.isEmpty()) {
      return Optional.ofNullable(base);
    }
    ResolvedModule at = base;
    for (String segment : tail.split("\\.", -1)) {
      at = segment.isEmpty() ? null : submodule(at, segment).orElse(null);
      if (at == null) {
        return Optional.empty();
      }
    }
    return Optional.of(at);
  }

  /** The package that {@code level} dots in {@code importer} mean. */
  private @Nullable ResolvedModule packageAbove(ModuleFile importer, int level) {
    ModuleName name = importer.name().relative(importer.isPackage(), level, "").orElse(null);
    Path directory = importer.file().getParent();
    for (int i = 1; i < level && directory != null; i++) {
      directory = directory.getParent();
    }
    if (directory == null) {
      return null;
    }
    if (name == null) {
      // A script may stand for a module of a package that only its user knows.
      return level == 1 ? packageIn(directory, ModuleName.of(importer.name().first())) : null;
    }
    ResolvedModule found = resolve(name).orElse(null);
    if (found != null
        && (importer.origin().isTypeshed() || LayerSearch.layersOf(found).contain(directory))) {
      return found;
    }
    // The importing file is not what its name finds: another package of that name comes first.
    return packageIn(directory, name);
  }

  private ResolvedModule packageIn(Path directory, ModuleName name) {
    int kinds = listings.of(directory).kinds("__init__");
    if ((kinds & DirectoryListing.STUB) != 0) {
      return moduleOf(directory.resolve("__init__.pyi"));
    }
    if ((kinds & DirectoryListing.SOURCE) != 0) {
      return moduleOf(directory.resolve("__init__.py"));
    }
    return new NamespacePackage(
        name, new Layers(List.of(Layer.Directory.root(Origin.FIRST_PARTY, directory))));
  }

  /**
   * The submodule {@code name} of a package; absent for anything but a package, and for a name that
   * is none of a module, as strings in {@code __all__} may be.
   */
  public Optional<ResolvedModule> submodule(ResolvedModule parent, String name) {
    if (name.isEmpty() || name.indexOf('.') >= 0) {
      return Optional.empty();
    }
    if (resolve(parent.name()).orElse(null) == parent) {
      return resolve(parent.name().child(name));
    }
    ResolvedModule found = child(parent, name);
    // Files have one module each, whichever way leads to them.
    return found instanceof ModuleFile file && file.origin().isUserCode()
        ? Optional.of(moduleOf(file.file()))
        : Optional.ofNullable(found);
  }

  /** A module of typeshed's standard library, whatever shadows it. */
  Optional<ModuleFile> stdlib(ModuleName name) {
    Optional<ModuleFile> found = stdlib.get(name);
    if (found == null) {
      Optional<ModuleFile> result =
          search.find(STDLIB, name) instanceof ModuleFile file
              ? Optional.of(file)
              : Optional.empty();
      Optional<ModuleFile> earlier = stdlib.putIfAbsent(name, result);
      found = earlier == null ? result : earlier;
    }
    return found;
  }

  /** The module of a file, which need not exist nor lie on a search path. */
  public ModuleFile moduleOf(Path file) {
    Path absolute = file.toAbsolutePath().normalize();
    ModuleFile found = byFile.get(absolute);
    if (found == null) {
      ModuleFile result = moduleAt(absolute);
      ModuleFile earlier = byFile.putIfAbsent(absolute, result);
      found = earlier == null ? result : earlier;
    }
    return found;
  }

  private ModuleFile moduleAt(Path file) {
    FileNames.Place place = names.placeOf(file);
    ResolvedModule namesake =
        place.origin() == Origin.STDLIB
            ? stdlib(place.name()).orElse(null)
            : resolve(place.name()).orElse(null);
    if (namesake instanceof ModuleFile module && module.file().equals(file)) {
      return module;
    }
    String fileName = String.valueOf(file.getFileName());
    boolean isStub = fileName.endsWith(".pyi");
    boolean isPackage = fileName.equals("__init__.py") || fileName.equals("__init__.pyi");
    Origin origin = place.origin();
    boolean isMarked = origin.isUserCode() || isMarked(file, place.root());
    Layers places = Layers.NONE;
    Path directory = file.getParent();
    if (isPackage && directory != null) {
      Layers shared = LayerSearch.layersOf(namesake);
      places =
          shared.contain(directory)
              ? shared
              : new Layers(List.of(new Layer.Directory(origin, directory, isMarked, false, false)));
    }
    return new ModuleFile(place.name(), file, origin, isPackage, isMarked || isStub, places);
  }

  /** Whether there is a {@code py.typed} from the file's directory up to below {@code root}. */
  private boolean isMarked(Path file, Path root) {
    Path at = file.getParent();
    while (at != null && at.startsWith(root) && !at.equals(root)) {
      if (listings.of(at).hasTypedMarker()) {
        return true;
      }
      at = at.getParent();
    }
    return false;
  }

  /** The names of the submodules of a package, sorted; namespace packages included. */
  public List<String> submoduleNames(ResolvedModule parent) {
    Set<String> found = new TreeSet<>();
    for (Layer layer : LayerSearch.layersOf(parent).list()) {
      addNames(layer, parent.name().toString(), found);
    }
    return List.copyOf(found);
  }

  /**
   * The names of all modules that can be imported without a dot, sorted; stubs of packages that are
   * not installed are left out. Reads many directories.
   */
  public List<String> topLevelNames() {
    Set<String> found = new TreeSet<>();
    for (Layer layer : layers.all().list()) {
      if (layer.origin() != Origin.TYPESHED && layer.origin() != Origin.STUB_PACKAGE) {
        addNames(layer, "", found);
      }
    }
    return List.copyOf(found);
  }

  private void addNames(Layer layer, String parent, Set<String> found) {
    switch (layer) {
      case Layer.Directory directory -> addNames(directory, found);
      case Layer.Index index -> {
        if (index.origin() == Origin.STDLIB) {
          paths.typeshed().addStdlibChildren(parent, paths.version(), found);
        } else {
          paths.typeshed().addStubChildren(parent, index.distribution(), found);
        }
      }
      case Layer.Mapping mapping -> {
        String prefix = parent.isEmpty() ? "" : parent + ".";
        for (String target : mapping.targets().keySet()) {
          if (target.startsWith(prefix)) {
            int dot = target.indexOf('.', prefix.length());
            found.add(target.substring(prefix.length(), dot < 0 ? target.length() : dot));
          }
        }
      }
    }
  }

  private void addNames(Layer.Directory directory, Set<String> found) {
    DirectoryListing listing = listings.of(directory.path());
    for (String stem : listing.stems()) {
      int kinds = listing.kinds(stem);
      boolean isFile = (kinds & ~DirectoryListing.PLAIN) != 0;
      if (FileNames.isIdentifier(stem)
          && !stem.equals("__init__")
          && !stem.equals("__pycache__")
          && (isFile || !listings.of(directory.path().resolve(stem)).stems().isEmpty())) {
        found.add(stem);
      }
    }
  }

  /** Why {@link #resolve(ModuleName, ModuleFile)} finds nothing. */
  public ImportFailure explain(ModuleName name, ModuleFile importer) {
    ModuleName missing = name;
    ModuleName parent = name.parent().orElse(null);
    while (parent != null && resolve(parent, importer).isEmpty()) {
      missing = parent;
      parent = parent.parent().orElse(null);
    }
    ResolvedModule container = parent == null ? null : resolve(parent, importer).orElse(null);
    if (container != null) {
      return explain(missing, container);
    }
    Set<Path> searched = new LinkedHashSet<>(layers.all().directories());
    searched.addAll(importer.origin().isUserCode() ? directoriesAbove(importer) : List.of());
    return notInVersion(missing).orElse(new ImportFailure.NotFound(missing, List.copyOf(searched)));
  }

  /** Why {@link #resolveRelative} finds nothing. */
  public ImportFailure explainRelative(ModuleFile importer, int level, String tail) {
    ResolvedModule at = packageAbove(importer, level);
    if (at == null) {
      return new ImportFailure.BeyondTopLevel(level);
    }
    for (String segment : tail.split("\\.", -1)) {
      ResolvedModule next = segment.isEmpty() ? null : submodule(at, segment).orElse(null);
      if (next == null) {
        ModuleName missing = segment.isEmpty() ? at.name() : at.name().child(segment);
        return explain(missing, at);
      }
      at = next;
    }
    return new ImportFailure.NotFound(at.name(), LayerSearch.layersOf(at).directories());
  }

  private ImportFailure explain(ModuleName missing, ResolvedModule parent) {
    List<Path> directories = LayerSearch.layersOf(parent).directories();
    if (parent.origin() == Origin.STUB_PACKAGE && !directories.isEmpty()) {
      if (runtime.find(missing) != null) {
        return new ImportFailure.NotInStubs(missing, directories.get(0));
      }
    }
    return notInVersion(missing).orElse(new ImportFailure.NotFound(missing, directories));
  }

  private Optional<ImportFailure> notInVersion(ModuleName name) {
    TypeshedIndex.StdlibEntry entry = paths.typeshed().stdlibEntry(name.toString());
    return entry == null || entry.isIn(paths.version())
        ? Optional.empty()
        : Optional.of(
            new ImportFailure.NotInVersion(
                name,
                new PythonVersion(3, entry.first()),
                entry.last() >= PythonVersion.NEWEST.minor()
                    ? PythonVersion.NEWEST
                    : new PythonVersion(3, entry.last())));
  }

  /** The source that a stub describes, if it is on disk; for any other module its own file. */
  public Optional<Path> runtimeFile(ModuleFile module) {
    return module.isStub() ? runtime.sourceOf(module) : Optional.of(module.file());
  }

  /**
   * A resolver for the file system after a change, which shares what is still valid; this one if
   * nothing that matters changed. What is written into a Python file never matters.
   *
   * @param touched files and directories that were created, deleted, renamed (both names) or
   *     written; absolute and normalized
   * @param files the file system as it is now
   */
  public ModuleResolver afterChanges(Collection<Path> touched, FileTree files) {
    Changes changes = Changes.of(touched, listings, layers, files);
    if (changes.isEmpty() && (touched.isEmpty() || files.equals(listings.files()))) {
      return this;
    }
    boolean isSameTop = !changes.areEnvironmental();
    ModuleResolver next =
        new ModuleResolver(paths, changes.listings(), isSameTop ? layers.installedIfKnown() : null);
    next.stdlib.putAll(stdlib);
    if (isSameTop) {
      known.forEach(
          (name, module) -> {
            if (!changes.concern(name)) {
              next.known.put(name, module);
            }
          });
      byFile.forEach(
          (file, module) -> {
            if (!changes.concern(file)) {
              next.byFile.put(file, module);
            }
          });
    }
    return next;
  }

  @Override
  public String toString() {
    return "modules of " + paths.firstParty();
  }
}
