package dev.taipan.checker.modules;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The file system as it is. */
public record DiskFileTree() implements FileTree {
  @Override
  public String @Nullable [] list(Path directory) {
    return directory.toFile().list();
  }

  @Override
  public boolean isFile(Path path) {
    return path.toFile().isFile();
  }

  @Override
  public boolean isDirectory(Path path) {
    return path.toFile().isDirectory();
  }

  @Override
  public @Nullable String read(Path file) {
    // A FileInputStream starts faster than Files.readString in a fresh JVM, and this may run then.
    try (FileInputStream in = new FileInputStream(file.toFile())) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (IOException e) {
      return null;
    }
  }

  @Override
  public Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      return path;
    }
  }
}
