package dev.taipan.checker.binding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Programs in which a naive treatment of conditions would grow with a power of their length. */
final class LongProgramTest {
  private static String repeat(int count, String line) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(line.replace("$", "" + i));
    }
    return text.toString();
  }

  private static void assertSmall(Probe probe, int limit) {
    int size = probe.module.conditions().size();
    assertTrue(size < limit, () -> size + " conditions");
  }

  @Test
  void manyBranches() {
    Probe probe =
        Probe.of(
            "def f(x):\n    if c:\n        y = 0\n"
                + repeat(400, "    elif x == $:\n        g()\n        y = $\n")
                + "    y\n");
    assertSmall(probe, 20_000);
  }

  @Test
  void manyEarlyReturns() {
    Probe probe =
        Probe.of("def f(x):\n" + repeat(2000, "    if x == $:\n        g()\n        return\n"));
    assertSmall(probe, 40_000);
  }

  @Test
  void manyConditionalAssignments() {
    Probe probe =
        Probe.of(
            "def f(x):\n    y = 0\n    try:\n"
                + repeat(2000, "        if x == $:\n            y = g()\n        g()\n")
                + "    except E:\n        y\n    y\n");
    assertSmall(probe, 1_000_000);
    LiveBindings bindings = probe.module.bindingsAt(probe.expression(6006, "y"));
    Set<Integer> found = new HashSet<>();
    collect(probe, bindings, found);
    assertEquals(2001, found.size());
    assertTrue(bindings != null && bindings.size() < 100, "a use has few entries");
  }

  /** The bindings that statements make, looked for in those that are many at once too. */
  private static void collect(Probe probe, @Nullable LiveBindings bindings, Set<Integer> found) {
    for (int i = 0; bindings != null && i < bindings.size(); i++) {
      int definition = bindings.definition(i);
      if (probe.module.definition(definition).kind() instanceof DefinitionKind.Gathered many) {
        collect(probe, many.bindings(), found);
      } else {
        found.add(definition);
      }
    }
  }

  @Test
  void manyCases() {
    Probe probe =
        Probe.of(
            "def f(x):\n    match x:\n"
                + repeat(1000, "        case $ if g(x):\n            h()\n")
                + "    x\n");
    assertSmall(probe, 60_000);
  }

  @Test
  void manyMembersInALoop() {
    Probe probe =
        Probe.of(
            "def f(x):\n    while c:\n"
                + repeat(300, "        if x.a$: x.b$ = 1\n        if c: continue\n"));
    assertSmall(probe, 600_000); // each place may be another on each of the ways
  }

  @Test
  void manyOperands() {
    assertSmall(Probe.of("if x" + repeat(20_000, " or x") + ":\n    x\n"), 200_000);
    assertSmall(Probe.of("if x" + repeat(20_000, " and x") + ":\n    x\n"), 200_000);
  }
}
