package dev.taipan.checker.spec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/**
 * The tests that describe what is not built yet, one a line, as {@code page.md#heading}. They must
 * fail, so that a test leaves the list with the change that makes it pass.
 */
final class PendingSpecs {
  private static final String FILE = "checker/src/test/resources/spec/pending.txt";

  private PendingSpecs() {}

  static Set<String> read() throws IOException {
    Path file = SpecPages.checkout().resolve(FILE);
    return Files.exists(file) ? new TreeSet<>(Files.readAllLines(file)) : Set.of();
  }

  static void write(Set<String> names) throws IOException {
    Path file = SpecPages.checkout().resolve(FILE);
    Files.createDirectories(file.getParent());
    StringBuilder text = new StringBuilder();
    for (String name : new TreeSet<>(names)) {
      text.append(name).append('\n');
    }
    Files.writeString(file, text);
  }

  /** How the list names a test. */
  static String name(SpecPage page, SpecPage.SpecCase test) {
    return page.path().getFileName() + "#" + test.name();
  }
}
