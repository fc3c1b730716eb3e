package dev.taipan.server.protocol;

import dev.taipan.checker.diagnostics.Rule;
import dev.taipan.checker.diagnostics.Rules;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The pages of rules as files that an editor can open: they come with the server as resources, and
 * are written into the user's cache directory when it starts.
 */
final class RulePages {
  private RulePages() {}

  /** The URI of a rule's page. */
  static String uriOf(Rule rule) {
    return file(rule).toUri().toString();
  }

  private static Path file(Rule rule) {
    return directory().resolve(rule.name() + ".md");
  }

  /** Writes the pages that are not there yet, or are those of another version. */
  static void write() throws IOException {
    Files.createDirectories(directory());
    for (Rule rule : Rules.all()) {
      try (InputStream page = Rules.class.getResourceAsStream("/rules/" + rule.name() + ".md")) {
        if (page == null) {
          continue;
        }
        byte[] content = page.readAllBytes();
        Path file = file(rule);
        if (!Files.exists(file) || !Arrays.equals(Files.readAllBytes(file), content)) {
          Files.write(file, content);
        }
      }
    }
  }

  private static Path directory() {
    String cache = System.getenv("XDG_CACHE_HOME");
    Path base =
        cache != null && Path.of(cache).isAbsolute()
            ? Path.of(cache)
            : Path.of(System.getProperty("user.home", "."), ".cache");
    return base.resolve("taipan").resolve("rules");
  }
}
