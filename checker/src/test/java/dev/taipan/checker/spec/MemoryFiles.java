package dev.taipan.checker.spec;

import dev.taipan.checker.modules.DiskFileTree;
import dev.taipan.checker.modules.FileTree;
import dev.taipan.checker.source.DecodedSource;
import dev.taipan.checker.source.SourceDecoder;
import dev.taipan.checker.source.SourceReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Files that exist in memory only, below {@link #ROOT}; everything else is the disk. */
public final class MemoryFiles implements FileTree {
  /** A directory that no disk has. */
  public static final Path ROOT = Path.of("/literate-spec");

  private final Map<Path, String> texts = new HashMap<>();
  private final Map<Path, TreeSet<String>> directories = new HashMap<>();
  private final FileTree disk = new DiskFileTree();
  private final SourceReader diskSources = SourceReader.disk();

  public MemoryFiles() {
    directories.put(ROOT, new TreeSet<>());
  }

  /**
   * Adds a file.
   *
   * @param relative its path below {@link #ROOT}
   */
  public Path add(String relative, String text) {
    Path file = ROOT.resolve(relative).normalize();
    texts.put(file, text);
    for (Path path = file; !path.equals(ROOT); path = path.getParent()) {
      directories
          .computeIfAbsent(path.getParent(), _ -> new TreeSet<>())
          .add(path.getFileName().toString());
    }
    return file;
  }

  @Override
  public String @Nullable [] list(Path directory) {
    if (!directory.startsWith(ROOT)) {
      return disk.list(directory);
    }
    TreeSet<String> names = directories.get(directory);
    return names == null ? null : names.toArray(new String[0]);
  }

  @Override
  public boolean isFile(Path path) {
    return path.startsWith(ROOT) ? texts.containsKey(path) : disk.isFile(path);
  }

  @Override
  public boolean isDirectory(Path path) {
    return path.startsWith(ROOT) ? directories.containsKey(path) : disk.isDirectory(path);
  }

  @Override
  public @Nullable String read(Path file) {
    return file.startsWith(ROOT) ? texts.get(file) : disk.read(file);
  }

  /** The text of a file, as {@link SourceReader} gives it. */
  public DecodedSource source(Path file) throws IOException {
    if (!file.startsWith(ROOT)) {
      return diskSources.read(file);
    }
    String text = texts.get(file);
    if (text == null) {
      throw new NoSuchFileException(file.toString());
    }
    return SourceDecoder.decode(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public Path real(Path path) {
    return path.startsWith(ROOT) ? path : disk.real(path);
  }
}
