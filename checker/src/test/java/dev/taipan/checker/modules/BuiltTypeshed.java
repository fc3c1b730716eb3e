package dev.taipan.checker.modules;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The typeshed that the build provides, for tests. */
public final class BuiltTypeshed {
  /** Where it lies, absolute. */
  public static final Path DIRECTORY =
      Path.of(
              Objects.requireNonNull(
                  System.getProperty("taipan.typeshed"),
                  "set the system property taipan.typeshed to typeshed's path"))
          .toAbsolutePath();

  private BuiltTypeshed() {}

  public static Typeshed open() throws IOException {
    return Typeshed.open(DIRECTORY);
  }

  /**
   * Where the imports of a project on the disk are looked up that has no configuration.
   *
   * @param environment where what it imports is installed
   */
  public static SearchPaths searchPaths(Path root, Optional<Environment> environment)
      throws IOException {
    return SearchPaths.forProject(
        root, List.of(), open(), environment, PythonVersion.DEFAULT, new DiskFileTree());
  }
}
