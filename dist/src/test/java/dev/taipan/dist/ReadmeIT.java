package dev.taipan.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README tells the truth. */
class ReadmeIT {
  @Test
  void theExampleHasTheOutputThatItShows(@TempDir Path folder)
      throws IOException, InterruptedException {
    String readme = Files.readString(Launcher.ROOT.resolve("README.md"));
    int example = readme.indexOf("```python\n");
    int output = readme.indexOf("\n```\n", readme.indexOf("\n```\n", example) + 5);
    Files.writeString(folder.resolve("orders.py"), block(readme, example));
    Launcher.Result result = Launcher.taipan(folder, "check", "orders.py");
    assertEquals(block(readme, output + 1), result.out(), result.err());
    assertEquals(1, result.exitCode());
  }

  /** The text between the fence at an index and the next one. */
  private static String block(String text, int fence) {
    int start = text.indexOf('\n', fence) + 1;
    return text.substring(start, text.indexOf("```", start));
  }
}
