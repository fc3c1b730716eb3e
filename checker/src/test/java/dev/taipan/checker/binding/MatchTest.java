package dev.taipan.checker.binding;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.taipan.checker.syntax.MatchCase;
import org.junit.jupiter.api.Test;

final class MatchTest {
  @Test
  void casesNarrowTheSubject() {
    Probe.of(
            """
            def f(x):
                match x:
                    case 1:
                        x
                    case int():
                        x
                    case _:
                        x
                x
            """)
        .assertUse(4, "x", "1 given {case 1}")
        .assertUse(6, "x", "1 given ({case int()} & !{case 1})")
        .assertUse(8, "x", "1 given (!{case int()} & !{case 1})")
        .assertUse(9, "x", "1")
        .assertReached(8, "(!{case int()} & !{case 1})");
  }

  @Test
  void irrefutableCaseLeavesNoOtherWay() {
    Probe.of(
            """
            def f(x):
                match x:
                    case 1:
                        return
                    case y:
                        return
                x
            """)
        .assertReached(7, "false");
    Probe.of(
            """
            def f(x):
                match x:
                    case 1:
                        return
                x
            """)
        .assertReached(5, "!{case 1}")
        .assertUse(5, "x", "1 given !{case 1}");
  }

  @Test
  void guardsFallThrough() {
    Probe.of(
            """
            def f(x):
                match x:
                    case A() if x.a:
                        x
                    case _:
                        x
            """)
        .assertUse(4, "x", "1 given ({x.a} & {case A()})")
        .assertUse(6, "x", "1 given (!{x.a} | !{case A()})")
        .assertEvaluated(3, "x.a", "{case A()}");
  }

  @Test
  void capturesAreBound() {
    Probe probe =
        Probe.of(
            """
            match f():
                case [a, *b] | (a, *b) as c:
                    a, b, c
                case {'k': d, **e}:
                    d, e
                case C(g, h=i):
                    g, i
            a
            """);
    probe
        .assertUse(3, "a", "2 if {case [a, *b] | (a, *b) as c}, 2 if {case [a, *b] | (a, *b) as c}")
        .assertUse(3, "c", "2 if {case [a, *b] | (a, *b) as c}");
    for (String capture : new String[] {"d", "e"}) {
      assertEquals("4", probe.use(5, capture).substring(0, 1), capture);
    }
    for (String capture : new String[] {"g", "i"}) {
      assertEquals("6", probe.use(7, capture).substring(0, 1), capture);
    }
    Definition c = probe.module.definitionOf(probe.expression(2, "c"));
    assertEquals(true, c != null && c.region() instanceof MatchCase);
  }

  @Test
  void elementsOfADisplayAreNarrowed() {
    Probe.of(
            """
            def f(x, y):
                match x, y.a:
                    case 1, 2:
                        x, y, y.a
            """)
        .assertUse(4, "x", "1 given {case 1, 2}")
        .assertUse(4, "y.a", "implicit given {case 1, 2}");
  }

  @Test
  void membersInPatternsAreNarrowed() {
    Probe.of(
            """
            def f(x):
                match x:
                    case C(a=None):
                        x.a
                    case {'k': 1}:
                        x['k']
                    case [1, C(b=2)]:
                        x[0], x[1].b
            """)
        .assertUse(4, "x.a", "implicit given {case C(a=None)}")
        .assertUse(6, "x['k']", "implicit given {case {'k': 1}}")
        .assertUse(8, "x[1].b", "implicit given {case [1, C(b=2)]}");
  }

  @Test
  void memberSubjectTellsItsOwnerApart() {
    Probe.of(
            """
            def f(x):
                match x.kind:
                    case 'a':
                        x
            """)
        .assertUse(4, "x", "1 given {case 'a'}");
  }
}
