package dev.taipan.checker.modules;

import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a change of the file system means for answers that were given before it. */
final class Changes {
  private final Set<String> segments;
  private final boolean areEnvironmental;
  private final Listings listings;

  private Changes(Set<String> segments, boolean areEnvironmental, Listings listings) {
    this.segments = segments;
    this.areEnvironmental = areEnvironmental;
    this.listings = listings;
  }

  /**
   * Compares what was read of the touched places with what is there now. A directory that nobody
   * looked into concerns nobody, unless it is new: who tells of a file need not tell of the
   * directories that came or went with it.
   */
  static Changes of(Collection<Path> touched, Listings old, SearchLayers layers, FileTree files) {
    Listings listings = old.copy(files);
    SearchLayers.Installed installed = layers.installedIfKnown();
    Set<String> segments = new HashSet<>();
    boolean environmental = false;
    Set<Path> compared = new HashSet<>();
    for (Path path : touched) {
      Path directory = path.getParent();
      Path known = nearestKnown(directory, old);
      while (known != null && compared.add(known)) {
        environmental |= compare(known, old, listings, segments, installed);
        boolean isSame = old.of(known).exists() == listings.of(known).exists();
        known = isSame ? null : nearestKnown(known.getParent(), old);
      }
      if (old.knows(path) && compared.add(path)) {
        // A directory itself came or went, perhaps with all that it holds.
        environmental |= compare(path, old, listings, segments, installed);
      }
      environmental |= installed != null && installed.configuration().contains(path);
      if (isTypedMarker(path) && directory != null && old.knows(directory)) {
        segments.add(packageName(directory));
      }
    }
    return new Changes(segments, environmental, listings);
  }

  /** The innermost directory, from {@code directory} outwards, that was looked into. */
  private static @Nullable Path nearestKnown(@Nullable Path directory, Listings old) {
    Path at = directory;
    while (at != null && !old.knows(at)) {
      at = at.getParent();
    }
    return at;
  }

  /** Whether the change is one of what the environment adds to the search paths. */
  private static boolean compare(
      Path directory,
      Listings old,
      Listings now,
      Set<String> segments,
      SearchLayers.@Nullable Installed installed) {
    DirectoryListing before = old.of(directory);
    DirectoryListing after = now.readAgain(directory);
    Set<String> stems = new HashSet<>();
    if (!before.addDifferences(after, stems)) {
      return false;
    }
    now.replace(directory, after);
    for (String stem : stems) {
      now.forget(directory.resolve(stem));
      segments.add(stem.equals("__init__") ? packageName(directory) : withoutSuffix(stem));
    }
    if (before.exists() != after.exists()) {
      segments.add(packageName(directory));
    }
    return installed != null
        && installed.directories().contains(directory)
        && (!before.pathFiles().equals(after.pathFiles()) || before.exists() != after.exists());
  }

  private static boolean isTypedMarker(Path path) {
    return String.valueOf(path.getFileName()).equals("py.typed");
  }

  private static String packageName(Path directory) {
    return withoutSuffix(String.valueOf(directory.getFileName()));
  }

  private static String withoutSuffix(String stem) {
    return stem.endsWith("-stubs") ? stem.substring(0, stem.length() - "-stubs".length()) : stem;
  }

  /** Whether all answers stay as they are. */
  boolean isEmpty() {
    return segments.isEmpty() && !areEnvironmental;
  }

  /** Whether the top level itself has other layers now. */
  boolean areEnvironmental() {
    return areEnvironmental;
  }

  /** What is still known of the directories. */
  Listings listings() {
    return listings;
  }

  /** Whether what {@code name} means may have changed. */
  boolean concern(ModuleName name) {
    String dotted = name.toString();
    int start = 0;
    while (start <= dotted.length()) {
      int dot = dotted.indexOf('.', start);
      int end = dot < 0 ? dotted.length() : dot;
      if (segments.contains(dotted.substring(start, end))) {
        return true;
      }
      start = end + 1;
    }
    return false;
  }

  /** Whether what module {@code file} is may have changed. */
  boolean concern(Path file) {
    for (Path segment : file) {
      String name = segment.toString();
      int dot = name.indexOf('.');
      if (segments.contains(withoutSuffix(dot < 0 ? name : name.substring(0, dot)))) {
        return true;
      }
    }
    return false;
  }
}
