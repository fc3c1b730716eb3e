package dev.taipan.checker.project;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.taipan.checker.spec.SpecPages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever a file says, it is checked to the end: the documented examples, with words at random.
 */
class BrokenCodeTest {
  /** A system property: how many broken examples are checked. */
  private static final int TEXTS = Integer.getInteger("taipan.brokenTexts", 250);

  private static final Pattern EXAMPLE = Pattern.compile("(?ms)^```python\\n(.*?)^```");
  private static final Pattern WORD = Pattern.compile("\\w+|[^\\w\\s]|\\s+");

  @TempDir Path root;

  @Test
  void isCheckedToTheEnd() throws IOException {
    List<List<String>> examples = examples();
    OpenProject project = new OpenProject(root);
    for (int seed = 0; seed < TEXTS; seed++) {
      Random random = new Random(seed);
      List<String> words = new ArrayList<>(examples.get(random.nextInt(examples.size())));
      int changes = 1 + random.nextInt(12);
      for (int i = 0; i < changes && !words.isEmpty(); i++) {
        change(words, random, examples);
      }
      String text = String.join("", words);
      assertDoesNotThrow(() -> project.edit("broken.py", text).check("broken.py"), text);
    }
  }

  @Test
  void classesWithoutNames() throws IOException {
    assertEquals(
        List.of("broken.py:6-7 invalid-syntax"),
        new OpenProject(root)
            .edit("broken.py", "class (int, str):\n    x = 1\n").check("broken.py").stream()
                .map(line -> line.substring(0, line.indexOf(' ', line.indexOf(' ') + 1)))
                .toList());
  }

  @Test
  void importsOfNothing() throws IOException {
    for (String text : List.of("import .a\n", "import a..b\n", "import .\n", "import a. as b\n")) {
      assertDoesNotThrow(
          () -> new OpenProject(root).edit("broken.py", text).check("broken.py"), text);
    }
  }

  private static List<List<String>> examples() throws IOException {
    List<List<String>> examples = new ArrayList<>();
    for (Path page : SpecPages.below(SpecPages.types())) {
      Matcher matcher = EXAMPLE.matcher(Files.readString(page));
      while (matcher.find()) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(matcher.group(1));
        while (word.find()) {
          words.add(word.group());
        }
        examples.add(words);
      }
    }
    return examples;
  }

  /** Takes a word out, doubles or moves some, or takes one from another example. */
  private static void change(List<String> words, Random random, List<List<String>> examples) {
    int at = random.nextInt(words.size());
    int from = random.nextInt(words.size());
    switch (random.nextInt(4)) {
      case 0 -> words.remove(at);
      case 1 -> words.set(at, words.get(from));
      case 2 -> {
        int to = Math.min(words.size(), from + random.nextInt(20));
        words.addAll(at, List.copyOf(words.subList(from, to)));
      }
      default -> {
        List<String> other = examples.get(random.nextInt(examples.size()));
        words.add(at, other.get(random.nextInt(other.size())));
      }
    }
  }
}
