package dev.taipan.checker.modules;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The directories that were looked into, each read once. */
final class Listings {
  private final FileTree files;
  private final Map<Path, DirectoryListing> known;

  Listings(FileTree files) {
    this(files, new ConcurrentHashMap<>());
  }

  private Listings(FileTree files, Map<Path, DirectoryListing> known) {
    this.files = files;
    this.known = known;
  }

  FileTree files() {
    return files;
  }

  /** The content of {@code directory}, {@link DirectoryListing#ABSENT} if it is none. */
  DirectoryListing of(Path directory) {
    DirectoryListing listing = known.get(directory);
    if (listing == null) {
      DirectoryListing read = read(directory);
      DirectoryListing earlier = known.putIfAbsent(directory, read);
      listing = earlier == null ? read : earlier;
    }
    return listing;
  }

  private DirectoryListing read(Path directory) {
    String[] names = files.list(directory);
    return names == null ? DirectoryListing.ABSENT : new DirectoryListing(names);
  }

  /** Whether anything was looked for in {@code directory}. */
  boolean knows(Path directory) {
    return known.containsKey(directory);
  }

  /** What {@code directory} holds now. */
  DirectoryListing readAgain(Path directory) {
    return read(directory);
  }

  /** A copy that starts with what this one knows, and reads from {@code newFiles}. */
  Listings copy(FileTree newFiles) {
    return new Listings(newFiles, new ConcurrentHashMap<>(known));
  }

  /** Puts a newer listing in place; only for a copy that nobody else has yet. */
  void replace(Path directory, DirectoryListing listing) {
    known.put(directory, listing);
  }

  /** Forgets {@code directory} and all below it; only for a copy that nobody else has yet. */
  void forget(Path directory) {
    known.keySet().removeIf(path -> path.startsWith(directory));
  }
}
