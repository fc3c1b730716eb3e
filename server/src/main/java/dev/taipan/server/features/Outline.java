package dev.taipan.server.features;

import dev.taipan.checker.diagnostics.Span;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Module;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.syntax.TreeWalker;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The classes, functions and variables of a file, nested as they are in the text. */
public final class Outline {
  /** What an entry stands for. */
  public enum Kind {
    CLASS,
    FUNCTION,
    METHOD,
    CONSTRUCTOR,
    PROPERTY,
    VARIABLE,
    CONSTANT,
    FIELD,
    TYPE_ALIAS,
    MODULE
  }

  /**
   * An entry.
   *
   * @param detail the parameters of a function, the bases of a class, or empty
   * @param whole the range with decorators and body
   * @param name the range of the name, within {@code whole}
   */
  public record Entry(
      String title, String detail, Kind kind, Span whole, Span name, List<Entry> children) {}

  private final String text;

  private Outline(String text) {
    this.text = text;
  }

  /** The entries of a file's top level. */
  public static List<Entry> of(Module tree, String text) {
    return new Outline(text).entries(tree.body, Context.MODULE);
  }

  private enum Context {
    MODULE,
    CLASS,
    FUNCTION
  }

  private List<Entry> entries(List<Stmt> body, Context context) {
    Collector collector = new Collector(context);
    for (Stmt statement : body) {
      collector.visit(statement);
    }
    return collector.found;
  }

  /** Looks into compound statements, but not into what has an entry of its own. */
  private final class Collector extends TreeWalker {
    private final Context context;
    private final List<Entry> found = new ArrayList<>();
    private final Set<String> variables = new HashSet<>();

    Collector(Context context) {
      this.context = context;
    }

    @Override
    protected void visit(Node node) {
      switch (node) {
        case Stmt.FunctionDef function -> {
          if (!function.name.name.isEmpty()) {
            found.add(function(function));
          }
        }
        case Stmt.ClassDef cls -> {
          if (!cls.name.name.isEmpty()) {
            found.add(cls(cls));
          }
        }
        case Stmt.TypeAliasStmt alias ->
            found.add(entry(alias.name, "", Kind.TYPE_ALIAS, alias, List.of()));
        case Stmt.Assign assign -> {
          for (Expr target : assign.targets) {
            addTarget(target, assign);
          }
        }
        case Stmt.AnnAssign assign -> addTarget(assign.target, assign);
        case Expr ignored -> {}
        default -> visitChildren(node);
      }
    }

    private void addTarget(Expr target, Stmt statement) {
      if (context == Context.FUNCTION) {
        return;
      }
      switch (target) {
        case Expr.Name name -> {
          if (!name.name.isEmpty() && variables.add(name.name)) {
            found.add(entry(name, "", variableKind(name.name), statement, List.of()));
          }
        }
        case Expr.Tuple tuple -> tuple.elements.forEach(element -> addTarget(element, statement));
        case Expr.ListExpr list -> list.elements.forEach(element -> addTarget(element, statement));
        case Expr.Starred starred -> addTarget(starred.value, statement);
        default -> {}
      }
    }

    private Kind variableKind(String name) {
      if (context == Context.CLASS) {
        return Kind.FIELD;
      }
      boolean constant = name.equals(name.toUpperCase(Locale.ROOT)) && !name.startsWith("__");
      return constant ? Kind.CONSTANT : Kind.VARIABLE;
    }

    private Entry function(Stmt.FunctionDef function) {
      Kind kind = Kind.FUNCTION;
      if (context == Context.CLASS) {
        kind = function.name.name.equals("__init__") ? Kind.CONSTRUCTOR : Kind.METHOD;
        for (var decorator : function.decorators) {
          if (isProperty(decorator.expression)) {
            kind = Kind.PROPERTY;
          }
        }
      }
      String detail =
          "("
              + text.substring(function.parameters.start, function.parameters.end)
                  .replaceAll("\\s+", " ")
              + ")";
      return entry(function.name, detail, kind, function, entries(function.body, Context.FUNCTION));
    }

    private Entry cls(Stmt.ClassDef cls) {
      String detail = "";
      if (!cls.arguments.isEmpty()) {
        int start = cls.arguments.getFirst().start;
        int end = cls.arguments.getLast().end;
        detail = "(" + text.substring(start, end).replaceAll("\\s+", " ") + ")";
      }
      return entry(cls.name, detail, Kind.CLASS, cls, entries(cls.body, Context.CLASS));
    }
  }

  private static boolean isProperty(Expr decorator) {
    return switch (decorator) {
      case Expr.Name name -> name.name.equals("property") || name.name.equals("cached_property");
      case Expr.Attribute attribute ->
          switch (attribute.name) {
            case "cached_property", "setter", "getter", "deleter" -> true;
            default -> false;
          };
      default -> false;
    };
  }

  private static Entry entry(
      Expr.Name name, String detail, Kind kind, Node whole, List<Entry> children) {
    return new Entry(
        name.name,
        detail,
        kind,
        new Span(whole.start, Math.max(whole.end, name.end)),
        new Span(name.start, name.end),
        children);
  }
}
