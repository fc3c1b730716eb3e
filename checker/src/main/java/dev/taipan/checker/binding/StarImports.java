package dev.taipan.checker.binding;

import dev.taipan.checker.syntax.ExceptHandler;
import dev.taipan.checker.syntax.MatchCase;
import dev.taipan.checker.syntax.Stmt;
import java.util.List;

/** Recognizes `from m import *`. */
final class StarImports {
  private StarImports() {}

  static boolean isStarImport(Stmt.ImportFrom statement) {
    return statement.names.size() == 1 && statement.names.getFirst().name.name.equals("*");
  }

  /** Whether one occurs in the statements, bodies of functions and classes left out. */
  static boolean occursIn(List<Stmt> statements) {
    for (int i = 0; i < statements.size(); i++) {
      if (occursIn(statements.get(i))) {
        return true;
      }
    }
    return false;
  }

  private static boolean occursIn(Stmt statement) {
    return switch (statement) {
      case Stmt.ImportFrom s -> isStarImport(s);
      case Stmt.If s -> occursInIf(s);
      case Stmt.For s -> occursIn(s.body) || occursIn(s.orelse);
      case Stmt.While s -> occursIn(s.body) || occursIn(s.orelse);
      case Stmt.With s -> occursIn(s.body);
      case Stmt.Try s -> {
        for (ExceptHandler handler : s.handlers) {
          if (occursIn(handler.body)) {
            yield true;
          }
        }
        yield occursIn(s.body) || occursIn(s.orelse) || occursIn(s.finalbody);
      }
      case Stmt.Match s -> {
        for (MatchCase matchCase : s.cases) {
          if (occursIn(matchCase.body)) {
            yield true;
          }
        }
        yield false;
      }
      default -> false;
    };
  }

  private static boolean occursInIf(Stmt.If statement) {
    Stmt.If current = statement;
    while (!occursIn(current.body)) {
      if (current.orelse.size() == 1 && current.orelse.getFirst() instanceof Stmt.If next) {
        current = next;
      } else {
        return occursIn(current.orelse);
      }
    }
    return true;
  }
}
