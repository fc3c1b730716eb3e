package dev.taipan.checker.binding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

final class NarrowingTest {
  private static void narrows(String test, String place) {
    Probe.of("def f(x, y):\n    if " + test + ":\n        " + place + "\n    " + place + "\n")
        .assertUse(
            3,
            place,
            (place.equals("x") || place.equals("y") ? "1" : "implicit") + " given {" + test + "}");
  }

  private static void leavesAlone(String test, String place) {
    Probe probe = Probe.of("def f(x, y):\n    if " + test + ":\n        " + place + "\n");
    String use = probe.use(3, place);
    assertEquals(place.equals("x") || place.equals("y") ? "1" : "nothing", use, test);
  }

  @Test
  void formsThatNarrow() {
    narrows("x", "x");
    narrows("x is None", "x");
    narrows("None is x", "x");
    narrows("x == 1", "x");
    narrows("1 < x < 3", "x");
    narrows("x in (1, 2)", "x");
    narrows("'k' in x", "x");
    narrows("isinstance(x, int)", "x");
    narrows("issubclass(x, int)", "x");
    narrows("callable(x)", "x");
    narrows("type(x) is int", "x");
    narrows("len(x) == 2", "x");
    narrows("is_str(x, y)", "x");
    narrows("self.is_str(x)", "x");
    narrows("x.kind == 'a'", "x");
    narrows("x['kind'] == 'a'", "x");
    narrows("x[0] is None", "x");
    narrows("x.flag", "x");
    narrows("x.kind == 'a'", "x.kind");
    narrows("x.a.b is None", "x.a.b");
    narrows("x.a.b is None", "x.a");
    narrows("x['k'] is None", "x['k']");
    narrows("x[-1] is None", "x[-1]");
    narrows("x == y", "y");
  }

  @Test
  void formsThatDoNotNarrow() {
    leavesAlone("is_str(y, x)", "x");
    leavesAlone("x.check()", "x");
    leavesAlone("x[y] is None", "x");
    leavesAlone("f(*x)", "x");
    leavesAlone("x + 1 == 2", "x");
    leavesAlone("isinstance(x.a, int)", "x");
  }

  @Test
  void negationSwapsTheBranches() {
    Probe.of(
            """
            def f(x):
                if not x:
                    x
                else:
                    x
                x
            """)
        .assertUse(3, "x", "1 given !{x}")
        .assertUse(5, "x", "1 given {x}")
        .assertUse(6, "x", "1");
  }

  @Test
  void operandsNarrowWhatFollows() {
    Probe.of("def f(x):\n    x and x.a\n    x is None or x.b\n    x\n")
        .assertUse(2, "x", "1 given {x}")
        .assertUse(3, "x", "1 given !{x is None}")
        .assertUse(4, "x", "1");
    Probe.of("def f(x):\n    x.a if x else x.b\n").assertUse(2, "x", "1 given !{x}");
  }

  @Test
  void disjunctionIsFollowedOnItsPaths() {
    Probe.of(
            """
            def f(x, y):
                if x is None or y is None:
                    x
                else:
                    x
            """)
        .assertUse(3, "x", "1 given ({y is None} | {x is None})")
        .assertUse(5, "x", "1 given !{x is None}");
  }

  @Test
  void earlyReturnNarrowsTheRest() {
    Probe.of("def f(x):\n    if x is None:\n        return\n    x\n")
        .assertUse(4, "x", "1 given !{x is None}");
  }

  @Test
  void callThatDoesNotReturnNarrowsTheRest() {
    Probe.of("def f(x):\n    if x is None:\n        fail()\n    x\n")
        .assertUse(4, "x", "1 given ({fail() returns} | !{x is None})");
  }

  @Test
  void narrowingIsCorrelatedWithTheBranch() {
    Probe.of(
            """
            def f(x):
                if a:
                    assert x
                x
            """)
        .assertUse(4, "x", "1 given ({x} | !{a})");
  }

  @Test
  void assertionNarrows() {
    Probe.of("def f(x):\n    assert isinstance(x, int)\n    x\n")
        .assertUse(3, "x", "1 given {isinstance(x, int)}");
  }

  @Test
  void assignmentEndsNarrowing() {
    Probe.of("def f(x):\n    assert x\n    x = 1\n    x\n").assertUse(4, "x", "3 if {x}");
    Probe.of("def f(x):\n    assert x.a.b\n    x.a = 1\n    x.a.b\n    x.a\n")
        .assertUse(4, "x.a.b", "nothing")
        .assertUse(5, "x.a", "3 if {x.a.b}");
    Probe.of("def f(x):\n    assert x.a\n    x = 1\n    x.a\n").assertUse(4, "x.a", "nothing");
    Probe.of("def f(x):\n    assert x[0]\n    x = 1\n    x[0]\n").assertUse(4, "x[0]", "nothing");
  }

  @Test
  void itemAssignmentBinds() {
    Probe.of("def f(x):\n    x['k'] = 1\n    x['k']\n    x['j']\n")
        .assertUse(3, "x['k']", "2")
        .assertUse(4, "x['j']", "nothing");
  }

  @Test
  void assignmentToAnUnknownItemForgetsAllItems() {
    Probe.of("def f(x, i):\n    x[0] = 1\n    x.a = 2\n    x[i] = 3\n    x[0]\n    x.a\n")
        .assertUse(5, "x[0]", "nothing")
        .assertUse(6, "x.a", "3");
    Probe.of("def f(x):\n    x[0] = 1\n    x[1] = 2\n    del x[0]\n    x[1]\n")
        .assertUse(5, "x[1]", "nothing");
  }

  @Test
  void memberDeletion() {
    Probe.of("def f(x):\n    x.a = 1\n    del x.a\n    x.a\n")
        .assertUse(3, "x.a", "2")
        .assertUse(4, "x.a", "nothing");
  }

  @Test
  void namesOfOuterScopesNarrow() {
    Probe.of(
            """
            x = g()
            def f():
                if x is None:
                    return x
                x
            """)
        .assertUse(4, "x", "implicit given {x is None}")
        .assertUse(5, "x", "implicit given !{x is None}")
        .assertUse(3, "x", "nothing");
  }

  @Test
  void comprehensionConditionsNarrow() {
    Probe.of("def f(x):\n    [y for y in x if y is not None if x if y]\n    x\n")
        .assertUse(2, "y", "2 given {y is not None}")
        .assertUse(3, "x", "1");
    Probe.of("def f(x):\n    [y(x.a) for y in x if x.a if y]\n")
        .assertEvaluated(2, "y(x.a)", "({y} & {x.a})")
        .assertEvaluated(2, "y", "{x.a}");
    Probe probe = Probe.of("def f(x):\n    if x.a:\n        [z for y in x if x.a]\n");
    probe.assertUse(3, "x.a", "implicit given {x.a}");
  }

  @Test
  void aliasedConditionNarrows() {
    Probe probe =
        Probe.of(
            """
            def f(x):
                ok = x is None
                if ok:
                    x
                x
            """);
    probe.assertUse(4, "x", "1 given {ok}").assertUse(5, "x", "1");
    Predicate.Test test = (Predicate.Test) probe.module.predicate(0);
    assertEquals("x is None", probe.sourceOf(test.aliased()));
    assertEquals(2, probe.lineOf(test.aliasRegion()));
  }

  @Test
  void aliasedConditionEndsWithItsParts() {
    Probe.of("def f(x):\n    ok = x is None\n    x = g\n    if ok:\n        x\n")
        .assertUse(5, "x", "3");
    Probe.of("def f(x):\n    ok = x is None\n    if c:\n        ok = g()\n    if ok:\n        x\n")
        .assertUse(6, "x", "1");
    Probe probe = Probe.of("def f(x):\n    ok = x.kind == K.A\n    if ok:\n        x\n");
    probe.assertUse(4, "x", "1 given {ok}");
    probe = Probe.of("def f(x):\n    ok = x\n    if ok:\n        x\n");
    assertNull(((Predicate.Test) probe.module.predicate(0)).aliased());
  }

  @Test
  void importsAndSelfAreNotToldApartByTheirMembers() {
    Probe.of("import sys\nif sys.platform == 'a':\n    sys\n    sys.platform\n")
        .assertUse(3, "sys", "1")
        .assertUse(4, "sys.platform", "implicit given {sys.platform == 'a'}");
    Probe.of("class C:\n    def f(self):\n        if self.a is None:\n            self\n")
        .assertUse(4, "self", "2");
  }

  @Test
  void privateNamesAreMangled() {
    Probe probe =
        Probe.of(
            """
            class _C:
                __a = 1
                def f(self):
                    self.__b = __a
                    self.__b
            """);
    probe.assertUse(5, "self.__b", "4");
    assertEquals("[_C__a, f]", probe.scope(1).symbols().toString());
    assertEquals("[_C__b]", probe.scope(1).instanceAttributes().keySet().toString());
  }
}
