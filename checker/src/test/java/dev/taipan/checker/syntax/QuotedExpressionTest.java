package dev.taipan.checker.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class QuotedExpressionTest {
  @Test
  void offsetsAndIdsAreMoved() {
    Parser.ParsedExpression parsed = Parser.parseExpression("list[int]", 100, 7, false);
    assertEquals(List.of(), parsed.errors());
    assertEquals(10, parsed.nextId());
    Expr.Subscript subscript = assertInstanceOf(Expr.Subscript.class, parsed.expression());
    assertEquals(100, subscript.start);
    assertEquals(109, subscript.end);
    assertEquals(9, subscript.id);
    assertEquals(105, subscript.index.start);
    assertEquals("int", assertInstanceOf(Expr.Name.class, subscript.index).name);
  }

  @Test
  void linesMayBreakInTripleQuotes() {
    Parser.ParsedExpression parsed = Parser.parseExpression("\n    int |\n    str\n", 0, 0, true);
    assertEquals(List.of(), parsed.errors());
    assertEquals("Binary(int, OR, str)", TreePrinter.print((Object) parsed.expression()));
  }

  @Test
  void starredExpressions() {
    Parser.ParsedExpression parsed = Parser.parseExpression("*Ts", 0, 0, false);
    assertEquals(List.of(), parsed.errors());
    assertEquals("Starred(Ts)", TreePrinter.print((Object) parsed.expression()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "x y", "x = 1", "def f(): pass", "x[", "pass", "x\ny", "'", "x)", "x := 1"})
  void whatIsNoExpression(String text) {
    assertEquals(1, Math.min(1, Parser.parseExpression(text, 0, 0, false).errors().size()), text);
    assertEquals(
        1, Math.min(1, Parser.parseExpression(text + ")", 0, 0, true).errors().size()), text);
  }
}
