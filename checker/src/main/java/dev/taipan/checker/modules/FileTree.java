package dev.taipan.checker.modules;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What module resolution reads of the file system. An editor puts unsaved files over the disk here.
 *
 * <p>Nothing throws: what cannot be read does not exist. Paths are absolute and normalized.
 */
public interface FileTree {
  /** The names in a directory, in any order; null if it is no directory or cannot be read. */
  String @Nullable [] list(Path directory);

  boolean isFile(Path path);

  boolean isDirectory(Path path);

  /** The text of a small file in UTF-8, a byte order mark removed; null if it cannot be read. */
  @Nullable String read(Path file);

  /** The path with symbolic links followed; {@code path} itself where that is impossible. */
  Path real(Path path);
}
