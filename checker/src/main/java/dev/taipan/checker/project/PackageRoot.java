package dev.taipan.checker.project;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the names of modules start that lie in packages on the disk. */
public final class PackageRoot {
  private PackageRoot() {}

  /** The first directory from {@code directory} upwards that is no package. */
  public static Path of(Path directory) {
    Path at = directory;
    while (Files.exists(at.resolve("__init__.py")) || Files.exists(at.resolve("__init__.pyi"))) {
      Path parent = at.getParent();
      if (parent == null) {
        break;
      }
      at = parent;
    }
    return at;
  }
}
