package dev.taipan.server.features;

import dev.taipan.checker.binding.Definition;
import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.binding.Symbol;
import dev.taipan.checker.diagnostics.Span;
import dev.taipan.checker.inference.DefinitionFinder;
import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Queries;
import dev.taipan.checker.modules.ModuleName;
import dev.taipan.checker.modules.ResolvedModule;
import dev.taipan.checker.project.Snapshot;
import dev.taipan.checker.syntax.Argument;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.ClassLiteralType;
import dev.taipan.checker.types.ModuleType;
import dev.taipan.checker.types.ParameterKind;
import dev.taipan.checker.types.ParameterType;
import dev.taipan.checker.types.Signature;
import dev.taipan.checker.types.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What can be typed at a place: members, names in scope, modules, keyword arguments, keywords. */
public final class Completion {
  /** What an item is, and how near: earlier kinds are listed first. */
  public enum Kind {
    KEYWORD_ARGUMENT,
    PARAMETER,
    VARIABLE,
    FUNCTION,
    METHOD,
    CLASS,
    FIELD,
    PROPERTY,
    MODULE,
    KEYWORD
  }

  /**
   * One item.
   *
   * @param text what is put in the place of the unfinished name
   * @param rank how far away it comes from: lower is likelier
   */
  public record Item(String label, String text, Kind kind, int rank) {}

  /**
   * The items.
   *
   * @param replaced the unfinished name around the offset
   */
  public record Items(Span replaced, List<Item> items) {}

  private static final List<String> KEYWORDS =
      List.of(
          "False",
          "None",
          "True",
          "and",
          "as",
          "assert",
          "async",
          "await",
          "break",
          "case",
          "class",
          "continue",
          "def",
          "del",
          "elif",
          "else",
          "except",
          "finally",
          "for",
          "from",
          "global",
          "if",
          "import",
          "in",
          "is",
          "lambda",
          "match",
          "nonlocal",
          "not",
          "or",
          "pass",
          "raise",
          "return",
          "try",
          "type",
          "while",
          "with",
          "yield");

  private final Program program;
  private final Snapshot snapshot;
  private final ModuleTypes module;
  private final Queries queries;
  private final Map<String, Item> items = new LinkedHashMap<>();

  private Completion(Program program, Snapshot snapshot, ModuleTypes module) {
    this.program = program;
    this.snapshot = snapshot;
    this.module = module;
    this.queries = new Queries(program);
  }

  /** What can be typed at an offset. */
  public static Items at(Snapshot snapshot, ModuleTypes module, int offset) {
    return snapshot.ask(program -> new Completion(program, snapshot, module).at(offset));
  }

  private Items at(int offset) {
    String text = module.source().text();
    int start = offset;
    while (start > 0 && Character.isJavaIdentifierPart(text.charAt(start - 1))) {
      start--;
    }
    int end = offset;
    while (end < text.length() && Character.isJavaIdentifierPart(text.charAt(end))) {
      end++;
    }
    Span replaced = new Span(start, end);
    if (isLiteral(offset, start)) {
      return new Items(replaced, List.of());
    }
    String line = text.substring(module.source().lineStart(module.source().lineOf(start)), start);
    String stripped = line.stripLeading();
    boolean fromImport = stripped.startsWith("from ") && !stripped.contains(" import");
    if (stripped.startsWith("import ") || fromImport) {
      addModules(stripped);
    } else if (stripped.startsWith("from ") && stripped.contains(" import")) {
      addImportable(stripped.substring(5, stripped.indexOf(" import")).strip());
    } else if (start > 0 && text.charAt(start - 1) == '.') {
      addMembers(start - 1);
    } else {
      List<Node> path = NodePath.to(module.parsed().module(), offset);
      addArguments(path, offset);
      addNames(stripped.isEmpty() ? pathByIndentation(start, path) : path);
      addKeywords();
    }
    return new Items(replaced, List.copyOf(items.values()));
  }

  /** Whether the offset is in a string, a comment or a number, where names mean nothing. */
  private boolean isLiteral(int offset, int start) {
    String text = module.source().text();
    if (start < offset && Character.isDigit(text.charAt(start))) {
      return true;
    }
    List<Node> path = NodePath.to(module.parsed().module(), offset);
    if (path.getLast() instanceof Expr.Str str && str.start < offset && offset < str.end) {
      return true;
    }
    int lineStart = module.source().lineStart(module.source().lineOf(offset));
    int hash = text.indexOf('#', lineStart);
    if (hash < 0 || hash >= offset) {
      return false;
    }
    return !(NodePath.to(module.parsed().module(), hash).getLast() instanceof Expr.Str);
  }

  private void add(String label, String text, Kind kind, int rank) {
    boolean isHidden = label.startsWith("_");
    int moved = rank + (label.startsWith("__") ? 20 : isHidden ? 10 : 0);
    items.putIfAbsent(label, new Item(label, text, kind, moved));
  }

  private void addKeywords() {
    for (String keyword : KEYWORDS) {
      add(keyword, keyword, Kind.KEYWORD, 8);
    }
  }

  // Members.

  private void addMembers(int dot) {
    List<Node> path = new ArrayList<>(NodePath.to(module.parsed().module(), dot));
    Node found = null;
    while (path.size() > 1) {
      Node node = path.getLast();
      if (node instanceof Expr.Attribute attribute
          && attribute.value.end <= dot
          && attribute.nameStart >= dot) {
        path.add(attribute.value);
        found = attribute.value;
        break;
      }
      if (node instanceof Expr && node.end == dot) {
        found = node;
        break;
      }
      path.removeLast();
    }
    if (found == null) {
      return;
    }
    Optional<Type> type = queries.typeOf(module, path);
    if (type.isPresent()) {
      addMembers(type.get());
    }
  }

  private void addMembers(Type type) {
    if (type instanceof ModuleType other) {
      ModuleTypes target = program.module(other.name());
      if (target != null) {
        addScope(target.bound().moduleScope(), 0, target);
      }
      ModuleName.parse(other.name())
          .flatMap(snapshot.resolver()::resolve)
          .ifPresent(resolved -> addSubmodules(resolved, 2));
      return;
    }
    for (ClassId cls : queries.classesOf(type)) {
      addMembersOf(cls);
    }
    if (type instanceof ClassLiteralType literal) {
      for (ClassId meta : queries.classesOf(program.classModel(literal.cls()).metaclass())) {
        addMembersOf(meta);
      }
    }
  }

  private void addMembersOf(ClassId cls) {
    int distance = 0;
    for (ClassId ancestor : queries.ancestors(cls)) {
      for (String name : program.classModel(ancestor).memberNames()) {
        if (!name.isEmpty() && !items.containsKey(name)) {
          add(name, name, memberKind(ancestor, name), Math.min(distance, 6));
        }
      }
      distance++;
    }
  }

  private Kind memberKind(ClassId cls, String name) {
    List<DefinitionFinder.Found> found = new DefinitionFinder(program).ownMember(cls, name);
    if (found.isEmpty() || found.getFirst().definition() == null) {
      return Kind.FIELD;
    }
    return switch (kindOf(found.getFirst().definition())) {
      case FUNCTION -> Kind.METHOD;
      case CLASS -> Kind.CLASS;
      case PROPERTY -> Kind.PROPERTY;
      default -> Kind.FIELD;
    };
  }

  // Names.

  private void addNames(List<Node> path) {
    int rank = 1;
    Scope innermost = queries.scopeOf(module, path);
    for (Scope scope = innermost; scope != null; scope = scope.parent()) {
      if (scope.kind() != Scope.Kind.CLASS || scope == innermost) {
        addScope(scope, rank, module);
      }
      rank = Math.min(rank + 1, 5);
    }
    ModuleTypes builtins = program.module("builtins");
    if (builtins != null) {
      addScope(builtins.bound().moduleScope(), 7, builtins);
    }
  }

  /** On a new line the block that it goes on with follows from how far it is indented. */
  private List<Node> pathByIndentation(int start, List<Node> path) {
    String text = module.source().text();
    int lineStart = module.source().lineStart(module.source().lineOf(start));
    int before = lineStart;
    while (before > 0 && Character.isWhitespace(text.charAt(before - 1))) {
      before--;
    }
    List<Node> above = NodePath.to(module.parsed().module(), before);
    List<Node> kept = new ArrayList<>();
    for (Node node : above) {
      kept.add(node);
      List<Stmt> body =
          switch (node) {
            case Stmt.FunctionDef function -> function.body;
            case Stmt.ClassDef cls -> cls.body;
            default -> List.of();
          };
      if (!body.isEmpty() && module.source().columnOf(body.getFirst().start) > start - lineStart) {
        break;
      }
    }
    return kept.size() > path.size() ? kept : path;
  }

  private void addScope(Scope scope, int rank, ModuleTypes owner) {
    boolean foreign = owner != module;
    for (Symbol symbol : scope.symbols()) {
      if (symbol.definitions().isEmpty() || symbol.name().isEmpty()) {
        continue;
      }
      Definition definition = symbol.definitions().getFirst();
      boolean imported =
          definition.kind() instanceof dev.taipan.checker.binding.DefinitionKind.Import
              || definition.kind() instanceof dev.taipan.checker.binding.DefinitionKind.ImportFrom;
      if (foreign
          && owner.isStub()
          && (imported && !dev.taipan.checker.binding.Reexports.isVisible(definition))) {
        continue;
      }
      add(symbol.name(), symbol.name(), kindOf(definition), rank);
    }
  }

  private static Kind kindOf(Definition definition) {
    return switch (definition.kind()) {
      case dev.taipan.checker.binding.DefinitionKind.Function function ->
          isProperty(function.node()) ? Kind.PROPERTY : Kind.FUNCTION;
      case dev.taipan.checker.binding.DefinitionKind.Class _ -> Kind.CLASS;
      case dev.taipan.checker.binding.DefinitionKind.Import _ -> Kind.MODULE;
      case dev.taipan.checker.binding.DefinitionKind.Param _ -> Kind.PARAMETER;
      default -> Kind.VARIABLE;
    };
  }

  private static boolean isProperty(dev.taipan.checker.syntax.Stmt.FunctionDef function) {
    for (var decorator : function.decorators) {
      if (decorator.expression instanceof Expr.Name name && name.name.endsWith("property")) {
        return true;
      }
    }
    return false;
  }

  // Modules.

  private void addModules(String line) {
    String dotted = line.substring(line.lastIndexOf(' ') + 1);
    int dots = 0;
    while (dots < dotted.length() && dotted.charAt(dots) == '.') {
      dots++;
    }
    int last = dotted.lastIndexOf('.');
    if (dots > 0) {
      String tail = last < dots ? "" : dotted.substring(dots, last);
      snapshot
          .resolver()
          .resolveRelative(module.file(), dots, tail)
          .ifPresent(found -> addSubmodules(found, 0));
    } else if (last > 0) {
      ModuleName.parse(dotted.substring(0, last))
          .flatMap(name -> snapshot.resolver().resolve(name, module.file()))
          .ifPresent(found -> addSubmodules(found, 0));
    } else {
      for (String name : snapshot.resolver().topLevelNames()) {
        add(name, name, Kind.MODULE, 0);
      }
    }
  }

  private void addSubmodules(ResolvedModule parent, int rank) {
    for (String name : snapshot.resolver().submoduleNames(parent)) {
      add(name, name, Kind.MODULE, rank);
    }
  }

  private void addImportable(String dotted) {
    int dots = 0;
    while (dots < dotted.length() && dotted.charAt(dots) == '.') {
      dots++;
    }
    Optional<ResolvedModule> source =
        dots > 0
            ? snapshot.resolver().resolveRelative(module.file(), dots, dotted.substring(dots))
            : ModuleName.parse(dotted)
                .flatMap(name -> snapshot.resolver().resolve(name, module.file()));
    if (source.isPresent()) {
      if (source.get() instanceof dev.taipan.checker.modules.ModuleFile file) {
        ModuleTypes target = program.module(file);
        if (target != null) {
          addScope(target.bound().moduleScope(), 0, target);
        }
      }
      addSubmodules(source.get(), 2);
    }
  }

  // Arguments.

  private void addArguments(List<Node> path, int offset) {
    for (int i = path.size() - 1; i >= 0; i--) {
      if (path.get(i) instanceof Expr.Call call && offset > call.callee.end) {
        List<Node> callee = new ArrayList<>(path.subList(0, i + 1));
        callee.add(call.callee);
        Optional<Type> type = queries.typeOf(module, callee);
        if (type.isEmpty()) {
          return;
        }
        for (Signature signature : new DefinitionFinder(program).signaturesOf(type.get())) {
          for (ParameterType parameter : signature.parameters().parameters()) {
            boolean named =
                parameter.kind() == ParameterKind.POSITIONAL_OR_KEYWORD
                    || parameter.kind() == ParameterKind.KEYWORD_ONLY;
            if (named && !isGiven(call, parameter.name())) {
              add(parameter.name() + "=", parameter.name() + "=", Kind.KEYWORD_ARGUMENT, 0);
            }
          }
        }
        return;
      }
    }
  }

  private static boolean isGiven(Expr.Call call, String name) {
    for (Argument argument : call.arguments) {
      if (argument.name != null && argument.name.name.equals(name)) {
        return true;
      }
    }
    return false;
  }
}
