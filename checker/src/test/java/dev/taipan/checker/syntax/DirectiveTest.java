package dev.taipan.checker.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.taipan.checker.source.SourceText;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DirectiveTest {
  private static List<ParsedModule.DirectiveComment> directives(String source) {
    return Parser.parse(new SourceText(source)).directives();
  }

  @Test
  void severalStandInOneComment() {
    String source = "x = 1  # why  # type: ignore[a, b]# pyright: ignore\n";
    List<ParsedModule.DirectiveComment> found = directives(source);
    assertEquals(2, found.size());
    assertEquals("type", found.get(0).tool());
    assertEquals(List.of("a", "b"), found.get(0).codes());
    assertTrue(found.get(0).bracketed());
    assertEquals(
        "# type: ignore[a, b]", source.substring(found.get(0).start(), found.get(0).end()));
    assertEquals("pyright", found.get(1).tool());
    assertFalse(found.get(1).bracketed());
  }

  @Test
  void placeInTheFileIsTold() {
    List<ParsedModule.DirectiveComment> found =
        directives("# type: ignore\nx = [  # ty:ignore\n  # taipan: ignore[rule] because\n]\n");
    assertEquals(List.of(true, false, true), found.stream().map(d -> d.ownLine()).toList());
    assertEquals(List.of(true, false, false), found.stream().map(d -> d.beforeCode()).toList());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "# pyright: basic",
        "# type: int",
        "# type: ignored",
        "# type: ignore-errors",
        "# note: ignore",
        "# see type: ignore",
        "'# type: ignore'",
        "f'# type: ignore'"
      })
  void whatOnlyLooksLikeOne(String source) {
    assertEquals(List.of(), directives(source));
  }
}
