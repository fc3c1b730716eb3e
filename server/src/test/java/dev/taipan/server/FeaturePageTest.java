package dev.taipan.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The table of features names tests that exist. */
class FeaturePageTest {
  private static final Pattern NAME = Pattern.compile("`(\\w+Test)?(?:\\.(\\w+))?`");

  private static boolean exists(String cls, String method) throws IOException {
    for (String directory : List.of("features", "protocol")) {
      Path file =
          Path.of("src/test/java/dev/taipan/server").resolve(directory).resolve(cls + ".java");
      if (Files.exists(file)) {
        return method == null || Files.readString(file).contains("void " + method + "(");
      }
    }
    return false;
  }

  @Test
  void namesTestsThatExist() throws IOException {
    List<String> missing = new ArrayList<>();
    int rows = 0;
    for (String line : Files.readAllLines(Path.of("../docs/features.md"))) {
      if (!line.startsWith("| ") || line.startsWith("| Feature")) {
        continue;
      }
      rows++;
      String cls = "";
      Matcher name = NAME.matcher(line.substring(line.lastIndexOf(" | ")));
      while (name.find()) {
        cls = name.group(1) == null ? cls : name.group(1);
        if (!exists(cls, name.group(2))) {
          missing.add(cls + "." + name.group(2));
        }
      }
      if (cls.isEmpty()) {
        missing.add("a test in: " + line);
      }
    }
    assertTrue(rows > 30, "the page has a table");
    assertEquals(List.of(), missing);
  }
}
