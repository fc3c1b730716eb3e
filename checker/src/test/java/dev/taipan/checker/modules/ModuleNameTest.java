package dev.taipan.checker.modules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ModuleNameTest {
  @Test
  void partsOfAName() {
    ModuleName name = ModuleName.of("a.b.c");
    assertEquals("a", name.first());
    assertEquals("c", name.last());
    assertEquals(Optional.of(ModuleName.of("a.b")), name.parent());
    assertEquals(Optional.empty(), ModuleName.of("a").parent());
    assertEquals(ModuleName.of("a.b.c.d.e"), name.child("d.e"));
    assertTrue(ModuleName.of("a").isTopLevel());
    assertFalse(name.isTopLevel());
    assertEquals("a.b.c", name.toString());
  }

  @Test
  void emptySegmentsAreNoName() {
    for (String text : new String[] {"", ".", ".a", "a.", "a..b"}) {
      assertEquals(Optional.empty(), ModuleName.parse(text), text);
      assertThrows(IllegalArgumentException.class, () -> ModuleName.of(text));
    }
  }

  @Test
  void relativeImports() {
    ModuleName module = ModuleName.of("a.b.c");
    assertEquals(Optional.of(ModuleName.of("a.b.x")), module.relative(false, 1, "x"));
    assertEquals(Optional.of(ModuleName.of("a.b")), module.relative(false, 1, ""));
    assertEquals(Optional.of(ModuleName.of("a.x.y")), module.relative(false, 2, "x.y"));
    assertEquals(Optional.empty(), module.relative(false, 3, "x"));
    assertEquals(Optional.of(ModuleName.of("a.b.c.x")), module.relative(true, 1, "x"));
    assertEquals(Optional.of(ModuleName.of("a.x")), module.relative(true, 3, "x"));
    assertEquals(Optional.empty(), module.relative(true, 4, "x"));
    assertEquals(Optional.empty(), ModuleName.of("script").relative(false, 1, "x"));
    assertEquals(Optional.empty(), module.relative(false, 99, ""));
  }

  @Test
  void equalByText() {
    assertEquals(ModuleName.of("a.b"), ModuleName.of("a").child("b"));
    assertEquals(ModuleName.of("a.b").hashCode(), ModuleName.of("a").child("b").hashCode());
    assertTrue(ModuleName.of("a.b").compareTo(ModuleName.of("a.c")) < 0);
  }
}
