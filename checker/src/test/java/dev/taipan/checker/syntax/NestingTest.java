package dev.taipan.checker.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.taipan.checker.source.SourceText;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Depth is bounded with a message, never with an overflow of the stack. */
final class NestingTest {
  /** As much as the threads of a run have: how large frames are depends on who compiled them. */
  private static final long STACK_BYTES = 64L << 20;

  private static ParsedModule parse(String source) {
    FutureTask<ParsedModule> task = new FutureTask<>(() -> Parser.parse(new SourceText(source)));
    new Thread(null, task, "parser", STACK_BYTES).start();
    try {
      return task.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  private static void assertTooDeep(String source, String message) {
    ParsedModule parsed = parse(source + "\ny = 2\n");
    assertEquals(
        List.of(message), parsed.errors().stream().map(ParsedModule.SyntaxError::message).toList());
    assertEquals("Assign([y], 2)", TreePrinter.print(parsed.module().body.getLast()));
  }

  @Test
  void bracketsNestAsDeepAsInPython() {
    String message = "too many nested parentheses";
    assertEquals(List.of(), parse("(".repeat(200) + "1" + ")".repeat(200)).errors());
    assertTooDeep("x = " + "(".repeat(10_000) + "1" + ")".repeat(10_000), message);
    assertTooDeep("x = " + "[".repeat(10_000), message);
    assertTooDeep("x = " + "{1:".repeat(10_000), message);
  }

  @ParameterizedTest
  @ValueSource(strings = {" + 1", ".a", "()", "[0]", " ** 1", " * (1)"})
  void chainsOfOperators(String link) {
    assertEquals(List.of(), parse("x" + link.repeat(1_000)).errors());
    assertTooDeep("x" + link.repeat(100_000), "statement is nested too deeply");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-", "not ", "~ "})
  void chainsOfPrefixes(String prefix) {
    assertTooDeep(prefix.repeat(100_000) + "x", "statement is nested too deeply");
  }

  @ParameterizedTest
  @ValueSource(strings = {"lambda: ", "x if y else "})
  void expressionsThatNestToTheRight(String prefix) {
    assertEquals(List.of(), parse(prefix.repeat(500) + "x").errors());
    assertTooDeep(prefix.repeat(100_000) + "x", "expression is nested too deeply");
  }

  @Test
  void flatChainsMayBeLong() {
    assertEquals(List.of(), parse("x" + " and x".repeat(100_000)).errors());
    assertEquals(List.of(), parse("x" + " < x".repeat(100_000)).errors());
    assertEquals(List.of(), parse("[" + "x,".repeat(100_000) + "]").errors());
    assertEquals(List.of(), parse("x = " + "'a' ".repeat(100_000)).errors());
  }

  @Test
  void branches() {
    assertEquals(List.of(), parse("if x: pass\n" + "elif x: pass\n".repeat(500)).errors());
    assertTooDeep(
        "if x: pass\n" + "elif x: pass\n".repeat(100_000), "statement is nested too deeply");
  }

  @Test
  void indentation() {
    StringBuilder deep = new StringBuilder();
    for (int i = 0; i < 500; i++) {
      deep.append(" ".repeat(i)).append("if x:\n");
    }
    List<ParsedModule.SyntaxError> errors = parse(deep + " ".repeat(500) + "pass\n").errors();
    assertEquals("too many levels of indentation", errors.getFirst().message());
  }

  @Test
  void formattedStrings() {
    assertEquals(
        List.of("f-string: expressions nested too deeply"),
        parse("f'{".repeat(1000) + "x" + "}'".repeat(1000)).errors().stream()
            .map(ParsedModule.SyntaxError::message)
            .toList());
  }
}
