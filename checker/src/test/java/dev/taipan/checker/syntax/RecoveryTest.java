package dev.taipan.checker.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.taipan.checker.source.SourceText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Incomplete code, as it is while somebody types, leaves the rest of the page intact. */
final class RecoveryTest {
  private static final String PAGE =
      """
      class First:
          def one(self):
              return 1

          def two(self, value):
              before = value
              %s
              after = value

          def three(self):
              return 3

      class Second(First):
          attribute: int = 4
      """;

  private static String print(String source) {
    ParsedModule parsed = Parser.parse(new SourceText(source));
    assertFalse(parsed.errors().isEmpty(), source);
    return TreePrinter.print(parsed.module());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x.",
        "value.attr.",
        "foo(",
        "foo(a, ",
        "foo(a, b=",
        "foo(a, b=x.",
        "foo(x,\n        y = 2",
        "x = ",
        "x = [",
        "x = [1, 2",
        "x = {",
        "x = {'a': ",
        "x = {'a': 1, ",
        "x[",
        "x[1",
        "x[1:",
        "x = (",
        "x = (1, ",
        "x +",
        "x = y +",
        "x if",
        "x if y",
        "x if y else",
        "lambda",
        "lambda x",
        "lambda x:",
        "not",
        "await",
        "yield from",
        "x = 'abc",
        "x = f'{",
        "x = f'{x",
        "x = f'{x.",
        "x = f'{x!",
        "x = f'abc",
        "foo('abc",
        "x: ",
        "x: int = ",
        "x +=",
        "del",
        "del x.",
        "assert",
        "raise X from",
        "return x.",
        "import",
        "import a.",
        "import a as",
        "from",
        "from a",
        "from a import",
        "from a import b as",
        "from a import (",
        "from . import",
        "global",
        "if",
        "if x",
        "if x.",
        "if x:",
        "if x and",
        "elif x:",
        "else:",
        "while",
        "while x",
        "for",
        "for x",
        "for x in",
        "for x in y.",
        "for x in y:",
        "with",
        "with x",
        "with x as",
        "with x as y:",
        "with (x as y, ",
        "try:",
        "except X:",
        "finally:",
        "def",
        "def f",
        "def f(",
        "def f(x",
        "def f(x: ",
        "def f(x=",
        "def f(x,",
        "def f() ->",
        "def f():",
        "def f() -> int",
        "class",
        "class C",
        "class C(",
        "class C(x",
        "class C:",
        "@",
        "@x.",
        "@x(",
        "async",
        "async def",
        "async with",
        "match x",
        "match x:",
        "match",
        "type X",
        "type X =",
        "type X[",
        "type X[T",
        "x = a b",
        "x y z",
        ")",
        "]",
        "}",
        "x)",
        "print 'a'",
        "$",
        "x = ?",
        "\\",
        "x = 0x",
        "x = 1__0",
        "lazy import",
        "x :=",
        "(x := ",
        "[x for",
        "[x for x",
        "[x for x in",
        "[x for x in y",
        "{x: y for",
        "**x",
        "*",
        "->",
        "x..y",
        "x.1",
        "x = , y",
        "foo(,)",
        "foo(a b)",
        "foo(a, b c, d)",
        "[a b]",
        "{a: b c: d}",
        "x = (a b)",
        "case x:",
        "foo(x\n            y",
        "x = yield )"
      })
  void restOfThePageIsIntact(String typed) {
    String page = PAGE.formatted(typed);
    ParsedModule parsed = Parser.parse(new SourceText(page));
    assertTrue(parsed.module().body.size() >= 2, page);
    Stmt.ClassDef first = (Stmt.ClassDef) parsed.module().body.getFirst();
    Stmt.ClassDef second = (Stmt.ClassDef) parsed.module().body.getLast();
    assertEquals("First", first.name.name, page);
    assertEquals("Second", second.name.name, page);
    assertEquals(
        "AnnAssign(attribute, int, 4, NAME)",
        TreePrinter.print((Object) second.body.getFirst()),
        page);
    Stmt.FunctionDef one = (Stmt.FunctionDef) first.body.get(0);
    Stmt.FunctionDef two = (Stmt.FunctionDef) first.body.get(1);
    Stmt.FunctionDef three = (Stmt.FunctionDef) first.body.getLast();
    assertEquals("one", one.name.name, page);
    assertEquals("two", two.name.name, page);
    assertEquals("three", three.name.name, page);
    assertEquals("[Return(3)]", TreePrinter.print((Object) three.body), page);
    assertEquals("Assign([before], value)", TreePrinter.print((Object) two.body.getFirst()), page);
    assertTrue(
        TreePrinter.print((Object) two.body).contains("Assign([after], value)"),
        page + TreePrinter.print((Object) two.body));
  }

  @Test
  void memberAccessKeepsItsObject() {
    assertEquals("Attribute(x, )", print("x."));
    assertEquals("Attribute(Call(foo, [x]), )\nAssign([y], 1)", print("foo(x).\ny = 1"));
    assertEquals("Call(foo, [a, Argument(KEYWORD, b, Attribute(x, ))])", print("foo(a, b=x."));
    assertEquals("If(Attribute(x, ), [Pass()], [])", print("if x.:\n  pass"));
    assertEquals("For(false, y, Attribute(x, ), [Pass()], [])", print("for y in x.\n  pass"));
    assertEquals("Return(Attribute(x, ))", print("return x."));
    assertEquals(
        "FString([Literal(a), Field(Attribute(x, ), false, -, [])], false)", print("f'a{x.'"));
  }

  @Test
  void incompleteCalls() {
    assertEquals("Call(f, [a])\nAssign([x], 1)", print("f(a, \nx = 1"));
    assertEquals("Call(f, [a, Call(g, [b])])", print("f(a, g(b)"));
    assertEquals("Assign([x], Call(f, []))", print("x = f("));
    assertEquals("Call(f, [Argument(KEYWORD, a, ErrorExpr([]))])", print("f(a=)"));
  }

  @Test
  void headersKeepTheirBodies() {
    String body = ":\n  return x\n";
    assertTrue(print("def f(x" + body).startsWith("FunctionDef(f"));
    assertTrue(print("def f(x, y=" + body).endsWith("[Return(x)])"));
    assertTrue(print("def f(x:\n  return x\n").endsWith("[Return(x)])"));
    assertTrue(print("def f(x\n  return x\n").endsWith("[Return(x)])"));
    assertEquals("If(x, [y], [z])", print("if x\n  y\nelse:\n  z\n"));
    assertEquals("If(x, [y], [z])", print("if x:\n  y\nelse\n  z\n"));
    assertEquals("ClassDef(A, [], [], [B], [Pass()])", print("class A(B:\n  pass\n"));
  }

  @Test
  void keywordsAsNames() {
    assertEquals("Attribute(x, class)", print("x.class"));
    assertTrue(print("def import(self): pass").startsWith("FunctionDef(import"));
  }
}
