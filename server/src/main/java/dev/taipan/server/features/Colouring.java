package dev.taipan.server.features;

import dev.taipan.checker.binding.Definition;
import dev.taipan.checker.diagnostics.Span;
import dev.taipan.checker.inference.DefinitionFinder;
import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Queries;
import dev.taipan.checker.project.Snapshot;
import dev.taipan.checker.syntax.Alias;
import dev.taipan.checker.syntax.Argument;
import dev.taipan.checker.syntax.Decorator;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.MatchCase;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.Parameter;
import dev.taipan.checker.syntax.Pattern;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.syntax.TreeWalker;
import dev.taipan.checker.types.CallableType;
import dev.taipan.checker.types.Type;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What the names of a text mean, for colours that a grammar cannot know ("semantic tokens"). */
public final class Colouring {
  /** The types of tokens, in the order of the legend. */
  public enum Kind {
    NAMESPACE("namespace"),
    CLASS("class"),
    ENUM("enum"),
    INTERFACE("interface"),
    TYPE("type"),
    TYPE_PARAMETER("typeParameter"),
    PARAMETER("parameter"),
    SELF("selfParameter"),
    CLS("clsParameter"),
    VARIABLE("variable"),
    PROPERTY("property"),
    ENUM_MEMBER("enumMember"),
    FUNCTION("function"),
    METHOD("method"),
    DECORATOR("decorator"),
    KEYWORD("keyword");

    private final String legend;

    Kind(String legend) {
      this.legend = legend;
    }

    /** The name in the protocol's legend. */
    public String legend() {
      return legend;
    }
  }

  /** The modifiers of tokens, in the order of the legend. */
  public enum Modifier {
    DEFINITION("definition"),
    READONLY("readonly"),
    STATIC("static"),
    ABSTRACT("abstract"),
    ASYNC("async"),
    DEPRECATED("deprecated"),
    DEFAULT_LIBRARY("defaultLibrary");

    private final String legend;

    Modifier(String legend) {
      this.legend = legend;
    }

    /** The name in the protocol's legend. */
    public String legend() {
      return legend;
    }
  }

  /** A token, within one line. */
  public record Token(Span span, Kind kind, Set<Modifier> modifiers) {}

  private Colouring() {}

  /**
   * The tokens that touch a range, in the order of the text; none overlap.
   *
   * @param outdated whether nobody waits for the answer any more
   */
  public static List<Token> of(
      Snapshot snapshot, ModuleTypes module, Span range, BooleanSupplier outdated) {
    return snapshot.ask(
        program ->
            program.until(
                outdated,
                () -> {
                  Walker walker = new Walker(program, module, range);
                  walker.run();
                  return walker.tokens();
                }));
  }

  private static final class Walker extends TreeWalker {
    private final ModuleTypes module;
    private final Span range;
    private final Queries queries;
    private final DefinitionFinder finder;
    private final Roles roles;
    private final List<Node> path = new ArrayList<>();
    private final List<Token> tokens = new ArrayList<>();

    Walker(Program program, ModuleTypes module, Span range) {
      this.module = module;
      this.range = range;
      this.queries = new Queries(program);
      this.finder = new DefinitionFinder(program);
      this.roles = new Roles(program);
    }

    void run() {
      path.add(module.parsed().module());
      visitChildren(module.parsed().module());
    }

    List<Token> tokens() {
      tokens.sort(Comparator.comparingInt(token -> token.span().start()));
      List<Token> kept = new ArrayList<>(tokens.size());
      int end = 0;
      for (Token token : tokens) {
        if (token.span().start() >= end) {
          kept.add(token);
          end = token.span().end();
        }
      }
      return kept;
    }

    @Override
    protected void visit(Node node) {
      if (node.end < range.start() || node.start > range.end()) {
        return;
      }
      path.add(node);
      switch (node) {
        case Expr.Name name when !name.name.isEmpty() && !(isDotted(name)) -> name(name);
        case Expr.Attribute attribute when !attribute.name.isEmpty() -> attribute(attribute);
        case Stmt.ImportFrom imports when imports.module.length() > 0 ->
            parts(imports.moduleEnd - imports.module.length(), imports.module);
        case Stmt.FunctionDef function -> definition(function, function.name);
        case Stmt.ClassDef cls -> definition(cls, cls.name);
        case Stmt.TypeAliasStmt alias -> {
          keyword(alias.start, 4);
          definition(alias, alias.name);
        }
        case Stmt.Match match -> keyword(match.start, 5);
        case MatchCase matchCase -> keyword(matchCase.start, 4);
        default -> {}
      }
      visitChildren(node);
      path.removeLast();
    }

    /** The names of imported modules have a colour for each part. */
    private boolean isDotted(Expr.Name name) {
      if (name.name.equals("*")) {
        return true;
      }
      if (!(parent() instanceof Alias) || name.name.indexOf('.') < 0) {
        return false;
      }
      parts(name.start, name.name);
      return true;
    }

    private void parts(int start, String dotted) {
      if (!module.source().text().startsWith(dotted, start)) {
        return; // spaces around the dots
      }
      int at = start;
      for (String part : dotted.split("\\.", -1)) {
        add(at, part.length(), Kind.NAMESPACE, EnumSet.noneOf(Modifier.class));
        at += part.length() + 1;
      }
    }

    private Node parent() {
      return path.get(path.size() - 2);
    }

    private void keyword(int start, int length) {
      add(start, length, Kind.KEYWORD, EnumSet.noneOf(Modifier.class));
    }

    /** The name of a statement that defines, if the walk does not come by it. */
    private void definition(Stmt statement, Expr.Name name) {
      Definition own = module.bound().definitionOf(statement);
      if (own != null && !name.name.isEmpty()) {
        add(
            name.start,
            name.end - name.start,
            roles.of(new DefinitionFinder.Found(module, own), null),
            true);
      }
    }

    private void name(Expr.Name name) {
      Node parent = parent();
      if (parent instanceof Argument argument && argument.name == name) {
        add(name.start, name.end - name.start, Kind.PARAMETER, EnumSet.noneOf(Modifier.class));
        return;
      }
      boolean isNamed =
          switch (parent) {
            case Stmt.FunctionDef function -> function.name == name;
            case Stmt.ClassDef cls -> cls.name == name;
            case Stmt.TypeAliasStmt alias -> alias.name == name;
            default -> false;
          };
      if (isNamed) {
        return; // has its colour
      }
      if (parent instanceof Pattern.Class cls && cls.keywordNames.contains(name)) {
        add(name.start, name.end - name.start, Kind.PROPERTY, EnumSet.noneOf(Modifier.class));
        return;
      }
      boolean defines =
          module.bound().definitionOf(name) != null && !(parent instanceof Alias)
              || (parent instanceof Parameter parameter && parameter.name == name)
              || parent instanceof Pattern;
      List<DefinitionFinder.Found> found = finder.find(module, path);
      if (!found.isEmpty()) {
        token(found.getFirst(), name.start, name.end - name.start, defines);
      }
    }

    private void attribute(Expr.Attribute attribute) {
      List<DefinitionFinder.Found> found = finder.find(module, path);
      int length = attribute.name.length();
      boolean defines = module.bound().definitionOf(attribute) != null;
      if (!found.isEmpty()) {
        token(found.getFirst(), attribute.nameStart, length, defines);
        return;
      }
      Type type = queries.typeOf(module, path).orElse(null);
      add(
          attribute.nameStart,
          length,
          type instanceof CallableType ? Kind.METHOD : Kind.PROPERTY,
          EnumSet.noneOf(Modifier.class));
    }

    private void token(DefinitionFinder.Found found, int start, int length, boolean defines) {
      Definition imported =
          parent() instanceof Alias alias ? module.bound().definitionOf(alias) : null;
      Type type =
          imported == null
              ? queries.typeOf(module, path).orElse(null)
              : queries.typeOf(module, imported);
      add(start, length, roles.of(found, type), defines && imported == null);
    }

    private void add(int start, int length, Roles.Described described, boolean defines) {
      EnumSet<Modifier> modifiers = EnumSet.noneOf(Modifier.class);
      if (defines) {
        modifiers.add(Modifier.DEFINITION);
      }
      for (Roles.Mark mark : described.marks()) {
        modifiers.add(
            switch (mark) {
              case READONLY -> Modifier.READONLY;
              case STATIC -> Modifier.STATIC;
              case ABSTRACT -> Modifier.ABSTRACT;
              case ASYNC -> Modifier.ASYNC;
              case DEPRECATED -> Modifier.DEPRECATED;
              case LIBRARY -> Modifier.DEFAULT_LIBRARY;
            });
      }
      Node above = decorated();
      add(start, length, above == null ? kind(described.role()) : Kind.DECORATOR, modifiers);
    }

    /** The decorator that the last name of is at the end of the path; null for other names. */
    private @Nullable Node decorated() {
      int at = path.size() - 2;
      if (at > 0 && path.get(at) instanceof Expr.Call call && call.callee == path.getLast()) {
        at--;
      }
      return at > 0 && path.get(at) instanceof Decorator decorator ? decorator : null;
    }

    private static Kind kind(Roles.Role role) {
      return switch (role) {
        case NAMESPACE -> Kind.NAMESPACE;
        case CLASS -> Kind.CLASS;
        case ENUM -> Kind.ENUM;
        case PROTOCOL -> Kind.INTERFACE;
        case TYPE_ALIAS -> Kind.TYPE;
        case TYPE_PARAMETER -> Kind.TYPE_PARAMETER;
        case PARAMETER -> Kind.PARAMETER;
        case SELF -> Kind.SELF;
        case CLS -> Kind.CLS;
        case VARIABLE -> Kind.VARIABLE;
        case PROPERTY, FIELD -> Kind.PROPERTY;
        case ENUM_MEMBER -> Kind.ENUM_MEMBER;
        case FUNCTION -> Kind.FUNCTION;
        case METHOD -> Kind.METHOD;
      };
    }

    private void add(int start, int length, Kind kind, Set<Modifier> modifiers) {
      if (length > 0 && start <= range.end() && start + length >= range.start()) {
        tokens.add(new Token(new Span(start, start + length), kind, modifiers));
      }
    }
  }
}
