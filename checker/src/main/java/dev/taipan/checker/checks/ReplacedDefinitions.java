package dev.taipan.checker.checks;

import dev.taipan.checker.binding.Definition;
import dev.taipan.checker.binding.DefinitionKind;
import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.binding.Symbol;
import dev.taipan.checker.diagnostics.Diagnostic;
import dev.taipan.checker.diagnostics.Label;
import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.diagnostics.Span;
import dev.taipan.checker.syntax.Decorator;
import dev.taipan.checker.syntax.ExceptHandler;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.MatchCase;
import dev.taipan.checker.syntax.Module;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.Parameter;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.syntax.TreeWalker;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A function or class that the next statement of its name replaces before anything can have used
 * it: most likely one of the two was meant to have another name.
 *
 * <p>Only statements of one block count, so that the second surely replaces the first. A use is
 * whatever mentions the name on the way, and every call of something in the same scope, as that may
 * mention it. Bodies of functions are not looked into at the top level of modules and classes, so
 * that the answer does not depend on them.
 */
final class ReplacedDefinitions implements ScopeRule {
  private final Findings findings;

  ReplacedDefinitions(Findings findings) {
    this.findings = findings;
  }

  @Override
  public void check(Scope scope) {
    for (Symbol symbol : scope.symbols()) {
      List<Definition> definitions = symbol.definitions();
      for (int i = 1; i < definitions.size(); i++) {
        check(scope, definitions.get(i - 1), definitions.get(i));
      }
    }
  }

  private void check(Scope scope, Definition first, Definition second) {
    Stmt replaced = statement(first);
    Stmt replacing = statement(second);
    if (replaced == null || replacing == null) {
      return;
    }
    Expr.Name at = nameOf(replacing);
    String name = at.name; // as it is written, also where it is private to a class
    if (isPlaceholder(name)
        || first.scope() != second.scope()
        || mayBeUsedAtOnce(replaced)
        || !findings.declared().isReachable(findings.module(), second.reachability())) {
      return;
    }
    List<Stmt> block = block(body(scope.node()), replaced);
    int from = block.indexOf(replaced);
    int to = block.indexOf(replacing);
    if (from < 0 || to < from || new Uses(scope, name).areIn(block.subList(from + 1, to + 1))) {
      return;
    }
    Expr.Name there = nameOf(replaced);
    String path = findings.module().path();
    findings.report(
        Diagnostic.of(
                Rules.REDEFINITION,
                path,
                new Span(at.start, at.end),
                "`" + name + "` is defined again before anything used it")
            .withLabel(new Label(path, new Span(there.start, there.end), "defined here first")));
  }

  private static @Nullable Stmt statement(Definition definition) {
    return switch (definition.kind()) {
      case DefinitionKind.Function function -> function.node();
      case DefinitionKind.Class cls -> cls.node();
      default -> null;
    };
  }

  private static Expr.Name nameOf(Stmt statement) {
    return switch (statement) {
      case Stmt.FunctionDef function -> function.name;
      case Stmt.ClassDef cls -> cls.name;
      default -> throw new IllegalArgumentException("no definition: " + statement);
    };
  }

  /** Whether a name of underscores says that nobody wants it. */
  private static boolean isPlaceholder(String name) {
    return name.chars().allMatch(c -> c == '_');
  }

  /** Whether a decorator or metaclass may do something with what it gets, such as register it. */
  private static boolean mayBeUsedAtOnce(Stmt statement) {
    return switch (statement) {
      case Stmt.FunctionDef function ->
          !function.decorators.stream().allMatch(ReplacedDefinitions::onlyChangesAccess);
      case Stmt.ClassDef cls ->
          !cls.decorators.isEmpty() || cls.arguments.stream().anyMatch(a -> a.name != null);
      default -> true;
    };
  }

  private static boolean onlyChangesAccess(Decorator decorator) {
    String name =
        switch (decorator.expression) {
          case Expr.Name plain -> plain.name;
          case Expr.Attribute attribute -> attribute.name;
          default -> "";
        };
    return switch (name) {
      case "staticmethod", "classmethod", "property", "abstractmethod" -> true;
      default -> false;
    };
  }

  private static List<Stmt> body(Node scope) {
    return switch (scope) {
      case Module module -> module.body;
      case Stmt.FunctionDef function -> function.body;
      case Stmt.ClassDef cls -> cls.body;
      default -> List.of();
    };
  }

  /** The statements among which {@code wanted} stands, in {@code body} or in a block below it. */
  private static List<Stmt> block(List<Stmt> body, Stmt wanted) {
    for (Stmt statement : body) {
      if (statement == wanted) {
        return body;
      }
      if (statement.start <= wanted.start && wanted.end <= statement.end) {
        for (List<Stmt> inner : blocks(statement)) {
          List<Stmt> found = block(inner, wanted);
          if (!found.isEmpty()) {
            return found;
          }
        }
        return List.of();
      }
    }
    return List.of();
  }

  private static List<List<Stmt>> blocks(Stmt statement) {
    return switch (statement) {
      case Stmt.If test -> List.of(test.body, test.orelse);
      case Stmt.For loop -> List.of(loop.body, loop.orelse);
      case Stmt.While loop -> List.of(loop.body, loop.orelse);
      case Stmt.With with -> List.of(with.body);
      case Stmt.Try attempt -> {
        List<List<Stmt>> blocks = new ArrayList<>();
        blocks.add(attempt.body);
        for (ExceptHandler handler : attempt.handlers) {
          blocks.add(handler.body);
        }
        blocks.add(attempt.orelse);
        blocks.add(attempt.finalbody);
        yield blocks;
      }
      case Stmt.Match match -> {
        List<List<Stmt>> blocks = new ArrayList<>();
        for (MatchCase matchCase : match.cases) {
          blocks.add(matchCase.body);
        }
        yield blocks;
      }
      default -> List.of();
    };
  }

  /** Looks for what may use a name in the statements behind its definition. */
  private static final class Uses extends TreeWalker {
    private final Scope scope;
    private final String name;
    private boolean found;

    Uses(Scope scope, String name) {
      this.scope = scope;
      this.name = name;
    }

    /** Whether there is a use in {@code statements}, the body of the last, a function, left out. */
    boolean areIn(List<Stmt> statements) {
      for (Stmt statement : statements.subList(0, statements.size() - 1)) {
        visit(statement);
      }
      switch (statements.getLast()) {
        case Stmt.FunctionDef function -> visitHeader(function);
        case Stmt.ClassDef cls -> {
          visitAll(cls.decorators);
          visitAll(cls.arguments);
          visitAll(cls.body);
        }
        case Stmt other -> visit(other);
      }
      return found;
    }

    private void visitHeader(Stmt.FunctionDef function) {
      visitAll(function.decorators);
      for (Parameter parameter : function.parameters.all) {
        visitAll(List.of(parameter));
      }
      if (function.returns != null) {
        visit(function.returns);
      }
    }

    @Override
    protected void visit(Node node) {
      switch (node) {
        case Expr.Name mention -> found |= mention.name.equals(name);
        case Expr.Str text -> found |= text.value.contains(name);
        case Stmt.FunctionDef function when scope.kind() != Scope.Kind.FUNCTION ->
            visitHeader(function);
        case Expr.Call call when scope.kind() != Scope.Kind.CLASS -> {
          found |= mayUse(call.callee);
          visitChildren(call);
        }
        default -> visitChildren(node);
      }
    }

    /** Whether what is called comes from this scope; what is imported knows nothing of it. */
    private boolean mayUse(Expr callee) {
      return switch (callee) {
        case Expr.Attribute attribute -> mayUse(attribute.value);
        case Expr.Subscript subscript -> mayUse(subscript.value);
        case Expr.Call call -> mayUse(call.callee);
        case Expr.Name root -> {
          Symbol symbol = scope.symbol(root.name);
          yield symbol != null
              && symbol.definitions().stream().anyMatch(definition -> !isImport(definition));
        }
        default -> false;
      };
    }

    private static boolean isImport(Definition definition) {
      return definition.kind() instanceof DefinitionKind.Import
          || definition.kind() instanceof DefinitionKind.ImportFrom;
    }
  }
}
