package dev.taipan.checker.syntax;

import dev.taipan.checker.source.SourceText;
import java.util.List;

/** Turns texts into syntax trees. */
public final class Parser {
  private Parser() {}

  /** The tree of a file. Never fails: what cannot be read is an error node and a syntax error. */
  public static ParsedModule parse(SourceText source) {
    return parse(source, NamePool.none());
  }

  /** As {@link #parse(SourceText)}, with strings of names from a pool. */
  public static ParsedModule parse(SourceText source, NamePool pool) {
    String text = source.text();
    Problems problems = new Problems();
    Lexer.Lexed lexed = Lexer.lex(text, 0, false, problems, pool);
    PythonGrammar grammar =
        new PythonGrammar(new TokenCursor(lexed.tokens(), text, 0, lexed.names(), problems));
    grammar.setLongestLine(lexed.longestLine());
    grammar.setTypeComments(lexed.typeComments());
    Module module = read(grammar, text, problems);
    for (TypeComments.Part part : lexed.typeComments().misplaced()) {
      problems.error(
          part.start(), part.end(), "the type of a function stands right below its header");
    }
    if (!problems.errors().isEmpty()) {
      checkElsewhere(module, text, problems);
    }
    return new ParsedModule(
        module,
        problems.errors(),
        problems.requirements(),
        problems.warnings(),
        lexed.directives());
  }

  /** Adds what is wrong on the lines that could be read. */
  private static void checkElsewhere(Module module, String text, Problems problems) {
    List<ParsedModule.SyntaxError> known = problems.errors();
    Problems more = new Problems();
    try {
      SyntaxRules.check(module, more, known.getFirst().start());
    } catch (StackOverflowError tooDeep) {
      return; // the file has errors enough
    }
    int next = 0;
    for (ParsedModule.SyntaxError error : more.errors()) {
      while (next < known.size() && known.get(next).start() < error.start()) {
        next++;
      }
      boolean told =
          next > 0 && isOneLine(text, known.get(next - 1).start(), error.start())
              || next < known.size() && isOneLine(text, error.start(), known.get(next).start());
      if (!told) {
        problems.error(error.start(), error.end(), error.message());
      }
    }
  }

  private static boolean isOneLine(String text, int from, int to) {
    int end = text.indexOf('\n', from);
    return end < 0 || end >= to;
  }

  private static Module read(PythonGrammar grammar, String text, Problems problems) {
    try {
      grammar.file();
      return grammar.module();
    } catch (StackOverflowError tooDeep) {
      // the limits on nesting keep clear of this on any thread that is made for checking
      problems.error(0, text.length(), "the file is nested too deeply");
      Stmt error = new Stmt.ErrorStmt(0, 0, text.length(), List.of());
      return new Module(1, 0, text.length(), List.of(error));
    }
  }

  /**
   * An expression in a string, such as a quoted annotation.
   *
   * @param expression its offsets are those of the text plus the given offset
   * @param nextId one more than the highest id of its nodes
   * @param errors why the text is no expression; empty if it is one
   */
  public record ParsedExpression(
      Expr expression, int nextId, List<ParsedModule.SyntaxError> errors) {}

  /**
   * Reads a text that is one expression.
   *
   * @param offset is added to all offsets
   * @param firstId the lowest id of the nodes
   * @param parenthesized whether line breaks count as spaces, as they do in parentheses
   */
  public static ParsedExpression parseExpression(
      String text, int offset, int firstId, boolean parenthesized) {
    Problems problems = new Problems();
    Lexer.Lexed lexed = Lexer.lex(text, offset, parenthesized, problems, NamePool.none());
    PythonGrammar grammar =
        new PythonGrammar(new TokenCursor(lexed.tokens(), text, offset, lexed.names(), problems));
    grammar.setFirstId(firstId);
    grammar.setLongestLine(lexed.longestLine());
    Expr expression = grammar.readAnnotation();
    return new ParsedExpression(expression, grammar.nextId(), problems.errors());
  }
}
