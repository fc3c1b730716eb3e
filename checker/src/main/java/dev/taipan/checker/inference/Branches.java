package dev.taipan.checker.inference;

import dev.taipan.checker.syntax.ExceptHandler;
import dev.taipan.checker.syntax.MatchCase;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.Stmt;
import java.util.ArrayList;
import java.util.List;

/** Which code excludes other code, since only one branch of a statement is executed. */
public final class Branches {
  private Branches() {}

  /** Whether two nodes of a module stand in different branches of one statement. */
  public static boolean exclude(ModuleTypes module, Node first, Node second) {
    return exclude(module.bound().tree().body, first, second);
  }

  private static boolean exclude(List<Stmt> body, Node first, Node second) {
    for (Stmt statement : body) {
      if (contains(statement, first)) {
        return contains(statement, second) && excludeWithin(statement, first, second);
      }
    }
    return false;
  }

  private static boolean excludeWithin(Stmt statement, Node first, Node second) {
    return switch (statement) {
      case Stmt.If test -> differ(List.of(test.body, test.orelse), first, second);
      case Stmt.Try attempt -> {
        List<List<Stmt>> ways = new ArrayList<>();
        ways.add(attempt.body);
        for (ExceptHandler handler : attempt.handlers) {
          ways.add(handler.body);
        }
        yield differ(ways, first, second)
            || exclude(attempt.orelse, first, second)
            || exclude(attempt.finalbody, first, second);
      }
      case Stmt.Match match -> {
        List<List<Stmt>> ways = new ArrayList<>();
        for (MatchCase matchCase : match.cases) {
          ways.add(matchCase.body);
        }
        yield differ(ways, first, second);
      }
      case Stmt.FunctionDef function -> exclude(function.body, first, second);
      case Stmt.ClassDef cls -> exclude(cls.body, first, second);
      case Stmt.With with -> exclude(with.body, first, second);
      case Stmt.For loop -> exclude(loop.body, first, second);
      case Stmt.While loop -> exclude(loop.body, first, second);
      default -> false;
    };
  }

  private static boolean differ(List<List<Stmt>> ways, Node first, Node second) {
    int one = wayOf(ways, first);
    int other = wayOf(ways, second);
    return one >= 0 && other >= 0 && (one != other || exclude(ways.get(one), first, second));
  }

  private static int wayOf(List<List<Stmt>> ways, Node node) {
    for (int i = 0; i < ways.size(); i++) {
      for (Stmt statement : ways.get(i)) {
        if (contains(statement, node)) {
          return i;
        }
      }
    }
    return -1;
  }

  private static boolean contains(Node outer, Node inner) {
    return outer.start <= inner.start && inner.end <= outer.end;
  }
}
