package dev.taipan.server.features;

import dev.taipan.checker.binding.Definition;
import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.binding.Symbol;
import dev.taipan.checker.checks.TypeCheckingBlocks;
import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.Stmt;
import java.util.List;

/** A place where an annotation is going to be written: what names mean there when it runs. */
final class AnnotationSite {
  private final Program program;
  private final ModuleTypes module;
  private final int offset;
  private final List<Node> path;

  AnnotationSite(Program program, ModuleTypes module, int offset) {
    this.program = program;
    this.module = module;
    this.offset = offset;
    this.path = NodePath.to(module.parsed().module(), offset);
  }

  ModuleTypes module() {
    return module;
  }

  /** Whether a name that the module has, or is given by an import, means the same here. */
  boolean isVisible(String name) {
    boolean isInnermost = true;
    for (int i = path.size() - 1; i > 0; i--) {
      Node node = path.get(i);
      boolean isFunction = node instanceof Stmt.FunctionDef function && isIn(function.body);
      boolean isClass = node instanceof Stmt.ClassDef cls && isIn(cls.body);
      Scope scope = isFunction || isClass && isInnermost ? module.bound().scopeOf(node) : null;
      Symbol symbol = scope == null ? null : scope.symbol(name);
      if (symbol != null && !symbol.definitions().isEmpty()) {
        return false;
      }
      isInnermost &= !isFunction && !isClass;
    }
    return true;
  }

  /**
   * Whether annotations that stand here can name things that the module does not have yet when it
   * gets here, or has for type checkers only.
   */
  private boolean isDeferred() {
    for (int i = path.size() - 1; i > 0; i--) {
      switch (path.get(i)) {
        case Stmt.FunctionDef function when isIn(function.body) -> {
          return true; // annotations of local variables are never evaluated
        }
        case Stmt.FunctionDef _, Stmt.ClassDef _ -> {
          return program.declarations().defersAnnotations(module);
        }
        default -> {}
      }
    }
    return program.declarations().defersAnnotations(module);
  }

  private boolean isIn(List<Stmt> body) {
    return !body.isEmpty() && body.getFirst().start <= offset;
  }

  /** Whether a name of the module must be written in quotes, since it has no value here. */
  boolean needsQuotes(String name) {
    Symbol symbol = module.bound().moduleScope().symbol(name);
    if (symbol == null || symbol.definitions().isEmpty() || isDeferred()) {
      return false;
    }
    for (Definition definition : symbol.definitions()) {
      if (isThere(definition.target())) {
        return false;
      }
    }
    return true;
  }

  /** Whether what defines a name has run when the annotation is evaluated. */
  private boolean isThere(Node target) {
    List<Node> around = NodePath.to(module.parsed().module(), target.start);
    int end = target.end;
    for (Node node : around) {
      if (node instanceof Stmt statement
          && TypeCheckingBlocks.contain(module.parsed().module(), statement)) {
        return false;
      }
      if (node instanceof Stmt.ClassDef cls && (cls.name == target || cls == target)) {
        end = cls.end;
      }
    }
    return isRunLater() || end <= offset;
  }

  /** Whether the annotation is evaluated when a function is called, with the module complete. */
  private boolean isRunLater() {
    for (Node node : path) {
      if (node instanceof Stmt.FunctionDef function && isIn(function.body)) {
        return true;
      }
    }
    return false;
  }
}
