package dev.taipan.checker.project;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.taipan.checker.modules.DiskFileTree;
import dev.taipan.checker.modules.Environment;
import dev.taipan.checker.modules.EnvironmentException;
import dev.taipan.checker.modules.EnvironmentFinder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Answers do not depend on the order in which they are asked for, nor on what other threads ask.
 *
 * <p>{@code -Dtaipan.packages=DIRECTORY,...} names packages to ask instead of the generated ones
 * here, {@code -Dtaipan.environment=DIRECTORY} the environment that has what they import, {@code
 * -Dtaipan.alone=true} also asks each file of them alone, which takes as long as all files take
 * that it needs; {@code -Dtaipan.orders=100} says how many random orders are tried, {@code
 * -Dtaipan.seed=1} where to begin.
 */
class AskingOrderTest {
  private static final int ORDERS = Integer.getInteger("taipan.orders", 4);
  private static final long SEED = Long.getLong("taipan.seed", 1);
  private static final int PROGRAMS = 6;

  @TempDir Path temporary;

  @Test
  void answersAreTheSameInEveryOrder() throws IOException, EnvironmentException {
    String packages = System.getProperty("taipan.packages");
    if (packages != null) {
      for (String directory : packages.split(",")) {
        ask(Path.of(directory));
      }
      return;
    }
    for (int i = 0; i < PROGRAMS; i++) {
      long seed = SEED * PROGRAMS + i;
      Path directory = Files.createDirectories(temporary.resolve("program" + seed));
      for (Map.Entry<String, String> file : new CyclicModules(seed).texts().entrySet()) {
        Files.writeString(directory.resolve(file.getKey()), file.getValue());
      }
      AskingOrder order = new AskingOrder(directory, filesIn(directory), Optional.empty());
      order.alone();
      askInOrders(order);
      assertEquals(List.of(), order.differences(), "generated with seed " + seed);
    }
  }

  @Test
  void loopsAndScopesAreTheSameInEveryOrder() throws IOException {
    Path file = temporary.resolve("loops.py");
    Files.writeString(
        file,
        """
        import other

        def padded(version: str):
            parts = tuple(int(part) for part in version.split("."))
            while len(parts) < 3:
                parts = parts + (0,)
            return parts

        def nested(start):
            value = {start: other.first}
            for item in (value or start):
                value = (other.step(item) or value)
                if not value:
                    if len(value) < 3:
                        value = (other.made, {value: value})
                        continue
                start = other.last(item)
            return value

        class Inner:
            names = [name for name in Inner().listed]
            make = lambda given: Inner().made(given)
        """);
    AskingOrder order = new AskingOrder(temporary, List.of(file), Optional.empty());
    order.alone();
    for (long seed = 1; seed <= 30; seed++) {
      order.shuffled(seed, 1);
    }
    assertEquals(List.of(), order.differences());
  }

  private static void ask(Path directory) throws IOException, EnvironmentException {
    Optional<Environment> environment = Optional.empty();
    String named = System.getProperty("taipan.environment");
    if (named != null) {
      EnvironmentFinder finder = new EnvironmentFinder(new DiskFileTree(), Map.of());
      environment = Optional.of(finder.at(Path.of(named)));
    }
    Path root = directory.toAbsolutePath().getParent();
    AskingOrder order = new AskingOrder(root, filesIn(directory), environment);
    askInOrders(order);
    if (Boolean.getBoolean("taipan.alone")) {
      order.alone();
    }
    assertEquals("", String.join("\n", order.differences()));
  }

  private static void askInOrders(AskingOrder order) {
    order.reversed();
    for (long seed = SEED; seed < SEED + ORDERS; seed++) {
      order.shuffled(seed, seed % 2 == 0 ? 1 : 3);
    }
  }

  private static List<Path> filesIn(Path directory) throws IOException {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path file : all.sorted().toList()) {
        if (file.toString().endsWith(".py") || file.toString().endsWith(".pyi")) {
          files.add(file);
        }
      }
    }
    return files;
  }
}
