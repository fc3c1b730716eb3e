package dev.taipan.checker.inference.definitions;

import dev.taipan.checker.binding.Definition;
import dev.taipan.checker.binding.DefinitionKind;
import dev.taipan.checker.binding.LiveBindings;
import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.binding.Symbol;
import dev.taipan.checker.inference.Cell;
import dev.taipan.checker.inference.Evaluation;
import dev.taipan.checker.inference.FunctionView;
import dev.taipan.checker.inference.LocalKey;
import dev.taipan.checker.inference.MemoKey;
import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.QueryRank;
import dev.taipan.checker.inference.Region;
import dev.taipan.checker.inference.RegionResult;
import dev.taipan.checker.inference.Widening;
import dev.taipan.checker.inference.annotations.QualifiedType;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.Parameter;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.LiteralType;
import dev.taipan.checker.types.NeverType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.Unions;
import dev.taipan.checker.types.WellKnown;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The types of definitions and symbols, each computed once. */
public final class Definitions {
  private static final class SymbolKey extends MemoKey implements LocalKey {
    SymbolKey(Symbol symbol) {
      super(symbol);
    }
  }

  private static final class EndKey extends MemoKey implements LocalKey {
    EndKey(Symbol symbol) {
      super(symbol);
    }
  }

  private static final class DeclaredKey extends MemoKey implements LocalKey {
    DeclaredKey(Symbol symbol) {
      super(symbol);
    }
  }

  /** What a definition stands for that gathers others: a loop's header, the state behind a call. */
  private static final class GatheredKey extends MemoKey implements LocalKey {
    GatheredKey(int definition) {
      super(definition);
    }

    @Override
    protected QueryRank.Group group() {
      return QueryRank.Group.GATHERED;
    }
  }

  /** A declared type, or that there is none. */
  public record Declared(@Nullable QualifiedType type) {
    static final Declared NONE = new Declared(null);
    static final Declared DIVERGENT = new Declared(QualifiedType.of(DynamicType.DIVERGENT));
  }

  private final Program program;
  private final CalledDecorators calledDecorators;

  public Definitions(Program program) {
    this.program = program;
    this.calledDecorators = new CalledDecorators(program);
  }

  /**
   * What the evaluation of a region gives.
   *
   * @param scope the one that the region stands in, or for a statement one of those inside of it
   */
  public RegionResult region(ModuleTypes from, Node node, Scope scope) {
    ModuleTypes module = from.at(node);
    Cell<RegionResult> cell = module.region(node);
    RegionResult known = cell.published();
    if (known != null) {
      return known;
    }
    return program
        .evaluation()
        .get(
            cell,
            new Evaluation.Query<>() {
              @Override
              public QueryRank rank() {
                return QueryRank.of(module, node);
              }

              @Override
              public RegionResult initial() {
                return RegionResult.EMPTY;
              }

              @Override
              public RegionResult compute() {
                Region region = new Region(program, module, node, scopeAround(node, scope));
                program.statements().evaluate(region);
                return region.finish();
              }

              @Override
              public boolean same(RegionResult previous, RegionResult next) {
                return previous.types().equals(next.types())
                    && Objects.equals(previous.qualified(), next.qualified());
              }

              @Override
              public RegionResult widen(RegionResult previous, RegionResult next) {
                return new RegionResult(
                    previous.types().widened(next.types()),
                    next.diagnostics(),
                    next.qualified(),
                    next.deferred());
              }
            });
  }

  /** The type of an expression that is evaluated on its own, such as a decorator. */
  public Type value(ModuleTypes module, Expr expression, Scope scope) {
    Type type = region(module, expression, scope).type(expression.id);
    return type == null ? DynamicType.UNKNOWN : type;
  }

  /**
   * The scope that a region stands in: a statement may have been asked for by what is bound in a
   * lambda or comprehension in it.
   */
  private static Scope scopeAround(Node region, Scope asked) {
    Scope scope = asked;
    boolean isExpression = region instanceof Expr;
    while (!isExpression
        && scope.parent() != null
        && switch (scope.kind()) {
          case COMPREHENSION, LAMBDA, TYPE_PARAMETERS -> true;
          case MODULE, CLASS, FUNCTION -> false;
        }) {
      scope = scope.parent();
    }
    return scope;
  }

  /** Whether a region is being evaluated by this thread and nothing is known of it yet. */
  public boolean isUnknownYet(ModuleTypes module, Node node, Scope scope) {
    return program.evaluation().isComputing(module.region(node))
        && region(module, node, scope) == RegionResult.EMPTY;
  }

  /** The type that a definition gives to its place, narrowed to what is assigned. */
  public Type bindingType(ModuleTypes from, Definition definition) {
    ModuleTypes module = from.at(definition.scope());
    if (definition.symbol() != null) {
      Type special = program.specialForms().lookup(module.name(), definition.symbol());
      if (special != null) {
        return special;
      }
    }
    return switch (definition.kind()) {
      case DefinitionKind.LoopHeader loop ->
          memoType(
              module,
              definition,
              () -> program.flow().flowingBack(module, definition.place(), loop.flowingBack()));
      case DefinitionKind.Gathered many ->
          Widening.ofMany(
              memoType(module, definition, () -> gathered(module, definition, many.bindings())));
      case DefinitionKind.AfterCall call ->
          memoType(module, definition, () -> afterCall(module, definition, call.before()));
      case DefinitionKind.StarImport star ->
          program.imports().starMember(module, definition, star.name());
      case DefinitionKind.Delete ignored -> NeverType.NEVER;
      case DefinitionKind.Param param
          when definition.region() instanceof Stmt.FunctionDef function ->
          parameterType(module, function, (Parameter) definition.target());
      case DefinitionKind.Class cls -> program.classes().bindingType(module, cls.node());
      case DefinitionKind.TypeAlias alias ->
          program.aliases().statementObject(module, alias.node(), definition.scope());
      case DefinitionKind.TypeParameter parameter ->
          program.typeVariables().parameterValue(module, definition, parameter.node());
      default -> fromRegion(module, definition);
    };
  }

  /** What a parameter holds: what it was called with in the view of a call. */
  private Type parameterType(ModuleTypes module, Stmt.FunctionDef function, Parameter parameter) {
    Type given = module instanceof FunctionView view ? view.parameter(parameter) : null;
    return given != null ? given : program.functions().parameterType(module, function, parameter);
  }

  private Type fromRegion(ModuleTypes module, Definition definition) {
    Type type =
        region(module, definition.region(), definition.scope()).type(definition.target().id);
    return type == null ? DynamicType.DIVERGENT : type;
  }

  /** The answer for a definition that no statement makes. */
  private Type memoType(ModuleTypes module, Definition definition, Supplier<Type> computation) {
    return program.memoType(module, new GatheredKey(definition.index()), computation);
  }

  private Type gathered(ModuleTypes module, Definition definition, LiveBindings bindings) {
    return program
        .flow()
        .merge(module, null, definition.place(), bindings, () -> NeverType.NEVER)
        .type();
  }

  /**
   * What a name holds behind a call that may have run functions that bind it. Tests and assignments
   * before the call are trusted, as programs do, unless they pin the name down to single values: a
   * flag that was false, a result that was `None`.
   */
  private Type afterCall(ModuleTypes module, Definition definition, LiveBindings before) {
    Symbol symbol = Objects.requireNonNull(definition.symbol());
    Type type =
        program
            .flow()
            .merge(module, null, definition.place(), before, () -> symbolType(module, symbol))
            .type();
    if (!areSingleValues(type)) {
      return type;
    }
    Declared declared = declared(module, symbol);
    if (declared.type() != null && declared.type().isTyped()) {
      return declared.type().type();
    }
    List<Type> types = new ArrayList<>(List.of(type));
    types.addAll(boundTypes(module, symbol, other -> other.scope() != definition.scope()));
    return Widening.joinAll(types);
  }

  /**
   * What others see of a symbol: the declared type, else the union of what is bound to it, literals
   * widened unless the name is a constant.
   */
  public Type symbolType(ModuleTypes from, Symbol symbol) {
    ModuleTypes module = from.at(symbol.scope());
    Type special = program.specialForms().lookup(module.name(), symbol);
    if (special != null) {
      return special;
    }
    return program.memoType(module, new SymbolKey(symbol), () -> publicType(module, symbol));
  }

  private Type publicType(ModuleTypes module, Symbol symbol) {
    Declared declared = declared(module, symbol);
    if (declared.type() != null && declared.type().isTyped()) {
      return declared.type().type();
    }
    List<Type> bound = boundTypes(module, symbol, definition -> true);
    if (Placeholders.keepPlaceOf(symbol, symbol.definitions(), program.flow(), module)) {
      bound.add(DynamicType.UNKNOWN);
    }
    return bound.isEmpty() ? DynamicType.UNKNOWN : Widening.joinAll(bound);
  }

  /**
   * What other modules see of a symbol of a module: the declared type, else what it is bound to
   * when the module has run, if nothing but the module's own statements binds it.
   */
  public Type importedType(ModuleTypes from, Symbol symbol) {
    if (symbol.definitions().size() < 2
        || symbol.hasNonlocalRebinding()
        || symbol.scope().kind() != Scope.Kind.MODULE) {
      return symbolType(from, symbol);
    }
    ModuleTypes module = from.at(symbol.scope());
    return program.memoType(module, new EndKey(symbol), () -> typeAtEnd(module, symbol));
  }

  private Type typeAtEnd(ModuleTypes module, Symbol symbol) {
    QualifiedType declared = declared(module, symbol).type();
    LiveBindings end = symbol.scope().endBindings(symbol);
    List<Definition> last = new ArrayList<>(end.size());
    // What a star import leaves of earlier bindings depends on whether it brings the name.
    boolean stars = !module.bound().starImports().isEmpty();
    for (int i = 0; i < end.size(); i++) {
      if (end.definition(i) >= 0
          && !(stars && program.flow().isNeverReached(module, end.reachability(i)))) {
        last.add(module.bound().definition(end.definition(i)));
      }
    }
    if (declared != null && declared.isTyped() || !symbol.definitions().containsAll(last)) {
      return symbolType(module, symbol);
    }
    List<Type> bound = boundTypes(module, symbol, last::contains);
    if (bound.isEmpty()) {
      return symbolType(module, symbol);
    }
    if (Placeholders.keepPlaceOf(symbol, last, program.flow(), module)) {
      bound.add(DynamicType.UNKNOWN);
    }
    return Widening.joinAll(bound);
  }

  /**
   * Whether a type pins its variable down to certain values: which of its values a variable holds
   * changes more easily than of which class they are.
   */
  public static boolean areSingleValues(Type type) {
    for (Type member : Unions.members(type)) {
      if (!(member instanceof LiteralType || member.equals(WellKnown.NONE))) {
        return false;
      }
    }
    return true;
  }

  /** The types that some of the bindings of a symbol without a declared type give it. */
  private List<Type> boundTypes(
      ModuleTypes module, Symbol symbol, Predicate<Definition> condition) {
    boolean constant = isConstantName(symbol.name()) || declared(module, symbol).type() != null;
    List<Type> bound = new ArrayList<>();
    List<Type> fallback = new ArrayList<>();
    List<Definition> definitions = symbol.definitions();
    for (int i = 0; i < definitions.size(); i++) {
      Definition definition = definitions.get(i);
      if (!definition.isBinding()
          || !condition.test(definition)
          || program.flow().isNeverReached(module, definition.reachability())
          || calledDecorators.flagOf(module, definitions, i) != null) {
        continue;
      }
      if (definition.kind() instanceof DefinitionKind.StarImport star
          && !program
              .imports()
              .starDefines(module, (Stmt.ImportFrom) definition.region(), star.name())) {
        continue;
      }
      Type type = bindingType(module, definition);
      Type widened = constant ? type : program.writtenLiterals().widen(module, definition, type);
      (module.structure().isInHandler(definition.region()) ? fallback : bound).add(widened);
    }
    return bound.isEmpty() ? fallback : bound;
  }

  /**
   * A name in capitals is a constant by convention, {@code __match_args__} by its meaning: its
   * literal value is kept.
   */
  public static boolean isConstantName(String name) {
    if (name.equals("__match_args__")) {
      return true;
    }
    boolean letter = false;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c >= 'A' && c <= 'Z') {
        letter = true;
      } else if (c != '_' && !(c >= '0' && c <= '9')) {
        return false;
      }
    }
    return letter;
  }

  /** The declared type of a symbol, its last declaration that can be reached. */
  public Declared declared(ModuleTypes from, Symbol symbol) {
    ModuleTypes module = from.at(symbol.scope());
    if (!symbol.isDeclared()) {
      return Declared.NONE;
    }
    return program.memo(
        module,
        new DeclaredKey(symbol),
        Declared.DIVERGENT,
        () -> lastDeclaration(module, symbol.definitions()));
  }

  private Declared lastDeclaration(ModuleTypes module, List<Definition> definitions) {
    for (int i = definitions.size() - 1; i >= 0; i--) {
      Definition definition = definitions.get(i);
      if (definition.isDeclaration()
          && !program.flow().isNeverReached(module, definition.reachability())
          && !isFallback(module, definition, definitions)
          && calledDecorators.flagOf(module, definitions, i) == null) {
        QualifiedType variable =
            definition.kind() instanceof DefinitionKind.Function
                ? variableFor(module, definition, definitions.subList(0, i))
                : null;
        return new Declared(variable != null ? variable : declaredBy(module, definition));
      }
    }
    return Declared.NONE;
  }

  /**
   * What an annotation declared before a function declares its name as, where that may hold the
   * function: the function is one of the variable's values.
   */
  private @Nullable QualifiedType variableFor(
      ModuleTypes module, Definition function, List<Definition> before) {
    for (int i = before.size() - 1; i >= 0; i--) {
      Definition definition = before.get(i);
      if (definition.kind() instanceof DefinitionKind.AnnAssign
          && definition.isDeclaration()
          && !program.flow().isNeverReached(module, definition.reachability())) {
        QualifiedType declared = declaredBy(module, definition);
        return declared.isTyped()
                && program.typeSystem().isAssignable(bindingType(module, function), declared.type())
            ? declared
            : null;
      }
    }
    return null;
  }

  /** Whether a declaration only stands in for what an import above it failed to bring. */
  private static boolean isFallback(
      ModuleTypes module, Definition definition, List<Definition> definitions) {
    if (!module.structure().isInHandler(definition.region())) {
      return false;
    }
    for (Definition other : definitions) {
      if (other.kind() instanceof DefinitionKind.ImportFrom
          && !module.structure().isInHandler(other.region())) {
        return true;
      }
    }
    return false;
  }

  /** The type that one declaration declares. */
  public QualifiedType declaredBy(ModuleTypes module, Definition definition) {
    return switch (definition.kind()) {
      case DefinitionKind.AnnAssign assign ->
          annotation(module, assign.statement().annotation, definition.scope());
      case DefinitionKind.Param param
          when definition.target() instanceof Parameter parameter
              && definition.region() instanceof Stmt.FunctionDef function ->
          QualifiedType.of(program.functions().parameterType(module, function, parameter));
      default -> QualifiedType.of(bindingType(module, definition));
    };
  }

  /** The type of an annotation of a variable, with its qualifiers. */
  public QualifiedType annotation(ModuleTypes module, Expr annotation, Scope scope) {
    RegionResult result = region(module, annotation, scope);
    QualifiedType qualified = result.qualified();
    return qualified == null ? QualifiedType.of(DynamicType.DIVERGENT) : qualified;
  }
}
