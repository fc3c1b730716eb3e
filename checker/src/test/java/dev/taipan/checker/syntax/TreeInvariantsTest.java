package dev.taipan.checker.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.taipan.checker.modules.BuiltTypeshed;
import dev.taipan.checker.source.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What holds of every tree: dense ids, nested ranges, names where the text has them. */
final class TreeInvariantsTest {
  /** Some Python of every kind, for the tests that need statements in bodies. */
  private static final String PROGRAM =
      """
      from __future__ import annotations
      import a.b as c

      @decorated(1)
      class Point[T](Base, metaclass=Meta):
          \"\"\"A docstring.\"\"\"
          x: int = 0

          async def walk(self, *args: int, key=None, **kwargs) -> T:
              async with self.lock as lock, other:
                  total = sum(n ** 2 for n in args if n) + (await key(x=1))
              for i, (j, *rest) in enumerate(args):
                  if i < j <= 10 and not rest:
                      continue
                  elif (m := i) in {1, 2, 3}:
                      total += [*rest][0]
                  else:
                      break
              else:
                  print(f"{total!r:>{key}} {self.x}")
              try:
                  yield lambda p, /, q=1: p[q:1, ...]
              except* (ValueError, KeyError) as e:
                  raise RuntimeError("x" 'y') from e
              finally:
                  del total, args[0]

      match point:
          case Point(x=0, y=[1, *rest]) | {"k": None, **rest} if rest:
              assert rest, "message"
          case _:
              type Alias = dict[str, tuple[int, *Ts]]
      """;

  private static List<Path> stubs() throws IOException {
    try (Stream<Path> files = Files.walk(BuiltTypeshed.DIRECTORY.resolve("stdlib"))) {
      return files.filter(path -> path.toString().endsWith(".pyi")).sorted().toList();
    }
  }

  /** Checks ranges and ids of a subtree, children before their parents. */
  private static final class Invariants extends TreeWalker {
    private final String text;
    private final boolean[] seen;
    private int start;
    private int end;
    private int count;

    Invariants(String text, Module module) {
      this.text = text;
      this.seen = new boolean[module.nodeCount()];
      this.start = module.start;
      this.end = module.end;
    }

    @Override
    protected void visit(Node node) {
      assertTrue(
          start <= node.start && node.start <= node.end && node.end <= end, "range of " + node);
      assertTrue(!seen[node.id], "an id is used once");
      int before = count;
      int outerStart = start;
      int outerEnd = end;
      start = node.start;
      end = node.end;
      visitChildren(node);
      start = outerStart;
      end = outerEnd;
      seen[node.id] = true;
      count++;
      if (node instanceof Stmt) {
        for (int id = node.id - (count - before) + 1; id <= node.id; id++) {
          assertTrue(seen[id], "a statement's ids are contiguous");
        }
      }
      if (node instanceof Expr.Name name
          && text.substring(name.start, name.end).chars().allMatch(c -> c < 128)) {
        assertEquals(text.substring(name.start, name.end).replaceAll("\\s", ""), name.name);
      }
      if (node instanceof Expr.Attribute attribute) {
        assertTrue(text.startsWith(attribute.name, attribute.nameStart));
      }
    }
  }

  private static void assertInvariants(String text) {
    ParsedModule parsed = Parser.parse(new SourceText(text));
    assertEquals(List.of(), parsed.errors());
    Invariants invariants = new Invariants(text, parsed.module());
    invariants.visit(parsed.module());
    assertEquals(parsed.module().nodeCount(), invariants.count, "ids are dense");
  }

  @Test
  void holdInAProgram() {
    assertInvariants(PROGRAM);
  }

  @Test
  void holdInTypeshed() throws IOException {
    List<Path> stubs = stubs();
    assertTrue(stubs.size() > 500);
    for (Path stub : stubs) {
      assertInvariants(Files.readString(stub));
    }
  }

  /** Whatever is done to a text, there is a tree whose nodes lie in the text. */
  @Test
  void mutatedTextGivesATree() throws IOException {
    String[] inserts = {
      "(",
      ")",
      "[",
      "]",
      "{",
      "}",
      "'",
      "\"\"\"",
      "f'{",
      ":",
      ",",
      ".",
      "\\",
      "\n",
      "\n\t",
      "def ",
      "class ",
      "match x:",
      "case ",
      "type X",
      "lambda ",
      "yield ",
      "await ",
      "*",
      "**",
      ":=",
      "@",
      "é",
      "\uD83D",
      "\0",
      "0x",
      "for x in",
      "import ",
      "from . ",
      "global x",
      "else:",
      "except*",
      "#",
      "\r",
      "not ",
      "is ",
      "if "
    };
    Random random = new Random(1);
    List<Path> stubs = stubs();
    for (int i = 0; i < 1500; i++) {
      String text =
          i % 3 == 0 ? Files.readString(stubs.get(random.nextInt(stubs.size()))) : PROGRAM;
      StringBuilder mutated = new StringBuilder(text);
      for (int edits = random.nextInt(4); edits >= 0; edits--) {
        int at = random.nextInt(mutated.length() + 1);
        if (random.nextBoolean()) {
          mutated.insert(at, inserts[random.nextInt(inserts.length)]);
        } else {
          mutated.delete(at, Math.min(mutated.length(), at + random.nextInt(8)));
        }
      }
      assertCovers(mutated.toString());
    }
  }

  private static void assertCovers(String text) {
    Module module = Parser.parse(new SourceText(text)).module();
    TreeWalker ranges =
        new TreeWalker() {
          @Override
          protected void visit(Node node) {
            assertTrue(
                0 <= node.start && node.start <= node.end && node.end <= text.length(), text);
            assertTrue(0 <= node.id && node.id <= module.id, text);
            visitChildren(node);
          }
        };
    ranges.visit(module);
  }
}
