package dev.taipan.checker.inference;

import dev.taipan.checker.binding.Symbol;
import dev.taipan.checker.diagnostics.Rule;
import dev.taipan.checker.inference.annotations.Annotations;
import dev.taipan.checker.inference.annotations.QualifiedType;
import dev.taipan.checker.inference.annotations.RecursiveAliases;
import dev.taipan.checker.inference.annotations.SpecialForms;
import dev.taipan.checker.inference.annotations.Specializer;
import dev.taipan.checker.inference.annotations.TypeAliases;
import dev.taipan.checker.inference.annotations.TypeExpressions;
import dev.taipan.checker.inference.annotations.TypeForms;
import dev.taipan.checker.inference.annotations.TypeNames;
import dev.taipan.checker.inference.annotations.TypeValues;
import dev.taipan.checker.inference.annotations.TypeVariableCalls;
import dev.taipan.checker.inference.annotations.TypeVariableScopes;
import dev.taipan.checker.inference.annotations.TypeVariables;
import dev.taipan.checker.inference.definitions.AbstractMembers;
import dev.taipan.checker.inference.definitions.Ancestry;
import dev.taipan.checker.inference.definitions.ClassDefinitions;
import dev.taipan.checker.inference.definitions.ClassHeaders;
import dev.taipan.checker.inference.definitions.ClassMembers;
import dev.taipan.checker.inference.definitions.Declarations;
import dev.taipan.checker.inference.definitions.Declared;
import dev.taipan.checker.inference.definitions.Definitions;
import dev.taipan.checker.inference.definitions.Deprecations;
import dev.taipan.checker.inference.definitions.FunctionDefinitions;
import dev.taipan.checker.inference.definitions.MissingClassModel;
import dev.taipan.checker.inference.definitions.ReturnInference;
import dev.taipan.checker.inference.expressions.AssignmentEvaluator;
import dev.taipan.checker.inference.expressions.AttributeEvaluator;
import dev.taipan.checker.inference.expressions.AttributeWrites;
import dev.taipan.checker.inference.expressions.CallEvaluator;
import dev.taipan.checker.inference.expressions.CallHandlers;
import dev.taipan.checker.inference.expressions.CallReports;
import dev.taipan.checker.inference.expressions.CallSiteReturns;
import dev.taipan.checker.inference.expressions.ComprehensionEvaluator;
import dev.taipan.checker.inference.expressions.ConditionChecks;
import dev.taipan.checker.inference.expressions.DisplayEvaluator;
import dev.taipan.checker.inference.expressions.ExceptionEvaluator;
import dev.taipan.checker.inference.expressions.ExpressionEvaluator;
import dev.taipan.checker.inference.expressions.FilledDisplays;
import dev.taipan.checker.inference.expressions.GeneratorEvaluator;
import dev.taipan.checker.inference.expressions.Hashability;
import dev.taipan.checker.inference.expressions.IterationEvaluator;
import dev.taipan.checker.inference.expressions.LambdaEvaluator;
import dev.taipan.checker.inference.expressions.LooseDisplays;
import dev.taipan.checker.inference.expressions.Mappings;
import dev.taipan.checker.inference.expressions.MatchEvaluator;
import dev.taipan.checker.inference.expressions.MixedDisplays;
import dev.taipan.checker.inference.expressions.NameEvaluator;
import dev.taipan.checker.inference.expressions.PrivateUses;
import dev.taipan.checker.inference.expressions.StatementEvaluator;
import dev.taipan.checker.inference.expressions.SubscriptEvaluator;
import dev.taipan.checker.inference.expressions.SubscriptReports;
import dev.taipan.checker.inference.expressions.TypeGaps;
import dev.taipan.checker.inference.expressions.WrittenLiterals;
import dev.taipan.checker.inference.expressions.ZeroChecks;
import dev.taipan.checker.inference.library.ClassFeatures;
import dev.taipan.checker.inference.library.DataclassClasses;
import dev.taipan.checker.inference.library.EnumClasses;
import dev.taipan.checker.inference.library.FormatChecks;
import dev.taipan.checker.inference.library.FunctionalClasses;
import dev.taipan.checker.inference.library.FunctionalEnums;
import dev.taipan.checker.inference.library.FunctionalNamedTuples;
import dev.taipan.checker.inference.library.FunctionalTypedDicts;
import dev.taipan.checker.inference.library.FunctionalTypes;
import dev.taipan.checker.inference.library.NamedTupleClasses;
import dev.taipan.checker.inference.library.PercentFormatChecks;
import dev.taipan.checker.inference.library.SpecialAttributes;
import dev.taipan.checker.inference.library.TypedDictClasses;
import dev.taipan.checker.inference.library.TypedDictDisplays;
import dev.taipan.checker.inference.narrowing.ComparisonChecks;
import dev.taipan.checker.inference.narrowing.Exhaustiveness;
import dev.taipan.checker.inference.narrowing.Flow;
import dev.taipan.checker.inference.narrowing.Narrowing;
import dev.taipan.checker.inference.narrowing.Predicates;
import dev.taipan.checker.inference.narrowing.TargetTests;
import dev.taipan.checker.inference.narrowing.TruthEvaluator;
import dev.taipan.checker.modules.ModuleFile;
import dev.taipan.checker.modules.ModuleResolver;
import dev.taipan.checker.modules.ResolvedModule;
import dev.taipan.checker.source.SourceReader;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.types.AliasType;
import dev.taipan.checker.types.Awaits;
import dev.taipan.checker.types.CallBinder;
import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.ClassModel;
import dev.taipan.checker.types.ContextManagers;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.FunctionId;
import dev.taipan.checker.types.Iteration;
import dev.taipan.checker.types.Members;
import dev.taipan.checker.types.ModuleMember;
import dev.taipan.checker.types.ModuleType;
import dev.taipan.checker.types.Operators;
import dev.taipan.checker.types.Subscripts;
import dev.taipan.checker.types.Truthiness;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.TypeSystem;
import dev.taipan.checker.types.TypeVarModel;
import dev.taipan.checker.types.TypeVarType;
import dev.taipan.checker.types.Unpacking;
import dev.taipan.checker.types.World;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All modules that take part in a check, loaded when they are first asked for, the {@link World}
 * that types look into, and the evaluators over both.
 *
 * <p>Any number of threads may ask; each has its own {@link Evaluation}.
 */
public final class Program implements World {
  /** The modules of a program that has one state only; null if each thread brings its own. */
  private final @Nullable Modules only;

  private final TargetPython target;
  private final Predicate<Rule> reported;
  private final TypeGaps typeGaps;
  private final ThreadLocal<Evaluation> evaluation = ThreadLocal.withInitial(Evaluation::new);

  private final TypeSystem typeSystem = new TypeSystem(this);
  private final Members members = typeSystem.members();
  private final CallBinder calls = members.calls();
  private final Operators operators = new Operators(this, members);
  private final Iteration iteration = calls.iteration();
  private final Unpacking unpacking = new Unpacking(this, iteration);
  private final ContextManagers contextManagers = new ContextManagers(this, members);
  private final Awaits awaits = calls.awaits();
  private final Subscripts subscriptOperations = new Subscripts(this, members);
  private final TruthEvaluator truthiness = new TruthEvaluator(new Truthiness(this, members));

  private final Definitions definitions = new Definitions(this);
  private final Flow flow = new Flow(this);
  private final Narrowing narrowing = new Narrowing(this);
  private final TargetTests targetTests = new TargetTests(this);
  private final Predicates predicates = new Predicates(this);
  private final Imports imports = new Imports(this);
  private final Specializer specializer = new Specializer(this);
  private final NameEvaluator names = new NameEvaluator(this);
  private final AttributeEvaluator attributes = new AttributeEvaluator(this);
  private final AttributeWrites attributeWrites = new AttributeWrites(this);
  private final SpecialAttributes specialAttributes = new SpecialAttributes(this);
  private final SubscriptEvaluator subscripts = new SubscriptEvaluator(this);
  private final SubscriptReports subscriptReports = new SubscriptReports(this);
  private final CallHandlers callHandlers = new CallHandlers(this);
  private final MixedDisplays mixedDisplays = new MixedDisplays(this);
  private final LooseDisplays looseDisplays = new LooseDisplays(this);
  private final FilledDisplays filledDisplays = new FilledDisplays(this);
  private final CallSiteReturns callSiteReturns = new CallSiteReturns(this);
  private final CallEvaluator callEvaluator = new CallEvaluator(this, callHandlers);
  private final CallReports callReports = new CallReports(this);
  private final DisplayEvaluator displays = new DisplayEvaluator(this);
  private final TypedDictDisplays typedDicts = new TypedDictDisplays(this);
  private final ComprehensionEvaluator comprehensions = new ComprehensionEvaluator(this);
  private final LambdaEvaluator lambdas = new LambdaEvaluator(this);
  private final GeneratorEvaluator generators = new GeneratorEvaluator(this);
  private final Mappings mappings = new Mappings(this);
  private final IterationEvaluator iterations = new IterationEvaluator(this);
  private final ConditionChecks conditions = new ConditionChecks(this);
  private final PrivateUses privateUses = new PrivateUses(this);
  private final ComparisonChecks comparisons = new ComparisonChecks(this);
  private final Exhaustiveness exhaustiveness = new Exhaustiveness(this);
  private final ZeroChecks zeros = new ZeroChecks();
  private final PercentFormatChecks percentFormats = new PercentFormatChecks(this);
  private final FormatChecks formats = new FormatChecks(this);
  private final Hashability hashability = new Hashability(this);
  private final WrittenLiterals writtenLiterals = new WrittenLiterals(this);
  private final Deprecations deprecations = new Deprecations(this);
  private final ExpressionEvaluator expressions = new ExpressionEvaluator(this);
  private final AssignmentEvaluator assignments = new AssignmentEvaluator(this);
  private final FunctionalClasses functionalClasses = new FunctionalClasses(this);
  private final MatchEvaluator matches = new MatchEvaluator(this);
  private final ExceptionEvaluator exceptions = new ExceptionEvaluator(this);
  private final ReturnInference returns = new ReturnInference(this);
  private final StatementEvaluator statements = new StatementEvaluator(this);
  private final TypeNames typeNames = new TypeNames(this);
  private final RecursiveAliases recursiveAliases = new RecursiveAliases(typeNames);
  private final TypeExpressions typeExpressions =
      new TypeExpressions(this, typeNames, recursiveAliases);
  private final Annotations annotations = new Annotations(this);
  private final TypeValues typeValues = new TypeValues(this, typeNames);
  private final Declarations declarations = new Declarations(this);
  private final TypeVariables typeVariables = new TypeVariables(this);
  private final TypeForms typeForms = new TypeForms(this);
  private final TypeVariableCalls typeVariableCalls = new TypeVariableCalls(this);
  private final TypeVariableScopes typeVariableScopes = new TypeVariableScopes(this);
  private final TypeAliases aliases = new TypeAliases(this);
  private final FunctionDefinitions functions = new FunctionDefinitions(this);
  private final ClassDefinitions classes = new ClassDefinitions(this);
  private final ClassHeaders classHeaders = new ClassHeaders(this);
  private final Ancestry ancestry = new Ancestry(this);
  private final ClassMembers classMembers = new ClassMembers(this);
  private final AbstractMembers abstractMembers = new AbstractMembers(this);
  private final ClassFeatures classFeatures = new ClassFeatures(this);
  private final EnumClasses enums = new EnumClasses(this);
  private final NamedTupleClasses namedTuples = new NamedTupleClasses(this);
  private final TypedDictClasses typedDictClasses = new TypedDictClasses(this);
  private final DataclassClasses dataclasses = new DataclassClasses(this);
  private final FunctionalEnums functionalEnums = new FunctionalEnums(this);
  private final FunctionalTypes functionalTypes = new FunctionalTypes(this);
  private final FunctionalNamedTuples functionalNamedTuples = new FunctionalNamedTuples(this);
  private final FunctionalTypedDicts functionalTypedDicts = new FunctionalTypedDicts(this);
  private final Declared declared = new Declared(this);
  private final SpecialForms specialForms = new SpecialForms();

  /**
   * A program whose files do not change.
   *
   * @param reported the rules that report anything in some file
   */
  public Program(
      ModuleResolver resolver,
      SourceReader sources,
      TargetPython target,
      Predicate<Rule> reported) {
    this(Modules.unchanging(resolver, sources), target, reported);
  }

  /**
   * A program whose files change: it answers only within {@link #on}.
   *
   * @param reported the rules that report anything in some file
   */
  public Program(TargetPython target, Predicate<Rule> reported) {
    this(null, target, reported);
  }

  private Program(@Nullable Modules only, TargetPython target, Predicate<Rule> reported) {
    this.only = only;
    this.target = target;
    this.reported = reported;
    this.typeGaps = new TypeGaps(this);
  }

  /**
   * Runs {@code action}, which ends with a {@link java.util.concurrent.CancellationException} soon
   * after {@code cancelled} says so; what was found until then is kept.
   */
  public <T> T until(BooleanSupplier cancelled, Supplier<T> action) {
    return evaluation().until(cancelled, action);
  }

  /** Runs {@code action} on one state of the modules. */
  public <T> T on(Modules modules, Supplier<T> action) {
    return evaluation().on(modules, action);
  }

  private Modules modules() {
    return only != null ? only : evaluation().modules();
  }

  public ModuleResolver resolver() {
    return modules().resolver();
  }

  /** Whether a rule reports anything in some file: for checks that are not worth it otherwise. */
  public boolean reports(Rule rule) {
    return reported.test(rule);
  }

  public TargetPython target() {
    return target;
  }

  /** The calling thread's evaluation. */
  public Evaluation evaluation() {
    return evaluation.get();
  }

  /**
   * The answer that a module keeps for a key, computed if nobody has it yet.
   *
   * @param initial what {@code compute} answers to itself at first, inside a cycle
   */
  public <T> T memo(ModuleTypes module, MemoKey key, T initial, Supplier<T> compute) {
    Cell<T> cell = module.cell(key);
    T known = cell.published();
    return known != null ? known : memo(cell, () -> key.rank(module), initial, compute);
  }

  /** The answer that a cell is to keep which no module knows. */
  public <T> T memo(Cell<T> cell, Supplier<QueryRank> rank, T initial, Supplier<T> compute) {
    return evaluation().get(cell, new Evaluation.Plain<>(rank, initial, compute));
  }

  /** The type that a module keeps; a cycle that makes ever greater types is widened to an end. */
  public Type memoType(ModuleTypes module, MemoKey key, Supplier<Type> compute) {
    return memoType(module, key, DynamicType.DIVERGENT, compute);
  }

  /** The same, where {@code initial} is what {@code compute} answers to itself at first. */
  public Type memoType(ModuleTypes module, MemoKey key, Type initial, Supplier<Type> compute) {
    return memoType(module, key, initial, false, compute);
  }

  /** The same for what a function gives: nobody knows it if a cycle says nothing of it. */
  public Type memoResult(ModuleTypes module, MemoKey key, Supplier<Type> compute) {
    return memoType(module, key, DynamicType.DIVERGENT, true, compute);
  }

  private Type memoType(
      ModuleTypes module, MemoKey key, Type initial, boolean isNeeded, Supplier<Type> compute) {
    Cell<Type> cell = module.cell(key);
    Type known = cell.published();
    return known != null
        ? known
        : evaluation()
            .get(cell, new Evaluation.Widened(() -> key.rank(module), initial, isNeeded, compute));
  }

  // Modules.

  /** The name under which types know a module; equal modules have equal names. */
  String keyOf(ResolvedModule module) {
    return modules().keyOf(module);
  }

  /** The module that a key stands for; null if there is none. */
  public @Nullable ResolvedModule resolved(String key) {
    return modules().resolved(key);
  }

  /** The module with a key, loaded; null if it has no source. */
  public @Nullable ModuleTypes module(String key) {
    return modules().module(key);
  }

  /** A module, loaded; null if its file cannot be read. */
  public @Nullable ModuleTypes module(ModuleFile file) {
    return modules().module(file);
  }

  /** Evaluates all of a module that can be reached, and shows it to the rules on declarations. */
  public ModuleCheck.Result check(ModuleTypes module, ModuleCheck.Visitor visitor) {
    return new ModuleCheck(this, module, visitor).run();
  }

  /** What rules on declarations ask of the definitions in a module. */
  public Declared declared() {
    return declared;
  }

  /** The builtins module; null while it cannot be read. */
  public @Nullable ModuleTypes builtins() {
    return module("builtins");
  }

  // What types ask of the world.

  @Override
  public ClassModel classModel(ClassId id) {
    Modules modules = modules();
    ClassModel known = modules.classModel(id);
    if (known == null) {
      known = classes.model(id);
      if (!(known instanceof MissingClassModel)) {
        modules.keep(known);
      }
    }
    return known;
  }

  @Override
  public TypeVarModel typeVarModel(TypeVarType variable) {
    return typeVariables.model(variable);
  }

  @Override
  public Type aliasValue(AliasType alias) {
    return aliases.value(alias);
  }

  @Override
  public Type inferredReturn(FunctionId function) {
    return returns.inferred(function);
  }

  @Override
  public @Nullable ModuleMember moduleMember(String module, String name) {
    Type type = attributes.memberOf(new ModuleType(module), name, null);
    if (type == null) {
      return null;
    }
    ModuleTypes types = module(module);
    Symbol symbol = types == null ? null : types.bound().moduleScope().symbol(name);
    QualifiedType declared =
        types == null || symbol == null ? null : definitions.declared(types, symbol).type();
    return new ModuleMember(type, declared != null, declared != null && declared.isFinal());
  }

  /** The definition at a place of a module; null if there is none. */
  public @Nullable Node nodeOf(String module, String place) {
    ModuleTypes types = module(module);
    return types == null ? null : types.nodeAt(place);
  }

  @Override
  public @Nullable String deprecation(FunctionId function) {
    return functions.deprecation(function);
  }

  @Override
  public boolean hasEmptyBody(FunctionId function) {
    return functions.hasEmptyBody(function);
  }

  @Override
  public @Nullable Type enumAttribute(Type member, String name) {
    return specialAttributes.ofEnum(member, name);
  }

  // The parts, each for the others.

  public TypeSystem typeSystem() {
    return typeSystem;
  }

  public Members members() {
    return members;
  }

  public CallBinder calls() {
    return calls;
  }

  public Operators operators() {
    return operators;
  }

  public Iteration iteration() {
    return iteration;
  }

  public Unpacking unpacking() {
    return unpacking;
  }

  public ContextManagers contextManagers() {
    return contextManagers;
  }

  public Awaits awaits() {
    return awaits;
  }

  public Subscripts subscriptOperations() {
    return subscriptOperations;
  }

  public TruthEvaluator truthiness() {
    return truthiness;
  }

  public Definitions definitions() {
    return definitions;
  }

  public Flow flow() {
    return flow;
  }

  public Narrowing narrowing() {
    return narrowing;
  }

  public TargetTests targetTests() {
    return targetTests;
  }

  public Predicates predicates() {
    return predicates;
  }

  public Imports imports() {
    return imports;
  }

  public Specializer specializer() {
    return specializer;
  }

  public NameEvaluator names() {
    return names;
  }

  public AttributeEvaluator attributes() {
    return attributes;
  }

  public AttributeWrites attributeWrites() {
    return attributeWrites;
  }

  public SpecialAttributes specialAttributes() {
    return specialAttributes;
  }

  public SubscriptEvaluator subscripts() {
    return subscripts;
  }

  public SubscriptReports subscriptReports() {
    return subscriptReports;
  }

  public CallHandlers callHandlers() {
    return callHandlers;
  }

  public MixedDisplays mixedDisplays() {
    return mixedDisplays;
  }

  public FilledDisplays filledDisplays() {
    return filledDisplays;
  }

  public LooseDisplays looseDisplays() {
    return looseDisplays;
  }

  public CallSiteReturns callSiteReturns() {
    return callSiteReturns;
  }

  public CallEvaluator callEvaluator() {
    return callEvaluator;
  }

  public CallReports callReports() {
    return callReports;
  }

  public DisplayEvaluator displays() {
    return displays;
  }

  public TypedDictDisplays typedDicts() {
    return typedDicts;
  }

  public ComprehensionEvaluator comprehensions() {
    return comprehensions;
  }

  public LambdaEvaluator lambdas() {
    return lambdas;
  }

  public GeneratorEvaluator generators() {
    return generators;
  }

  public Mappings mappings() {
    return mappings;
  }

  public IterationEvaluator iterations() {
    return iterations;
  }

  public Exhaustiveness exhaustiveness() {
    return exhaustiveness;
  }

  public ZeroChecks zeros() {
    return zeros;
  }

  public PercentFormatChecks percentFormats() {
    return percentFormats;
  }

  public FormatChecks formats() {
    return formats;
  }

  public ConditionChecks conditions() {
    return conditions;
  }

  TypeGaps typeGaps() {
    return typeGaps;
  }

  public PrivateUses privateUses() {
    return privateUses;
  }

  public ComparisonChecks comparisons() {
    return comparisons;
  }

  public Hashability hashability() {
    return hashability;
  }

  public WrittenLiterals writtenLiterals() {
    return writtenLiterals;
  }

  public Deprecations deprecations() {
    return deprecations;
  }

  ExpressionEvaluator expressions() {
    return expressions;
  }

  public AssignmentEvaluator assignments() {
    return assignments;
  }

  public FunctionalClasses functionalClasses() {
    return functionalClasses;
  }

  public MatchEvaluator matches() {
    return matches;
  }

  public ExceptionEvaluator exceptions() {
    return exceptions;
  }

  public ReturnInference returns() {
    return returns;
  }

  public StatementEvaluator statements() {
    return statements;
  }

  public Annotations annotations() {
    return annotations;
  }

  public TypeValues typeValues() {
    return typeValues;
  }

  public TypeExpressions typeExpressions() {
    return typeExpressions;
  }

  public TypeNames typeNames() {
    return typeNames;
  }

  public RecursiveAliases recursiveAliases() {
    return recursiveAliases;
  }

  public Declarations declarations() {
    return declarations;
  }

  public TypeVariables typeVariables() {
    return typeVariables;
  }

  public TypeVariableCalls typeVariableCalls() {
    return typeVariableCalls;
  }

  public TypeForms typeForms() {
    return typeForms;
  }

  public TypeVariableScopes typeVariableScopes() {
    return typeVariableScopes;
  }

  public TypeAliases aliases() {
    return aliases;
  }

  public FunctionDefinitions functions() {
    return functions;
  }

  public ClassDefinitions classes() {
    return classes;
  }

  public SpecialForms specialForms() {
    return specialForms;
  }

  public Ancestry ancestry() {
    return ancestry;
  }

  public ClassHeaders classHeaders() {
    return classHeaders;
  }

  public AbstractMembers abstractMembers() {
    return abstractMembers;
  }

  public ClassMembers classMembers() {
    return classMembers;
  }

  public ClassFeatures classFeatures() {
    return classFeatures;
  }

  public EnumClasses enums() {
    return enums;
  }

  public NamedTupleClasses namedTuples() {
    return namedTuples;
  }

  public TypedDictClasses typedDictClasses() {
    return typedDictClasses;
  }

  public DataclassClasses dataclasses() {
    return dataclasses;
  }

  public FunctionalEnums functionalEnums() {
    return functionalEnums;
  }

  public FunctionalTypes functionalTypes() {
    return functionalTypes;
  }

  public FunctionalTypedDicts functionalTypedDicts() {
    return functionalTypedDicts;
  }

  public FunctionalNamedTuples functionalNamedTuples() {
    return functionalNamedTuples;
  }
}
