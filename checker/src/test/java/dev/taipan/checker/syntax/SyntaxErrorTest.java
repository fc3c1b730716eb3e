package dev.taipan.checker.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.taipan.checker.source.SourceText;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Python rejects, and its neighbours that it accepts. */
final class SyntaxErrorTest {
  /** The only error of the source: the text that it marks and its message. */
  private static void assertError(String source, String marked, String message) {
    List<ParsedModule.SyntaxError> errors = Parser.parse(new SourceText(source)).errors();
    assertEquals(1, errors.size(), () -> source + "\n" + errors);
    ParsedModule.SyntaxError error = errors.getFirst();
    assertEquals(message, error.message(), source);
    assertEquals(marked, source.substring(error.start(), error.end()), source);
  }

  private static void assertValid(String source) {
    assertEquals(List.of(), Parser.parse(new SourceText(source)).errors(), source);
  }

  @Test
  void targets() {
    assertError("f() = 1", "f()", "cannot assign to function call");
    assertError("(x, 1) = y", "1", "cannot assign to literal");
    assertError("x if y else z = 1", "x if y else z", "cannot assign to conditional expression");
    assertError("*x = y", "*x", "starred assignment target must be in a list or tuple");
    assertError("*x, *y = z", "*y", "multiple starred expressions in assignment");
    assertError("(yield) = x", "yield", "cannot assign to yield expression");
    assertError("x, y += 1", "x, y", "'tuple' is an illegal expression for augmented assignment");
    assertError("(x, y): int", "(x, y)", "only single target (not tuple) can be annotated");
    assertError("del f()", "f()", "cannot delete function call");
    assertError("for f() in x: pass", "f()", "cannot assign to function call");
    assertError("[x for 1 in y]", "1", "cannot assign to literal");
    assertError("with a as 1: pass", "1", "cannot assign to literal");
    for (String binding :
        List.of(
            "type __debug__ = int",
            "type X[__debug__] = int",
            "try: f()\nexcept E as __debug__: pass")) {
      assertError(binding, "__debug__", "cannot assign to __debug__");
    }
    assertError("x.__debug__ = 1", "x.__debug__", "cannot assign to __debug__");
    assertError("del x.__debug__", "x.__debug__", "cannot delete __debug__");
    assertValid("x.y = x[0] = [a, (b, *c)] = () = z");
    assertValid("del (x, [y]), z.a, z[0]");
  }

  @Test
  void basesOfGenericClasses() {
    String where = " expression cannot be used within the definition of a generic";
    assertError("class C[T](x := y): pass", "x := y", "named" + where);
    assertError("class C[T](m=(x := y)): pass", "x := y", "named" + where);
    assertError("def f():\n  class C[T]((yield)): pass", "yield", "yield" + where);
    assertError("async def f():\n  class C[T](await y): pass", "await y", "await" + where);
    assertValid("class C[T](f(lambda: (x := 1))):\n  x = (z := 1)");
    assertValid("class C(x := y): pass");
  }

  @Test
  void starredExpressions() {
    assertError("*x", "*x", "can't use starred expression here");
    assertError("x = *y", "*y", "can't use starred expression here");
    assertError("(*x)", "*x", "cannot use starred expression here");
    assertValid("x = *y, z");
    assertValid("print(*x, [*y], {*z})");
  }

  @Test
  void parameters() {
    assertError("def f(a, a): pass", "a", "duplicate argument 'a' in function definition");
    assertError(
        "def f(a=1, b): pass", "b", "parameter without a default follows parameter with a default");
    assertError("def f(*): pass", "*", "named arguments must follow bare *");
    assertError("def f(*a, *b): pass", "*", "* argument may appear only once");
    assertError("def f(**k, a): pass", "a", "arguments cannot follow var-keyword argument");
    assertError("def f(a, /, b, /): pass", "/", "/ may appear only once");
    assertError("def f(*, a, /): pass", "/", "/ must be ahead of *");
    assertError("def f(a, *, /): pass", "/", "/ must be ahead of *");
    assertError("def f(**k, *): pass", "*", "arguments cannot follow var-keyword argument");
    assertError(
        "lambda a=1, b: 0", "b", "parameter without a default follows parameter with a default");
    assertValid("def f(a, /, b=1, *, c, d=2, **e): pass");
  }

  @Test
  void arguments() {
    assertError("f(a=1, a=2)", "a=2", "keyword argument repeated: a");
    assertError("f(__debug__=1)", "__debug__", "cannot assign to __debug__");
    assertValid("f(a := 1 for b in c)");
    assertError("f(a=1, b)", "b", "positional argument follows keyword argument");
    assertError("f(**a, b)", "b", "positional argument follows keyword argument unpacking");
    assertError(
        "f(**a, *b)", "*b", "iterable argument unpacking follows keyword argument unpacking");
    assertError("f(x for x in y, 1)", "x for x in y", "Generator expression must be parenthesized");
    assertError(
        "f(a.b=1)", "a.b=", "expression cannot contain assignment, perhaps you meant \"==\"?");
    assertValid("f(a=1, *b, c=2, **d)");
    assertValid("f((x for x in y), 1)");
  }

  @Test
  void flow() {
    assertError("return", "return", "'return' outside function");
    assertError("class A: yield", "yield", "'yield' outside function");
    assertError("def f(): await x", "await x", "'await' outside async function");
    assertError("break", "break", "'break' outside loop");
    assertError("while x:\n  def f(): continue", "continue", "'continue' not properly in loop");
    assertError("for x in y: pass\nelse: break", "break", "'break' outside loop");
    assertError(
        "def f():\n  async for x in y: pass", "async", "'async for' outside async function");
    assertError(
        "def f(): [x async for x in y]",
        "[x async for x in y]",
        "asynchronous comprehension outside of an asynchronous function");
    assertError(
        "async def f():\n  yield\n  return 1",
        "return 1",
        "'return' with value in async generator");
    assertError("def f(): [(yield) for x in y]", "yield", "'yield' inside a comprehension");
    assertError(
        "async def f(): yield from x", "yield from x", "'yield from' inside async function");
    assertValid("def f(): return (await x for x in y)");
    assertValid("lambda: (yield)");
    assertValid("for x in y:\n  try: pass\n  finally: continue");
  }

  @Test
  void handlers() {
    assertError(
        "try: pass\nexcept: pass\nexcept A: pass", "except", "default 'except:' must be last");
    assertError("try: pass", "", "expected 'except' or 'finally' block");
    assertError("try: pass\nx", "x", "expected 'except' or 'finally' block");
    assertError(
        "try: pass\nelse: pass\nfinally: pass", "else", "expected 'except' or 'finally' block");
    assertError(
        "try: pass\nexcept A: pass\nexcept* B: pass",
        "except",
        "cannot have both 'except' and 'except*' on the same 'try'");
    assertError(
        "for x in y:\n  try: pass\n  except* A: break",
        "break",
        "'break', 'continue' and 'return' cannot appear in an 'except*' block");
    assertValid("try: pass\nexcept* A:\n  for x in y: break");
  }

  @Test
  void declarations() {
    assertError("nonlocal x", "nonlocal x", "nonlocal declaration not allowed at module level");
    assertError("def f(x): global x", "x", "name 'x' is parameter and global");
    assertError("def f():\n  x\n  global x", "x", "name 'x' is used prior to global declaration");
    assertError(
        "def f():\n  x = 1\n  global x", "x", "name 'x' is assigned to before global declaration");
    assertError(
        "def f():\n  global x\n  x: int",
        "x: int",
        "annotated name 'x' can't be global or nonlocal");
    assertError("def f():\n  nonlocal x", "x", "no binding for nonlocal 'x' found");
    assertValid("def f():\n  def g():\n    nonlocal x\n  x = 1");
    assertValid("def f():\n  [x := 1 for y in z]\n  def g(): nonlocal x");
    assertValid("class A:\n  def f(self): nonlocal __class__");
    assertValid("def f():\n  def g(): x\n  global x");
  }

  @Test
  void assignmentExpressions() {
    assertError(
        "[x := 1 for x in y]",
        "x",
        "assignment expression cannot rebind comprehension iteration variable 'x'");
    assertError(
        "[x for x in (y := z)]",
        "y := z",
        "assignment expression cannot be used in a comprehension iterable expression");
    assertError(
        "class A: [x := 1 for y in z]",
        "x := 1",
        "assignment expression within a comprehension cannot be used in a class body");
    assertError("(x.y := 1)", "x.y", "cannot use assignment expressions with this target");
    assertValid("if any((y := x) for x in z): print(y)");
  }

  @Test
  void imports() {
    String late = "from __future__ imports must occur at the beginning of the file";
    assertError(
        "x = 1\nfrom __future__ import annotations", "from __future__ import annotations", late);
    assertError("from __future__ import nope", "nope", "future feature nope is not defined");
    assertError("def f(): from a import *", "*", "import * only allowed at module level");
    assertError(
        "from a import b,", ",", "trailing comma not allowed without surrounding parentheses");
    assertError(
        "def f(): lazy import x",
        "lazy import x",
        "lazy imports are only allowed at module level, outside of 'try'");
    assertValid("'doc'\nfrom __future__ import annotations, division");
  }

  @Test
  void patterns() {
    assertError(
        "match x:\n  case _: pass\n  case 1: pass",
        "_",
        "wildcard makes remaining patterns unreachable");
    assertError(
        "match x:\n  case y | 1: pass",
        "y",
        "name capture 'y' makes remaining patterns unreachable");
    assertError(
        "match x:\n  case [y] | [z]: pass",
        "[y] | [z]",
        "alternative patterns bind different names");
    assertError(
        "match x:\n  case [y, y]: pass", "y", "multiple assignments to name 'y' in pattern");
    assertError(
        "match x:\n  case {'a': 1, 'a': 2}: pass", "'a'", "mapping pattern checks duplicate key");
    assertError(
        "match x:\n  case A(b=1, b=2): pass", "b", "attribute name repeated in class pattern: b");
    for (String keys :
        List.of("1: a, 1.0", "0: a, -0", "True: a, 1", "-2: a, -2", "1+2j: a, 1+2j")) {
      String last = keys.substring(keys.lastIndexOf(' ') + 1);
      assertError(
          "match x:\n  case {" + keys + ": b}: pass", last, "mapping pattern checks duplicate key");
    }
    assertError(
        "match x:\n  case {(1): a}: pass", "1", "a mapping pattern key cannot be parenthesized");
    String underscore = "'_' matches anything and has no attributes or subpatterns";
    assertError("match x:\n  case _(): pass", "_", underscore);
    assertError("match x:\n  case _.a: pass", "_", underscore);
    assertError("match x:\n  case A(__debug__=1): pass", "__debug__", "cannot assign to __debug__");
    assertError("match x:\n  case 1j + 2j: pass", "1j", "real number required in complex literal");
    assertError("match x:\n  case __debug__: pass", "__debug__", "cannot assign to __debug__");
    assertError("match x\n  case 1: pass", "", "expected ':'");
    assertError("match x:\n  case A[0](): pass", "[", "expected ':'");
    assertValid("match x:\n  case -1 - 2j: pass");
    assertValid("match x:\n  case {1: a, '1': b, b'1': c, -1: d, 1j: e, None: f}: pass");
    assertValid("match x:\n  case {_.a: 1}: pass");
    assertValid("match x:\n  case y if y: pass\n  case 1 | _: pass");
  }

  @Test
  void literals() {
    assertError(
        "x = 012",
        "012",
        "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal"
            + " integers");
    assertError("x = 0xg", "0xg", "invalid hexadecimal literal");
    assertError("x = 1_", "1_", "invalid decimal literal");
    assertError("x = 'a", "'a", "unterminated string literal");
    assertError("x = '\\x1'", "\\x1", "truncated \\x escape");
    assertError("x = '\\N{NOPE}'", "\\N{NOPE}", "unknown Unicode character name");
    assertError("x = b'é'", "é", "bytes can only contain ASCII literal characters");
    assertError("x = 'a' b'b'", "'a' b'b'", "cannot mix bytes and nonbytes literals");
    assertError(
        "f'{x!z}'", "z", "f-string: invalid conversion character; expected 's', 'r', or 'a'");
    assertError("f'{x!}'", "}", "invalid syntax: expected a name");
    assertError("f'}'", "}", "f-string: single '}' is not allowed");
    assertError("f'{1:{2:{3:{4}}}}'", "{3:{4}}", "f-string: expressions nested too deeply");
    assertValid("x = '\\d', b'\\d', '\\N{LATIN SMALL LETTER A}'");
    assertValid("x = '\\N{null}\\N{BOM}\\N{VS256}\\N{CJK UNIFIED IDEOGRAPH-4E00}'");
  }

  @Test
  void layout() {
    assertError("  x", "", "unexpected indentation");
    assertError("if x:\n    y\n  z", "", "unindent does not match any outer indentation level");
    assertError("if x:\n\ty\n        z", "", "inconsistent use of tabs and spaces in indentation");
    assertError("if x:\ny", "y", "expected an indented block");
    assertError("x = (1", "(", "'(' was never closed");
    assertError("x = 1)", ")", "unmatched ')'");
    assertError("x = (1]", "]", "closing parenthesis ']' does not match opening parenthesis '('");
    assertError("x = $", "$", "invalid character '$'");
    assertError("`x`", "`", "invalid character '`'");
    assertError("if x y: z", "y", "expected ':'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x = ",
        "x y",
        "def f(:",
        "class",
        "x = = 1",
        "f(a b)",
        "[1, , 2]",
        "f(,)",
        "x; ; y",
        "import",
        "from",
        "from import a",
        "if x",
        "else: pass",
        "for x y: pass",
        "lambda",
        "x.1",
        "print 'a'",
        "a <> b",
        "a[]",
        "x + not y",
        "not - - not x",
        "async x",
        "await",
        "case 1: pass",
        "type X",
        "(x for)",
        "{x: }",
        "{x, y: 1}",
        "{**x, y}",
        "a[x := 1:2]",
        "f'{}'",
        "f'{x ! r}'",
        "class A(x for x in y): pass",
        "x := 1",
        "x = y := 1"
      })
  void whatIsNoPython(String source) {
    assertEquals(1, Math.min(1, Parser.parse(new SourceText(source)).errors().size()), source);
  }

  @Test
  void anErrorIsReportedOncePerLine() {
    assertEquals(2, Parser.parse(new SourceText("x = = 1 2 )\ny\nfoo(a, b=\nz\n")).errors().size());
  }

  @Test
  void linesThatCanBeReadAreCheckedBesideOthers() {
    assertEquals(
        List.of("invalid syntax: unexpected `=`", "cannot assign to literal"),
        messages("x = = 1\n1 = y\n"));
    assertEquals(
        List.of("'return' outside function", "expected '('"),
        messages("return\ndef broken\n  return\n  break\n"));
  }

  private static List<String> messages(String source) {
    return Parser.parse(new SourceText(source)).errors().stream()
        .map(ParsedModule.SyntaxError::message)
        .toList();
  }
}
