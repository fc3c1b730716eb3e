package dev.taipan.server.features;

import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.diagnostics.Span;
import dev.taipan.checker.inference.DefinitionFinder;
import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Queries;
import dev.taipan.checker.project.Snapshot;
import dev.taipan.checker.source.SourceText;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.FStringPart;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.Parameter;
import dev.taipan.checker.syntax.Stmt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The place at which somebody types, and what everybody who suggests something needs to know of it.
 *
 * @param offset where the caret is
 * @param replaced the unfinished name around it
 * @param path the nodes around the offset, the module first
 * @param line the text of the line before the unfinished name, without its indentation
 * @param isWrapped whether the line starts within brackets of an expression
 */
record Typing(
    Program program,
    Snapshot snapshot,
    ModuleTypes module,
    int offset,
    Span replaced,
    List<Node> path,
    String line,
    boolean isWrapped) {

  static Typing at(Program program, Snapshot snapshot, ModuleTypes module, int offset) {
    SourceText source = module.source();
    String text = source.text();
    int start = offset;
    while (start > 0 && Character.isJavaIdentifierPart(text.charAt(start - 1))) {
      start--;
    }
    int end = offset;
    while (end < text.length() && Character.isJavaIdentifierPart(text.charAt(end))) {
      end++;
    }
    String line = text.substring(source.lineStart(source.lineOf(start)), start).stripLeading();
    List<Node> path = NodePath.to(module.parsed().module(), offset);
    int before = Parentheses.spaceBefore(text, start, line.isEmpty());
    // What is unfinished ends before the space that was typed last.
    List<Node> unfinished = before < start ? NodePath.to(module.parsed().module(), before) : path;
    boolean isWrapped =
        line.isEmpty()
            && (isInBrackets(text, start, path) || isInBrackets(text, start, unfinished));
    if (unfinished.size() > path.size() && (isWrapped || !line.isEmpty())) {
      path = unfinished;
    }
    Span replaced = new Span(start, end);
    return new Typing(program, snapshot, module, offset, replaced, path, line, isWrapped);
  }

  /** Whether an expression around has a bracket that is open at an offset. */
  private static boolean isInBrackets(String text, int offset, List<Node> path) {
    int open = Parentheses.openBefore(text, offset);
    for (Node node : path) {
      if (node instanceof Expr && node.start <= open && open < node.end) {
        return true;
      }
    }
    return false;
  }

  /** The scope in which a name that is typed here is looked up. */
  Scope scope() {
    if (!isAtStatement()) {
      return queries().scopeOf(module, path);
    }
    List<Node> around = pathByIndentation();
    Node last = around.getLast();
    boolean isFirst =
        switch (last) {
          case Stmt.FunctionDef function -> function.body.isEmpty();
          case Stmt.ClassDef cls -> cls.body.isEmpty();
          default -> false;
        };
    Scope opened =
        isFirst && module.source().columnOf(last.start) < indentation()
            ? module.bound().scopeOf(last)
            : null;
    return opened == null ? queries().scopeOf(module, around) : opened;
  }

  /** How far the line is indented. */
  private int indentation() {
    int lineStart = module.source().lineStart(module.source().lineOf(replaced.start()));
    int indent = lineStart;
    while (indent < replaced.start() && Character.isWhitespace(text().charAt(indent))) {
      indent++;
    }
    return indent - lineStart;
  }

  /** On a new line the block that it goes on with follows from how far it is indented. */
  private List<Node> pathByIndentation() {
    String text = text();
    int indentation = indentation();
    int before = module.source().lineStart(module.source().lineOf(replaced.start()));
    while (before > 0 && Character.isWhitespace(text.charAt(before - 1))) {
      before--;
    }
    List<Node> kept = new ArrayList<>();
    for (Node node : NodePath.to(module.parsed().module(), before)) {
      kept.add(node);
      List<Stmt> body =
          switch (node) {
            case Stmt.FunctionDef function -> function.body;
            case Stmt.ClassDef cls -> cls.body;
            default -> List.of();
          };
      if (!body.isEmpty() && module.source().columnOf(body.getFirst().start) > indentation) {
        break;
      }
    }
    return kept.size() > path.size() ? kept : path;
  }

  Queries queries() {
    return new Queries(program);
  }

  DefinitionFinder finder() {
    return new DefinitionFinder(program);
  }

  String text() {
    return module.source().text();
  }

  /** What is typed of the name before the caret. */
  String prefix() {
    return text().substring(replaced.start(), offset);
  }

  boolean isNumber() {
    return replaced.start() < offset && Character.isDigit(text().charAt(replaced.start()))
        || replaced.start() == offset && isBehindWholeNumber();
  }

  /** Whether the dot before the name is that of {@code 1.}. */
  private boolean isBehindWholeNumber() {
    int start = replaced.start();
    return start > 1 && Character.isDigit(text().charAt(start - 2)) && line.matches(".*\\b\\d+\\.");
  }

  boolean isAfterDot() {
    int start = replaced.start();
    return start > 0 && text().charAt(start - 1) == '.' && !isBehindWholeNumber();
  }

  /** The string literal that the caret is in. */
  Optional<Expr.Str> string() {
    Node last = path.getLast();
    if (last instanceof Expr.Str str && str.start < offset) {
      boolean isClosed =
          str.end - str.start > 1
              && (text().charAt(str.end - 1) == '"' || text().charAt(str.end - 1) == '\'')
              && str.end - 1 >= str.contentStart;
      if (offset < str.end || offset == str.end && !isClosed) {
        return Optional.of(str);
      }
    }
    return Optional.empty();
  }

  boolean isComment() {
    SourceText source = module.source();
    int lineStart = source.lineStart(source.lineOf(offset));
    int hash = text().indexOf('#', lineStart);
    while (hash >= 0 && hash < offset) {
      Node at = NodePath.to(module.parsed().module(), hash).getLast();
      boolean isText =
          at instanceof Expr.Str || at instanceof Expr.FString || at instanceof FStringPart;
      if (!isText) {
        return true;
      }
      hash = text().indexOf('#', hash + 1);
    }
    return false;
  }

  /** Whether the name is one that is being made up here. */
  boolean isNewName() {
    return line.matches("(async\\s+)?def\\s+")
        || line.matches("class\\s+")
        || line.matches(".*\\s(as)\\s+") && !line.startsWith("case ")
        || line.matches("(async\\s+)?for\\s+")
        || isParameterName();
  }

  private boolean isParameterName() {
    return path.size() > 1
        && path.getLast() instanceof Expr.Name name
        && path.get(path.size() - 2) instanceof Parameter parameter
        && parameter.name == name;
  }

  /** Whether an argument starts here, so that its name can be given. */
  boolean isArgumentStart() {
    String text = text();
    int before = replaced.start() - 1;
    while (before >= 0 && Character.isWhitespace(text.charAt(before))) {
      before--;
    }
    return before >= 0 && (text.charAt(before) == '(' || text.charAt(before) == ',');
  }

  /** Whether a statement starts with the unfinished name. */
  boolean isAtStatement() {
    return line.isEmpty() && !isWrapped;
  }
}
