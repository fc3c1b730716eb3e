package dev.taipan.checker.spec;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Runs every page on the type system and every rule's page. */
final class LiterateSpecTest {
  private final SpecRunner runner = new SpecRunner();
  private final Set<String> pending = PendingSpecs.read();

  LiterateSpecTest() throws IOException {}

  @TestFactory
  List<DynamicContainer> typeSystem() throws IOException {
    return containers(SpecPages.types());
  }

  @TestFactory
  List<DynamicContainer> rules() throws IOException {
    return containers(SpecPages.rules());
  }

  private List<DynamicContainer> containers(Path directory) throws IOException {
    List<DynamicContainer> containers = new ArrayList<>();
    for (Path path : SpecPages.below(directory)) {
      SpecPage page = RulePage.isRulePage(path) ? RulePage.read(path) : SpecPage.read(path);
      List<DynamicTest> tests = new ArrayList<>();
      for (SpecPage.SpecCase test : page.cases()) {
        tests.add(DynamicTest.dynamicTest(test.name(), path.toUri(), () -> run(page, test)));
      }
      containers.add(
          DynamicContainer.dynamicContainer(directory.relativize(path).toString(), tests));
    }
    return containers;
  }

  private void run(SpecPage page, SpecPage.SpecCase test) {
    List<String> problems = runner.run(page, test);
    String name = PendingSpecs.name(page, test);
    if (pending.contains(name)) {
      if (problems.isEmpty()) {
        fail("passes now, so it may leave the list of pending tests: " + name);
      }
    } else if (!problems.isEmpty()) {
      fail("\n" + String.join("\n", problems));
    }
  }
}
