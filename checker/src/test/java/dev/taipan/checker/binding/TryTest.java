package dev.taipan.checker.binding;

import org.junit.jupiter.api.Test;

final class TryTest {
  @Test
  void handlerSeesEveryPointOfTheBody() {
    Probe.of(
            """
            x = 1
            try:
                x = f()
                x = g()
                if h():
                    x = i()
                else:
                    x = j()
            except E:
                x
            x
            """)
        .assertUse(10, "x", "1, 3, 4")
        .assertUse(11, "x", "1, 3, 4, 6 if {h()}, 8 if !{h()}");
  }

  @Test
  void nothingFailsAfterTheLastBinding() {
    Probe.of(
            """
            x = 1
            def f():
                try:
                    x = g()
                    return x
                except E:
                    x
            def h():
                x = 2
                try:
                    x = g()
                finally:
                    x
            def i():
                x = 3
                try:
                    for y in z:
                        x = y
                except E:
                    x
            def j():
                x = 4
                try:
                    with y:
                        x = z
                except E:
                    x
            def k():
                x = 5
                try:
                    x, y[0] = z
                except E:
                    x
            """)
        .assertUse(7, "x", "unbound")
        .assertUse(13, "x", "9, 11 if {g() returns}")
        .assertUse(20, "x", "15, loop 17, 18")
        .assertUse(27, "x", "22, 25")
        .assertUse(33, "x", "29, 31");
  }

  @Test
  void elseRunsAfterTheBody() {
    Probe.of(
            """
            try:
                x = 1
            except E:
                y = 2
            else:
                x
                y = 3
            x
            y
            """)
        .assertUse(6, "x", "2")
        .assertUse(8, "x", "unbound, 2")
        .assertUse(9, "y", "4, 7");
  }

  @Test
  void importFallback() {
    Probe.of(
            """
            try:
                import a
            except ImportError:
                a = None
            a
            """)
        .assertUse(5, "a", "2, 4")
        .assertEnd("a", "2, 4");
  }

  @Test
  void handlerThatLeaves() {
    Probe.of(
            """
            def f():
                try:
                    x = g
                except E:
                    return
                x
            """)
        .assertUse(6, "x", "3");
  }

  @Test
  void nameOfTheExceptionEndsWithTheHandler() {
    Probe.of(
            """
            e = 1
            try:
                pass
            except E as e:
                e
            e
            """)
        .assertUse(5, "e", "4")
        .assertUse(6, "e", "unbound, 1");
  }

  @Test
  void finallySeesAllWays() {
    Probe.of(
            """
            def f():
                x = 1
                try:
                    x = 2
                    return x
                finally:
                    x
            """)
        .assertUse(7, "x", "2, 4")
        .assertReached(7, "true");
  }

  @Test
  void afterFinallyOnlyNormalWaysCount() {
    Probe.of(
            """
            x = None
            try:
                x = f()
            finally:
                y = 1
                x
            x
            y
            """)
        .assertUse(6, "x", "1, 3")
        .assertUse(7, "x", "3")
        .assertUse(8, "y", "5");
  }

  @Test
  void afterFinallyIsNotReachedIfNoWayIsNormal() {
    Probe.of(
            """
            def f():
                try:
                    return 1
                finally:
                    g()
                x
            """)
        .assertReached(6, "false");
  }

  @Test
  void finallyThatBindsOnACondition() {
    Probe.of(
            """
            x = 1
            try:
                x = 2
            finally:
                if c:
                    x = 3
            x
            """)
        .assertUse(7, "x", "3, 6 if {c}");
  }

  @Test
  void breakPassesTheFinally() {
    Probe.of(
            """
            x = 0
            while True:
                try:
                    x = 1
                    if c:
                        break
                    x = 2
                finally:
                    y = x
            x
            y
            """)
        .assertUse(9, "x", "1, loop 2, 4, 7 if !{c}")
        .assertUse(10, "x", "4")
        .assertUse(11, "y", "9")
        .assertReached(10, "{c}");
  }

  @Test
  void narrowingInTheBodyDoesNotReachTheHandler() {
    Probe.of(
            """
            def f(x):
                try:
                    assert x
                except E:
                    x
                x
            """)
        .assertUse(5, "x", "1")
        .assertUse(6, "x", "1");
  }

  @Test
  void withMayEndEarly() {
    Probe.of(
            """
            x = None
            with a:
                x = f()
                x = g()
            x
            """)
        .assertUse(5, "x", "1 if {a swallows}, 3 if {a swallows}, 4");
  }

  @Test
  void returnInWithEndsUnlessTheExceptionIsSwallowed() {
    Probe.of(
            """
            def f():
                with a:
                    return 1
                x
            """)
        .assertReached(4, "{a swallows}");
  }

  @Test
  void targetsOfWithAreBound() {
    Probe.of("with a as b, b as (c, d):\n    b, c, d\n")
        .assertUse(1, "b", "1")
        .assertUse(2, "c", "1")
        .assertUse(2, "d", "1");
  }

  @Test
  void nestedProtectedParts() {
    Probe.of(
            """
            x = 1
            try:
                try:
                    x = 2
                except A:
                    x = 3
                f()
            except B:
                x
            """)
        .assertUse(9, "x", "1, 4, 6");
  }
}
