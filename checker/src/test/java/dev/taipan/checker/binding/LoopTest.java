package dev.taipan.checker.binding;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class LoopTest {
  /** What flows back to the loop in a line for a name. */
  private static String flowingBack(Probe probe, int line, String place) {
    for (Definition definition : probe.module.definitions()) {
      if (definition.kind() instanceof DefinitionKind.LoopHeader header
          && definition.place().equals(place)
          && probe.lineOf(header.loop()) == line) {
        return probe.describe(header.flowingBack());
      }
    }
    return "no header";
  }

  @Test
  void bodySeesEarlierRounds() {
    Probe probe =
        Probe.of(
            """
            x = 1
            for i in y:
                x
                x = 2
            x
            """);
    probe
        .assertUse(3, "x", "1, loop 2")
        .assertUse(5, "x", "1, loop 2")
        .assertEnd("i", "unbound, loop 2");
    assertEquals("4", flowingBack(probe, 2, "x"));
    assertEquals("2", flowingBack(probe, 2, "i"));
  }

  @Test
  void roundMayLeaveAPlaceAlone() {
    Probe probe =
        Probe.of(
            """
            x = 1
            while c:
                if d:
                    x = 2
            """);
    assertEquals(
        "1 if (!{d} & {c}), loop 2 if (!{d} & {c}), 4 if ({d} & {c})", flowingBack(probe, 2, "x"));
  }

  @Test
  void placesThatTheLoopDoesNotBindAreAsBefore() {
    Probe.of(
            """
            def f(x, y):
                if x is None:
                    return
                for i in y:
                    x
                x
            """)
        .assertUse(5, "x", "1 given !{x is None}")
        .assertUse(6, "x", "1 given !{x is None}");
  }

  @Test
  void testNarrowsBodyAndExit() {
    Probe probe =
        Probe.of(
            """
            x = f()
            while x is not None:
                x = x.next
            x
            """);
    probe
        .assertUse(3, "x", "1 given {x is not None}, loop 2 given {x is not None}")
        .assertUse(4, "x", "1 given !{x is not None}, loop 2 given !{x is not None}");
    assertEquals("3 if {x is not None}", flowingBack(probe, 2, "x"));
  }

  @Test
  void membersOfWhatTheLoopBindsMayComeBackUnknown() {
    Probe.of(
            """
            def f(x):
                if x.parent is None:
                    return
                while c:
                    x.parent
                    x = x.parent
            """)
        .assertUse(
            5, "x.parent", "implicit given !{x.parent is None}, loop 4 if !{x.parent is None}");
  }

  @Test
  void memberBoundInALoop() {
    Probe.of(
            """
            def f(x):
                x.a = 1
                while c:
                    x.a
                    x.a = 2
                x.a
            """)
        .assertUse(4, "x.a", "2, loop 3")
        .assertUse(6, "x.a", "2, loop 3");
  }

  @Test
  void breakSkipsTheElse() {
    Probe.of(
            """
            for i in y:
                if c:
                    x = 1
                    break
            else:
                x = 2
            x
            """)
        .assertUse(7, "x", "3 if {c}, 6")
        .assertReached(7, "true");
  }

  @Test
  void continueGoesBack() {
    Probe probe =
        Probe.of(
            """
            x = 1
            while c:
                if d:
                    x = 2
                    continue
                x = 3
            """);
    assertEquals("4 if ({d} & {c}), 6 if (!{d} & {c})", flowingBack(probe, 2, "x"));
  }

  @Test
  void endlessLoopIsOnlyLeftByBreak() {
    Probe probe =
        Probe.of(
            """
            x = None
            while True:
                x = f()
                if x is not None:
                    break
            x
            """);
    probe.assertUse(6, "x", "3 given {x is not None}").assertReached(6, "{x is not None}");
    Probe.of("while 1:\n    pass\nx\n").assertReached(3, "false");
  }

  @Test
  void loopThatNeverGoesBack() {
    Probe probe = Probe.of("while c:\n    x = 1\n    break\n");
    assertEquals("no way", flowingBack(probe, 1, "x"));
  }

  @Test
  void breakIsCorrelatedWithNarrowing() {
    Probe.of(
            """
            def f(x):
                while True:
                    if c:
                        if x is None:
                            break
                    elif d:
                        break
                x
            """)
        .assertUse(8, "x", "1 given ({d} ? ({x is None} | !{c}) : ({x is None} & {c}))");
  }

  @Test
  void nestedLoopsShareBindings() {
    Probe probe =
        Probe.of(
            """
            x = 1
            for i in y:
                for j in y:
                    x = 2
                x
            """);
    probe.assertUse(5, "x", "1, loop 2, loop 3");
    assertEquals("1, loop 2, loop 3", flowingBack(probe, 2, "x"));
    assertEquals("4", flowingBack(probe, 3, "x"));
  }

  @Test
  void deletionInALoop() {
    Probe.of("x = 1\nwhile c:\n    x\n    del x\n").assertUse(3, "x", "1, loop 2");
  }
}
