package dev.taipan.checker.modules;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The way back from a file to the name of its module.
 *
 * <p>The deepest root that contains the file decides, so that {@code src/app/views.py} is {@code
 * app.views} although the project's root would make it {@code src.app.views}. A file that no root
 * gives an importable name is named from the directory of its outermost regular package, which is
 * what would be on the path if it were run.
 */
final class FileNames {
  /**
   * Where a file belongs.
   *
   * @param name the name of its module
   * @param origin the kind of the root
   * @param root the directory that the name starts from
   */
  record Place(ModuleName name, Origin origin, Path root) {}

  /** A directory whose content has names that start with {@code prefix}, which may be empty. */
  private record Root(Origin origin, Path directory, String prefix) {}

  private final Listings listings;
  private final SearchLayers layers;
  private final List<Root> known = new ArrayList<>();
  private final Path stubs;
  private final boolean hasEnvironment;

  FileNames(SearchPaths paths, SearchLayers layers, Listings listings) {
    this.listings = listings;
    this.layers = layers;
    stubs = paths.typeshed().stubs();
    hasEnvironment = paths.environment().isPresent();
    addRoots(Origin.EXTRA, paths.extra());
    addRoots(Origin.FIRST_PARTY, paths.firstParty());
    known.add(new Root(Origin.STDLIB, paths.typeshed().stdlib(), ""));
    Environment environment = paths.environment().orElse(null);
    if (environment != null) {
      addRoots(Origin.THIRD_PARTY, environment.sitePackages());
      addRoots(Origin.RUNTIME, environment.library());
    }
  }

  private void addRoots(Origin origin, List<Path> directories) {
    for (Path directory : directories) {
      known.add(new Root(origin, directory, ""));
    }
  }

  /** The place of an absolute path of a file, which need not exist. */
  Place placeOf(Path file) {
    Path parent = file.getParent();
    Path importRoot = parent == null ? file : importRoot(parent);
    if (file.startsWith(stubs)) {
      return place(new Root(Origin.TYPESHED, distribution(file), ""), file);
    }
    Root best = deepest(known, file);
    boolean isSettled =
        best != null && (!best.origin.isUserCode() || best.directory.equals(importRoot));
    if (!isSettled && hasEnvironment) {
      best = deeper(best, deepest(editableRoots(), file));
    }
    if (best == null) {
      return place(new Root(Origin.FIRST_PARTY, importRoot, ""), file);
    }
    if (best.origin.isUserCode() && parent != null && !isImportable(best.directory, parent)) {
      return place(new Root(best.origin, importRoot, ""), file);
    }
    return place(best, file);
  }

  /** The nearest directory from {@code directory} upwards that is no regular package. */
  Path importRoot(Path directory) {
    Path at = directory;
    while (listings.of(at).isRegularPackage()) {
      Path parent = at.getParent();
      if (parent == null) {
        return at;
      }
      at = parent;
    }
    return at;
  }

  /** The deepest root of the user's own code that contains {@code path}. */
  @Nullable Path userRoot(Path path) {
    Root best = null;
    for (Root root : known) {
      if (root.origin.isUserCode() && path.startsWith(root.directory)) {
        best = deeper(best, root);
      }
    }
    return best == null ? null : best.directory;
  }

  private Path distribution(Path file) {
    int depth = stubs.getNameCount();
    return file.getNameCount() > depth + 1 ? stubs.resolve(file.getName(depth)) : stubs;
  }

  private List<Root> editableRoots() {
    SearchLayers.Installed installed = layers.installed();
    List<Root> roots = new ArrayList<>();
    for (Path directory : installed.directories()) {
      roots.add(new Root(Origin.THIRD_PARTY, directory, ""));
    }
    for (Map.Entry<String, List<Path>> target : installed.targets().entrySet()) {
      for (Path path : target.getValue()) {
        roots.add(new Root(Origin.THIRD_PARTY, path, target.getKey()));
      }
    }
    return roots;
  }

  private static @Nullable Root deepest(List<Root> roots, Path file) {
    Root best = null;
    for (Root root : roots) {
      if (file.startsWith(root.directory) && !file.equals(root.directory)) {
        best = deeper(best, root);
      }
    }
    return best;
  }

  /** The one with the longer path; among equals the first, then the one with the lesser prefix. */
  private static @Nullable Root deeper(@Nullable Root first, @Nullable Root second) {
    if (first == null || second == null) {
      return first == null ? second : first;
    }
    int difference = second.directory.getNameCount() - first.directory.getNameCount();
    boolean isTie = difference == 0 && first.origin == second.origin;
    return difference > 0 || (isTie && second.prefix.compareTo(first.prefix) < 0) ? second : first;
  }

  private static boolean isImportable(Path root, Path directory) {
    for (int i = root.getNameCount(); i < directory.getNameCount(); i++) {
      String segment = directory.getName(i).toString();
      boolean isStubs = i == root.getNameCount() && segment.endsWith("-stubs");
      if (!isIdentifier(isStubs ? segment.substring(0, segment.length() - 6) : segment)) {
        return false;
      }
    }
    return true;
  }

  /** Whether {@code text} can be a segment in an import statement, keywords aside. */
  static boolean isIdentifier(String text) {
    if (text.isEmpty()) {
      return false;
    }
    char first = text.charAt(0);
    if (first != '_' && !Character.isUnicodeIdentifierStart(first)) {
      return false;
    }
    for (int i = 1; i < text.length(); i++) {
      if (!Character.isUnicodeIdentifierPart(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static Place place(Root root, Path file) {
    StringBuilder name = new StringBuilder(root.prefix);
    Origin origin = root.origin;
    int start = root.directory.getNameCount();
    for (int i = start; i < file.getNameCount() - 1; i++) {
      String segment = file.getName(i).toString();
      if (i == start && segment.endsWith("-stubs") && segment.length() > 6) {
        segment = segment.substring(0, segment.length() - 6);
        origin = origin.isTypeshed() ? origin : Origin.STUB_PACKAGE;
      }
      append(name, segment);
    }
    String stem = stem(String.valueOf(file.getFileName()));
    if (!stem.equals("__init__") || name.isEmpty()) {
      append(name, stem);
    }
    return new Place(ModuleName.of(name.toString()), origin, root.directory);
  }

  private static void append(StringBuilder name, String segment) {
    if (!name.isEmpty()) {
      name.append('.');
    }
    // A dot would make two segments of one, and such a name cannot be imported anyway.
    name.append(segment.replace('.', '_'));
  }

  private static String stem(String file) {
    int suffix = file.endsWith(".pyi") ? 4 : file.endsWith(".py") ? 3 : 0;
    return file.length() > suffix ? file.substring(0, file.length() - suffix) : file;
  }
}
