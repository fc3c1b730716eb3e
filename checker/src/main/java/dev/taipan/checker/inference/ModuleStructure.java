package dev.taipan.checker.inference;

import dev.taipan.checker.syntax.ExceptHandler;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.MatchCase;
import dev.taipan.checker.syntax.Module;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.Parameter;
import dev.taipan.checker.syntax.Stmt;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the evaluation of a part of a tree needs to know of the statements around it. */
public final class ModuleStructure {
  /** Statements, cases and handlers in ascending order of their ids. */
  private final List<Node> regions = new ArrayList<>();

  private final Map<MatchCase, Stmt.Match> matches = new HashMap<>();
  private final Set<Node> starHandlers = new HashSet<>();
  private final Map<Node, Stmt> annotations = new HashMap<>();
  private final Set<Node> guardedImports = new HashSet<>();
  private final Set<Node> inHandlers = new HashSet<>();
  private final Set<Node> inLoops = new HashSet<>();

  private final boolean replacesItself;

  ModuleStructure(Module module) {
    visit(module.body, Surroundings.NONE);
    replacesItself = module.body.stream().anyMatch(ModuleStructure::replaces);
  }

  /** The innermost statement, case or handler around a node: the region that evaluates it. */
  public Node regionOf(Node node) {
    int low = 0;
    int high = regions.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (regions.get(middle).id < node.id) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    for (int i = low; i < regions.size(); i++) {
      Node candidate = regions.get(i);
      if (candidate.start <= node.start && node.end <= candidate.end) {
        return candidate;
      }
    }
    throw new IllegalArgumentException("a node outside of every statement");
  }

  public Stmt.Match matchOf(MatchCase matchCase) {
    return Objects.requireNonNull(matches.get(matchCase));
  }

  public boolean isStarHandler(ExceptHandler handler) {
    return starHandlers.contains(handler);
  }

  public boolean isAnnotation(Expr expression) {
    return annotations.containsKey(expression);
  }

  /** The function or assignment that an annotation belongs to; null for other expressions. */
  public @Nullable Stmt ownerOf(Expr annotation) {
    return annotations.get(annotation);
  }

  /** Whether the module puts something else in its own place in {@code sys.modules}. */
  boolean replacesItself() {
    return replacesItself;
  }

  private static boolean replaces(Stmt statement) {
    return switch (statement) {
      case Stmt.Assign assign -> assign.targets.stream().anyMatch(ModuleStructure::isEntry);
      case Stmt.Delete delete -> delete.targets.stream().anyMatch(ModuleStructure::isEntry);
      default -> false;
    };
  }

  /** Whether this is {@code sys.modules[__name__]} or the like. */
  static boolean isEntry(Expr target) {
    return target instanceof Expr.Subscript subscript
        && subscript.value instanceof Expr.Attribute modules
        && modules.name.equals("modules")
        && modules.value instanceof Expr.Name sys
        && sys.name.equals("sys");
  }

  /** Whether an import stands in the body of a {@code try} that expects imports to fail. */
  public boolean isGuardedImport(Node statement) {
    return guardedImports.contains(statement);
  }

  /** Whether a statement stands in an {@code except} clause. */
  public boolean isInHandler(Node statement) {
    return inHandlers.contains(statement);
  }

  /** Whether two statements stand in different branches of one {@code if}. */
  boolean areAlternatives(Stmt first, Stmt second) {
    for (Node region : regions) {
      if (region instanceof Stmt.If test
          && (isIn(test.body, first) && isIn(test.orelse, second)
              || isIn(test.orelse, first) && isIn(test.body, second))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isIn(List<Stmt> body, Stmt statement) {
    return !body.isEmpty()
        && body.getFirst().start <= statement.start
        && statement.end <= body.getLast().end;
  }

  /** Whether an annotated assignment stands in the body of a loop. */
  public boolean isInLoop(Stmt.AnnAssign statement) {
    return inLoops.contains(statement);
  }

  private void visit(List<Stmt> body, Surroundings around) {
    for (Stmt statement : body) {
      if (around.handler) {
        inHandlers.add(statement);
      }
      switch (statement) {
        case Stmt.FunctionDef function -> {
          for (Parameter parameter : function.parameters.all) {
            if (parameter.annotation != null) {
              annotations.put(parameter.annotation, function);
            }
          }
          if (function.returns != null) {
            annotations.put(function.returns, function);
          }
          visit(function.body, Surroundings.NONE);
        }
        case Stmt.ClassDef cls -> visit(cls.body, around.ofClass());
        case Stmt.For loop -> {
          visit(loop.body, around.looped());
          visit(loop.orelse, around);
        }
        case Stmt.While loop -> {
          visit(loop.body, around.looped());
          visit(loop.orelse, around);
        }
        case Stmt.If test -> {
          visit(test.body, around);
          visit(test.orelse, around);
        }
        case Stmt.With with -> visit(with.body, around);
        case Stmt.Try attempt -> visitTry(attempt, around);
        case Stmt.Match match -> {
          for (MatchCase matchCase : match.cases) {
            matches.put(matchCase, match);
            visit(matchCase.body, around);
            regions.add(matchCase);
          }
        }
        case Stmt.AnnAssign assign -> {
          annotations.put(assign.annotation, assign);
          if (around.loop) {
            inLoops.add(statement);
          }
        }
        case Stmt.Import ignored when around.guarded -> guardedImports.add(statement);
        case Stmt.ImportFrom ignored when around.guarded -> guardedImports.add(statement);
        default -> {}
      }
      regions.add(statement);
    }
  }

  private void visitTry(Stmt.Try attempt, Surroundings around) {
    boolean expectsFailure = false;
    for (ExceptHandler handler : attempt.handlers) {
      expectsFailure |= catchesImportErrors(handler);
    }
    visit(attempt.body, expectsFailure ? around.guard() : around);
    for (ExceptHandler handler : attempt.handlers) {
      if (attempt.star) {
        starHandlers.add(handler);
      }
      visit(handler.body, (expectsFailure ? around.guard() : around).handling());
      regions.add(handler);
    }
    visit(attempt.orelse, around);
    visit(attempt.finalbody, around);
  }

  /**
   * What a statement stands in within its function, or within the module.
   *
   * @param guarded a {@code try} that expects imports to fail
   * @param handler an {@code except} clause
   * @param loop the body of a loop
   */
  private record Surroundings(boolean guarded, boolean handler, boolean loop) {
    static final Surroundings NONE = new Surroundings(false, false, false);

    Surroundings ofClass() {
      return new Surroundings(false, handler, false);
    }

    Surroundings guard() {
      return new Surroundings(true, handler, loop);
    }

    Surroundings handling() {
      return new Surroundings(guarded, true, loop);
    }

    Surroundings looped() {
      return new Surroundings(guarded, handler, true);
    }
  }

  private static boolean catchesImportErrors(ExceptHandler handler) {
    return switch (handler.type) {
      case null -> true;
      case Expr.Tuple tuple -> tuple.elements.stream().anyMatch(ModuleStructure::isImportError);
      case Expr type -> isImportError(type);
    };
  }

  private static boolean isImportError(Expr type) {
    String name =
        switch (type) {
          case Expr.Name plain -> plain.name;
          case Expr.Attribute attribute -> attribute.name;
          default -> "";
        };
    return switch (name) {
      case "ImportError", "ModuleNotFoundError", "Exception", "BaseException", "AttributeError" ->
          true;
      default -> false;
    };
  }
}
