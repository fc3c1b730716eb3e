package dev.taipan.checker.binding;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Any text can be bound. */
final class BrokenProgramTest {
  private static final String[] PIECES = {
    "class ",
    "def f(",
    "lambda ",
    "(x for x in ",
    "del ",
    "(",
    ")",
    ":",
    "\n",
    "    ",
    "*",
    ", ",
    " as ",
    "global x\n",
    "nonlocal x\n",
    "break\n",
    "continue\n",
    "return\n",
    "yield ",
    "await ",
    "x.",
    "[0]",
    "import ",
    "from . import *\n",
    "type T[",
    "case ",
    "match x:\n",
    "except:\n",
    "finally:\n",
    "else:\n",
    " := ",
    " = ",
    "@",
    "f'{",
    "}'",
    "\\",
    "__all__",
    "..."
  };

  @Test
  void editedPrograms() {
    for (long seed = 0; seed < 3000; seed++) {
      Random random = new Random(seed);
      StringBuilder text = new StringBuilder(new RandomProgram(seed).write(2));
      for (int edits = random.nextInt(4); edits >= 0; edits--) {
        int at = random.nextInt(text.length());
        if (random.nextBoolean()) {
          text.insert(at, PIECES[random.nextInt(PIECES.length)]);
        } else {
          text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(8)));
        }
      }
      bind(text.toString());
    }
  }

  @Test
  void piecesInAnyOrder() {
    for (long seed = 0; seed < 3000; seed++) {
      Random random = new Random(seed);
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(30); i >= 0; i--) {
        text.append(PIECES[random.nextInt(PIECES.length)]).append(random.nextBoolean() ? "x" : "");
      }
      bind(text.toString());
    }
  }

  private static void bind(String text) {
    try {
      Probe probe = Probe.ofBroken(text);
      for (Definition definition : probe.module.definitions()) {
        if (definition.kind() instanceof DefinitionKind.LoopHeader header) {
          assertEquals(true, header.flowingBack().size() >= 0);
        }
      }
    } catch (RuntimeException e) {
      throw new AssertionError("cannot bind:\n" + text, e);
    }
  }

  @Test
  void statementsOutOfPlace() {
    Probe.ofBroken("break\ncontinue\nreturn 1\nx\n").assertReached(4, "false");
    Probe.ofBroken("class C:\n    return\n    yield x\n    nonlocal y\n    y = 1\n");
    Probe.ofBroken("def f():\n    global f, x\n    nonlocal x\n    from m import *\n    x\n");
    Probe.ofBroken("class C:\n    [x := 1 for i in y]\n    del (a, [b]), c.d\n");
  }
}
