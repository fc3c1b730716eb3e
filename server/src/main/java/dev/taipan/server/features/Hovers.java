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
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.Signature;
import dev.taipan.checker.types.SpecialFormType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.TypedDictShape;
import java.util.ArrayList;
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
    return new Shown(
        new Span(0, 0), hovers.declaration(name, first, type, false), hovers.docs(found));
  }

  private Optional<Shown> at(int offset) {
    Cursor cursor = Cursor.at(module, offset);
    Optional<Cursor.Name> name = cursor.name(offset);
    if (name.isEmpty()) {
      return literal(cursor).or(() -> new SymbolHovers(program, module).at(cursor.path(), offset));
    }
    Span span = new Span(name.get().start(), name.get().end());
    List<DefinitionFinder.Found> found = cursor.shown(program);
    DefinitionFinder.Found first = found.isEmpty() ? null : found.getFirst();
    Optional<Type> type = declared(cursor, first).or(() -> cursor.type(program));
    if (type.isEmpty() && first != null && first.definition() != null) {
      type = Optional.of(new Queries(program).typeOf(first.module(), first.definition()));
    }
    if (type.isEmpty() && first == null) {
      return Optional.empty();
    }
    boolean isCalled = isCalled(cursor.path());
    Type shown = type.orElse(null);
    if (isCalled && shown instanceof CallableType callable && callable.isOverloaded()) {
      Signature meant = Calls.meant(program, snapshot, module, cursor.path(), callable);
      int others = callable.signatures().size() - 1;
      String more = "\n# and " + others + (others == 1 ? " more overload" : " more overloads");
      String one = text(callable, meant).definition(name.get().text()) + more;
      return Optional.of(new Shown(span, one, docs(found)));
    }
    String code = declaration(name.get().text(), first, shown, isCalled);
    return Optional.of(new Shown(span, code, docs(found)));
  }

  /** The type that the annotation at the cursor gives to the variable at the cursor. */
  private Optional<Type> declared(Cursor cursor, DefinitionFinder.@Nullable Found found) {
    List<Node> path = cursor.path();
    Definition definition = found == null || found.module() != module ? null : found.definition();
    if (definition == null
        || path.size() < 2
        || !(path.get(path.size() - 2) instanceof Stmt.AnnAssign statement)
        || statement.target != cursor.node()
        || definition.target() != statement.target) {
      return Optional.empty();
    }
    return Optional.of(new Queries(program).typeOf(module, definition));
  }

  private static boolean isCalled(List<Node> path) {
    return path.size() > 1
        && path.get(path.size() - 2) instanceof Expr.Call call
        && call.callee == path.getLast();
  }

  /**
   * Numbers and strings, but no docstrings: their types; of keys of TypedDicts the type of the
   * item.
   */
  private Optional<Shown> literal(Cursor cursor) {
    Node node = cursor.node();
    boolean isDocstring =
        cursor.path().size() > 1
            && cursor.path().get(cursor.path().size() - 2) instanceof Stmt.ExprStmt;
    if (isDocstring
        || !(node instanceof Expr.Str
            || node instanceof Expr.Constant
            || node instanceof Expr.FString)) {
      return Optional.empty();
    }
    Span span = new Span(node.start, node.end);
    if (node instanceof Expr.Str key) {
      Optional<Type> item = itemOf(cursor.path(), key.value);
      if (item.isPresent()) {
        String code = "(key) " + key.value + ": " + Display.of(item.get(), program);
        return Optional.of(new Shown(span, code, docs(cursor.definitions(program))));
      }
    }
    return cursor.type(program).map(type -> new Shown(span, Display.of(type, program), ""));
  }

  /** The type of the item of a TypedDict that a string at the end of a path is the key of. */
  private Optional<Type> itemOf(List<Node> path, String key) {
    if (path.size() < 2 || !(path.get(path.size() - 2) instanceof Expr.Subscript subscript)) {
      return Optional.empty();
    }
    List<Node> value = new ArrayList<>(path.subList(0, path.size() - 1));
    value.add(subscript.value);
    Type type = new Queries(program).typeOf(module, value).orElse(null);
    if (!(type instanceof NominalType nominal)) {
      return Optional.empty();
    }
    TypedDictShape shape = program.classModel(nominal.cls()).typedDict();
    TypedDictShape.Item item = shape == null ? null : shape.items().get(key);
    return item == null ? Optional.empty() : Optional.of(item.type());
  }

  private String declaration(
      String name, DefinitionFinder.@Nullable Found found, @Nullable Type type, boolean isCalled) {
    Definition definition = found == null ? null : found.definition();
    if (found != null && definition == null) {
      return "(module) " + found.module().name();
    }
    if (found != null && definition != null) {
      switch (definition.kind()) {
        case DefinitionKind.Function function -> {
          return function(name, function.node(), type);
        }
        case DefinitionKind.Class _ -> {
          return cls(name, type, isCalled);
        }
        case DefinitionKind.TypeAlias alias -> {
          return source(found.module(), alias.node());
        }
        case DefinitionKind.TypeParameter _ -> {
          return "(type parameter) " + source(found.module(), definition.target());
        }
        case DefinitionKind.Param parameter -> {
          boolean isOneOfMany = !parameter.node().name.name.equals(name);
          String shown =
              isOneOfMany ? source(found.module(), parameter.node()) : variable(name, type);
          return "(parameter) " + shown;
        }
        default -> {
          if (isEnumMember(found, definition)) {
            return "(enum member) " + name + valueOf(found.module(), definition);
          }
        }
      }
    }
    return switch (type) {
      case ModuleType other -> "(module) " + other.name();
      case ClassLiteralType _ -> cls(name, type, isCalled);
      case SpecialFormType _ -> "(special form) " + name;
      case CallableType callable when callable.function() != null -> callable(name, callable);
      case null, default -> "(variable) " + variable(name, type);
    };
  }

  private boolean isEnumMember(DefinitionFinder.Found found, Definition definition) {
    Definition cls =
        definition.scope().node() instanceof Stmt.ClassDef node
            ? found.module().bound().definitionOf(node)
            : null;
    return cls != null
        && new Queries(program).typeOf(found.module(), cls) instanceof ClassLiteralType type
        && program.classModel(type.cls()).enumMembers().contains(definition.place());
  }

  private static String valueOf(ModuleTypes module, Definition definition) {
    return definition.region() instanceof Stmt.Assign assign
        ? " = " + source(module, assign.value)
        : "";
  }

  private String variable(String name, @Nullable Type type) {
    return type == null ? name : name + ": " + Display.of(type, program);
  }

  /** A part of a text in one line. */
  private static String source(ModuleTypes module, Node node) {
    return module.source().text().substring(node.start, node.end).replaceAll("\\s*\\n\\s*", " ");
  }

  /** A class; with the parameters of its constructor where it is called, if there is one way. */
  private String cls(String name, @Nullable Type type, boolean isCalled) {
    if (isCalled && type instanceof ClassLiteralType) {
      List<Signature> signatures = new DefinitionFinder(program).signaturesOf(type);
      if (signatures.size() == 1) {
        return text(type, signatures.getFirst()).call("class " + name);
      }
    }
    return "class " + name;
  }

  private SignatureText text(Type type, Signature signature) {
    return SignatureText.of(program, Display.forTypes(program, type), signature);
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
      return callable(name, callable);
    }
    return "(function) " + variable(name, type);
  }

  private String callable(String name, CallableType callable) {
    StringBuilder out = new StringBuilder();
    for (Signature signature : callable.signatures()) {
      if (callable.isOverloaded()) {
        out.append(out.isEmpty() ? "@overload\n" : "\n@overload\n");
      }
      out.append(text(callable, signature).definition(name));
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
