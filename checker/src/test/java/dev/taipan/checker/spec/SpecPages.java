package dev.taipan.checker.spec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Finds the pages in a checkout. */
public final class SpecPages {
  private SpecPages() {}

  /** The directory with the pages on the type system. */
  public static Path types() {
    return checkout().resolve("docs").resolve("types");
  }

  /** The directory with the pages of the rules. */
  static Path rules() {
    return checkout().resolve("checker/src/main/resources/rules");
  }

  /** The root of the checkout that the working directory lies in. */
  static Path checkout() {
    Path directory = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(directory.resolve("checker/src"))) {
      Path parent = directory.getParent();
      if (parent == null) {
        throw new IllegalStateException("the tests run inside a checkout");
      }
      directory = parent;
    }
    return directory;
  }

  /** The Markdown pages below {@code directory}, sorted; none where it does not exist. */
  public static List<Path> below(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(file -> file.toString().endsWith(".md")).sorted().toList();
    }
  }
}
