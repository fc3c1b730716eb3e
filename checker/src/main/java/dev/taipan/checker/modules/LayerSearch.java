package dev.taipan.checker.modules;

import static dev.taipan.checker.modules.DirectoryListing.BINARY;
import static dev.taipan.checker.modules.DirectoryListing.PLAIN;
import static dev.taipan.checker.modules.DirectoryListing.SOURCE;
import static dev.taipan.checker.modules.DirectoryListing.STUB;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks a name up in layers: what one layer has, and which layers count when several have it.
 *
 * <p>The first regular package or module wins. A namespace package is the union of what all layers
 * have, and is found only where no layer has anything regular. Three things add to that:
 *
 * <ul>
 *   <li>An <em>open</em> package (a partial stub package, a package of stubs that the user put
 *       first, typeshed's third-party stubs) is completed by the same package of the layers behind.
 *   <li>A namespace package of stubs stays in front of a regular package behind it, so that each
 *       subpackage may have its types inline or in stubs.
 *   <li>An installed package without types gives way to typeshed's stubs for it, although these
 *       come later.
 * </ul>
 */
final class LayerSearch {
  private final Listings listings;
  private final Typeshed typeshed;
  private final PythonVersion version;
  private final boolean wantsStubs;

  /**
   * @param wantsStubs false to search for what runs instead of what describes it
   */
  LayerSearch(Listings listings, Typeshed typeshed, PythonVersion version, boolean wantsStubs) {
    this.listings = listings;
    this.typeshed = typeshed;
    this.version = version;
    this.wantsStubs = wantsStubs;
  }

  /**
   * The module {@code name} in {@code layers}, which are those of its parent; null if none has it.
   */
  @Nullable ResolvedModule find(Layers layers, ModuleName name) {
    return find(layers.list(), 0, name);
  }

  private @Nullable ResolvedModule find(List<Layer> layers, int from, ModuleName name) {
    String last = name.last();
    List<Layer> namespace = new ArrayList<>(0);
    List<Layer> kept = new ArrayList<>(0);
    for (int i = from; i < layers.size(); i++) {
      Hit hit = lookUp(layers.get(i), name, last);
      if (hit == null) {
        continue;
      }
      if (hit.isNamespace()) {
        namespace.addAll(hit.places());
        if (staysInFront(hit.origin())) {
          kept.addAll(hit.places());
        }
        continue;
      }
      Hit best = hit;
      if (hit.origin() == Origin.THIRD_PARTY && !hit.isTyped()) {
        Hit stubs = typeshedAfter(layers, i, name, last);
        if (stubs != null) {
          kept.addAll(stubs.places());
          best = stubs.isNamespace() ? hit : stubs;
        }
      }
      kept.addAll(hit.places());
      if (hit.isOpen()) {
        kept.addAll(layersOf(find(layers, i + 1, name)).list());
      }
      return module(name, best, kept);
    }
    return namespace.isEmpty() ? null : new NamespacePackage(name, new Layers(namespace));
  }

  private static boolean staysInFront(Origin origin) {
    return origin == Origin.STUB_PACKAGE || origin == Origin.TYPESHED || origin == Origin.EXTRA;
  }

  private @Nullable Hit typeshedAfter(List<Layer> layers, int from, ModuleName name, String last) {
    for (int i = from + 1; i < layers.size(); i++) {
      if (layers.get(i) instanceof Layer.Index index && index.origin() == Origin.TYPESHED) {
        return lookUp(index, name, last);
      }
    }
    return null;
  }

  private static ResolvedModule module(ModuleName name, Hit hit, List<Layer> places) {
    Path file = hit.file();
    if (file == null) {
      return new NamespacePackage(name, new Layers(places));
    }
    if (hit.form() == Hit.Form.BINARY) {
      return new OpaqueModule(name, file, hit.origin(), new Layers(hit.places()));
    }
    boolean isPackage = hit.form() == Hit.Form.PACKAGE;
    return new ModuleFile(name, file, hit.origin(), isPackage, hit.isTyped(), new Layers(places));
  }

  /** Where the submodules of {@code module} are looked for; empty if it is no package. */
  static Layers layersOf(@Nullable ResolvedModule module) {
    return switch (module) {
      case null -> Layers.NONE;
      case ModuleFile file -> file.layers();
      case NamespacePackage namespace -> namespace.layers();
      case OpaqueModule opaque -> opaque.layers();
    };
  }

  /** What {@code layer} has under {@code name}, of which {@code last} is the last segment. */
  private @Nullable Hit lookUp(Layer layer, ModuleName name, String last) {
    return switch (layer) {
      case Layer.Directory directory -> inDirectory(directory, name, last);
      case Layer.Index index -> inTypeshed(index, name.toString());
      case Layer.Mapping mapping -> inMapping(mapping, name.toString());
    };
  }

  private @Nullable Hit inTypeshed(Layer.Index layer, String name) {
    if (!wantsStubs) {
      return null;
    }
    if (layer.origin() == Origin.STDLIB) {
      TypeshedIndex.StdlibEntry entry = typeshed.stdlibEntry(name);
      return entry == null || !entry.isIn(version)
          ? null
          : switch (entry.kind()) {
            case NAMESPACE -> Hit.namespace(Origin.STDLIB, layer);
            case PACKAGE -> Hit.stub(layer, typeshed.stdlibFile(name, entry.kind()), true);
            case MODULE -> Hit.stub(layer, typeshed.stdlibFile(name, entry.kind()), false);
          };
    }
    TypeshedIndex.StubEntry entry = typeshed.stubEntry(name, layer.distribution());
    if (entry == null) {
      return null;
    }
    return switch (entry.kind()) {
      case NAMESPACE -> Hit.namespace(Origin.TYPESHED, layer);
      case PACKAGE ->
          Hit.stub(
              new Layer.Index(Origin.TYPESHED, entry.distribution()),
              typeshed.stubFile(name, entry),
              true);
      case MODULE -> Hit.stub(layer, typeshed.stubFile(name, entry), false);
    };
  }

  private @Nullable Hit inDirectory(Layer.Directory layer, ModuleName name, String last) {
    if (layer.isStubRoot() && !wantsStubs) {
      return null;
    }
    String stem = layer.isStubRoot() ? last + "-stubs" : last;
    int kinds = listings.of(layer.path()).kinds(stem);
    if (kinds == 0
        || (layer.origin() == Origin.RUNTIME
            && wantsStubs
            && typeshed.stdlibEntry(name.first()) != null)) {
      return null;
    }
    Path inner = layer.path().resolve(stem);
    DirectoryListing content = (kinds & PLAIN) != 0 ? listings.of(inner) : DirectoryListing.ABSENT;
    Hit hit = regularPackage(layer, inner, content);
    if (hit == null && !layer.isStubRoot()) {
      hit = moduleFile(layer, stem, kinds);
    }
    if (hit == null && content.exists()) {
      hit =
          Hit.namespace(
              layer.origin(),
              new Layer.Directory(
                  layer.origin(),
                  inner,
                  layer.isTyped() || content.hasTypedMarker(),
                  layer.isOpen() || (layer.isStubRoot() && isPartial(inner, content)),
                  false));
    }
    return hit;
  }

  private @Nullable Hit regularPackage(
      Layer.Directory layer, Path directory, DirectoryListing content) {
    int kinds = content.kinds("__init__");
    Path file = pythonFile(directory, "__init__", kinds);
    Hit.Form form = Hit.Form.PACKAGE;
    if (file == null) {
      file = (kinds & BINARY) != 0 ? binary(directory, "__init__") : null;
      form = Hit.Form.BINARY;
    }
    if (file == null) {
      return null;
    }
    boolean typed = layer.isTyped() || content.hasTypedMarker();
    boolean open =
        layer.isOpen()
            || (layer.origin() == Origin.STUB_PACKAGE && isPartial(directory, content))
            || (layer.origin() == Origin.EXTRA && (kinds & (STUB | SOURCE)) == STUB);
    return new Hit(
        form,
        file,
        layer.origin(),
        typed || isStub(file),
        open,
        List.of(new Layer.Directory(layer.origin(), directory, typed, open, false)));
  }

  private boolean isPartial(Path directory, DirectoryListing content) {
    if (!content.hasTypedMarker()) {
      return false;
    }
    String marker = listings.files().read(directory.resolve("py.typed"));
    return marker != null && marker.lines().anyMatch(line -> line.strip().equals("partial"));
  }

  private @Nullable Hit moduleFile(Layer.Directory layer, String stem, int kinds) {
    Path file = pythonFile(layer.path(), stem, kinds);
    if (file != null) {
      return new Hit(
          Hit.Form.MODULE,
          file,
          layer.origin(),
          layer.isTyped() || isStub(file),
          layer.isOpen(),
          List.of());
    }
    file = (kinds & BINARY) != 0 ? binary(layer.path(), stem) : null;
    return file == null
        ? null
        : new Hit(Hit.Form.BINARY, file, layer.origin(), layer.isTyped(), false, List.of());
  }

  /** The stub or source named {@code stem}; the check finds directories with such a name. */
  private @Nullable Path pythonFile(Path directory, String stem, int kinds) {
    if (wantsStubs && (kinds & STUB) != 0) {
      Path file = directory.resolve(stem + ".pyi");
      if (listings.files().isFile(file)) {
        return file;
      }
    }
    if ((kinds & SOURCE) != 0) {
      Path file = directory.resolve(stem + ".py");
      if (listings.files().isFile(file)) {
        return file;
      }
    }
    return null;
  }

  private @Nullable Path binary(Path directory, String stem) {
    String[] names = listings.files().list(directory);
    String best = null;
    if (names != null) {
      for (String name : names) {
        if (name.startsWith(stem + ".")
            && (name.endsWith(".so") || name.endsWith(".pyd") || name.endsWith(".pyc"))
            && (best == null || name.compareTo(best) < 0)) {
          best = name;
        }
      }
    }
    return best == null ? null : directory.resolve(best);
  }

  private static boolean isStub(Path file) {
    return file.toString().endsWith(".pyi");
  }

  private @Nullable Hit inMapping(Layer.Mapping layer, String name) {
    List<Path> targets = layer.targets().getOrDefault(name, List.of());
    List<Layer> places = new ArrayList<>();
    if (hasTargetBelow(layer, name)) {
      places.add(layer);
    }
    for (Path target : targets) {
      Hit hit = atTarget(target);
      if (hit != null) {
        places.addAll(hit.places());
        return new Hit(hit.form(), hit.file(), hit.origin(), hit.isTyped(), hit.isOpen(), places);
      }
    }
    for (Path target : targets) {
      if (listings.of(target).exists()) {
        places.add(Layer.Directory.root(Origin.THIRD_PARTY, target));
      }
    }
    return places.isEmpty()
        ? null
        : new Hit(Hit.Form.NAMESPACE, null, Origin.THIRD_PARTY, false, false, places);
  }

  /** The regular package or module at a path that a finder names. */
  private @Nullable Hit atTarget(Path target) {
    Path parent = target.getParent();
    if (parent == null) {
      return null;
    }
    Layer.Directory place = Layer.Directory.root(Origin.THIRD_PARTY, parent);
    Hit hit = regularPackage(place, target, listings.of(target));
    if (hit != null) {
      return hit;
    }
    String file = String.valueOf(target.getFileName());
    int dot = file.indexOf('.');
    String stem = dot < 0 ? file : file.substring(0, dot);
    return moduleFile(place, stem, listings.of(parent).kinds(stem));
  }

  private static boolean hasTargetBelow(Layer.Mapping layer, String name) {
    for (String key : layer.targets().keySet()) {
      if (key.length() > name.length()
          && key.charAt(name.length()) == '.'
          && key.startsWith(name)) {
        return true;
      }
    }
    return false;
  }
}
