package dev.taipan.server.protocol;

import dev.taipan.checker.diagnostics.Rule;
import dev.taipan.checker.diagnostics.Rules;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The pages of rules as files that an editor can open: they come with the server as resources, and
 * are written into the user's cache directory when they are first linked to.
 */
final class RulePages {
  /** What does not depend on anything but the process. */
  private static final Map<String, Optional<String>> URIS = new ConcurrentHashMap<>();

  private RulePages() {}

  /** The URI of a rule's page; empty if it cannot be written. */
  static Optional<String> uriOf(Rule rule) {
    return URIS.computeIfAbsent(rule.name(), RulePages::write);
  }

  private static Optional<String> write(String name) {
    try (InputStream page = Rules.class.getResourceAsStream("/rules/" + name + ".md")) {
      if (page == null) {
        return Optional.empty();
      }
      byte[] content = page.readAllBytes();
      Path file = directory().resolve(name + ".md");
      if (!Files.exists(file) || !Arrays.equals(Files.readAllBytes(file), content)) {
        Files.createDirectories(file.getParent());
        Files.write(file, content);
      }
      return Optional.of(file.toUri().toString());
    } catch (IOException e) {
      return Optional.empty();
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
