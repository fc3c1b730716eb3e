package dev.taipan.checker.modules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UvScriptsTest {
  @TempDir Path temporary;

  @Test
  void digestsPathsAsUvDoes() {
    assertEquals("e1369d5d503e80ca", UvScripts.digest(Path.of("/home/me/tools/report.py")));
  }

  @Test
  void findsTheEnvironmentOfAScript() throws IOException {
    Path cache = temporary.resolve("cache");
    Path script = temporary.resolve("My tool.py");
    Path root = cache.resolve("environments-v2/my-tool-" + UvScripts.digest(script));
    EnvironmentFinder finder =
        new EnvironmentFinder(new DiskFileTree(), Map.of("UV_CACHE_DIR", cache.toString()));
    assertTrue(finder.ofScript(script).isEmpty());
    Files.createDirectories(root.resolve("lib/python3.12/site-packages"));
    Files.writeString(root.resolve("pyvenv.cfg"), "version_info = 3.12.1\n");
    assertEquals(Optional.of(root), finder.ofScript(script).map(Environment::prefix));
    assertTrue(finder.ofScript(temporary.resolve("other.py")).isEmpty());
  }
}
