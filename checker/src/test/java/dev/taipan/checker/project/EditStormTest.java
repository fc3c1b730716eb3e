package dev.taipan.checker.project;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.taipan.checker.modules.DiskFileTree;
import dev.taipan.checker.modules.Environment;
import dev.taipan.checker.modules.EnvironmentException;
import dev.taipan.checker.modules.EnvironmentFinder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * After any edits of a package, moved files included, the diagnostics are those of somebody who
 * opens it anew.
 *
 * <p>{@code -Dtaipan.packages=DIRECTORY,...} names packages to edit instead of the small one here,
 * {@code -Dtaipan.environment=DIRECTORY} the environment that has what they import, {@code
 * -Dtaipan.randomEdits=10000} says how often, {@code -Dtaipan.seed=1} where to begin.
 */
class EditStormTest {
  private static final int EDITS = Integer.getInteger("taipan.randomEdits", 60);
  private static final long SEED = Long.getLong("taipan.seed", 1);

  /** Many short storms find more than a long one, in which little of the text is left. */
  private static final int EDITS_OF_A_STORM = 500;

  @TempDir Path temporary;

  @Test
  void incrementalEqualsFresh() throws IOException, EnvironmentException {
    String packages = System.getProperty("taipan.packages");
    if (packages == null) {
      storm(sample());
      return;
    }
    for (String directory : packages.split(",")) {
      storm(Path.of(directory));
    }
  }

  private void storm(Path source) throws IOException, EnvironmentException {
    Optional<Environment> environment = Optional.empty();
    String named = System.getProperty("taipan.environment");
    if (named != null) {
      EnvironmentFinder finder = new EnvironmentFinder(new DiskFileTree(), Map.of());
      environment = Optional.of(finder.at(Path.of(named)));
    }
    int done = 0;
    for (long seed = SEED; done < EDITS; seed++) {
      int count = Math.min(EDITS_OF_A_STORM, EDITS - done);
      Path work = Files.createTempDirectory(temporary, "storm");
      EditStorm storm = new EditStorm(source, work, seed, environment);
      assertEquals("", storm.run(count), "seed " + seed + " of " + source);
      done += count;
      System.out.println(
          source + ": " + done + " edits, in the last storm " + storm.pieces() + " pieces checked");
    }
  }

  private Path sample() throws IOException {
    Path source = Files.createDirectories(temporary.resolve("sample"));
    Files.createDirectories(source.resolve("inner"));
    Files.writeString(
        source.resolve("__init__.py"),
        """
        from .shapes import *
        from .inner import total as sum_of

        __all__ = ["Shape", "Square", "sum_of"]
        """);
    Files.writeString(
        source.resolve("shapes.py"),
        """
        from dataclasses import dataclass
        from .inner.names import Name, describe

        @dataclass
        class Shape:
            name: Name

            def area(self) -> float:
                return 0.0

            def label(self):
                return describe(self.name) + "!"

        @dataclass
        class Square(Shape):
            side: int = 1

            def area(self) -> float:
                self.seen = True
                return self.side * self.side
        """);
    Files.writeString(
        source.resolve("inner/__init__.py"),
        """
        from ..shapes import Shape, Square

        def total(shapes: list[Shape]):
            result = 0.0
            for shape in shapes:
                result += shape.area()
            return result

        def first(size: int) -> str:
            return Square("a", size).label()
        """);
    Files.writeString(
        source.resolve("inner/names.py"),
        """
        Name = str

        def describe(name: Name):
            if name:
                return name.upper()
            return "nobody"
        """);
    return source;
  }
}
