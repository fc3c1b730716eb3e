package dev.taipan.checker.inference;

import dev.taipan.checker.binding.Conditions;
import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.diagnostics.Diagnostic;
import dev.taipan.checker.diagnostics.Span;
import dev.taipan.checker.inference.definitions.FunctionFlags;
import dev.taipan.checker.syntax.ExceptHandler;
import dev.taipan.checker.syntax.MatchCase;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.Stmt;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Consumer;

/**
 * Evaluates all of a module that can be reached and gathers the diagnostics of its regions, in the
 * order of the text.
 */
public final class ModuleCheck {
  /**
   * What a check of a module finds.
   *
   * @param unreachable code that never runs
   */
  public record Result(List<Diagnostic> diagnostics, List<Span> unreachable) {}

  /** Told of the functions and classes of a module as wholes, where they can be reached. */
  public interface Visitor {
    /** The top level of the module, after it was evaluated. */
    void module(Scope scope);

    /** A function, after its body was evaluated. */
    void function(Stmt.FunctionDef function, Scope enclosing, Scope body);

    /** A class, after its body was evaluated. */
    void cls(Stmt.ClassDef cls, Scope enclosing, Scope body);

    /** All that the rules found so far, what is new at the end. */
    List<Diagnostic> diagnostics();
  }

  private final Program program;
  private final ModuleTypes module;
  private final Visitor visitor;
  private final LinkedHashSet<Diagnostic> diagnostics = new LinkedHashSet<>();
  private final List<Span> unreachable = new ArrayList<>();
  private int taken;

  /** Whether the bodies of functions are left for later, and those that were met on the way. */
  private boolean defersBodies;

  private final List<Stmt.FunctionDef> deferredBodies = new ArrayList<>();

  /**
   * What the check of a piece of a module finds.
   *
   * @param functions of a statement: the functions in it that can be reached and that no other
   *     function encloses, whose bodies are pieces of their own; empty for other pieces
   */
  public record Piece(
      List<Diagnostic> diagnostics, List<Span> unreachable, List<Stmt.FunctionDef> functions) {}

  public ModuleCheck(Program program, ModuleTypes module, Visitor visitor) {
    this.program = program;
    this.module = module;
    this.visitor = visitor;
  }

  /** Evaluates the module. */
  Result run() {
    body(module.parsed().module().body, module.bound().moduleScope());
    visitor.module(module.bound().moduleScope());
    diagnostics.addAll(visitor.diagnostics());
    return new Result(List.copyOf(diagnostics), List.copyOf(unreachable));
  }

  /** Whether control reaches a statement of the top level. */
  public boolean isReached(Stmt statement) {
    return !isUnreachable(module.bound().reachabilityOf(statement));
  }

  /** Evaluates a statement of the top level without the bodies of functions in it. */
  public Piece statement(Stmt statement) {
    defersBodies = true;
    statement(statement, module.bound().moduleScope());
    defersBodies = false;
    List<Stmt.FunctionDef> functions = List.copyOf(deferredBodies);
    deferredBodies.clear();
    return piece(functions);
  }

  /**
   * Evaluates the body of a function that no other function encloses.
   *
   * @param scope the scope that the function's statement stands in
   */
  public Piece body(Stmt.FunctionDef function, Scope scope) {
    function(function, scope);
    return piece(List.of());
  }

  /** The body of a function, unless {@code @no_type_check} says that it is nobody's business. */
  private void function(Stmt.FunctionDef function, Scope scope) {
    Scope inner = module.bound().scopeOf(function);
    if (inner != null
        && !program.functions().flags(module, function).has(FunctionFlags.Flag.NO_TYPE_CHECK)) {
      body(function.body, inner);
      visitor.function(function, scope, inner);
    }
  }

  /** Runs the rules on the module's own names. */
  public Piece names() {
    visitor.module(module.bound().moduleScope());
    return piece(List.of());
  }

  /** What was found since the last piece. */
  private Piece piece(List<Stmt.FunctionDef> functions) {
    List<Diagnostic> all = visitor.diagnostics();
    diagnostics.addAll(all.subList(taken, all.size()));
    taken = all.size();
    Piece piece = new Piece(List.copyOf(diagnostics), List.copyOf(unreachable), functions);
    diagnostics.clear();
    unreachable.clear();
    return piece;
  }

  private void body(List<Stmt> body, Scope scope) {
    for (int i = 0; i < body.size(); i++) {
      Stmt statement = body.get(i);
      if (isUnreachable(module.bound().reachabilityOf(statement))) {
        unreachable.add(new Span(statement.start, body.getLast().end));
        return;
      }
      statement(statement, scope);
    }
  }

  private boolean isUnreachable(int condition) {
    return condition != Conditions.TRUE && program.flow().isNeverReached(module, condition);
  }

  private void region(Node node, Scope scope) {
    RegionResult result = program.definitions().region(module, node, scope);
    diagnostics.addAll(result.diagnostics());
    if (!result.deferred().isEmpty()) {
      Region later = new Region(program, module, node, scope);
      for (Consumer<Region> check : result.deferred()) {
        check.accept(later);
      }
      RegionResult found = later.finish();
      diagnostics.addAll(found.diagnostics());
    }
    diagnostics.addAll(program.typeGaps().in(module, node, result));
  }

  private void statement(Stmt statement, Scope scope) {
    region(statement, scope);
    switch (statement) {
      case Stmt.FunctionDef function when defersBodies -> deferredBodies.add(function);
      case Stmt.FunctionDef function -> function(function, scope);
      case Stmt.ClassDef cls -> {
        Scope inner = module.bound().scopeOf(cls);
        if (inner != null) {
          body(cls.body, inner);
          visitor.cls(cls, scope, inner);
        }
      }
      case Stmt.For loop -> {
        body(loop.body, scope);
        body(loop.orelse, scope);
      }
      case Stmt.While loop -> {
        body(loop.body, scope);
        body(loop.orelse, scope);
      }
      case Stmt.If test -> {
        body(test.body, scope);
        body(test.orelse, scope);
      }
      case Stmt.With with -> body(with.body, scope);
      case Stmt.Try attempt -> {
        body(attempt.body, scope);
        for (ExceptHandler handler : attempt.handlers) {
          if (handler.body.isEmpty()
              || !isUnreachable(module.bound().reachabilityOf(handler.body.getFirst()))) {
            region(handler, scope);
          }
          body(handler.body, scope);
        }
        body(attempt.orelse, scope);
        body(attempt.finalbody, scope);
      }
      case Stmt.Match match -> {
        for (MatchCase matchCase : match.cases) {
          region(matchCase, scope);
          body(matchCase.body, scope);
        }
      }
      default -> {}
    }
  }
}
