package dev.taipan.checker.modules;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What in one directory can be a module or says something about modules; immutable. */
final class DirectoryListing {
  /** {@code name.pyi}. */
  static final int STUB = 1;

  /** {@code name.py}. */
  static final int SOURCE = 2;

  /** {@code name.so}, {@code name.abi3.so}, {@code name.pyd}, {@code name.pyc}. */
  static final int BINARY = 4;

  /** {@code name} itself: a directory, or a file without a suffix. */
  static final int PLAIN = 8;

  /** The listing of what is no directory. */
  static final DirectoryListing ABSENT = new DirectoryListing(null);

  private final boolean exists;
  private final Map<String, Integer> kinds;
  private final boolean hasTypedMarker;
  private final List<String> pathFiles;

  /**
   * @param names the names in the directory; null if it is none
   */
  DirectoryListing(String @Nullable [] names) {
    exists = names != null;
    kinds = names == null ? Map.of() : HashMap.newHashMap(names.length);
    boolean typed = false;
    List<String> paths = List.of();
    if (names != null) {
      for (String name : names) {
        int dot = name.indexOf('.');
        if (dot < 0) {
          kinds.merge(name, PLAIN, (a, b) -> a | b);
        } else if (name.endsWith(".py")) {
          addModule(name, 3, SOURCE);
        } else if (name.endsWith(".pyi")) {
          addModule(name, 4, STUB);
        } else if (name.endsWith(".so") || name.endsWith(".pyd")) {
          addModule(name, name.length() - dot, BINARY);
        } else if (name.endsWith(".pyc")) {
          addModule(name, 4, BINARY);
        } else if (name.equals("py.typed")) {
          typed = true;
        } else if (name.endsWith(".pth") && dot > 0) {
          paths = paths.isEmpty() ? new ArrayList<>() : paths;
          paths.add(name);
        }
      }
    }
    hasTypedMarker = typed;
    if (paths.size() > 1) {
      Collections.sort(paths);
    }
    pathFiles = paths;
  }

  private void addModule(String name, int suffix, int kind) {
    String stem = name.substring(0, name.length() - suffix);
    if (!stem.isEmpty() && stem.indexOf('.') < 0) {
      kinds.merge(stem, kind, (a, b) -> a | b);
    }
  }

  /** Whether it is a directory that can be read. */
  boolean exists() {
    return exists;
  }

  /** What there is under {@code stem}: a sum of the kinds above, 0 for nothing. */
  int kinds(String stem) {
    Integer found = kinds.get(stem);
    return found == null ? 0 : found;
  }

  /** Whether this is the directory of a regular package. */
  boolean isRegularPackage() {
    return (kinds("__init__") & (STUB | SOURCE | BINARY)) != 0;
  }

  /** Whether there is a file {@code py.typed}. */
  boolean hasTypedMarker() {
    return hasTypedMarker;
  }

  /** The names of the {@code .pth} files, sorted as Python reads them; hidden ones are left out. */
  List<String> pathFiles() {
    return pathFiles;
  }

  /** All stems, in no order. */
  Set<String> stems() {
    return kinds.keySet();
  }

  /**
   * Adds to {@code changed} the stems of which there is something else in {@code newer}.
   *
   * @return whether the two differ in anything
   */
  boolean addDifferences(DirectoryListing newer, Set<String> changed) {
    int before = changed.size();
    for (Map.Entry<String, Integer> entry : kinds.entrySet()) {
      if (newer.kinds(entry.getKey()) != entry.getValue()) {
        changed.add(entry.getKey());
      }
    }
    for (String stem : newer.kinds.keySet()) {
      if (kinds(stem) == 0) {
        changed.add(stem);
      }
    }
    if (hasTypedMarker != newer.hasTypedMarker) {
      changed.add("__init__");
    }
    return changed.size() > before || exists != newer.exists || !pathFiles.equals(newer.pathFiles);
  }
}
