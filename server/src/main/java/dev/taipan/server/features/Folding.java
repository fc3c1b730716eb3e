package dev.taipan.server.features;

import dev.taipan.checker.source.SourceText;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Module;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.syntax.TreeWalker;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The parts of a file that an editor can fold. */
public final class Folding {
  /** What is folded. */
  public enum Kind {
    CODE,
    COMMENT,
    IMPORTS,
    REGION
  }

  /** Zero-based lines, both included; the last is after the first. */
  public record Fold(int firstLine, int lastLine, Kind kind) {}

  private final SourceText text;
  private final List<Fold> folds = new ArrayList<>();

  private Folding(SourceText text) {
    this.text = text;
  }

  /** The folds of a file, in the order of their first lines. */
  public static List<Fold> of(Module tree, SourceText text) {
    Folding folding = new Folding(text);
    folding.imports(tree.body);
    folding.new Blocks().visitModule(tree);
    folding.comments();
    folding.folds.sort(
        (a, b) ->
            a.firstLine != b.firstLine
                ? Integer.compare(a.firstLine, b.firstLine)
                : Integer.compare(b.lastLine, a.lastLine));
    return folding.folds;
  }

  private void add(int start, int end, Kind kind) {
    int first = text.lineOf(start);
    int last = text.lineOf(Math.max(start, end));
    while (last > first && text.lineText(last).isBlank()) {
      last--;
    }
    if (last > first) {
      folds.add(new Fold(first, last, kind));
    }
  }

  private void imports(List<Stmt> body) {
    int start = -1;
    int end = -1;
    for (Stmt statement : body) {
      if (statement instanceof Stmt.Import || statement instanceof Stmt.ImportFrom) {
        start = start < 0 ? statement.start : start;
        end = statement.end;
      } else if (start >= 0) {
        add(start, end, Kind.IMPORTS);
        start = -1;
      }
    }
    if (start >= 0) {
      add(start, end, Kind.IMPORTS);
    }
  }

  private final class Blocks extends TreeWalker {
    void visitModule(Module tree) {
      visitChildren(tree);
    }

    @Override
    protected void visit(Node node) {
      switch (node) {
        case Stmt.FunctionDef function -> block(function.name.start, function.body);
        case Stmt.ClassDef cls -> block(cls.name.start, cls.body);
        case Stmt.If test -> branches(test.start, test.body, test.orelse);
        case Stmt.For loop -> branches(loop.start, loop.body, loop.orelse);
        case Stmt.While loop -> branches(loop.start, loop.body, loop.orelse);
        case Stmt.With with -> block(with.start, with.body);
        case Stmt.Try attempt -> {
          block(attempt.start, attempt.body);
          attempt.handlers.forEach(handler -> block(handler.start, handler.body));
          tail(attempt.orelse);
          tail(attempt.finalbody);
        }
        case Stmt.Match match -> {
          add(match.start, match.end, Kind.CODE);
          match.cases.forEach(one -> block(one.start, one.body));
        }
        case Expr.Str str -> add(str.start, str.end, str.triple ? Kind.COMMENT : Kind.CODE);
        case Expr.Call call -> add(call.start, call.end, Kind.CODE);
        case Expr.ListExpr list -> add(list.start, list.end, Kind.CODE);
        case Expr.SetExpr set -> add(set.start, set.end, Kind.CODE);
        case Expr.Dict dict -> add(dict.start, dict.end, Kind.CODE);
        case Expr.Tuple tuple -> add(tuple.start, tuple.end, Kind.CODE);
        case Stmt.ImportFrom imports -> add(imports.start, imports.end, Kind.CODE);
        default -> {}
      }
      visitChildren(node);
    }

    private void block(int start, List<Stmt> body) {
      if (!body.isEmpty()) {
        add(start, body.getLast().end, Kind.CODE);
      }
    }

    private void branches(int start, List<Stmt> body, List<Stmt> orelse) {
      block(start, body);
      tail(orelse);
    }

    /** An `else` or `finally` folds from its keyword, which is on the line of code before. */
    private void tail(List<Stmt> body) {
      if (body.isEmpty() || body.getFirst() instanceof Stmt.If && body.size() == 1) {
        return;
      }
      int line = text.lineOf(body.getFirst().start) - 1;
      while (line > 0 && !isClause(text.lineText(line).strip())) {
        line--;
      }
      add(text.lineStart(line), body.getLast().end, Kind.CODE);
    }

    private boolean isClause(String line) {
      return line.startsWith("else") || line.startsWith("finally") || line.startsWith("elif");
    }
  }

  /** Blocks of comment lines, and what stands between `# region` and `# endregion`. */
  private void comments() {
    Deque<Integer> regions = new ArrayDeque<>();
    int first = -1;
    for (int line = 0; line <= text.lineCount(); line++) {
      String content = line < text.lineCount() ? text.lineText(line).strip() : "";
      boolean comment = content.startsWith("#");
      String word = comment ? content.substring(1).strip() : "";
      boolean opens = word.equals("region") || word.startsWith("region ");
      boolean closes = word.equals("endregion") || word.startsWith("endregion ");
      if (opens) {
        regions.push(line);
      } else if (closes && !regions.isEmpty()) {
        folds.add(new Fold(regions.pop(), line, Kind.REGION));
      }
      if (comment && !opens && !closes) {
        first = first < 0 ? line : first;
      } else {
        if (first >= 0 && line - first > 1) {
          folds.add(new Fold(first, line - 1, Kind.COMMENT));
        }
        first = -1;
      }
    }
  }
}
