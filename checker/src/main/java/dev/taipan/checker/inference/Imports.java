package dev.taipan.checker.inference;

import dev.taipan.checker.binding.Definition;
import dev.taipan.checker.binding.DefinitionKind;
import dev.taipan.checker.binding.DunderAll;
import dev.taipan.checker.binding.Reexports;
import dev.taipan.checker.binding.Symbol;
import dev.taipan.checker.diagnostics.Diagnostic;
import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.diagnostics.Span;
import dev.taipan.checker.inference.annotations.SpecialForms;
import dev.taipan.checker.modules.ImportFailure;
import dev.taipan.checker.modules.ModuleFile;
import dev.taipan.checker.modules.ModuleName;
import dev.taipan.checker.modules.ModuleResolver;
import dev.taipan.checker.modules.OpaqueModule;
import dev.taipan.checker.modules.ResolvedModule;
import dev.taipan.checker.syntax.Alias;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.ModuleType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.Unions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What import statements bind, and what modules show to others. */
public final class Imports {
  private static final class AllKey extends MemoKey {
    AllKey() {
      super(0);
    }
  }

  /** The names of {@code __all__}, or that a module has none that is understood. */
  private record AllNames(@Nullable Set<String> names) {
    static final AllNames NONE = new AllNames(Set.of());
  }

  private final Program program;

  Imports(Program program) {
    this.program = program;
  }

  /** Evaluates {@code import a.b as c, ...}. */
  public void evaluate(Region region, Stmt.Import statement) {
    for (Alias alias : statement.names) {
      String dotted = alias.name.name;
      Optional<ModuleName> name = ModuleName.parse(dotted);
      Optional<ResolvedModule> resolved = name.flatMap(n -> resolve(region.module(), n));
      if (resolved.isEmpty()) {
        if (name.isPresent()) {
          ModuleFile importer = region.module().file();
          reportUnresolved(
              region,
              new Span(alias.start, alias.end),
              dotted,
              () -> Optional.of(program.resolver().explain(name.get(), importer)));
        }
      }
      if (alias.asName != null || dotted.indexOf('.') < 0) {
        region.store(alias, resolved.map(this::moduleType).orElse(DynamicType.UNKNOWN));
      } else {
        Optional<ResolvedModule> top =
            ModuleName.parse(dotted.substring(0, dotted.indexOf('.')))
                .flatMap(first -> resolve(region.module(), first));
        region.store(alias, top.isPresent() ? moduleType(top.get()) : DynamicType.UNKNOWN);
      }
    }
  }

  /** Whether an import in {@code reader} has asked in vain for a submodule. */
  public boolean isReportedMissing(ModuleTypes reader, ModuleType parent, String submodule) {
    ResolvedModule resolved = program.resolved(parent.name());
    return resolved != null
        && ImportTargets.of(program, reader).missing().contains(resolved.name() + "." + submodule);
  }

  /**
   * Whether {@code import a.b} in {@code reader} has put the submodule in the place of what the
   * package binds to its name: Python does so when it loads a submodule, which it does not do again
   * where the package has loaded it already.
   */
  public boolean isReplacedBySubmodule(ModuleTypes reader, ModuleTypes parent, String name) {
    return reader != parent
        && !parent.isStub() // which does not say all that its package loads
        && ImportTargets.of(program, reader).loaded().contains(parent.file().name() + "." + name)
        && program.resolver().submodule(parent.file(), name).orElse(null) instanceof ModuleFile file
        && !new LoadedSubmodules(program).isLoadedBy(parent, file);
  }

  /**
   * A submodule of a package that its {@code __init__} imports something of, which puts it among
   * the names of the package; null if the module has none of that name.
   */
  public @Nullable Type loadedSubmodule(ModuleTypes module, String name) {
    return module.file().isPackage()
            && program.resolver().submodule(module.file(), name).orElse(null)
                instanceof ModuleFile file
            && ImportTargets.of(program, module).files().contains(file.file())
        ? moduleType(file)
        : null;
  }

  /** Evaluates {@code from m import a as b, ...}. */
  public void evaluate(Region region, Stmt.ImportFrom statement) {
    Optional<ResolvedModule> source = source(region.module(), statement);
    if (source.isEmpty()) {
      if (!statement.module.isEmpty() || statement.level > 0) {
        Span at = new Span(statement.moduleStart, statement.moduleEnd);
        String name = ".".repeat(statement.level) + statement.module;
        reportUnresolved(region, at, name, () -> failure(region.module().file(), statement));
      }
      for (Alias alias : statement.names) {
        region.store(alias, DynamicType.UNKNOWN);
      }
      return;
    }
    for (Alias alias : statement.names) {
      if (alias.name.name.equals("*") || alias.name.name.isEmpty()) {
        continue;
      }
      Type type = importedMember(region.module(), source.get(), alias.name.name);
      if (type == null) {
        boolean isSyntax = statement.module.equals("__future__"); // reported as such
        if (!isSyntax && !isGuarded(region, statement)) {
          region.report(
              Rules.MISSING_MODULE_MEMBER,
              alias,
              "module `" + source.get().name() + "` has no member `" + alias.name.name + "`");
        }
        type = DynamicType.UNKNOWN;
      } else if (!isGuarded(region, statement)) {
        new PossiblyMissing(program).imported(region, alias, source.get(), alias.name.name);
      }
      region.store(alias, type);
      program.privateUses().imported(region, alias, source.get());
      program.deprecations().onImport(region, alias, type);
    }
  }

  private static void reportUnresolved(
      Region region, Span at, String name, Supplier<Optional<ImportFailure>> failure) {
    if (!isGuarded(region, region.node())) {
      String message = "cannot find module `" + name + "`";
      region.report(
          Diagnostic.of(Rules.IMPORT_NOT_FOUND, region.module().path(), at, message)
              .withNotes(failure.get().map(ImportNotes::of).orElse(List.of())));
    }
  }

  /** Why the module of a {@code from} import is not found; empty if what is written names none. */
  private Optional<ImportFailure> failure(ModuleFile importer, Stmt.ImportFrom statement) {
    ModuleResolver resolver = program.resolver();
    return statement.level > 0
        ? Optional.of(resolver.explainRelative(importer, statement.level, statement.module))
        : ModuleName.parse(statement.module).map(name -> resolver.explain(name, importer));
  }

  /** Whether the import stands in a `try` that expects it to fail. */
  private static boolean isGuarded(Region region, Node statement) {
    return region.module().structure().isGuardedImport(statement);
  }

  /** The module that a {@code from} import names. */
  public Optional<ResolvedModule> source(ModuleTypes module, Stmt.ImportFrom statement) {
    if (statement.level > 0) {
      return program.resolver().resolveRelative(module.file(), statement.level, statement.module);
    }
    return ModuleName.parse(statement.module).flatMap(name -> resolve(module, name));
  }

  private Optional<ResolvedModule> resolve(ModuleTypes importer, ModuleName name) {
    return program.resolver().resolve(name, importer.file());
  }

  public Type moduleType(ResolvedModule resolved) {
    if (resolved instanceof OpaqueModule) {
      return DynamicType.UNKNOWN;
    }
    return new ModuleType(program.keyOf(resolved));
  }

  /** Whether a module has a name, or may have it for all that is known. */
  public boolean offers(ModuleTypes module, String name) {
    return importedMember(module, module.file(), name) != null;
  }

  private static final class MoreKey extends MemoKey {
    MoreKey() {
      super(0);
    }
  }

  /**
   * Whether a module may have names that stand nowhere: it puts something else in its own place,
   * makes names at run time, or imports all of such a module or of one that cannot be found.
   */
  public boolean mayHaveMore(ModuleTypes module) {
    if (module.structure().replacesItself()) {
      return true;
    }
    return program.memo(module, new MoreKey(), false, () -> findsMore(module));
  }

  private boolean findsMore(ModuleTypes module) {
    if (DynamicNames.areIn(module.parsed().module().body)) {
      return true;
    }
    for (Stmt.ImportFrom star : module.bound().starImports()) {
      if (!isReached(module, star)) {
        continue;
      }
      ModuleTypes source =
          source(module, star).orElse(null) instanceof ModuleFile file
              ? program.module(file)
              : null;
      if (source == null || source != module && mayHaveMore(source)) {
        return true;
      }
    }
    return false;
  }

  /** What {@code from source import name} binds; null if there is no such thing. */
  private @Nullable Type importedMember(ModuleTypes importer, ResolvedModule source, String name) {
    if (source instanceof OpaqueModule) {
      return DynamicType.UNKNOWN;
    }
    if (source instanceof ModuleFile file) {
      ModuleTypes module = program.module(file);
      if (module == null) {
        return DynamicType.UNKNOWN;
      }
      if (module == importer) {
        Optional<ResolvedModule> submodule = program.resolver().submodule(source, name);
        if (submodule.isPresent()) {
          return moduleType(submodule.get());
        }
      }
      Type member =
          module == importer && isBoundByItself(module, name)
              ? null
              : member(module, name, importer.isStub());
      if (member != null) {
        return member;
      }
    }
    Optional<ResolvedModule> submodule = program.resolver().submodule(source, name);
    if (submodule.isPresent()) {
      return moduleType(submodule.get());
    }
    if (source instanceof ModuleFile file) {
      ModuleTypes module = program.module(file);
      if (module == null) {
        return DynamicType.UNKNOWN;
      }
      Type implicit = ImplicitNames.ofObject(module, name);
      if (implicit == null && mayHaveMore(module)) {
        return DynamicType.UNKNOWN;
      }
      return implicit != null ? implicit : dynamicMember(module, name);
    }
    return null;
  }

  /** Whether all that binds a name in a module is an import of the name from the module itself. */
  private boolean isBoundByItself(ModuleTypes module, String name) {
    Symbol symbol = module.bound().moduleScope().symbol(name);
    if (symbol == null || symbol.definitions().isEmpty()) {
      return false;
    }
    for (Definition definition : symbol.definitions()) {
      if (definition.isBinding() || definition.isDeclaration()) {
        boolean fromItself =
            definition.kind() instanceof DefinitionKind.ImportFrom from
                && from.alias().name.name.equals(name)
                && source(module, from.statement()).filter(module.file()::equals).isPresent();
        if (!fromItself && !isIdleStar(module, definition)) {
          return false;
        }
      }
    }
    return true;
  }

  /**
   * The type of a member of a module as others see it, submodules left out; null if there is none.
   *
   * @param all whether private re-exports are seen too, as between stubs of one package
   */
  public @Nullable Type member(ModuleTypes module, String name, boolean all) {
    Symbol symbol = module.bound().moduleScope().symbol(name);
    if (symbol != null
        && (symbol.isBound() || symbol.isDeclared())
        && (all || isVisible(module, symbol))
        && isDefined(module, symbol)) {
      return program.definitions().importedType(module, symbol);
    }
    String former = SpecialForms.formerName(module.file().name(), name);
    if (former != null) {
      return member(module, former, all);
    }
    if (module.bound().starImports().isEmpty()) {
      return null;
    }
    return program
        .memo(module, new StarKey(name), StarMember.OPEN, () -> lastStar(module, name))
        .type();
  }

  /** Whether a star import of a module runs on the target Python. */
  private boolean isReached(ModuleTypes module, Stmt.ImportFrom star) {
    return !program.flow().isNeverReached(module, module.bound().reachabilityOf(star));
  }

  private static final class StarKey extends MemoKey {
    StarKey(String name) {
      super(name);
    }
  }

  /** What star imports bring under a name; null if they bring nothing. */
  private record StarMember(@Nullable Type type) {
    static final StarMember OPEN = new StarMember(DynamicType.DIVERGENT);
  }

  /**
   * What the last star import that brings a name brings, other than back to where it started; or
   * one of the last ones, where they stand in the branches of an {@code if}. Those that stand in
   * for an import that may fail count where nothing else brings the name.
   */
  private StarMember lastStar(ModuleTypes module, String name) {
    List<Stmt.ImportFrom> stars = module.bound().starImports();
    List<Type> found = new ArrayList<>();
    Stmt.ImportFrom last = null;
    Type fallback = null;
    for (int i = stars.size() - 1; i >= 0; i--) {
      Stmt.ImportFrom star = stars.get(i);
      if (!isReached(module, star)
          || !starDefines(module, star, name)
          || last != null && !module.structure().areAlternatives(star, last)) {
        continue;
      }
      Type type = starType(module, star, name);
      if (module.structure().isInHandler(star)) {
        fallback = fallback == null || fallback == DynamicType.DIVERGENT ? type : fallback;
      } else if (type != DynamicType.DIVERGENT) {
        last = star;
        found.addFirst(type);
      } else if (found.isEmpty() && fallback == null) {
        fallback = type;
      }
    }
    return new StarMember(found.isEmpty() ? fallback : Unions.of(found));
  }

  /** Whether a stub shows the name to others; other modules show all they have. */
  public boolean isVisible(ModuleTypes module, Symbol symbol) {
    return !module.isStub() || isShown(module, symbol);
  }

  /**
   * Whether a name is part of the interface of a module with types: it is no import, one of a form
   * that passes the name on, or listed in {@code __all__}.
   */
  public boolean isShown(ModuleTypes module, Symbol symbol) {
    for (Definition definition : symbol.definitions()) {
      if (Reexports.isVisible(definition) && !isIdleStar(module, definition)) {
        return true;
      }
    }
    return isListed(module, symbol.name());
  }

  /** Whether the {@code __all__} of a module lists a name. */
  public boolean isListed(ModuleTypes module, String name) {
    Set<String> all = dunderAll(module);
    return all != null && all.contains(name);
  }

  /** Whether some definition of the symbol can be reached on the target Python. */
  public boolean isDefined(ModuleTypes module, Symbol symbol) {
    for (Definition definition : symbol.definitions()) {
      if ((definition.isBinding() || definition.isDeclaration())
          && !program.flow().isNeverReached(module, definition.reachability())
          && !isIdleStar(module, definition)) {
        return true;
      }
    }
    return isGivenUp(module) && !isOnlyIdleStars(module, symbol);
  }

  /**
   * Whether only what is known of the types of variables keeps control from the definitions of a
   * symbol, as in {@code if codec is not None} where the module has no codec: who uses the name
   * asks the same first.
   */
  public boolean isRuledOutByTypes(ModuleTypes module, Symbol symbol) {
    for (Definition definition : symbol.definitions()) {
      if ((definition.isBinding() || definition.isDeclaration())
          && !isIdleStar(module, definition)
          && !program.flow().isFixedNever(module, definition.reachability())) {
        return true;
      }
    }
    return false;
  }

  private boolean isOnlyIdleStars(ModuleTypes module, Symbol symbol) {
    for (Definition definition : symbol.definitions()) {
      if (!isIdleStar(module, definition)) {
        return false;
      }
    }
    return true;
  }

  /** Whether a star import might have bound a name and does not bring it. */
  private boolean isIdleStar(ModuleTypes module, Definition definition) {
    return definition.kind() instanceof DefinitionKind.StarImport star
        && !starDefines(module, star.statement(), star.name());
  }

  /**
   * Whether a module raises before its end, as one does that is for another platform: then nobody
   * who uses its names runs.
   */
  private boolean isGivenUp(ModuleTypes module) {
    List<Stmt> body = module.parsed().module().body;
    return mayRaise(body)
        && program.flow().isNeverReached(module, module.bound().reachabilityOf(body.getLast()));
  }

  /**
   * Whether a {@code raise} or {@code assert} stands among some statements. A call that never
   * returns is not looked for: whether one does may change with an edit of another module.
   */
  private static boolean mayRaise(List<Stmt> body) {
    for (Stmt statement : body) {
      if (statement instanceof Stmt.Raise
          || statement instanceof Stmt.Assert
          || statement instanceof Stmt.If test && (mayRaise(test.body) || mayRaise(test.orelse))) {
        return true;
      }
    }
    return false;
  }

  /** The answer of a module's {@code __getattr__}; null if it has none. */
  public @Nullable Type dynamicMember(ModuleTypes module, String name) {
    Type getattr = member(module, "__getattr__", true);
    return getattr == null ? null : program.members().moduleAnswer(getattr, name);
  }

  /** The type that a star import gives to a name that it brings. */
  public Type starMember(ModuleTypes module, Definition definition, String name) {
    DefinitionKind.StarImport star = (DefinitionKind.StarImport) definition.kind();
    return starType(module, star.statement(), name);
  }

  /** The type that a star import gives to a name; unknown where the module has no such name. */
  public Type starType(ModuleTypes module, Stmt.ImportFrom statement, String name) {
    Optional<ResolvedModule> source = source(module, statement);
    if (source.isEmpty()) {
      return DynamicType.UNKNOWN;
    }
    Type type = importedMember(module, source.get(), name);
    return type == null ? DynamicType.UNKNOWN : type;
  }

  /** Whether a star import brings a name; an unresolved module may bring any. */
  public boolean starDefines(ModuleTypes module, Stmt.ImportFrom statement, String name) {
    Optional<ResolvedModule> source = source(module, statement);
    if (source.isEmpty() || !(source.get() instanceof ModuleFile file)) {
      return false;
    }
    ModuleTypes target = program.module(file);
    if (target == null || target == module) {
      return false;
    }
    Set<String> all = dunderAll(target);
    if (all != null) {
      return all.contains(name)
          && (hasPublicMember(target, name)
              || ImplicitNames.ofObject(target, name) != null
              || program.resolver().submodule(file, name).isPresent()
              || mayHaveMore(target)
              || target.bound().moduleScope().symbol("__getattr__") != null);
    }
    return !name.startsWith("_") && hasPublicMember(target, name);
  }

  private static final class PublicKey extends MemoKey {
    PublicKey(String name) {
      super(name);
    }
  }

  private boolean hasPublicMember(ModuleTypes target, String name) {
    return program.memo(target, new PublicKey(name), false, () -> definesPublic(target, name));
  }

  private boolean definesPublic(ModuleTypes target, String name) {
    Symbol symbol = target.bound().moduleScope().symbol(name);
    if (symbol != null
        && (symbol.isBound() || symbol.isDeclared())
        && isVisible(target, symbol)
        && isDefined(target, symbol)) {
      return true;
    }
    for (Stmt.ImportFrom star : target.bound().starImports()) {
      if (isReached(target, star) && starDefines(target, star, name)) {
        return true;
      }
    }
    return false;
  }

  /** The names of a module's {@code __all__}; null if it has none or it is not understood. */
  private @Nullable Set<String> dunderAll(ModuleTypes module) {
    return program
        .memo(module, new AllKey(), AllNames.NONE, () -> new AllNames(collect(module)))
        .names();
  }

  private @Nullable Set<String> collect(ModuleTypes module) {
    DunderAll all = module.bound().dunderAll();
    if (all == null || !all.understood()) {
      return null;
    }
    Set<String> names = new HashSet<>();
    for (DunderAll.Step step : all.steps()) {
      if (program.flow().isNeverReached(module, step.reachability())) {
        continue;
      }
      if (step.effect() == DunderAll.Effect.SET) {
        names.clear();
      }
      Set<String> touched = new HashSet<>();
      for (Expr.Str element : step.elements()) {
        touched.add(element.value);
      }
      if (step.module() != null) {
        Set<String> others = otherAll(module, step.module());
        if (others == null) {
          return null;
        }
        touched.addAll(others);
      }
      if (step.effect() == DunderAll.Effect.REMOVE) {
        names.removeAll(touched);
      } else {
        names.addAll(touched);
      }
    }
    return names;
  }

  private @Nullable Set<String> otherAll(ModuleTypes module, Expr expression) {
    Symbol imported =
        expression instanceof Expr.Name name
            ? module.bound().moduleScope().symbol(name.name)
            : null;
    if (imported != null
        && !imported.definitions().isEmpty()
        && imported.definitions().getLast().kind() instanceof DefinitionKind.ImportFrom from
        && from.alias().name.name.equals("__all__")) {
      return source(module, from.statement()).orElse(null) instanceof ModuleFile file
              && program.module(file) instanceof ModuleTypes other
          ? dunderAll(other)
          : null;
    }
    Type type = program.definitions().value(module, expression, module.bound().moduleScope());
    if (!(type instanceof ModuleType other)) {
      return null;
    }
    ModuleTypes target = program.module(other.name());
    return target == null ? null : dunderAll(target);
  }
}
