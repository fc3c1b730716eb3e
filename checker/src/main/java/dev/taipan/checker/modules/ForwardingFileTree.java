package dev.taipan.checker.modules;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A file tree that answers as another one does, but for what it defines itself. */
public interface ForwardingFileTree extends FileTree {
  /** The tree that is asked. */
  FileTree under();

  @Override
  default String @Nullable [] list(Path directory) {
    return under().list(directory);
  }

  @Override
  default boolean isFile(Path path) {
    return under().isFile(path);
  }

  @Override
  default boolean isDirectory(Path path) {
    return under().isDirectory(path);
  }

  @Override
  default @Nullable String read(Path file) {
    return under().read(file);
  }

  @Override
  default Path real(Path path) {
    return under().real(path);
  }
}
