package dev.taipan.checker.modules;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds what runs behind the stubs that describe it. */
final class RuntimeModules {
  private final SearchPaths paths;
  private final SearchLayers layers;
  private final Listings listings;
  private final LayerSearch search;

  RuntimeModules(SearchPaths paths, SearchLayers layers, Listings listings) {
    this.paths = paths;
    this.layers = layers;
    this.listings = listings;
    search = new LayerSearch(listings, paths.typeshed(), paths.version(), false);
  }

  /** The module that {@code import name} loads at run time; null if it is not on disk. */
  @Nullable ResolvedModule find(ModuleName name) {
    return walk(layers.all(), name);
  }

  /** The module {@code name} of the interpreter's own library; null if it has none. */
  @Nullable ResolvedModule findInLibrary(ModuleName name) {
    return walk(library(), name);
  }

  private @Nullable ResolvedModule walk(Layers top, ModuleName name) {
    ModuleName parentName = name.parent().orElse(null);
    if (parentName == null) {
      return search.find(top, name);
    }
    ResolvedModule parent = walk(top, parentName);
    return parent == null ? null : search.find(LayerSearch.layersOf(parent), name);
  }

  /** The source file that a stub describes. */
  Optional<Path> sourceOf(ModuleFile stub) {
    Path directory = stub.file().getParent();
    String fileName = String.valueOf(stub.file().getFileName());
    String stem = fileName.substring(0, fileName.length() - ".pyi".length());
    if (directory != null && (listings.of(directory).kinds(stem) & DirectoryListing.SOURCE) != 0) {
      return Optional.of(directory.resolve(stem + ".py"));
    }
    Layers top = stub.origin() == Origin.STDLIB ? library() : layers.all();
    return walk(top, stub.name()) instanceof ModuleFile source
        ? Optional.of(source.file())
        : Optional.empty();
  }

  private Layers library() {
    List<Layer> library = new ArrayList<>();
    Environment environment = paths.environment().orElse(null);
    if (environment != null) {
      for (Path directory : environment.library()) {
        library.add(Layer.Directory.root(Origin.RUNTIME, directory));
      }
    }
    return new Layers(library);
  }
}
