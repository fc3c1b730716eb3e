package dev.taipan.checker.binding;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.taipan.checker.source.SourceText;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.ParsedModule;
import dev.taipan.checker.syntax.Parser;
import dev.taipan.checker.syntax.Stmt;
import java.lang.reflect.Field;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A bound text that tests ask questions of.
 *
 * <p>States are written as text: the one-based lines of the live definitions, each with what is
 * known of the paths from it, as in {@code "unbound if !{c}, 3 given {x is None} if {c}"}.
 * Predicates are written as their source in braces. {@code loop 4} is what flows back to the loop
 * in line 4.
 */
final class Probe {
  final String text;
  final SourceText source;
  final BoundModule module;
  private final List<Node> nodes = new ArrayList<>();

  private Probe(String text, boolean stub, boolean valid) {
    this.text = text;
    this.source = new SourceText(text);
    ParsedModule parsed = Parser.parse(source);
    if (valid) {
      assertEquals(List.of(), parsed.errors(), "the text has errors");
    }
    this.module = Binder.bind(parsed.module(), stub);
    collect(parsed.module());
  }

  static Probe of(String text) {
    return new Probe(text, false, true);
  }

  /** A text that Python would not accept. */
  static Probe ofBroken(String text) {
    return new Probe(text, false, false);
  }

  static Probe ofStub(String text) {
    return new Probe(text, true, true);
  }

  /** Compares the state at the last expression with this source in a line. */
  Probe assertUse(int line, String expression, String expected) {
    assertEquals(expected, use(line, expression), expression + " in line " + line);
    return this;
  }

  /** The state at the last expression with this source in a line. */
  String use(int line, String expression) {
    return describe(module.bindingsAt(expression(line, expression)));
  }

  /** Compares what is left of a name when its scope ends. */
  Probe assertEnd(String name, String expected) {
    return assertEnd(module.moduleScope(), name, expected);
  }

  Probe assertEnd(Scope scope, String name, String expected) {
    Symbol symbol = scope.symbol(name);
    assertEquals(
        expected, symbol == null ? "no symbol" : describe(scope.endBindings(symbol)), name);
    return this;
  }

  /** Compares the condition under which a statement is reached: the outermost in its line. */
  Probe assertReached(int line, String expected) {
    assertEquals(expected, describe(module.reachabilityOf(statement(line))), "line " + line);
    return this;
  }

  /** Compares the condition under which the last expression with this source is evaluated. */
  Probe assertEvaluated(int line, String expression, String expected) {
    assertEquals(
        expected,
        describe(module.reachabilityOf(expression(line, expression))),
        expression + " in line " + line);
    return this;
  }

  /** The scope whose node starts in a line; the innermost if there are several. */
  Scope scope(int line) {
    Scope found = null;
    for (Scope scope : module.scopes()) {
      if (scope.parent() != null && lineOf(scope.node()) == line) {
        found = scope;
      }
    }
    if (found == null) {
      throw new AssertionError("no scope in line " + line);
    }
    return found;
  }

  /** The last expression with this source in a line. */
  Expr expression(int line, String expression) {
    Expr found = null;
    for (Node node : nodes) {
      if (node instanceof Expr candidate
          && lineOf(node) == line
          && sourceOf(node).equals(expression)
          && (found == null || node.start >= found.start)) {
        found = candidate;
      }
    }
    if (found == null) {
      throw new AssertionError("no " + expression + " in line " + line);
    }
    return found;
  }

  /** The outermost statement that starts in a line. */
  Stmt statement(int line) {
    Stmt found = null;
    for (Node node : nodes) {
      if (node instanceof Stmt statement
          && lineOf(node) == line
          && (found == null || statement.id > found.id)) {
        found = statement;
      }
    }
    if (found == null) {
      throw new AssertionError("no statement in line " + line);
    }
    return found;
  }

  String describe(@Nullable LiveBindings bindings) {
    if (bindings == null) {
      return "nothing";
    }
    if (bindings.size() == 0) {
      return "no way";
    }
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < bindings.size(); i++) {
      out.append(i == 0 ? "" : ", ");
      int index = bindings.definition(i);
      if (index == LiveBindings.UNBOUND) {
        out.append("unbound");
      } else if (index == LiveBindings.IMPLICIT) {
        out.append("implicit");
      } else {
        Definition definition = module.definition(index);
        if (definition.kind() instanceof DefinitionKind.Gathered many) {
          out.append("one of ").append(describe(many.bindings()));
          continue;
        }
        out.append(definition.kind() instanceof DefinitionKind.LoopHeader ? "loop " : "")
            .append(lineOf(definition.target()));
      }
      if (bindings.narrowing(i) != Conditions.TRUE) {
        out.append(" given ").append(describe(bindings.narrowing(i)));
      }
      if (bindings.reachability(i) != Conditions.TRUE) {
        out.append(" if ").append(describe(bindings.reachability(i)));
      }
    }
    return out.toString();
  }

  String describe(int condition) {
    String formula = module.conditions().toString(condition);
    for (int i = module.predicates().size() - 1; i >= 0; i--) {
      formula = formula.replace("p" + i, "{" + describe(module.predicate(i)) + "}");
    }
    return formula;
  }

  private String describe(Predicate predicate) {
    return switch (predicate) {
      case Predicate.Test p -> sourceOf(p.expression());
      case Predicate.PatternMatch p ->
          "case " + sourceOf(p.statement().cases.get(p.caseIndex()).pattern);
      case Predicate.CallReturns p -> sourceOf(p.call()) + " returns";
      case Predicate.StarDefines p -> p.statement().module + " has " + p.name();
      case Predicate.ContextSwallows p -> sourceOf(p.item().context) + " swallows";
    };
  }

  int lineOf(Node node) {
    return source.lineOf(node.start) + 1;
  }

  String sourceOf(Node node) {
    return text.substring(node.start, node.end);
  }

  private void collect(Node root) {
    ArrayDeque<Node> open = new ArrayDeque<>();
    open.push(root);
    while (!open.isEmpty()) {
      Node node = open.pop();
      nodes.add(node);
      for (Field field : node.getClass().getFields()) {
        try {
          addChildren(field.get(node), open);
        } catch (IllegalAccessException e) {
          throw new AssertionError(e);
        }
      }
    }
  }

  private static void addChildren(@Nullable Object value, ArrayDeque<Node> open) {
    if (value instanceof Node child) {
      open.push(child);
    } else if (value instanceof List<?> list) {
      list.forEach(element -> addChildren(element, open));
    }
  }
}
