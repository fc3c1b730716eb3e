package dev.taipan.checker.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.taipan.checker.source.SourceText;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TypeCommentTest {
  private static ParsedModule parse(String source) {
    return Parser.parse(new SourceText(source));
  }

  private static Stmt only(String source) {
    List<Stmt> body = parse(source).module().body;
    assertEquals(1, body.size());
    return body.getFirst();
  }

  private static String annotation(String source) {
    Stmt.AnnAssign assign = assertInstanceOf(Stmt.AnnAssign.class, only(source));
    assertEquals(Stmt.AnnAssign.Form.COMMENT, assign.form);
    Expr.Str annotation = assertInstanceOf(Expr.Str.class, assign.annotation);
    assertEquals(annotation.value, source.substring(annotation.start, annotation.end));
    assertEquals(annotation.end, assign.end);
    return annotation.value;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x = 1 # type: int",
        "x = 1  #type:int",
        "x = 1 #\ttype:\tint \t\n",
        "x = 1  # type: int  # more\n",
        "x = (\n  1\n)  # type: int\r\n",
      })
  void theTypeIsCutOut(String source) {
    assertEquals("int", annotation(source));
  }

  @Test
  void aHashInAStringIsPartOfTheType() {
    assertEquals("Literal['#']", annotation("x = '#'  # type: Literal['#']  # 'rest\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x = 1  # the type: int",
        "x = 1  # # type: int",
        "x = 1  # type:",
        "x = 1  # type: ignore[misc]",
        "x = [  # type: int\n]",
        "x = 1\n# type: int",
        "f(1)  # type: int",
      })
  void otherCommentsAreNone(String source) {
    Stmt statement = only(source);
    assertEquals(false, statement instanceof Stmt.AnnAssign);
    assertEquals(List.of(), parse(source).errors());
  }

  @Test
  void unfinishedTypesEndWithTheLine() {
    assertEquals("list[\"a, (", annotation("x = 1  # type: list[\"a, (\n"));
    assertEquals(1, parse("a, b = c  # type: (int, 'x\n").errors().size());
    assertEquals(List.of(), parse("def f():\n  # type: (int\n  pass\n").errors());
  }

  @Test
  void parametersAreCountedThroughNestedTypes() {
    Stmt.FunctionDef function =
        assertInstanceOf(
            Stmt.FunctionDef.class,
            only("def f(a, b, *c):\n  # type: (dict[int, str], 'a, b', *int) -> int\n  ...\n"));
    List<String> annotations =
        function.parameters.all.stream().map(p -> ((Expr.Str) annotationOf(p)).value).toList();
    assertEquals(List.of("dict[int, str]", "'a, b'", "int"), annotations);
    assertNotNull(function.returns);
  }

  private static Expr annotationOf(Parameter parameter) {
    Expr annotation = parameter.annotation;
    assertNotNull(annotation);
    return annotation;
  }

  @Test
  void onlyMethodsMayLeaveOutTheFirst() {
    String header = "def f(a, b):\n";
    assertEquals(1, parse(header + "  # type: (int) -> int\n  ...\n").errors().size());
    String method = "class C:\n  def f(a, b):\n    # type: (int) -> int\n    ...\n";
    assertEquals(List.of(), parse(method).errors());
    Stmt.ClassDef cls = assertInstanceOf(Stmt.ClassDef.class, only(method));
    Stmt.FunctionDef function = assertInstanceOf(Stmt.FunctionDef.class, cls.body.getFirst());
    assertNull(function.parameters.all.getFirst().annotation);
  }
}
