package dev.taipan.server.features;

import dev.taipan.checker.binding.Definition;
import dev.taipan.checker.inference.DefinitionFinder;
import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Queries;
import dev.taipan.checker.syntax.Argument;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.MatchCase;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.Parameter;
import dev.taipan.checker.syntax.Pattern;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.syntax.TreeWalker;
import dev.taipan.checker.types.CallableType;
import dev.taipan.checker.types.Signature;
import dev.taipan.checker.types.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The types that the code around an expression expects of it, as far as somebody wrote them. */
final class ExpectedTypes {
  private final Program program;
  private final ModuleTypes module;
  private final Queries queries;
  private final DefinitionFinder finder;

  ExpectedTypes(Program program, ModuleTypes module) {
    this.program = program;
    this.module = module;
    this.queries = new Queries(program);
    this.finder = new DefinitionFinder(program);
  }

  /**
   * What is expected at an offset.
   *
   * @param path the nodes around it; the last may be the expression that is typed
   */
  List<Type> at(List<Node> path, int offset) {
    for (int i = path.size() - 1; i > 0; i--) {
      Node node = path.get(i);
      List<Node> around = path.subList(0, i + 1);
      switch (node) {
        case Expr.Call call when offset > call.callee.end -> {
          return arguments(around, call, offset);
        }
        case Expr.Compare compare -> {
          return compared(around, compare, offset);
        }
        case Stmt.AnnAssign assign when assign.value != null || offset > assign.annotation.end -> {
          return offset > assign.annotation.end ? typeOf(around, assign.target) : List.of();
        }
        case Stmt.Assign assign when offset > assign.targets.getLast().end -> {
          return declared(assign);
        }
        case Parameter parameter
            when parameter.annotation != null && offset > parameter.annotation.end -> {
          Definition definition = module.bound().definitionOf(parameter);
          return definition == null ? List.of() : List.of(queries.typeOf(module, definition));
        }
        case Stmt.Return _ -> {
          return returned(around);
        }
        case Stmt.Match match when offset > match.subject.end -> {
          return typeOf(around, match.subject);
        }
        case Stmt _ -> {
          return List.of();
        }
        case Expr.Name _, Expr.Str _, Expr.Attribute _, Argument _ -> {}
        case Expr.Conditional _, Expr.BoolOp _, Pattern _ -> {}
        case Expr.ErrorExpr error when error.parts.isEmpty() -> {}
        case MatchCase _ -> {}
        default -> {
          return List.of();
        }
      }
    }
    return List.of();
  }

  /**
   * The type of the subject of a match statement that the parser could not finish, the last one
   * before an offset.
   */
  List<Type> ofBrokenMatch(int offset) {
    List<Node> path = new ArrayList<>();
    List<Node> last = new ArrayList<>();
    new TreeWalker() {
      @Override
      protected void visit(Node node) {
        if (node.start > offset) {
          return;
        }
        path.add(node);
        if (node instanceof Stmt.ErrorStmt error
            && !error.parts.isEmpty()
            && module.source().text().startsWith("match", error.start)) {
          last.clear();
          last.addAll(path);
        } else if (!(node instanceof Expr)) {
          visitChildren(node);
        }
        path.removeLast();
      }
    }.visit(module.parsed().module());
    return !last.isEmpty() && last.getLast() instanceof Stmt.ErrorStmt error
        ? typeOf(last, error.parts.getFirst())
        : List.of();
  }

  private List<Type> typeOf(List<Node> around, Expr expression) {
    List<Node> path = new ArrayList<>(around);
    path.add(expression);
    Optional<Type> type = queries.typeOf(module, path);
    if (type.isEmpty() && module.bound().definitionOf(expression) instanceof Definition own) {
      type = Optional.of(queries.typeOf(module, own));
    }
    return type.map(List::of).orElseGet(List::of);
  }

  private List<Type> arguments(List<Node> around, Expr.Call call, int offset) {
    List<Type> found = new ArrayList<>();
    for (Type callee : typeOf(around, call.callee)) {
      for (Signature signature : finder.signaturesOf(callee)) {
        int active = Calls.active(signature, call, offset, module);
        if (active >= 0) {
          found.add(signature.parameters().parameters().get(active).type());
        }
      }
    }
    return found;
  }

  private List<Type> compared(List<Node> around, Expr.Compare compare, int offset) {
    for (int i = 0; i < compare.comparators.size(); i++) {
      Expr given = compare.comparators.get(i);
      if (offset >= given.start && (offset <= given.end || given instanceof Expr.ErrorExpr)) {
        return typeOf(around, i == 0 ? compare.left : compare.comparators.get(i - 1));
      }
    }
    return offset <= compare.left.end && !compare.comparators.isEmpty()
        ? typeOf(around, compare.comparators.getFirst())
        : List.of();
  }

  /** The declared type of the name that is assigned to. */
  private List<Type> declared(Stmt.Assign assign) {
    Definition definition = module.bound().definitionOf(assign.targets.getLast());
    if (definition == null || definition.symbol() == null || !definition.symbol().isDeclared()) {
      return List.of();
    }
    for (Definition other : definition.symbol().definitions()) {
      if (other.isDeclaration()) {
        return List.of(queries.typeOf(module, other));
      }
    }
    return List.of();
  }

  private List<Type> returned(List<Node> around) {
    for (int i = around.size() - 1; i >= 0; i--) {
      if (around.get(i) instanceof Stmt.FunctionDef function) {
        Definition definition = module.bound().definitionOf(function);
        boolean isPlain = function.returns != null && !function.async;
        return isPlain
                && definition != null
                && queries.typeOf(module, definition) instanceof CallableType callable
            ? List.of(callable.signatures().getLast().returnType(program))
            : List.of();
      }
    }
    return List.of();
  }
}
