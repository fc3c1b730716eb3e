package dev.taipan.checker.modules;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Reads the {@code .pth} files of site directories, as {@code site.py} of Python does, but runs
 * nothing: of the lines that begin with {@code import}, those that install an editable package's
 * finder are understood, all others are skipped.
 */
final class PathFiles {
  private final Listings listings;
  private final List<Path> directories;
  private final Map<String, List<Path>> targets;
  private final List<Path> read;

  /**
   * @param directories gets the site directories and what they add to the path, in order
   * @param targets gets what editable finders map, full module names to paths
   * @param read gets the files that were read, or would have been if they existed
   */
  PathFiles(
      Listings listings, List<Path> directories, Map<String, List<Path>> targets, List<Path> read) {
    this.listings = listings;
    this.directories = directories;
    this.targets = targets;
    this.read = read;
  }

  /** Adds a site directory and all that its {@code .pth} files add. */
  void addSite(Path site) {
    addDirectory(site);
    for (String name : listings.of(site).pathFiles()) {
      Path file = site.resolve(name);
      String text = listings.files().read(file);
      if (text != null) {
        read.add(file);
        for (String line : text.split("\\R")) {
          addLine(site, line);
        }
      }
    }
  }

  private void addDirectory(Path directory) {
    if (!directories.contains(directory)) {
      directories.add(directory);
    }
  }

  private void addLine(Path site, String line) {
    String content = line.stripTrailing();
    if (content.startsWith("import ") || content.startsWith("import\t")) {
      addFinder(site, content.substring("import ".length()));
    } else if (!content.isBlank() && !content.startsWith("#") && content.indexOf('\0') < 0) {
      Path path;
      try {
        path = site.resolve(content).normalize();
      } catch (InvalidPathException e) {
        return;
      }
      if (listings.files().isDirectory(path)) {
        addDirectory(path);
      }
    }
  }

  /** Follows {@code import MODULE} and {@code import MODULE; MODULE.install()}. */
  private void addFinder(Path site, String imported) {
    int end = 0;
    while (end < imported.length() && Character.isJavaIdentifierPart(imported.charAt(end))) {
      end++;
    }
    String module = imported.substring(0, end);
    if (EditableFinder.isFinder(module)) {
      Path file = site.resolve(module + ".py");
      String text = listings.files().read(file);
      read.add(file);
      if (text != null) {
        EditableFinder.targets(text, site).forEach((name, path) -> targets.putIfAbsent(name, path));
      }
    }
  }
}
