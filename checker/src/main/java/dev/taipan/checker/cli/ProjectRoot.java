package dev.taipan.checker.cli;

import dev.taipan.checker.project.PackageRoot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the directory that a run is about. */
final class ProjectRoot {
  private ProjectRoot() {}

  /** The innermost directory around all of {@code paths}; the working directory without any. */
  static Path around(List<Path> paths, Path workingDirectory) {
    Path common = null;
    for (Path path : paths) {
      Path directory = Files.isDirectory(path) ? path : path.getParent();
      common = common == null ? directory : commonAncestor(common, directory);
    }
    return common == null ? workingDirectory : common;
  }

  /**
   * The root of a project that has no configuration: the working directory if the paths lie below
   * it, else the first directory upwards that is no package.
   */
  static Path withoutConfiguration(Path around, Path workingDirectory) {
    return around.startsWith(workingDirectory) ? workingDirectory : PackageRoot.of(around);
  }

  private static @Nullable Path commonAncestor(Path a, @Nullable Path b) {
    for (Path directory = b; directory != null; directory = directory.getParent()) {
      if (a.startsWith(directory)) {
        return directory;
      }
    }
    return null;
  }
}
