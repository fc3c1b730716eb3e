package dev.taipan.checker.project;

import dev.taipan.checker.source.SourceText;
import dev.taipan.checker.syntax.Decorator;
import dev.taipan.checker.syntax.ExceptHandler;
import dev.taipan.checker.syntax.MatchCase;
import dev.taipan.checker.syntax.Module;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.Stmt;
import java.util.List;

/**
 * The lines that a comment about a place may stand at, beside its own: those of the import that it
 * is in, or of the header of a compound statement, since a comment there does not speak of the
 * body. Other statements are as many lines as they are written in, each with findings of its own.
 */
final class StatementLines {
  /** First and last line, zero-based. */
  record Range(int first, int last) {}

  private final SourceText text;
  private final Module module;

  StatementLines(SourceText text, Module module) {
    this.text = text;
    this.module = module;
  }

  /**
   * The lines of the innermost import or header that holds {@code offset}; its own line if there is
   * none.
   */
  Range around(int offset) {
    return in(module.body, offset, new Range(text.lineOf(offset), text.lineOf(offset)));
  }

  private Range in(List<Stmt> body, int offset, Range outside) {
    int low = 0;
    int high = body.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      Stmt stmt = body.get(middle);
      if (offset < stmt.start) {
        high = middle - 1;
      } else if (offset >= stmt.end && !(offset == stmt.start)) {
        low = middle + 1;
      } else {
        return inStatement(stmt, offset, outside);
      }
    }
    return outside;
  }

  private Range inStatement(Stmt stmt, int offset, Range outside) {
    return switch (stmt) {
      case Stmt.FunctionDef def -> {
        int headerEnd =
            def.returns != null ? def.returns.end : Math.max(def.name.end, def.parameters.end);
        yield definition(def.decorators, def.name.start, headerEnd, def.body, offset, outside);
      }
      case Stmt.ClassDef def -> {
        int headerEnd =
            !def.arguments.isEmpty()
                ? def.arguments.getLast().end
                : !def.typeParams.isEmpty() ? def.typeParams.getLast().end : def.name.end;
        yield definition(def.decorators, def.name.start, headerEnd, def.body, offset, outside);
      }
      case Stmt.For loop ->
          compound(loop.start, loop.iterable.end, List.of(loop.body, loop.orelse), offset, outside);
      case Stmt.While loop ->
          compound(loop.start, loop.test.end, List.of(loop.body, loop.orelse), offset, outside);
      case Stmt.If branch ->
          compound(
              branch.start, branch.test.end, List.of(branch.body, branch.orelse), offset, outside);
      case Stmt.With with -> {
        int headerEnd = with.items.isEmpty() ? with.start : with.items.getLast().end;
        yield compound(with.start, headerEnd, List.of(with.body), offset, outside);
      }
      case Stmt.Try guarded -> {
        for (ExceptHandler handler : guarded.handlers) {
          if (handler.start <= offset && offset < handler.end) {
            int headerEnd = handler.type != null ? handler.type.end : handler.start;
            yield compound(handler.start, headerEnd, List.of(handler.body), offset, outside);
          }
        }
        yield compound(
            guarded.start,
            guarded.start,
            List.of(guarded.body, guarded.orelse, guarded.finalbody),
            offset,
            outside);
      }
      case Stmt.Match match -> {
        for (MatchCase arm : match.cases) {
          if (arm.start <= offset && offset < arm.end) {
            int headerEnd = arm.guard != null ? arm.guard.end : arm.pattern.end;
            yield compound(arm.start, headerEnd, List.of(arm.body), offset, outside);
          }
        }
        yield compound(match.start, match.subject.end, List.of(), offset, outside);
      }
      case Stmt.Import _, Stmt.ImportFrom _ -> lines(stmt);
      case Stmt.ExprStmt _,
          Stmt.Assign _,
          Stmt.AugAssign _,
          Stmt.AnnAssign _,
          Stmt.TypeAliasStmt _,
          Stmt.Return _,
          Stmt.Delete _,
          Stmt.Raise _,
          Stmt.Assert _,
          Stmt.Global _,
          Stmt.Nonlocal _,
          Stmt.Pass _,
          Stmt.Break _,
          Stmt.Continue _,
          Stmt.ErrorStmt _ ->
          outside;
    };
  }

  private Range definition(
      List<Decorator> decorators,
      int start,
      int headerEnd,
      List<Stmt> body,
      int offset,
      Range outside) {
    for (Decorator decorator : decorators) {
      if (decorator.start <= offset && offset < decorator.end) {
        return lines(decorator);
      }
    }
    return compound(start, headerEnd, List.of(body), offset, outside);
  }

  /**
   * The lines of a header, or of what lies at {@code offset} in one of the bodies.
   *
   * @param headerEnd the end of the last node of the header; its colon comes after that
   */
  private Range compound(
      int start, int headerEnd, List<List<Stmt>> bodies, int offset, Range outside) {
    int colon = text.text().indexOf(':', headerEnd);
    int end = colon < 0 ? headerEnd : colon;
    if (offset <= end) {
      return new Range(text.lineOf(start), text.lineOf(end));
    }
    for (List<Stmt> body : bodies) {
      if (!body.isEmpty() && body.getFirst().start <= offset && offset < body.getLast().end) {
        return in(body, offset, outside);
      }
    }
    return outside;
  }

  private Range lines(Node node) {
    return new Range(text.lineOf(node.start), text.lineOf(Math.max(node.start, node.end - 1)));
  }
}
