package dev.taipan.server.features;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HierarchyTest {
  @TempDir Path root;

  private static final String SHAPES =
      """
      from abc import ABC, abstractmethod
      class Shape(ABC):
          @abstractmethod
          def area(self) -> float: ...
      class Square(Shape):
          def area(self) -> float:
              return self.side() ** 2
          def side(self) -> float:
              return 1.0
      """;

  private World world(String user) throws IOException {
    return new World(root).with("shapes.py", SHAPES).with("user.py", user);
  }

  private List<String> implementations(World world, String file) {
    return Hierarchy.implementations(
            world.snapshot(), world.module(file), world.mark(file), () -> false)
        .orElseThrow()
        .places()
        .stream()
        .map(
            place ->
                place.file().getFileName()
                    + ":"
                    + place.text().lineOf(place.name().start())
                    + ":"
                    + place.text().text().substring(place.name().start(), place.name().end()))
        .toList();
  }

  private static List<String> titles(List<Hierarchy.Item> items) {
    return items.stream().map(Hierarchy.Item::title).toList();
  }

  @Test
  void findsImplementationsInAllFiles() throws IOException {
    World world =
        world(
            """
            from shapes import Square
            class Big(Square):
                def area(self) -> float:
                    return 9.0
            def f(s: Square) -> float:
                return s.<|>area()
            """);
    assertEquals(List.of("shapes.py:5:area", "user.py:2:area"), implementations(world, "user.py"));
    world.with("shapes.py", SHAPES.replace("class Shape", "class <|>Shape"));
    assertEquals(
        List.of("shapes.py:4:Square", "user.py:1:Big"), implementations(world, "shapes.py"));
    world.with("shapes.py", SHAPES.replace("def area(self) -> float: .", "def <|>area(self): ."));
    assertEquals(
        List.of("shapes.py:5:area", "user.py:2:area"), implementations(world, "shapes.py"));
  }

  @Test
  void walksTypesUpAndDown() throws IOException {
    World world = world("from shapes import Square\nclass Big(Squ<|>are): ...\n");
    int at = world.mark("user.py");
    assertEquals(
        List.of("Square"), titles(Hierarchy.types(world.snapshot(), world.module("user.py"), at)));
    assertEquals(
        List.of("Shape"),
        titles(Hierarchy.supertypes(world.snapshot(), world.module("user.py"), at)));
    assertEquals(
        List.of("Big"),
        titles(Hierarchy.subtypes(world.snapshot(), world.module("user.py"), at, () -> false)));
  }

  @Test
  void walksCallsBothWays() throws IOException {
    World world =
        world(
            """
            from shapes import Square
            def helper(s: Square) -> None:
                s.side()
                s.side()
            Square().si<|>de()
            """);
    int at = world.mark("user.py");
    List<Hierarchy.Item> items = Hierarchy.callables(world.snapshot(), world.module("user.py"), at);
    assertEquals(List.of("side"), titles(items));
    assertEquals("shapes.Square", items.getFirst().detail());
    List<Hierarchy.CallGroup> incoming =
        Hierarchy.incoming(world.snapshot(), world.module("user.py"), at, () -> false);
    assertEquals(
        List.of("helper 2", "user 1", "area 1"),
        incoming.stream().map(call -> call.other().title() + " " + call.sites().size()).toList());
    int helper = world.module("user.py").source().text().indexOf("helper");
    List<Hierarchy.CallGroup> outgoing =
        Hierarchy.outgoing(world.snapshot(), world.module("user.py"), helper, () -> false);
    assertEquals(
        List.of("side 2"),
        outgoing.stream().map(call -> call.other().title() + " " + call.sites().size()).toList());
  }

  @Test
  void countsForLenses() throws IOException {
    World world = world("from shapes import Square\nSquare()\nSquare().area()\n");
    var module = world.module("shapes.py");
    List<Lenses.Lens> lenses = Lenses.of(module);
    assertTrue(lenses.size() >= 8, () -> lenses.toString());
    int square = module.source().text().indexOf("Square");
    assertEquals(3, Lenses.references(world.snapshot(), module, square, () -> false).size());
    int shape = module.source().text().indexOf("Shape");
    assertEquals(1, Lenses.implementations(world.snapshot(), module, shape, () -> false).size());
  }
}
