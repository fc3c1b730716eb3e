package dev.taipan.checker.inference.library;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PrintedTypesTest {
  private static void agree(String expected, String printed) {
    assertTrue(PrintedTypes.agree(expected, printed), expected + " / " + printed);
  }

  private static void differ(String expected, String printed) {
    assertFalse(PrintedTypes.agree(expected, printed), expected + " / " + printed);
  }

  @Test
  void comparesUnionsAsSets() {
    agree("int | str | None", "None | str | int");
    agree("str | Literal[1, 2]", "Literal[2] | str | Literal[1]");
    agree("list[int | str]", "list[str | int]");
    differ("int | str", "int");
    differ("int", "int | str");
    differ("Literal[1]", "Literal[1, 2]");
    agree("Literal['a, b|c', \"d\"]", "Literal[\"a, b|c\", \"d\"]");
  }

  @Test
  void comparesFunctionsByTheirParts() {
    agree("(x: int, *, y: str = \"a\") -> (int | None)", "(x: int, *, y: str = ...) -> int | None");
    agree("(x: Unknown, y: int = 1) -> None", "(x, y: int | Unknown = 1) -> None");
    agree("list[(x: T@f) -> T@f]", "list[(x: T) -> T]");
    agree("((x: int) -> int) | None", "None | ((x: int) -> int)");
    agree("(f: (int) -> str = ...) -> None", "(f: (int) -> str = ...) -> None");
    differ("(x: int) -> int", "(y: int) -> int");
    differ("(x: int) -> int", "(x: int = 1) -> int");
    differ("(x: int) -> int", "(x: int) -> str");
    differ("(int) -> int", "(int, int) -> int");
    agree(
        "Overload[(x: int) -> int, (x: str) -> str]", "Overload[(x: int) -> int, (x: str) -> str]");
  }

  @Test
  void letsNamesDiffer() {
    agree("List[Tuple[int, ...]]", "list[tuple[int, ...]]");
    agree("NoReturn", "Never");
    agree("Inner[int]", "Outer.Inner[int]");
    agree("type[dict[_KT@dict, _VT@dict]]", "type[dict]");
    agree("Unbound | int", "int");
    differ("ner[int]", "Outer.Inner[int]");
    differ("list[int]", "set[int]");
  }

  @Test
  void knowsMoreThanUnknown() {
    agree("Unknown", "list[int]");
    agree("list[Unknown]", "list[int]");
    agree("int | Unknown", "int | str");
    agree("int", "int | Unknown");
    differ("int | Unknown", "str");
    differ("int", "Unknown");
  }

  @Test
  void findsIntersections() {
    agree("<subclass of A and B> | int", "int | (A & B)");
    agree("<callable subtype of A>", "A & ((...) -> object)");
    agree("int* | str*", "(T & int) | (T & str)");
    agree("list[int*]", "list[T & int]");
    differ("A", "A & B");
    differ("int*", "T & str");
  }
}
