package dev.taipan.checker.project;

import dev.taipan.checker.modules.FileTree;
import dev.taipan.checker.modules.ForwardingFileTree;
import dev.taipan.checker.source.DecodedSource;
import dev.taipan.checker.source.SourceReader;
import dev.taipan.checker.source.SourceText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The texts that an editor holds open, which stand for what is on the disk. Immutable.
 *
 * <p>Paths are absolute and normalized; they need not exist on the disk.
 */
public final class Buffers implements SourceReader {
  private final Map<Path, SourceText> texts;
  private final SourceReader disk;

  private Buffers(Map<Path, SourceText> texts, SourceReader disk) {
    this.texts = texts;
    this.disk = disk;
  }

  /** No buffers over {@code disk}. */
  static Buffers none(SourceReader disk) {
    return new Buffers(Map.of(), disk);
  }

  /** These buffers with another text in one. */
  Buffers with(Path file, SourceText text) {
    Map<Path, SourceText> more = new HashMap<>(texts);
    more.put(file, text);
    return new Buffers(Map.copyOf(more), disk);
  }

  /** These buffers without one. */
  Buffers without(Path file) {
    Map<Path, SourceText> fewer = new HashMap<>(texts);
    fewer.remove(file);
    return new Buffers(Map.copyOf(fewer), disk);
  }

  public Set<Path> files() {
    return texts.keySet();
  }

  /** The text of a buffer; null if the file is not open. */
  public @Nullable SourceText text(Path file) {
    return texts.get(file);
  }

  @Override
  public DecodedSource read(Path file) throws IOException {
    SourceText text = texts.get(file);
    return text == null ? disk.read(file) : new DecodedSource(text, Optional.empty());
  }

  @Override
  public boolean isOpen(Path file) {
    return texts.containsKey(file);
  }

  /** The file system with the buffers that were never saved in it, and their directories. */
  FileTree over(FileTree files) {
    Set<Path> unsaved = new HashSet<>();
    Map<Path, Set<String>> names = new HashMap<>();
    for (Path file : texts.keySet()) {
      if (!files.isFile(file)) {
        unsaved.add(file);
        Path entry = file;
        Path directory = file.getParent();
        while (directory != null
            && names
                .computeIfAbsent(directory, _ -> new HashSet<>())
                .add(String.valueOf(entry.getFileName()))
            && !files.isDirectory(directory)) {
          entry = directory;
          directory = directory.getParent();
        }
      }
    }
    return new Tree(files, Set.copyOf(unsaved), Map.copyOf(names));
  }

  /**
   * Equal trees answer equally as long as the disk does.
   *
   * @param unsaved the files that are not on the disk
   * @param names what directories have because of them
   */
  private record Tree(FileTree under, Set<Path> unsaved, Map<Path, Set<String>> names)
      implements ForwardingFileTree {
    @Override
    public String @Nullable [] list(Path directory) {
      String[] listed = under.list(directory);
      Set<String> added = names.get(directory);
      if (added == null) {
        return listed;
      }
      Set<String> all = new LinkedHashSet<>(added);
      if (listed != null) {
        all.addAll(List.of(listed));
      }
      return all.toArray(new String[0]);
    }

    @Override
    public boolean isFile(Path path) {
      return unsaved.contains(path) || under.isFile(path);
    }

    @Override
    public boolean isDirectory(Path path) {
      return names.containsKey(path) || under.isDirectory(path);
    }
  }
}
