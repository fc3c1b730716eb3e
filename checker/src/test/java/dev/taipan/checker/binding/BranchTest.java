package dev.taipan.checker.binding;

import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

final class BranchTest {
  @Test
  void assignmentReplacesTheBinding() {
    Probe.of("x = 1\nx = 2\nx\n").assertUse(3, "x", "2").assertEnd("x", "2");
  }

  @Test
  void assignmentReadsBeforeItBinds() {
    Probe.of("x = 1\nx = x + 1\n").assertUse(2, "x", "1").assertEnd("x", "2");
  }

  @Test
  void branchesMeet() {
    Probe.of(
            """
            x = 1
            if c:
                x = 2
            x
            """)
        .assertUse(4, "x", "1 if !{c}, 3 if {c}");
  }

  @Test
  void nameMayBeUnbound() {
    Probe.of(
            """
            if a:
                x = 1
            elif b:
                x = 2
            x
            """)
        .assertUse(5, "x", "unbound if (!{b} & !{a}), 2 if {a}, 4 if ({b} & !{a})");
  }

  @Test
  void elseCompletesTheBranches() {
    Probe.of(
            """
            if a:
                x = 1
            else:
                x = 2
            x
            """)
        .assertUse(5, "x", "2 if {a}, 4 if !{a}");
  }

  @Test
  void untouchedBindingsStayTheSame() {
    Probe probe =
        Probe.of(
            """
            x = 1
            if c:
                y = x
            else:
                y = x
            x
            """);
    probe.assertUse(6, "x", "1");
    LiveBindings first = probe.module.bindingsAt(probe.expression(3, "x"));
    LiveBindings last = probe.module.bindingsAt(probe.expression(6, "x"));
    assertSame(first, last);
  }

  @Test
  void returnEndsAPath() {
    Probe.of(
            """
            def f(c):
                x = 1
                if c:
                    x = 2
                    return
                x
            """)
        .assertUse(6, "x", "2")
        .assertReached(6, "!{c}");
  }

  @Test
  void raiseEndsAPath() {
    Probe.of(
            """
            if c:
                raise e
            else:
                x = 1
            x
            """)
        .assertUse(5, "x", "4 if !{c}")
        .assertReached(5, "!{c}");
  }

  @Test
  void statementAfterReturnIsNotReached() {
    Probe.of("def f():\n    return\n    x\n").assertReached(3, "false");
  }

  @Test
  void constantsDecideBranches() {
    Probe.of(
            """
            if True:
                x = 1
            else:
                x = 2
            if 0:
                x = 3
            x
            """)
        .assertUse(7, "x", "2")
        .assertReached(4, "false")
        .assertReached(6, "false");
  }

  @Test
  void callStatementMayNotReturn() {
    Probe.of(
            """
            if c:
                fatal()
            else:
                x = 1
            x
            """)
        .assertUse(5, "x", "unbound if ({fatal() returns} & {c}), 4 if !{c}")
        .assertReached(5, "({fatal() returns} | !{c})");
  }

  @Test
  void awaitedCallMayNotReturn() {
    Probe.of("async def f():\n    await g()\n    x\n").assertReached(3, "{g() returns}");
  }

  @Test
  void callsOfStubsReturn() {
    Probe.ofStub("f()\nx: int\n").assertReached(2, "true");
  }

  @Test
  void assertionEndsTheOtherPath() {
    Probe.of("assert c\nx = 1\n").assertReached(2, "{c}").assertEnd("x", "2 if {c}");
    Probe.of("assert False\nx = 1\n").assertReached(2, "false");
  }

  @Test
  void messageOfAnAssertionIsEvaluatedWhenItFails() {
    Probe.of("def f(x):\n    assert x, x\n")
        .assertEvaluated(2, "x", "!{x}")
        .assertUse(2, "x", "1 given !{x}");
  }

  @Test
  void operandsAreEvaluatedOnConditions() {
    Probe.of("a and b or c\n")
        .assertEvaluated(1, "b", "{a}")
        .assertEvaluated(1, "c", "(!{b} | !{a})");
    Probe.of("a if c else b\n").assertEvaluated(1, "a", "{c}").assertEvaluated(1, "b", "!{c}");
  }

  @Test
  void walrusBindsWhereItIsEvaluated() {
    Probe.of("c and (x := 1)\nx\n").assertUse(2, "x", "unbound if !{c}, 1 if {c}");
    Probe.of("if c and (x := f()):\n    x\nelse:\n    x\n")
        .assertUse(2, "x", "1 given {x := f()} if {c}")
        .assertUse(4, "x", "unbound if !{c}, 1 given !{x := f()} if (!{x := f()} & {c})");
  }

  @Test
  void deletionUnbinds() {
    Probe probe = Probe.of("x = 1\ndel x\nx\n");
    probe.assertUse(2, "x", "1").assertUse(3, "x", "unbound");
  }

  @Test
  void augmentedAssignmentReadsAndBinds() {
    Probe probe = Probe.of("x = 1\nx += 2\nx\n");
    probe.assertUse(2, "x", "1").assertUse(3, "x", "2");
  }

  @Test
  void annotationAloneBindsOnlyInStubs() {
    Probe.of("x: int\nx\n").assertUse(2, "x", "unbound");
    Probe.ofStub("x: int\ny: x\n").assertUse(2, "x", "1");
  }

  @Test
  void partsOfATargetAreDefinitions() {
    Probe.of("(a, [b, *c]), d = x\na, b, c, d\n")
        .assertUse(2, "a", "1")
        .assertUse(2, "b", "1")
        .assertUse(2, "c", "1")
        .assertUse(2, "d", "1");
  }
}
