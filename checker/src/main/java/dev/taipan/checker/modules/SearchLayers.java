package dev.taipan.checker.modules;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The layers of the top level, in the specification's order. Those of the environment are put
 * together when one is first needed, because its {@code .pth} files must be read for them.
 */
final class SearchLayers {
  private final SearchPaths paths;
  private final Listings listings;
  private final Layers early;
  private volatile @Nullable Installed installed;

  /**
   * What the environment contributes.
   *
   * @param all the layers of the top level, the early ones included
   * @param directories site directories and those that {@code .pth} files add
   * @param targets what editable finders map
   * @param configuration the files that decided this, beside the site directories themselves
   */
  record Installed(
      Layers all,
      List<Path> directories,
      Map<String, List<Path>> targets,
      List<Path> configuration) {}

  /**
   * @param installed what the environment contributes, if that is known already
   */
  SearchLayers(SearchPaths paths, Listings listings, @Nullable Installed installed) {
    this.paths = paths;
    this.listings = listings;
    this.installed = installed;
    List<Layer> layers = new ArrayList<>();
    addRoots(Origin.EXTRA, paths.extra(), layers);
    addRoots(Origin.FIRST_PARTY, paths.firstParty(), layers);
    layers.add(new Layer.Index(Origin.STDLIB, null));
    early = new Layers(layers);
  }

  private static void addRoots(Origin origin, List<Path> roots, List<Layer> layers) {
    for (Path root : roots) {
      layers.add(Layer.Directory.stubRoot(root));
      layers.add(Layer.Directory.root(origin, root));
    }
  }

  /** The layers up to the standard library. */
  Layers early() {
    return early;
  }

  /** All layers. */
  Layers all() {
    return installed().all();
  }

  /** What the environment contributes; read at the first call. */
  Installed installed() {
    Installed known = installed;
    if (known == null) {
      // Two threads may both read; what they read is equal.
      known = read();
      installed = known;
    }
    return known;
  }

  /** What the environment contributes, null if nobody has asked for it yet. */
  @Nullable Installed installedIfKnown() {
    return installed;
  }

  private Installed read() {
    List<Path> directories = new ArrayList<>();
    Map<String, List<Path>> targets = new LinkedHashMap<>();
    List<Path> configuration = new ArrayList<>();
    PathFiles pathFiles = new PathFiles(listings, directories, targets, configuration);
    List<Path> library = List.of();
    Environment environment = paths.environment().orElse(null);
    if (environment != null) {
      library = environment.library();
      for (Path site : environment.sitePackages()) {
        pathFiles.addSite(site);
      }
    }
    List<Layer> layers = new ArrayList<>(early.list());
    for (Path directory : directories) {
      layers.add(Layer.Directory.stubRoot(directory));
    }
    for (Path directory : directories) {
      layers.add(Layer.Directory.root(Origin.THIRD_PARTY, directory));
    }
    if (!targets.isEmpty()) {
      layers.add(new Layer.Mapping(Map.copyOf(targets)));
    }
    layers.add(new Layer.Index(Origin.TYPESHED, null));
    for (Path directory : library) {
      layers.add(Layer.Directory.root(Origin.RUNTIME, directory));
    }
    return new Installed(
        new Layers(layers),
        List.copyOf(directories),
        Map.copyOf(targets),
        List.copyOf(configuration));
  }
}
