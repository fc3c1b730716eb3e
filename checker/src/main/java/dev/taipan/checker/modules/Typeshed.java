package dev.taipan.checker.modules;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * typeshed's directory with the index of what is in it.
 *
 * <p>A lookup reads no directory: it searches the index, which the build has written beside the
 * stubs. A typeshed without one, such as a checkout that a user names, is indexed when it is
 * opened.
 */
public final class Typeshed {
  private final Path directory;
  private final TypeshedIndex index;

  private Typeshed(Path directory, TypeshedIndex index) {
    this.directory = directory;
    this.index = index;
  }

  /**
   * Opens typeshed in {@code directory}, which has a folder {@code stdlib} and may have one {@code
   * stubs}.
   *
   * @throws IOException if there are no stubs or they cannot be read; the message names the path
   */
  public static Typeshed open(Path directory) throws IOException {
    Path absolute = directory.toAbsolutePath().normalize();
    Path file = absolute.resolve("index.txt");
    if (file.toFile().isFile()) {
      try (FileInputStream in = new FileInputStream(file.toFile())) {
        TypeshedIndex index = TypeshedIndex.read(in.readAllBytes());
        if (index == null) {
          throw new IOException(file + ": not an index of typeshed");
        }
        return new Typeshed(absolute, index);
      }
    }
    if (!absolute.resolve("stdlib").resolve("builtins.pyi").toFile().isFile()) {
      throw new NoSuchFileException(absolute + ": not a typeshed, it has no stdlib/builtins.pyi");
    }
    return new Typeshed(absolute, TypeshedScanner.scan(absolute));
  }

  /** Where the stubs of the standard library are. */
  Path stdlib() {
    return directory.resolve("stdlib");
  }

  /** Where the stubs of third-party packages are, a folder for each distribution. */
  Path stubs() {
    return directory.resolve("stubs");
  }

  /** What the standard library's stubs have under {@code name} in any version. */
  TypeshedIndex.@Nullable StdlibEntry stdlibEntry(String name) {
    return index.stdlib(name);
  }

  /**
   * What the third-party stubs have under {@code name}.
   *
   * @param distribution the only one to look in; null for the first that has it
   */
  TypeshedIndex.@Nullable StubEntry stubEntry(String name, @Nullable String distribution) {
    return index.stub(name, distribution);
  }

  Path stdlibFile(String name, TypeshedIndex.Kind kind) {
    return stdlib().resolve(fileName(name, kind));
  }

  Path stubFile(String name, TypeshedIndex.StubEntry entry) {
    return stubs().resolve(entry.distribution() + "/" + fileName(name, entry.kind()));
  }

  private static String fileName(String name, TypeshedIndex.Kind kind) {
    String base = name.replace('.', '/');
    return kind == TypeshedIndex.Kind.PACKAGE ? base + "/__init__.pyi" : base + ".pyi";
  }

  /**
   * Adds the last segments of the names directly below {@code parent} to {@code names}.
   *
   * @param parent the full name of a package, empty for the top level
   */
  void addStdlibChildren(String parent, PythonVersion version, Set<String> names) {
    index.addStdlibChildren(parent, version, names);
  }

  /** As {@link #addStdlibChildren}, of one distribution or, if it is null, of all. */
  void addStubChildren(String parent, @Nullable String distribution, Set<String> names) {
    index.addStubChildren(parent, distribution, names);
  }

  @Override
  public String toString() {
    return directory.toString();
  }
}
