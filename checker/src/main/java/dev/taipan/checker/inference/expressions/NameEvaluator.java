package dev.taipan.checker.inference.expressions;

import dev.taipan.checker.binding.BoundModule;
import dev.taipan.checker.binding.Conditions;
import dev.taipan.checker.binding.Definition;
import dev.taipan.checker.binding.DefinitionKind;
import dev.taipan.checker.binding.LiveBindings;
import dev.taipan.checker.binding.NameLookup;
import dev.taipan.checker.binding.PrivateNames;
import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.binding.Symbol;
import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.inference.ImplicitNames;
import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Region;
import dev.taipan.checker.inference.annotations.QualifiedType;
import dev.taipan.checker.inference.definitions.Definitions;
import dev.taipan.checker.inference.definitions.Placeholders;
import dev.taipan.checker.inference.narrowing.Flow;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.LiteralType;
import dev.taipan.checker.types.SpecialFormType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.Unions;
import dev.taipan.checker.types.WellKnown;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The types of names that are read. */
public final class NameEvaluator {
  private final Program program;

  public NameEvaluator(Program program) {
    this.program = program;
  }

  /** The type of a name; reports a name that is not defined. */
  Type load(Region region, Expr.Name name) {
    Type type = find(region, name);
    program.deprecations().onName(region, name, type);
    return type;
  }

  private Type find(Region region, Expr.Name name) {
    if (name.name.isEmpty()) {
      return DynamicType.UNKNOWN;
    }
    BoundModule bound = region.module().bound();
    LiveBindings live = region.isForward() || name.id < 0 ? null : bound.bindingsAt(name);
    if (live == null) {
      return outside(region, name, region.scope(), true);
    }
    Scope.Kind kind = live.scope().kind();
    boolean fallsThrough = kind == Scope.Kind.CLASS || kind == Scope.Kind.MODULE;
    Flow.Merged merged =
        program
            .flow()
            .merge(
                region.module(),
                region,
                name.name,
                live,
                () -> outside(region, name, live.scope(), false));
    if (live.scope().reclasses() && isReclassed(live.scope(), name)) {
      return DynamicType.UNKNOWN;
    }
    if (!merged.maybeUnbound()) {
      return program
          .filledDisplays()
          .refine(region.module(), live.scope(), name.name, merged.type());
    }
    Type found = fallsThrough ? findBehind(region, name, live.scope()) : null;
    if (found != null) {
      return merged.bound() ? Unions.of(List.of(merged.type(), found)) : found;
    }
    Symbol own = live.scope().symbol(PrivateNames.mangle(live.scope(), name.name));
    if (own != null && own.hasNonlocalRebinding()) {
      // A function that was called in between may have bound it.
      return program.definitions().symbolType(region.module(), own);
    }
    if (merged.bound()) {
      region.report(
          Rules.POSSIBLY_UNRESOLVED_REFERENCE, name, "`" + name.name + "` may have no value here");
      return merged.type();
    }
    region.report(Rules.UNRESOLVED_REFERENCE, name, "`" + name.name + "` has no value here");
    return own == null ? DynamicType.UNKNOWN : declaredType(region, name, live, own);
  }

  /** Whether a variable holds objects that get another class than they were made with. */
  private static boolean isReclassed(Scope scope, Expr.Name name) {
    Symbol symbol = scope.symbol(PrivateNames.mangle(scope, name.name));
    return symbol != null
        && symbol.isReclassed()
        && !symbol.isDeclared()
        && symbol.definitions().stream()
            .noneMatch(definition -> definition.kind() instanceof DefinitionKind.Param);
  }

  /** What a name that has no value yet will hold, where an annotation tells. */
  private Type declaredType(Region region, Expr.Name name, LiveBindings live, Symbol symbol) {
    for (Definition definition : symbol.definitions()) {
      if (definition.isDeclaration() && !(definition.kind() instanceof DefinitionKind.AnnAssign)) {
        return DynamicType.UNKNOWN;
      }
    }
    QualifiedType declared = program.definitions().declared(region.module(), symbol).type();
    return declared != null && declared.isTyped()
        ? program.flow().narrowedUnbound(region.module(), region, name.name, live, declared.type())
        : DynamicType.UNKNOWN;
  }

  /** The type of a name that the flow of its scope says nothing of; reports a missing one. */
  private Type outside(Region region, Expr.Name name, Scope scope, boolean own) {
    Type type = own ? find(region, name, scope) : findOutside(region, name, scope);
    if (type == null && region.isForward()) {
      type = findAsWritten(region, name, scope);
    }
    if (type != null) {
      return type;
    }
    region.report(Rules.UNRESOLVED_REFERENCE, name, "`" + name.name + "` is not defined");
    return DynamicType.UNKNOWN;
  }

  /** What the name means in {@code scope} or around it; null if nothing. */
  private @Nullable Type find(Region region, Expr.Name name, Scope scope) {
    return byLookup(region, name, NameLookup.lookupWritten(scope, name.name), scope);
  }

  /**
   * A private name of the module in an annotation that is never evaluated: there is nothing that
   * would take it for a private name of the class. Null if it is none.
   */
  private @Nullable Type findAsWritten(Region region, Expr.Name name, Scope scope) {
    return PrivateNames.mangle(scope, name.name).equals(name.name)
        ? null
        : byLookup(region, name, NameLookup.lookup(scope, name.name), scope);
  }

  /** What the name means around {@code scope}, which may bind it itself; null if nothing. */
  private @Nullable Type findOutside(Region region, Expr.Name name, Scope scope) {
    return byLookup(
        region,
        name,
        NameLookup.lookupOutside(scope, PrivateNames.mangle(scope, name.name)),
        scope);
  }

  /**
   * What a name that is unbound in its own module or class scope falls back to; null if nothing.
   */
  private @Nullable Type findBehind(Region region, Expr.Name name, Scope scope) {
    Symbol own = scope.symbol(PrivateNames.mangle(scope, name.name));
    if (own != null && scope.kind() == Scope.Kind.MODULE) {
      return builtin(region, name);
    }
    return byLookup(region, name, own == null ? null : NameLookup.lookupBehind(own), scope);
  }

  /**
   * Whether a function sees a variable of a module that somebody declares: the declaration is for
   * all who may give it a value, whenever the function runs.
   */
  private boolean isDeclaredGlobal(ModuleTypes module, Symbol symbol, Scope from) {
    if (symbol.scope().kind() != Scope.Kind.MODULE
        || from.frame().kind() != Scope.Kind.FUNCTION
        || !isAnnotated(symbol)) {
      return false;
    }
    QualifiedType declared = program.definitions().declared(module, symbol).type();
    return declared != null && declared.isTyped() && !declared.isFinal();
  }

  private static boolean isAnnotated(Symbol symbol) {
    for (Definition definition : symbol.definitions()) {
      if (!(definition.kind() instanceof DefinitionKind.AnnAssign
          || definition.kind() instanceof DefinitionKind.Assign
          || definition.kind() instanceof DefinitionKind.AugAssign)) {
        return false;
      }
    }
    return symbol.isDeclared();
  }

  private @Nullable Type byLookup(
      Region region, Expr.Name name, NameLookup.@Nullable Found found, Scope from) {
    ModuleTypes module = region.module();
    if (found != null) {
      Symbol symbol = found.symbol();
      LiveBindings captured =
          symbol.scope() == from
                  || region.isForward() && symbol.scope().kind() == Scope.Kind.CLASS
                  || Placeholders.keepPlaceOf(symbol, symbol.definitions(), program.flow(), module)
                  || isDeclaredGlobal(module, symbol, from)
              ? null
              : module.bound().enclosingBindings(from, name.name);
      if (captured != null) {
        Flow.Merged merged =
            program
                .flow()
                .merge(
                    module,
                    region,
                    name.name,
                    captured,
                    () -> program.definitions().symbolType(module, symbol));
        if (merged.bound() && !merged.maybeUnbound()) {
          return mayChange(symbol, from)
                  && (pinsDown(module, symbol, merged.type())
                      || isDeclared(module, symbol) && !isTested(captured))
              ? program.definitions().symbolType(module, symbol)
              : merged.type();
        }
        if (!merged.bound()
            && runsWithClass(from)
            && captured.scope() == symbol.scope()
            && !symbol.hasNonlocalRebinding()
            && !region.isForward()
            && !module.isStub()) {
          return symbol.scope().kind() == Scope.Kind.MODULE ? implicit(region, name, from) : null;
        }
      }
      if (program.imports().isDefined(module, symbol)) {
        return program.definitions().symbolType(module, symbol);
      }
      NameLookup.Found behind = NameLookup.lookupBehind(symbol);
      if (behind != null && program.imports().isDefined(module, behind.symbol())) {
        return program.definitions().symbolType(module, behind.symbol());
      }
      if (from.frame() != symbol.scope() && program.imports().isRuledOutByTypes(module, symbol)) {
        return DynamicType.UNKNOWN;
      }
    }
    List<Stmt.ImportFrom> stars = module.bound().starImports();
    for (int i = stars.size() - 1; i >= 0; i--) {
      if (program.imports().starDefines(module, stars.get(i), name.name)) {
        return program.imports().starType(module, stars.get(i), name.name);
      }
    }
    return implicit(region, name, from);
  }

  /** What a name means that nobody in the module binds; null if nothing. */
  private @Nullable Type implicit(Region region, Expr.Name name, Scope from) {
    Type ofClass = ImplicitNames.ofClass(program, region.module(), from, name.name);
    return ofClass != null ? ofClass : builtin(region, name);
  }

  /** Whether code in a scope runs while the body of a class does: the body and comprehensions. */
  private static boolean runsWithClass(Scope from) {
    Scope at = from;
    while (at.kind() == Scope.Kind.COMPREHENSION && at.parent() != null) {
      at = at.parent();
    }
    return at.kind() == Scope.Kind.CLASS;
  }

  /** Whether other modules may give a variable a value before {@code from} runs. */
  private static boolean mayChange(Symbol symbol, Scope from) {
    return symbol.scope().kind() == Scope.Kind.MODULE && from.frame().kind() != Scope.Kind.CLASS;
  }

  /** Whether a type says of a flag, or of a variable of some declared type, which value it has. */
  private boolean pinsDown(ModuleTypes module, Symbol symbol, Type type) {
    if (!Definitions.areSingleValues(type)) {
      return false;
    }
    if (isDeclared(module, symbol)) {
      return true;
    }
    for (Type member : Unions.members(type)) {
      if (member instanceof LiteralType literal && literal.cls().equals(WellKnown.BOOL)) {
        return true;
      }
    }
    return false;
  }

  private boolean isDeclared(ModuleTypes module, Symbol symbol) {
    return program.definitions().declared(module, symbol).type() != null;
  }

  /** Whether a test has told something of a variable, beside what it was assigned. */
  private static boolean isTested(LiveBindings bindings) {
    for (int i = 0; i < bindings.size(); i++) {
      if (bindings.narrowing(i) != Conditions.TRUE) {
        return true;
      }
    }
    return false;
  }

  /**
   * A name that every module has, that of a submodule which this package has loaded, one that the
   * builtins module has or that checkers know; null otherwise.
   */
  private @Nullable Type builtin(Region region, Expr.Name node) {
    ModuleTypes module = region.module();
    String name = node.name;
    Type implicit = ImplicitNames.of(module, name);
    if (implicit != null) {
      return implicit;
    }
    Type submodule = program.imports().loadedSubmodule(module, name);
    if (submodule != null) {
      return submodule;
    }
    if (name.equals("reveal_type")) {
      region.report(
          Rules.UNDEFINED_REVEAL, node, "`reveal_type` is not imported; Python does not know it");
      Type known = memberOf("typing", name);
      return known == null ? memberOf("typing_extensions", name) : known;
    }
    if (name.equals("reveal_locals")) {
      region.report(
          Rules.UNDEFINED_REVEAL, node, "`reveal_locals` is known to type checkers, not to Python");
      return new SpecialFormType(name);
    }
    ModuleTypes builtins = program.builtins();
    return builtins == null || builtins == module
        ? null
        : program.imports().member(builtins, name, false);
  }

  private @Nullable Type memberOf(String module, String name) {
    ModuleTypes types = program.module(module);
    return types == null ? null : program.imports().member(types, name, true);
  }
}
