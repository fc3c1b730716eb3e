package dev.taipan.checker.modules;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the interpreter behind a shim of pyenv, a shell script named {@code python} that chooses a
 * version when it is run.
 */
final class PyenvShims {
  private final FileTree files;
  private final Map<String, String> variables;

  PyenvShims(FileTree files, Map<String, String> variables) {
    this.files = files;
    this.variables = variables;
  }

  /** Whether a directory holds shims and not interpreters. */
  boolean isShimDirectory(Path directory) {
    Path root = directory.getParent();
    return String.valueOf(directory.getFileName()).equals("shims")
        && root != null
        && files.isDirectory(root.resolve("versions"));
  }

  /**
   * The root of the installation or virtual environment that the shims stand for: that of {@code
   * PYENV_VERSION}, of a {@code .python-version} in {@code project} or above, or pyenv's global
   * one.
   *
   * @return null if none of these names a version that pyenv has
   */
  @Nullable Path prefix(Path shims, Path project) {
    Path root = shims.getParent();
    if (root == null) {
      return null;
    }
    Path versions = root.resolve("versions");
    for (String name : wanted(root, project)) {
      Path prefix = version(versions, name);
      if (prefix != null) {
        return prefix;
      }
    }
    return null;
  }

  private List<String> wanted(Path root, Path project) {
    String variable = variables.get("PYENV_VERSION");
    if (variable != null && !variable.isBlank()) {
      return List.of(variable.strip().split(":"));
    }
    for (Path at = project; at != null; at = at.getParent()) {
      List<String> names = names(at.resolve(".python-version"));
      if (!names.isEmpty()) {
        return names;
      }
    }
    return names(root.resolve("version"));
  }

  private List<String> names(Path file) {
    String text = files.read(file);
    List<String> names = new ArrayList<>();
    if (text != null) {
      for (String line : text.split("\\R")) {
        String name = line.strip();
        if (!name.isEmpty() && !name.startsWith("#")) {
          names.add(name);
        }
      }
    }
    return names;
  }

  /** The directory of version {@code name}; {@code 3.12} means the newest {@code 3.12.x}. */
  private @Nullable Path version(Path versions, String name) {
    if (name.equals("system") || name.contains("/") || name.contains("\\")) {
      return null;
    }
    Path exact = versions.resolve(name);
    if (files.isDirectory(exact)) {
      return exact;
    }
    String[] all = files.list(versions);
    String best = null;
    int bestPatch = -1;
    if (all != null) {
      for (String candidate : all) {
        if (candidate.startsWith(name + ".")) {
          int patch = number(candidate.substring(name.length() + 1));
          if (patch > bestPatch) {
            best = candidate;
            bestPatch = patch;
          }
        }
      }
    }
    return best == null ? null : versions.resolve(best);
  }

  /** The value of {@code digits}; -1 if it is anything else. */
  private static int number(String digits) {
    int value = 0;
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      if (c < '0' || c > '9' || i > 5) {
        return -1;
      }
      value = value * 10 + c - '0';
    }
    return digits.isEmpty() ? -1 : value;
  }
}
