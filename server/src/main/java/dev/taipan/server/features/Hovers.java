package dev.taipan.server.features;

import dev.taipan.checker.binding.Definition;
import dev.taipan.checker.binding.DefinitionKind;
import dev.taipan.checker.diagnostics.Span;
import dev.taipan.checker.inference.DefinitionFinder;
import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Queries;
import dev.taipan.checker.project.Snapshot;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.types.CallableType;
import dev.taipan.checker.types.ClassLiteralType;
import dev.taipan.checker.types.Display;
import dev.taipan.checker.types.ModuleType;
import dev.taipan.checker.types.Signature;
import dev.taipan.checker.types.Type;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is shown of the thing under the pointer: its declaration, its type, its docstring. */
public final class Hovers {
  /**
   * What is shown.
   *
   * @param code a declaration in Python's syntax
   * @param docs the docstring as it was written, or empty
   */
  public record Shown(Span span, String code, String docs) {}

  private final Program program;
  private final Snapshot snapshot;
  private final ModuleTypes module;

  private Hovers(Program program, Snapshot snapshot, ModuleTypes module) {
    this.program = program;
    this.snapshot = snapshot;
    this.module = module;
  }

  /** What is shown at an offset of a module. */
  public static Optional<Shown> at(Snapshot snapshot, ModuleTypes module, int offset) {
    return snapshot.ask(program -> new Hovers(program, snapshot, module).at(offset));
  }

  /** What is shown of definitions that no text names. */
  static Shown shown(
      Program program,
      Snapshot snapshot,
      ModuleTypes module,
      String name,
      List<DefinitionFinder.Found> found) {
    Hovers hovers = new Hovers(program, snapshot, module);
    DefinitionFinder.Found first = found.getFirst();
    Type type =
        first.definition() == null
            ? null
            : new Queries(program).typeOf(first.module(), first.definition());
    return new Shown(new Span(0, 0), hovers.declaration(name, first, type), hovers.docs(found));
  }

  private Optional<Shown> at(int offset) {
    Cursor cursor = Cursor.at(module, offset);
    Optional<Cursor.Name> name = cursor.name(offset);
    if (name.isEmpty()) {
      return literal(cursor).or(() -> new SymbolHovers(program, module).at(cursor.path(), offset));
    }
    Span span = new Span(name.get().start(), name.get().end());
    List<DefinitionFinder.Found> found = cursor.definitions(program, true);
    DefinitionFinder.Found first = found.isEmpty() ? null : found.getFirst();
    Optional<Type> type = cursor.type(program);
    if (type.isEmpty() && first != null && first.definition() != null) {
      type = Optional.of(new Queries(program).typeOf(first.module(), first.definition()));
    }
    if (type.isEmpty() && first == null) {
      return Optional.empty();
    }
    return Optional.of(
        new Shown(span, declaration(name.get().text(), first, type.orElse(null)), docs(found)));
  }

  /** Numbers and strings: their types. */
  private Optional<Shown> literal(Cursor cursor) {
    Node node = cursor.node();
    if (!(node instanceof Expr.Str
        || node instanceof Expr.Constant
        || node instanceof Expr.FString)) {
      return Optional.empty();
    }
    return cursor
        .type(program)
        .map(type -> new Shown(new Span(node.start, node.end), Display.of(type, program), ""));
  }

  private String declaration(
      String name, DefinitionFinder.@Nullable Found found, @Nullable Type type) {
    Definition definition = found == null ? null : found.definition();
    if (found != null && definition == null) {
      return "(module) " + found.module().name();
    }
    if (definition != null) {
      switch (definition.kind()) {
        case DefinitionKind.Function function -> {
          return function(name, function.node(), type);
        }
        case DefinitionKind.Class _ -> {
          return "class " + name + constructor(type);
        }
        case DefinitionKind.TypeAlias _ -> {
          return "type " + name + (type == null ? "" : " = " + Display.of(type, program));
        }
        case DefinitionKind.Param _ -> {
          return "(parameter) " + variable(name, type);
        }
        default -> {}
      }
    }
    return switch (type) {
      case ModuleType other -> "(module) " + other.name();
      case ClassLiteralType _ -> "class " + name + constructor(type);
      case CallableType callable when callable.function() != null -> callable(name, callable);
      case null, default -> "(variable) " + variable(name, type);
    };
  }

  private String variable(String name, @Nullable Type type) {
    return type == null ? name : name + ": " + Display.of(type, program);
  }

  private String constructor(@Nullable Type type) {
    if (!(type instanceof ClassLiteralType)) {
      return "";
    }
    List<Signature> signatures = new DefinitionFinder(program).signaturesOf(type);
    if (signatures.size() != 1) {
      return "";
    }
    String text = Display.forTypes(program, type).text(signatures.getFirst());
    int arrow = text.lastIndexOf(" -> ");
    return arrow < 0 ? text : text.substring(0, arrow);
  }

  private String function(String name, Stmt.FunctionDef node, @Nullable Type type) {
    boolean property = false;
    for (var decorator : node.decorators) {
      property |= decorator.expression instanceof Expr.Name plain && plain.name.equals("property");
    }
    if (property) {
      return "(property) " + variable(name, type);
    }
    if (type instanceof CallableType callable) {
      return (node.async && !callable.isOverloaded() ? "async " : "") + callable(name, callable);
    }
    return "(function) " + variable(name, type);
  }

  private String callable(String name, CallableType callable) {
    StringBuilder out = new StringBuilder();
    for (Signature signature : callable.signatures()) {
      if (callable.isOverloaded()) {
        out.append(out.isEmpty() ? "@overload\n" : "\n@overload\n");
      }
      out.append("def ").append(name);
      out.append(Display.forTypes(program, callable).text(signature));
    }
    return out.toString();
  }

  /** The docstring of the first definition that has one, in the source if a stub has none. */
  private String docs(List<DefinitionFinder.Found> found) {
    for (DefinitionFinder.Found one : found) {
      Optional<String> docs = Docstrings.of(snapshot, one);
      if (docs.isPresent()) {
        return docs.get();
      }
    }
    return "";
  }
}
