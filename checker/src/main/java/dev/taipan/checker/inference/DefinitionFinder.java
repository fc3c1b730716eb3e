package dev.taipan.checker.inference;

import dev.taipan.checker.binding.Definition;
import dev.taipan.checker.binding.DefinitionKind;
import dev.taipan.checker.binding.LiveBindings;
import dev.taipan.checker.binding.NameLookup;
import dev.taipan.checker.binding.PrivateNames;
import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.binding.Symbol;
import dev.taipan.checker.modules.ModuleFile;
import dev.taipan.checker.modules.ModuleName;
import dev.taipan.checker.modules.ResolvedModule;
import dev.taipan.checker.syntax.Alias;
import dev.taipan.checker.syntax.Argument;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.Parameter;
import dev.taipan.checker.syntax.Pattern;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.syntax.TypeParam;
import dev.taipan.checker.types.Access;
import dev.taipan.checker.types.CallableType;
import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.ClassLiteralType;
import dev.taipan.checker.types.FunctionId;
import dev.taipan.checker.types.IntersectionType;
import dev.taipan.checker.types.ModuleType;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.Signature;
import dev.taipan.checker.types.SubclassOfType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.UnionType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Finds what a name, attribute, import or keyword argument refers to. */
public final class DefinitionFinder {
  /** How many imports that lead from one to the next are followed, before a loop is assumed. */
  private static final int MAX_HOPS = 32;

  /**
   * Where something is defined.
   *
   * @param definition what defines it; null for a module as a whole
   */
  public record Found(ModuleTypes module, @Nullable Definition definition) {
    /** The name that is defined, or the first character of a module. */
    public Node nameNode() {
      return definition == null ? module.parsed().module() : nameOf(definition);
    }

    private static Node nameOf(Definition definition) {
      return switch (definition.target()) {
        case Stmt.FunctionDef function -> function.name;
        case Stmt.ClassDef cls -> cls.name;
        case Stmt.TypeAliasStmt alias -> alias.name;
        case Parameter parameter -> parameter.name;
        case Alias alias -> alias.asName == null ? alias.name : alias.asName;
        case TypeParam parameter -> parameter.name;
        default -> definition.target();
      };
    }
  }

  private final Program program;
  private final Queries queries;

  public DefinitionFinder(Program program) {
    this.program = program;
    this.queries = new Queries(program);
  }

  /**
   * What the node at the end of a path refers to; empty for nodes that refer to nothing.
   *
   * @param path the nodes from the module to the node
   */
  public List<Found> find(ModuleTypes module, List<Node> path) {
    return find(module, path, MAX_HOPS);
  }

  /** The same, but for what is imported the import. */
  public List<Found> findUnfollowed(ModuleTypes module, List<Node> path) {
    return find(module, path, 0);
  }

  /**
   * The same.
   *
   * @param hops how many imports that lead from one to the next may still be followed
   */
  private List<Found> find(ModuleTypes module, List<Node> path, int hops) {
    Set<Found> found = new LinkedHashSet<>();
    Node node = path.getLast();
    Node parent = path.size() > 1 ? path.get(path.size() - 2) : node;
    switch (node) {
      case Expr.Name name -> {
        if (parent instanceof Argument argument && argument.name == name) {
          addKeyword(module, path, name, found);
        } else if (parent instanceof Pattern.Class pattern && pattern.keywordNames.contains(name)) {
          addMatched(module, path, pattern, name.name, hops, found);
        } else if (parent instanceof Alias alias) {
          addAlias(module, path, alias, name == alias.asName ? hops : MAX_HOPS, found);
        } else {
          addName(module, path, name, hops, found);
        }
      }
      case Expr.Attribute attribute when attribute.id < 0 -> {
        List<Node> base = new ArrayList<>(path);
        base.add(attribute.value);
        addQuoted(find(module, base), attribute.name, hops, found);
      }
      case Expr.Attribute attribute -> {
        List<Node> base = new ArrayList<>(path);
        base.add(attribute.value);
        queries
            .typeOf(module, base)
            .ifPresent(type -> addAttribute(type, attribute.name, hops, found));
        if (found.isEmpty() && attribute.value instanceof Expr.Name) {
          // A type expression, of which no part has a type of its own.
          addQuoted(find(module, base), attribute.name, hops, found);
        }
      }
      case Parameter parameter -> addDefinition(module, parameter, found);
      case Stmt.ImportFrom imports -> addModule(program.imports().source(module, imports), found);
      default -> {}
    }
    return List.copyOf(found);
  }

  /**
   * A module that an import names.
   *
   * @param importer the module with the import
   * @param level the number of dots in front; 0 for an absolute name
   * @param dotted the name behind them
   */
  public List<Found> module(ModuleTypes importer, int level, String dotted) {
    Set<Found> found = new LinkedHashSet<>();
    addModule(
        level > 0
            ? program.resolver().resolveRelative(importer.file(), level, dotted)
            : resolve(importer, dotted),
        found);
    return List.copyOf(found);
  }

  /** The attribute that a class pattern matches by keyword. */
  private void addMatched(
      ModuleTypes module,
      List<Node> path,
      Pattern.Class pattern,
      String name,
      int hops,
      Set<Found> found) {
    List<Node> cls = new ArrayList<>(path.subList(0, path.size() - 1));
    cls.add(pattern.cls);
    if (queries.typeOf(module, cls).orElse(null) instanceof ClassLiteralType literal) {
      addAttribute(new NominalType(literal.cls()), name, hops, found);
    }
  }

  private void addDefinition(ModuleTypes module, Node target, Set<Found> found) {
    Definition definition = module.bound().definitionOf(target);
    if (definition != null) {
      found.add(new Found(module, definition));
    }
  }

  private void addName(
      ModuleTypes module, List<Node> path, Expr.Name name, int hops, Set<Found> found) {
    if (name.id < 0) {
      addByScope(module, path, name, hops, found);
      return;
    }
    Node parent = path.size() > 1 ? path.get(path.size() - 2) : name;
    Definition own = module.bound().definitionOf(name);
    if (own == null
        && (parent instanceof Stmt.FunctionDef function && function.name == name
            || parent instanceof Stmt.ClassDef cls && cls.name == name
            || parent instanceof Stmt.TypeAliasStmt alias && alias.name == name
            || parent instanceof Parameter parameter && parameter.name == name)) {
      own = module.bound().definitionOf(parent);
    }
    if (own != null) {
      addSymbol(module, own.symbol(), own, hops, found);
      return;
    }
    LiveBindings live = module.bound().bindingsAt(name);
    if (live != null) {
      for (int i = 0; i < live.size(); i++) {
        int index = live.definition(i);
        if (index >= 0) {
          addBinding(module, module.bound().definition(index), hops, found);
        }
      }
      if (!found.isEmpty()) {
        return;
      }
    }
    addByScope(module, path, name, hops, found);
  }

  /** What a name means by the scope that it stands in, whenever it is read there. */
  private void addByScope(
      ModuleTypes module, List<Node> path, Expr.Name name, int hops, Set<Found> found) {
    Scope scope = queries.scopeOf(module, path);
    NameLookup.Found owner = NameLookup.lookupWritten(scope, name.name);
    if (owner != null && program.imports().isDefined(module, owner.symbol())) {
      addSymbol(module, owner.symbol(), null, hops, found);
      return;
    }
    addModuleMember(module, name.name, hops, found);
    ModuleTypes builtins = program.builtins();
    if (found.isEmpty() && builtins != null) {
      addModuleMember(builtins, name.name, hops, found);
    }
  }

  /** One binding that reaches a use; its declaration if it has one. */
  private void addBinding(ModuleTypes module, Definition definition, int hops, Set<Found> found) {
    if (definition.kind() instanceof DefinitionKind.LoopHeader
        || definition.kind() instanceof DefinitionKind.AfterCall
        || definition.kind() instanceof DefinitionKind.Gathered) {
      Symbol symbol = definition.symbol();
      if (symbol != null) {
        addSymbol(module, symbol, null, hops, found);
      }
      return;
    }
    addSymbol(module, definition.symbol(), definition, hops, found);
  }

  /**
   * The declarations of a symbol if it has some, else {@code only}, else all its bindings. Where a
   * function is defined again under its own name, as overloads are, all of its definitions.
   */
  private void addSymbol(
      ModuleTypes module,
      @Nullable Symbol symbol,
      @Nullable Definition only,
      int hops,
      Set<Found> found) {
    if (only != null && (symbol == null || !symbol.isDeclared())) {
      addFollowed(module, only, hops, found);
      return;
    }
    if (symbol == null) {
      return;
    }
    List<Definition> declarations = new ArrayList<>();
    List<Definition> bindings = new ArrayList<>();
    for (Definition definition : symbol.definitions()) {
      if (program.flow().isNeverReached(module, definition.reachability())) {
        continue;
      }
      if (definition.isDeclaration()) {
        declarations.add(definition);
      }
      if (definition.isBinding()) {
        bindings.add(definition);
      }
    }
    if (only != null && declarations.contains(only)) {
      addFollowed(module, only, hops, found);
      return;
    }
    for (Definition definition : declarations.isEmpty() ? bindings : declarations) {
      addFollowed(module, definition, hops, found);
    }
  }

  private void addFollowed(ModuleTypes module, Definition definition, int hops, Set<Found> found) {
    if (hops == 0) {
      found.add(new Found(module, definition));
      return;
    }
    int before = found.size();
    switch (definition.kind()) {
      case DefinitionKind.Import imports -> {
        String dotted = imports.alias().name.name;
        boolean whole = imports.alias().asName != null || dotted.indexOf('.') < 0;
        addModule(
            resolve(module, whole ? dotted : dotted.substring(0, dotted.indexOf('.'))), found);
      }
      case DefinitionKind.ImportFrom imports ->
          addImported(module, imports.statement(), imports.alias().name.name, hops, found);
      case DefinitionKind.StarImport star ->
          addImported(module, star.statement(), star.name(), hops, found);
      default -> {}
    }
    if (found.size() == before) {
      found.add(new Found(module, definition));
    }
  }

  private Optional<ResolvedModule> resolve(ModuleTypes module, String dotted) {
    return ModuleName.parse(dotted)
        .flatMap(name -> program.resolver().resolve(name, module.file()));
  }

  private void addModule(Optional<ResolvedModule> resolved, Set<Found> found) {
    if (resolved.isPresent() && resolved.get() instanceof ModuleFile file) {
      ModuleTypes target = program.module(file);
      if (target != null) {
        found.add(new Found(target, null));
      }
    }
  }

  private void addImported(
      ModuleTypes module, Stmt.ImportFrom statement, String name, int hops, Set<Found> found) {
    Optional<ResolvedModule> source = program.imports().source(module, statement);
    if (source.isEmpty()) {
      return;
    }
    int before = found.size();
    if (source.get() instanceof ModuleFile file) {
      ModuleTypes target = program.module(file);
      if (target != null && target != module) {
        addModuleMember(target, name, hops - 1, found);
      }
    }
    if (found.size() == before) {
      addModule(program.resolver().submodule(source.get(), name), found);
    }
  }

  private void addModuleMember(ModuleTypes module, String name, int hops, Set<Found> found) {
    Symbol symbol = module.bound().moduleScope().symbol(name);
    if (symbol != null && program.imports().isDefined(module, symbol)) {
      addSymbol(module, symbol, null, hops, found);
      return;
    }
    List<Stmt.ImportFrom> stars = module.bound().starImports();
    for (int i = stars.size() - 1; i >= 0 && hops > 0; i--) {
      if (program.imports().starDefines(module, stars.get(i), name)) {
        addImported(module, stars.get(i), name, hops, found);
        return;
      }
    }
  }

  private void addAlias(
      ModuleTypes module, List<Node> path, Alias alias, int hops, Set<Found> found) {
    Node statement = path.size() > 2 ? path.get(path.size() - 3) : alias;
    if (hops == 0) {
      addDefinition(module, alias, found);
    } else if (statement instanceof Stmt.ImportFrom imports) {
      addImported(module, imports, alias.name.name, hops, found);
    } else {
      addModule(resolve(module, alias.name.name), found);
    }
    if (found.isEmpty()) {
      addDefinition(module, alias, found);
    }
  }

  /** Adds what an attribute in a quoted type means, of which only the names are known. */
  private void addQuoted(List<Found> bases, String name, int hops, Set<Found> found) {
    for (Found base : bases) {
      Definition definition = base.definition();
      if (definition == null) {
        addModuleMember(base.module(), name, hops, found);
      } else {
        addAttribute(queries.typeOf(base.module(), definition), name, hops, found);
      }
    }
  }

  /** Adds the definitions of an attribute of an object. */
  private void addAttribute(Type object, String name, int hops, Set<Found> found) {
    if (object instanceof UnionType union) {
      for (Type member : union.members()) {
        addAttribute(member, name, hops, found);
      }
      return;
    }
    if (object instanceof ModuleType type) {
      ModuleTypes module = program.module(type.name());
      if (module != null) {
        addModuleMember(module, name, hops, found);
      }
      ResolvedModule resolved = program.resolved(type.name());
      if (found.isEmpty() && resolved != null) {
        addModule(program.resolver().submodule(resolved, name), found);
      }
      return;
    }
    for (ClassId cls : queries.classesOf(object)) {
      addMember(cls, name, found);
    }
    if (found.isEmpty()
        && (object instanceof ClassLiteralType || object instanceof SubclassOfType)) {
      for (ClassId cls : queries.classesOf(object)) {
        for (ClassId meta : queries.classesOf(program.classModel(cls).metaclass())) {
          addMember(meta, name, found);
        }
      }
    }
  }

  /** Adds the definitions of an attribute in the first class that has it. */
  private void addMember(ClassId cls, String name, Set<Found> found) {
    for (ClassId ancestor : queries.ancestors(cls)) {
      List<Found> own = ownMember(ancestor, name);
      if (!own.isEmpty()) {
        found.addAll(own);
        return;
      }
    }
  }

  /** The definitions of an attribute in a class itself, its ancestors left out. */
  public List<Found> ownMember(ClassId cls, String name) {
    ModuleTypes module = program.module(cls.module());
    if (module == null || !(module.nodeAt(cls.place()) instanceof Stmt.ClassDef definition)) {
      return List.of();
    }
    Scope scope = module.bound().scopeOf(definition);
    if (scope == null) {
      return List.of();
    }
    String mangled = PrivateNames.mangle(scope, name);
    Set<Found> found = new LinkedHashSet<>();
    Symbol symbol = scope.symbol(mangled);
    if (symbol != null && program.imports().isDefined(module, symbol)) {
      addSymbol(module, symbol, null, 0, found);
    }
    if (found.isEmpty()) {
      for (Definition set : scope.instanceAttributes().getOrDefault(mangled, List.of())) {
        found.add(new Found(module, set));
        break;
      }
    }
    if (found.isEmpty()) {
      for (Definition set : scope.classAttributes().getOrDefault(mangled, List.of())) {
        found.add(new Found(module, set));
        break;
      }
    }
    return List.copyOf(found);
  }

  /** Whether some definition of a symbol can be reached on the target Python. */
  public boolean isDefined(ModuleTypes module, Symbol symbol) {
    return program.imports().isDefined(module, symbol);
  }

  /** Whether the text of a class has a name, but none that is defined on the target Python. */
  public boolean isElsewhereOnly(ClassId cls, String name) {
    ModuleTypes module = program.module(cls.module());
    if (module == null || !(module.nodeAt(cls.place()) instanceof Stmt.ClassDef definition)) {
      return false;
    }
    Scope scope = module.bound().scopeOf(definition);
    Symbol symbol = scope == null ? null : scope.symbol(PrivateNames.mangle(scope, name));
    return symbol != null && !symbol.definitions().isEmpty() && !isDefined(module, symbol);
  }

  /** The names that star imports bring into a module, with the modules that define them. */
  public Map<String, ModuleTypes> starNames(ModuleTypes module) {
    return starNames(module, new HashSet<>());
  }

  private Map<String, ModuleTypes> starNames(ModuleTypes module, Set<ModuleTypes> seen) {
    Map<String, ModuleTypes> names = new LinkedHashMap<>();
    for (Stmt.ImportFrom star : module.bound().starImports()) {
      if (program.flow().isNeverReached(module, module.bound().reachabilityOf(star))) {
        continue;
      }
      Optional<ResolvedModule> source = program.imports().source(module, star);
      ModuleTypes target =
          source.isPresent() && source.get() instanceof ModuleFile file
              ? program.module(file)
              : null;
      if (target == null || !seen.add(target)) {
        continue;
      }
      Map<String, ModuleTypes> there = starNames(target, seen);
      for (Symbol symbol : target.bound().moduleScope().symbols()) {
        there.put(symbol.name(), target);
      }
      there.forEach(
          (name, owner) -> {
            if (!name.isEmpty() && program.imports().starDefines(module, star, name)) {
              names.putIfAbsent(name, owner);
            }
          });
    }
    return names;
  }

  /** What a name in the top level of a module refers to, imports followed. */
  public List<Found> moduleMember(ModuleTypes module, String name) {
    Set<Found> found = new LinkedHashSet<>();
    addModuleMember(module, name, MAX_HOPS, found);
    return List.copyOf(found);
  }

  /** The parameter that a keyword argument names. */
  private void addKeyword(ModuleTypes module, List<Node> path, Expr.Name name, Set<Found> found) {
    Optional<Type> callee = calleeOf(module, path);
    if (callee.isEmpty()) {
      return;
    }
    addParameters(
        callee.get(),
        parameter ->
            parameter.kind != Parameter.Kind.VAR_KEYWORD && parameter.name.name.equals(name.name),
        found);
    if (found.isEmpty() && callee.get() instanceof ClassLiteralType cls) {
      addMember(cls.cls(), name.name, found);
    }
  }

  /**
   * The parameters for all other keywords, such as {@code **kwargs}, of the call that a keyword
   * argument belongs to; empty for other paths.
   */
  public List<Found> otherKeywords(ModuleTypes module, List<Node> path) {
    Set<Found> found = new LinkedHashSet<>();
    boolean isKeyword =
        path.size() > 2
            && path.get(path.size() - 2) instanceof Argument argument
            && argument.name == path.getLast();
    if (isKeyword) {
      calleeOf(module, path)
          .ifPresent(
              callee ->
                  addParameters(
                      callee, parameter -> parameter.kind == Parameter.Kind.VAR_KEYWORD, found));
    }
    return List.copyOf(found);
  }

  /** What is called with the argument whose name is at the end of a path. */
  private Optional<Type> calleeOf(ModuleTypes module, List<Node> path) {
    if (path.size() < 3 || !(path.get(path.size() - 3) instanceof Expr.Call call)) {
      return Optional.empty();
    }
    List<Node> callee = new ArrayList<>(path.subList(0, path.size() - 2));
    callee.add(call.callee);
    return queries.typeOf(module, callee);
  }

  private void addParameters(Type callee, Predicate<Parameter> wanted, Set<Found> found) {
    for (Signature signature : signaturesOf(callee)) {
      FunctionId origin = signature.origin();
      ModuleTypes owner = origin == null ? null : program.module(origin.module());
      if (origin != null
          && owner != null
          && owner.nodeAt(origin.place()) instanceof Stmt.FunctionDef function) {
        for (Parameter parameter : function.parameters.all) {
          if (wanted.test(parameter)) {
            addDefinition(owner, parameter, found);
          }
        }
      }
    }
  }

  /** The ways in which an object can be called; a class is called as its constructors are. */
  public List<Signature> signaturesOf(Type type) {
    return switch (type) {
      case CallableType callable -> callable.signatures();
      case UnionType union -> {
        List<Signature> all = new ArrayList<>();
        for (Type member : union.members()) {
          all.addAll(signaturesOf(member));
        }
        yield all;
      }
      case IntersectionType both -> {
        // What a partial object still takes is a callable beside its class, which takes anything.
        for (Type part : both.positive()) {
          if (part instanceof CallableType callable) {
            yield callable.signatures();
          }
        }
        for (Type part : both.positive()) {
          List<Signature> signatures = signaturesOf(part);
          if (!signatures.isEmpty()) {
            yield signatures;
          }
        }
        yield List.of();
      }
      case ClassLiteralType _, SubclassOfType _ -> {
        Type constructor = program.calls().constructors().asCallable(type);
        yield constructor instanceof CallableType callable ? callable.signatures() : List.of();
      }
      default ->
          program
              .members()
              .specialMethod(type, "__call__")
              .map(Access::type)
              .map(call -> call instanceof CallableType bound ? bound.signatures() : null)
              .orElseGet(List::of);
    };
  }

  /** Where a class is defined. */
  public List<Found> definitionOf(ClassId cls) {
    ModuleTypes module = program.module(cls.module());
    Node node = module == null ? null : module.nodeAt(cls.place());
    if (module == null || node == null) {
      return List.of();
    }
    Set<Found> found = new LinkedHashSet<>();
    addDefinition(module, node, found);
    return List.copyOf(found);
  }
}
