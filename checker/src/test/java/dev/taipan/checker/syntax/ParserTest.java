package dev.taipan.checker.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.taipan.checker.source.SourceText;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ParserTest {
  private static void assertTree(String source, String expected) {
    ParsedModule parsed = Parser.parse(new SourceText(source));
    assertEquals(List.of(), parsed.errors(), source);
    assertEquals(expected, TreePrinter.print(parsed.module()), source);
  }

  @Test
  void operatorsBindAsInPython() {
    assertTree(
        "1 + 2 * 3 ** -x ** y",
        "Binary(1, ADD, Binary(2, MUL, Binary(3, POW, Unary(NEGATE, Binary(x, POW, y)))))");
    assertTree(
        "not a == b and c or d",
        "BoolOp(false, [BoolOp(true, [Unary(NOT, Compare(a, [EQ], [b])), c]), d])");
    assertTree(
        "a < b <= c not in d is not e", "Compare(a, [LT, LE, NOT_IN, IS_NOT], [b, c, d, e])");
    assertTree("-x ** 2", "Unary(NEGATE, Binary(x, POW, 2))");
    assertTree("a - b - c", "Binary(Binary(a, SUB, b), SUB, c)");
    assertTree("a and b and (c and d)", "BoolOp(true, [a, b, BoolOp(true, [c, d])])");
    assertTree("a if b else c if d else e", "Conditional(b, a, Conditional(d, c, e))");
  }

  @Test
  void parametersHaveTheirKinds() {
    assertTree(
        "lambda a, /, b=1, *c, d, **e: 0",
        "Lambda(Parameters([Parameter(POSITIONAL_ONLY, a, -, -),"
            + " Parameter(POSITIONAL_OR_KEYWORD, b, -, 1), Parameter(VAR_POSITIONAL, c, -, -),"
            + " Parameter(KEYWORD_ONLY, d, -, -), Parameter(VAR_KEYWORD, e, -, -)]), 0)");
    assertTree("lambda *, k: 0", "Lambda(Parameters([Parameter(KEYWORD_ONLY, k, -, -)]), 0)");
  }

  @Test
  void trailers() {
    assertTree(
        "x.y[0](1, *a, k=2, **d).z",
        "Attribute(Call(Subscript(Attribute(x, y), 0), [1, Argument(STAR, -, a),"
            + " Argument(KEYWORD, k, 2), Argument(DOUBLE_STAR, -, d)]), z)");
    assertTree(
        "a[1:2, ::3, ...]", "Subscript(a, Tuple([Slice(1, 2, -), Slice(-, -, 3), ...], false))");
    assertTree("a[*b]", "Subscript(a, Tuple([Starred(b)], false))");
    assertTree("a[b,]", "Subscript(a, Tuple([b], false))");
  }

  @Test
  void displaysAndComprehensions() {
    assertTree(
        "(a, *b), [c], {d}, {}, {e: f, **g}, ()",
        "Tuple([Tuple([a, Starred(b)], true), ListExpr([c]), SetExpr([d]), Dict([], []),"
            + " Dict([e, -], [f, g]), Tuple([], true)], false)");
    assertTree(
        "[x for x, y in z if a if b for q in w]",
        "ListComp(x, [Comprehension(false, Tuple([x, y], false), z, [a, b]),"
            + " Comprehension(false, q, w, [])])");
    assertTree(
        "{k: v for k, v in z}",
        "DictComp(k, v, [Comprehension(false, Tuple([k, v], false), z, [])])");
    assertTree("f(x for x in y)", "Call(f, [Generator(x, [Comprehension(false, x, y, [])])])");
    assertTree("(x := 1)", "Walrus(x, 1)");
  }

  @Test
  void unpackingInComprehensions() {
    assertTree("[*x for x in y]", "ListComp(Starred(x), [Comprehension(false, x, y, [])])");
    assertTree(
        "{**x for x in y}",
        "DictComp(Starred(x), ErrorExpr([]), [Comprehension(false, x, y, [])])");
  }

  @Test
  void numbers() {
    assertTree(
        "0x1F, 1_000, 1e3, .5, 2j, 0o17, 0b1_0, 00",
        "Tuple([31, 1000, 1000.0, 0.5, 2.0j, 15, 2, 0], false)");
    assertTree("99999999999999999999", "99999999999999999999");
    assertTree("0xffffffffffffffff", "18446744073709551615");
    assertTree("1if x else 2", "Conditional(x, 1, 2)");
  }

  @Test
  void stringsAreDecodedAndJoined() {
    assertTree("'a' \"b\\t\" r'\\c'", "'ab\t\\c'");
    assertTree("'\\x41\\u0042\\103\\\n\\N{DIGIT ONE}\\q'", "'ABC1\\q'");
    assertTree("b'\\xff\\101'", "b'\u00ffA'");
    assertTree("'''a\r\nb'''", "'a\nb'");
    assertTree("'\\U0001F600'", "'\uD83D\uDE00'");
  }

  @Test
  void formattedStringsNestWithoutLimit() {
    assertTree(
        "f'a{x!r:>{w}}b{{}}{y=}' 'c'",
        "FString([Literal(a), Field(x, false, r, [Literal(>), Field(w, false, -, [])]),"
            + " Literal(b{}), Field(y, true, -, []), Literal(c)], false)");
    assertTree(
        "f'{f'{f'{x}'}'}'",
        "FString([Field(FString([Field(FString([Field(x, false, -, [])], false), false, -, [])],"
            + " false), false, -, [])], false)");
    assertTree("f'{x:=5}'", "FString([Field(x, false, -, [Literal(=5)])], false)");
    assertTree("f'{x!=y}'", "FString([Field(Compare(x, [NE], [y]), false, -, [])], false)");
    assertTree("rf'\\{x}'", "FString([Literal(\\), Field(x, false, -, [])], false)");
    assertTree("t'{x}'", "FString([Field(x, false, -, [])], true)");
  }

  @Test
  void assignments() {
    assertTree("x = y = 1", "Assign([x, y], 1)");
    assertTree("*x, y = z", "Assign([Tuple([Starred(x), y], false)], z)");
    assertTree("x //= 2", "AugAssign(x, FLOORDIV, 2)");
    assertTree("x: int = 1", "AnnAssign(x, int, 1, NAME)");
    assertTree("(x): int", "AnnAssign(x, int, -, PLACE)");
    assertTree("x.y: int", "AnnAssign(Attribute(x, y), int, -, PLACE)");
    assertTree("del a, (b), c.d", "Delete([a, b, Attribute(c, d)])");
  }

  @Test
  void imports() {
    assertTree("import a.b as c, d", "Import([Alias(a.b, c), Alias(d, -)], false)");
    assertTree(
        "from ..a.b import (c as d, e,)", "ImportFrom(a.b, 2, [Alias(c, d), Alias(e, -)], false)");
    assertTree("from ... import *", "ImportFrom(, 3, [Alias(*, -)], false)");
    assertTree("lazy import a", "Import([Alias(a, -)], true)");
    assertTree("lazy from a import b", "ImportFrom(a, 0, [Alias(b, -)], true)");
  }

  @Test
  void softKeywordsAreNamesElsewhere() {
    assertTree("lazy = 1; lazy.x", "Assign([lazy], 1)\nAttribute(lazy, x)");
    assertTree("type = type(type)", "Assign([type], Call(type, [type]))");
    assertTree(
        "match = case; match(x); match[x]; case.y",
        "Assign([match], case)\nCall(match, [x])\nSubscript(match, x)\nAttribute(case, y)");
    assertTree("match -x", "Binary(match, SUB, x)");
    assertTree("match: int", "AnnAssign(match, int, -, NAME)");
    assertTree(
        "match match:\n  case case: case", "Match(match, [MatchCase(Capture(case), -, [case])])");
    assertTree("match (x):\n  case _: pass", "Match(x, [MatchCase(Capture(-), -, [Pass()])])");
  }

  @Test
  void compoundStatements() {
    assertTree("if a:\n  b\nelif c: d\nelse:\n  e\n", "If(a, [b], [If(c, [d], [e])])");
    assertTree("while a: b\nelse: c", "While(a, [b], [c])");
    assertTree("for a, in b: c; d", "For(false, Tuple([a], false), b, [c, d], [])");
    assertTree("with (a as b, c): pass", "With(false, [WithItem(a, b), WithItem(c, -)], [Pass()])");
    assertTree(
        "with (a, b) as c: pass", "With(false, [WithItem(Tuple([a, b], true), c)], [Pass()])");
    assertTree("with (a)[0] as b: pass", "With(false, [WithItem(Subscript(a, 0), b)], [Pass()])");
    assertTree(
        "try: a\nexcept A as b: c\nexcept B, C: d\nelse: e\nfinally: f",
        "Try([a], [ExceptHandler(A, b, [c]), ExceptHandler(Tuple([B, C], false), -, [d])], [e],"
            + " [f], false)");
    assertTree("try: a\nexcept* A: b", "Try([a], [ExceptHandler(A, -, [b])], [], [], true)");
  }

  @Test
  void definitions() {
    assertTree(
        "@a.b\nasync def f[T](a: int = 1, *b: *Ts, **k) -> int: pass",
        "FunctionDef(f, true, [Decorator(Attribute(a, b))], [TypeParam(TYPE_VAR, T, -, -)],"
            + " Parameters([Parameter(POSITIONAL_OR_KEYWORD, a, int, 1),"
            + " Parameter(VAR_POSITIONAL, b, Starred(Ts), -),"
            + " Parameter(VAR_KEYWORD, k, -, -)]), int, [Pass()])");
    assertTree(
        "class A[T](B, metaclass=C): x = 1",
        "ClassDef(A, [], [TypeParam(TYPE_VAR, T, -, -)], [B, Argument(KEYWORD, metaclass, C)],"
            + " [Assign([x], 1)])");
    assertTree(
        "type X[T: int, *Ts, **P] = T",
        "TypeAliasStmt(X, [TypeParam(TYPE_VAR, T, int, -), TypeParam(TYPE_VAR_TUPLE, Ts, -, -),"
            + " TypeParam(PARAM_SPEC, P, -, -)], T)");
  }

  @Test
  void patterns() {
    assertTree(
        """
        match x, *y:
          case 1 | -2 | 1+2j: a
          case "a" "b": b
          case a.b as c if d: e
          case A(b, c=d): e
          case {"a": 1, **r}: f
          case [a, *_], (b), (c,): g
          case None: h
        """,
        "Match(Tuple([x, Starred(y)], false),"
            + " [MatchCase(Or([Value(1), Value(Unary(NEGATE, 2)), Value(Binary(1, ADD, 2.0j))]),"
            + " -, [a]), MatchCase(Value('ab'), -, [b]), MatchCase(As(Value(Attribute(a, b)), c),"
            + " d, [e]), MatchCase(Class(A, [Capture(b)], [c], [Capture(d)]), -, [e]),"
            + " MatchCase(Mapping(['a'], [Value(1)], r), -, [f]),"
            + " MatchCase(Sequence([Sequence([Capture(a), Star(-)]), Capture(b),"
            + " Sequence([Capture(c)])]), -, [g]), MatchCase(Singleton(None), -, [h])])");
  }

  @Test
  void linesAreJoined() {
    assertTree("a = \\\n  b", "Assign([a], b)");
    assertTree("x = [ # one\n  1,\n\n  2]", "Assign([x], ListExpr([1, 2]))");
    assertTree("if a:\n\f  b\n\n# c\n  d", "If(a, [b, d], [])");
    assertTree("a\rb\r\nc", "a\nb\nc");
    assertTree("\uFEFFa", "a");
    assertTree("", "");
  }

  @Test
  void namesAreNormalized() {
    assertTree("ﬁ = ª", "Assign([fi], a)");
    assertTree("переменная.é", "Attribute(переменная, é)");
  }
}
