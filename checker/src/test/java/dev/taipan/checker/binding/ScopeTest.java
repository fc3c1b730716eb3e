package dev.taipan.checker.binding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.taipan.checker.syntax.Stmt;
import org.junit.jupiter.api.Test;

final class ScopeTest {
  private static String lookup(Scope scope, String name) {
    NameLookup.Found found = NameLookup.lookup(scope, name);
    return found == null ? "builtin" : found.scope().toString();
  }

  @Test
  void functionsDoNotSeeClasses() {
    Probe probe =
        Probe.of(
            """
            x = 1
            class C:
                x = 2
                def f(self):
                    return x
                y = [x for i in x]
            """);
    probe.assertUse(5, "x", "nothing");
    assertEquals("MODULE#0", lookup(probe.scope(4), "x"));
    assertEquals("CLASS#1", lookup(probe.scope(2), "x"));
    assertEquals("MODULE#0", lookup(probe.scope(6), "x"));
    assertEquals("builtin", lookup(probe.scope(4), "len"));
  }

  @Test
  void firstIterableBelongsToTheEnclosingScope() {
    Probe probe = Probe.of("class C:\n    x = 2\n    y = [i for i in x]\n    z = [x for i in y]\n");
    probe.assertUse(3, "x", "2").assertUse(4, "x", "nothing");
  }

  @Test
  void classBodyFallsBackToTheModule() {
    Probe probe =
        Probe.of(
            """
            x = 1
            def f():
                x = 2
                class C:
                    x
                    x = 3
            """);
    probe.assertUse(5, "x", "unbound");
    NameLookup.Found own = NameLookup.lookup(probe.scope(4), "x");
    assertNotNull(own);
    assertEquals("CLASS#2", own.scope().toString());
    NameLookup.Found behind = NameLookup.lookupBehind(own.symbol());
    assertNotNull(behind);
    assertEquals("MODULE#0", behind.scope().toString());
  }

  @Test
  void localNamesAreLocalEverywhere() {
    Probe.of("x = 1\ndef f():\n    x\n    x = 2\n").assertUse(3, "x", "unbound");
  }

  @Test
  void globalStatement() {
    Probe probe =
        Probe.of(
            """
            x = 1
            def f():
                global x, y
                x
                x = 2
                x
                y = 3
            def g():
                global z
                z
            """);
    probe.assertUse(4, "x", "nothing").assertUse(6, "x", "5").assertEnd("x", "1");
    Symbol x = probe.module.moduleScope().symbol("x");
    assertNotNull(x);
    assertEquals("[x#0, x#1]", x.definitions().toString());
    assertTrue(x.hasNonlocalRebinding());
    assertEquals("MODULE#0", lookup(probe.scope(2), "x"));
    assertEquals("MODULE#0", lookup(probe.scope(8), "y"));
    assertEquals("builtin", lookup(probe.scope(8), "z"));
    assertEquals(x, probe.scope(2).resolveLocally("x"));
    assertNull(probe.scope(2).symbol("x"));
  }

  @Test
  void nonlocalStatement() {
    Probe probe =
        Probe.of(
            """
            def f():
                def g():
                    nonlocal x
                    x = 2
                    x
                x = 1
                x
            """);
    probe.assertUse(5, "x", "4").assertUse(7, "x", "6");
    Symbol x = probe.scope(1).symbol("x");
    assertNotNull(x);
    assertTrue(x.hasNonlocalRebinding());
    assertEquals("4, 6", probe.describe(probe.scope(1).endBindings(x)));
  }

  @Test
  void nonlocalWithoutOwnerStaysWhereItIs() {
    Probe probe = Probe.ofBroken("def f():\n    nonlocal x\n    x = 1\n    x\n");
    probe.assertUse(4, "x", "3");
  }

  @Test
  void walrusInAComprehensionBindsOutside() {
    Probe probe = Probe.of("def f(y):\n    [z := i for i in y]\n    z\n    i\n");
    probe.assertUse(3, "z", "unbound, 2").assertUse(4, "i", "nothing");
    assertEquals("FUNCTION#1", lookup(probe.scope(2), "z"));
    assertEquals("COMPREHENSION#2", lookup(probe.scope(2), "i"));
  }

  @Test
  void comprehensionsNest() {
    Probe probe = Probe.of("[[f(j, i)\n  for j in i]\n  for i in x\n  for k in i]\n");
    probe
        .assertUse(1, "j", "2")
        .assertUse(1, "i", "3")
        .assertUse(2, "i", "3")
        .assertUse(4, "i", "3");
    assertEquals(3, probe.module.scopes().size());
  }

  @Test
  void typeParametersHaveAScope() {
    Probe probe =
        Probe.of(
            """
            class C[T]:
                x = 1
                def f[S: T](self, a: S, b: x) -> T:
                    T, x
            type A[U] = list[U]
            """);
    Stmt c = probe.statement(1);
    Scope outer = probe.module.typeParamScopeOf(c);
    assertNotNull(outer);
    assertEquals("[T]", outer.symbols().toString());
    assertEquals(Scope.Kind.TYPE_PARAMETERS, lookupKind(probe.scope(4 - 1), "T"));
    probe.assertUse(3, "S", "3").assertUse(3, "x", "2").assertUse(4, "T", "nothing");
    assertEquals("builtin", lookup(probe.scope(3), "x"));
    assertNotNull(probe.module.typeParamScopeOf(probe.statement(5)));
    probe.assertUse(5, "U", "5");
    assertNull(probe.module.typeParamScopeOf(probe.statement(2)));
  }

  private static Scope.Kind lookupKind(Scope scope, String name) {
    NameLookup.Found found = NameLookup.lookup(scope, name);
    assertNotNull(found);
    return found.scope().kind();
  }

  @Test
  void capturedVariablesKeepWhatIsKnown() {
    Probe probe =
        Probe.of(
            """
            def f(x, y):
                if x is None or y is None:
                    return
                def g():
                    return x
                lambda: (x, y)
                y = 2
            """);
    assertEquals("1 given !{x is None}", captured(probe, 4, "x"));
    assertEquals("1 given !{x is None}", captured(probe, 6, "x"));
    assertEquals("nothing", captured(probe, 6, "y"));
  }

  private static String captured(Probe probe, int line, String name) {
    return probe.describe(probe.module.enclosingBindings(probe.scope(line), name));
  }

  @Test
  void capturedVariablesThatChangeAreUnknown() {
    Probe probe =
        Probe.of(
            """
            def f(xs):
                for x in xs:
                    lambda: x
                y = 1
                lambda: y
                def g():
                    nonlocal y
                    y = 2
                z = 1
                while c:
                    lambda: z
                    z = 2
                w = 1
                while c:
                    lambda: w
            """);
    assertEquals("2", captured(probe, 3, "x"));
    assertEquals("nothing", captured(probe, 5, "y"));
    assertEquals("nothing", captured(probe, 11, "z"));
    assertEquals("13 if !{c}", captured(probe, 15, "w"));
  }

  @Test
  void classBodiesSeeTheStateWhereTheyStand() {
    Probe probe =
        Probe.of(
            """
            def f(x):
                if x:
                    class C:
                        y = x
                x = 2
            """);
    assertEquals("1 given {x}", captured(probe, 3, "x"));
  }

  @Test
  void capturesReachThroughFrames() {
    Probe probe =
        Probe.of(
            """
            def f(x):
                assert x
                class C:
                    def g(self):
                        return lambda: x
            """);
    assertEquals("1 given {x}", captured(probe, 5, "x"));
    probe =
        Probe.of(
            """
            def f(x):
                def g():
                    if x:
                        lambda: x
            """);
    assertEquals("implicit given {x}", captured(probe, 4, "x"));
    LiveBindings seen = probe.module.enclosingBindings(probe.scope(4), "x");
    assertNotNull(seen);
    assertEquals(probe.scope(2), seen.scope());
    assertEquals("1", captured(probe, 2, "x"));
  }

  @Test
  void instanceAttributesOfMethods() {
    Probe probe =
        Probe.of(
            """
            class C:
                def __init__(this, a):
                    this.a = a
                    this.b: int
                    this.c, (this.d, *this.e) = a
                    for this.f in a: pass
                    with a as this.g: pass
                    this.a += 1
                    del this.a
                    a.other = 1
                    this.x.y = 1
                    def inner(self): self.no = 1
                @classmethod
                def m(cls):
                    cls.k = 1
                @staticmethod
                def s(self):
                    self.no = 1
                def r(self):
                    self = other()
                    self.no = 1
                def h(self, v):
                    self.a = v
            """);
    Scope scope = probe.scope(1);
    assertEquals("[a, b, c, d, e, f, g]", scope.instanceAttributes().keySet().toString());
    assertEquals("[k]", scope.classAttributes().keySet().toString());
    StringBuilder lines = new StringBuilder();
    for (Definition definition : scope.instanceAttributes().get("a")) {
      lines
          .append(probe.lineOf(definition.target()))
          .append(' ')
          .append(definition.scope())
          .append(' ');
    }
    assertEquals("3 FUNCTION#2 8 FUNCTION#2 9 FUNCTION#2 23 FUNCTION#7 ", lines.toString());
  }

  @Test
  void functionsKnowTheirReturnsAndYields() {
    Probe probe =
        Probe.of(
            """
            async def f(x):
                if x:
                    return
                yield x
                await x
                lambda: (yield)
            def g():
                return [y for y in x]
            """);
    Scope f = probe.scope(1);
    assertTrue(f.isGenerator());
    assertTrue(f.awaits());
    assertEquals(1, f.returns().size());
    assertEquals(1, f.yields().size());
    assertEquals("!{x}", probe.describe(f.endReachability()));
    assertFalse(probe.scope(7).isGenerator());
    assertEquals("false", probe.describe(probe.scope(7).endReachability()));
  }

  @Test
  void starImportsDefineWhatIsUsed() {
    Probe probe =
        Probe.of(
            """
            x = 1
            from m import *
            x
            def f(local):
                return y, local
            """);
    probe
        .assertUse(3, "x", "1 if !{m has x}, 2 if {m has x}")
        .assertEnd("y", "unbound if !{m has y}, 2 if {m has y}");
    assertEquals("MODULE#0", lookup(probe.scope(4), "y"));
    assertNull(probe.module.moduleScope().symbol("local"));
    assertEquals(1, probe.module.starImports().size());
  }

  @Test
  void targetsKnowTheirDefinition() {
    Probe probe = Probe.of("import a.b as c, d.e\nfrom f import g\ndef h(i): pass\n");
    for (Symbol symbol : probe.module.moduleScope().symbols()) {
      Definition definition = symbol.definitions().getFirst();
      assertEquals(definition, probe.module.definitionOf(definition.target()));
    }
    assertEquals("[c, d, g, h]", probe.module.moduleScope().symbols().toString());
    assertNotNull(probe.module.scopeOf(probe.statement(3)));
  }

  @Test
  void dunderAll() {
    Probe probe =
        Probe.of(
            """
            __all__ = ['a', 'b'] + m.__all__
            if c:
                __all__ += ('d',)
            __all__.extend(n.__all__)
            __all__.append('e')
            __all__.remove('a')
            """);
    DunderAll all = probe.module.dunderAll();
    assertNotNull(all);
    assertTrue(all.understood());
    StringBuilder steps = new StringBuilder();
    for (DunderAll.Step step : all.steps()) {
      steps.append(step.effect());
      step.elements().forEach(name -> steps.append(' ').append(name.value));
      steps.append(step.module() == null ? "" : " " + probe.sourceOf(step.module()));
      steps
          .append(
              step.reachability() == Conditions.TRUE
                  ? ""
                  : " if " + probe.describe(step.reachability()))
          .append("; ");
    }
    assertEquals("SET a b; ADD m; ADD d if {c}; ADD n; ADD e; REMOVE a; ", steps.toString());
    DunderAll odd = Probe.of("__all__ = sorted(x)\n").module.dunderAll();
    assertNotNull(odd);
    assertFalse(odd.understood());
    assertNull(Probe.of("x = 1\n").module.dunderAll());
  }

  @Test
  void importsThatAreReexported() {
    Probe probe =
        Probe.ofStub(
            """
            import a as a
            import b
            import c as d
            from e import f as f
            from g import h
            from . import i
            from .j import k
            l: int
            """);
    StringBuilder visible = new StringBuilder();
    for (Definition definition : probe.module.definitions()) {
      visible.append(Reexports.isVisible(definition) ? definition.place() : "").append(' ');
    }
    assertEquals("a   f  i  l ", visible.toString());
    assertTrue(Reexports.isPrivateName("_x"));
    assertFalse(Reexports.isPrivateName("__x__"));
  }

  @Test
  void unboundAttributesOfNothingAreNoCrash() {
    Probe.of("(a, b).c = 1\nf()[0] = 2\ndel f().x, a[0]\n").assertEnd("a", "no symbol");
  }
}
