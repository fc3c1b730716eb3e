package dev.taipan.checker.project;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** After any edits the diagnostics are those of somebody who opens the files anew. */
class RandomEditsTest {
  private static final int EDITS = Integer.getInteger("taipan.randomEdits", 150);

  private static final List<String> NAMES = List.of("base.py", "shapes.py", "main.py");

  private static final List<String> TEXTS =
      List.of(
          """
          from typing import Generic, TypeVar

          T = TypeVar("T")
          count = 0

          class Box(Generic[T]):
              def __init__(self, value: T) -> None:
                  self.value = value
                  self.seen = 0

              def get(self) -> T:
                  self.seen += 1
                  return self.value

              def describe(self):
                  return "box of " + str(self.value)

          def wrap(value):
              global count
              count += 1
              return Box(value)

          def fail():
              raise ValueError("no")

          def same(value):
              return value

          def first(pair):
              return same(pair)[0]

          limit = 3  # type: int
          low, high = 1, "b"  # type: int, str

          def named(value,  # type: int
                    more):
              # type: (...) -> str
              return str(value)
          """,
          """
          from base import Box, fail, first, same, wrap

          class Shape:
              name = "shape"

              def area(self) -> float:
                  return 0.0

              def scaled(self, factor: int):
                  if factor < 0:
                      fail()
                  return factor * self.area()

          class Square(Shape):
              def __init__(self, side: int):
                  self.side = side

              def area(self) -> float:
                  return self.side * self.side

          def boxed(side: int):
              box = Box(Square(side))
              return box.get()

          def each(n):
              for i in range(n):
                  yield boxed(i)
          """,
          """
          import base
          from shapes import *

          def total(n: int) -> float:
              result = 0.0
              for square in each(n):
                  result += square.area() + square.side
              return result

          def label() -> str:
              text = base.wrap(1).describe()
              return text + boxed(2).name

          def crash() -> int:
              base.fail()
              return "never"

          def followed() -> str:
              side = base.first((same(Square(2)).side, "a"))
              return side + first([base.same("b").area()])

          def limits(count):
              # type: (int) -> str
              for name in [base.named(base.limit, count), base.high]:  # type: str
                  return name

          print(total(3), label(), base.count, limits(base.low))
          """);

  private static final List<String> SNIPPETS =
      List.of(
          "x",
          "1",
          "'s'",
          "None",
          "(",
          ")",
          ":",
          "\n",
          "    ",
          "# note\n",
          "return 1\n",
          "self.size = 1\n",
          "    pass\n",
          "def extra(a): return a\n",
          "class Extra: ...\n",
          ".area()",
          "nope",
          "int",
          "str",
          "from base import wrap\n",
          "import shapes\n",
          "@property\n",
          "global count\n",
          "yield 1\n",
          "raise\n",
          "if x:\n",
          "    return None\n",
          "async ",
          "*",
          "# type: ignore",
          "  # type: int",
          "  # type: str, str\n",
          "# type: (str) -> int\n",
          "\"\"\"",
          "= 3",
          "[0]",
          "await x\n");

  @TempDir Path root;

  @Test
  void incrementalEqualsFresh() throws IOException {
    for (long seed = 1; seed <= 3; seed++) {
      Random random = new Random(seed);
      OpenProject project = new OpenProject(root);
      for (int i = 0; i < NAMES.size(); i++) {
        project.edit(NAMES.get(i), TEXTS.get(i));
      }
      List<String> history = new ArrayList<>();
      for (int edit = 0; edit < EDITS / 3; edit++) {
        int file = random.nextInt(NAMES.size());
        String name = NAMES.get(file);
        String before = project.text(name);
        String after = random.nextInt(12) == 0 ? TEXTS.get(file) : edited(before, random);
        history.add(name + "\n" + before + "\n=>\n" + after);
        project.edit(name, after);
        if (random.nextInt(4) > 0) {
          List<String> expected = project.checkFresh();
          List<String> found = project.checkAll();
          long at = seed;
          assertEquals(
              expected,
              found,
              () -> "seed " + at + ", after the edits " + String.join("\n-----\n", last(history)));
        }
      }
    }
  }

  private static List<String> last(List<String> history) {
    return history.subList(Math.max(0, history.size() - 3), history.size());
  }

  /** A text with a line or a few characters put in, taken out or doubled. */
  private static String edited(String text, Random random) {
    int from = random.nextInt(text.length() + 1);
    switch (random.nextInt(4)) {
      case 0 -> {
        String snippet = SNIPPETS.get(random.nextInt(SNIPPETS.size()));
        return text.substring(0, from) + snippet + text.substring(from);
      }
      case 1 -> {
        int to = Math.min(text.length(), from + 1 + random.nextInt(6));
        return text.substring(0, from) + text.substring(to);
      }
      case 2 -> {
        List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
        int line = random.nextInt(lines.size());
        if (random.nextBoolean()) {
          lines.add(line, lines.get(random.nextInt(lines.size())));
        } else {
          lines.remove(line);
        }
        return String.join("\n", lines);
      }
      default -> {
        String snippet = SNIPPETS.get(random.nextInt(SNIPPETS.size()));
        int line = text.indexOf('\n', from);
        return line < 0 ? text + snippet : text.substring(0, line) + snippet + text.substring(line);
      }
    }
  }
}
