package dev.taipan.checker.source;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Where the texts of files come from. An editor puts its unsaved buffers over the disk here.
 * Implementations serve any number of threads at once.
 */
public interface SourceReader {
  /** The text of an absolute, normalized path. */
  DecodedSource read(Path file) throws IOException;

  /** Whether the text of a file is that of a buffer. */
  default boolean isOpen(Path file) {
    return false;
  }

  /** The texts on the disk. */
  static SourceReader disk() {
    return file -> {
      try (FileInputStream in = new FileInputStream(file.toFile())) {
        return SourceDecoder.decode(in.readAllBytes());
      }
    };
  }
}
