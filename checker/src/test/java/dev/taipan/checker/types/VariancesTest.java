package dev.taipan.checker.types;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Variance inference on the specification's examples. */
class VariancesTest {
  private final TestWorld world = new TestWorld();

  private TestClass cls(String name) {
    return world.generic("m", name);
  }

  @Test
  void usesDecide() {
    TestClass a = cls("A");
    TypeVarType t1 = a.parameter("T1", Variance.AUTO);
    TypeVarType t2 = a.parameter("T2", Variance.AUTO);
    TypeVarType t3 = a.parameter("T3", Variance.AUTO);
    a.base(world.list(t1)).method("method1", world.none, t2).method("method2", t3);
    assertEquals(
        List.of(Variance.INVARIANT, Variance.CONTRAVARIANT, Variance.COVARIANT), a.variances());
  }

  @Test
  void attributes() {
    TestClass a = cls("A");
    TypeVarType t1 = a.parameter("T1", Variance.AUTO);
    TypeVarType t2 = a.parameter("T2", Variance.AUTO);
    TypeVarType t3 = a.parameter("T3", Variance.AUTO);
    TypeVarType t4 = a.parameter("T4", Variance.AUTO);
    a.base(world.object).attribute("x", t1).attribute("_y", t2).property("z", t3);
    a.method("__init__", world.none, t4);
    assertEquals(
        List.of(Variance.INVARIANT, Variance.COVARIANT, Variance.COVARIANT, Variance.COVARIANT),
        a.variances());
    assertEquals(Variance.BIVARIANT, Variances.ofUses(new TypeSystem(world), a).get(3));
  }

  @Test
  void recursionBetweenClasses() {
    TestClass a = cls("A");
    TestClass b = cls("B");
    TypeVarType ta = a.parameter("T", Variance.AUTO);
    TypeVarType tb = b.parameter("T", Variance.AUTO);
    a.base(world.object).method("other", b.of(ta));
    b.base(world.object).method("other", a.of(tb)).method("take", world.none, tb);
    assertEquals(List.of(Variance.CONTRAVARIANT), a.variances());
    assertEquals(List.of(Variance.CONTRAVARIANT), b.variances());
    TestClass c = cls("C");
    TypeVarType tc = c.parameter("T", Variance.AUTO);
    c.base(world.object).method("self", c.of(tc)).method("get", tc);
    assertEquals(List.of(Variance.COVARIANT), c.variances());
    TestClass d = cls("D");
    TypeVarType td = d.parameter("T", Variance.AUTO);
    d.base(world.object).method("other", d.of(td), d.of(td));
    assertEquals(List.of(Variance.INVARIANT), d.variances());
    TestClass e = cls("E");
    TypeVarType te = e.parameter("T", Variance.AUTO);
    e.base(world.object).method("taken", world.none, unused().of(te));
    assertEquals(List.of(Variance.CONTRAVARIANT), e.variances());
  }

  /** A class that uses its parameter nowhere. */
  private TestClass unused() {
    TestClass f = cls("F");
    f.parameter("T", Variance.AUTO);
    f.base(world.object);
    return f;
  }

  @Test
  void declaredVarianceIsKept() {
    TestClass a = cls("A");
    TypeVarType t = a.parameter("T", Variance.INVARIANT);
    a.base(world.object).method("get", t);
    assertEquals(List.of(Variance.INVARIANT), a.variances());
    assertEquals(List.of(Variance.COVARIANT), Variances.ofUses(new TypeSystem(world), a));
  }

  @Test
  void callables() {
    TestClass a = cls("A");
    TypeVarType t = a.parameter("T", Variance.AUTO);
    a.base(world.object)
        .method("on", world.none, TestWorld.callable(world.none, t))
        .method("read", TestWorld.callable(t));
    assertEquals(List.of(Variance.COVARIANT), a.variances());
  }
}
