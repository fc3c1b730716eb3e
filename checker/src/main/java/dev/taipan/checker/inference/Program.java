package dev.taipan.checker.inference;

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
  private final Exhaustiveness exhaustiveness = new Exhaustiveness(this);
  private final ZeroChecks zeros = new ZeroChecks();
  private final PercentFormatChecks percentFormats = new PercentFormatChecks(this);
  private final FormatChecks formats = new FormatChecks(this);
  private final Hashability hashability = new Hashability(this);
  private final WrittenLiterals writtenLiterals = new WrittenLiterals(this);
  private final Deprecations deprecations = new Deprecations(this);
  private final ExpressionEvaluator expressions = new ExpressionEvaluator(this);
  private final AssignmentEvaluator assignments = new AssignmentEvaluator(this);
  private final DefiningAssignments definingAssignments = new DefiningAssignments(this);
  private final MatchEvaluator matches = new MatchEvaluator(this);
  private final ExceptionEvaluator exceptions = new ExceptionEvaluator(this);
  private final ReturnInference returns = new ReturnInference(this);
  private final StatementEvaluator statements = new StatementEvaluator(this);
  private final TypeNames typeNames = new TypeNames(this);
  private final RecursiveAliases recursiveAliases = new RecursiveAliases(typeNames);
  private final TypeExpressions typeExpressions =
      new TypeExpressions(this, typeNames, recursiveAliases);
  private final Annotations annotations = new Annotations(this, typeNames);
  private final Declarations declarations = new Declarations(this);
  private final TypeVariables typeVariables = new TypeVariables(this);
  private final TypeForms typeForms = new TypeForms(this);
  private final TypeVariableCalls typeVariableCalls = new TypeVariableCalls(this);
  private final TypeVariableScopes typeVariableScopes = new TypeVariableScopes(this);
  private final TypeAliases aliases = new TypeAliases(this);
  private final FunctionDefinitions functions = new FunctionDefinitions(this);
  private final ClassDefinitions classes = new ClassDefinitions(this);
  private final ClassHeaders classHeaders = new ClassHeaders(this);
  private final ClassMembers classMembers = new ClassMembers(this);
  private final ClassFeatures classFeatures = new ClassFeatures(this);
  private final EnumClasses enums = new EnumClasses(this);
  private final NamedTupleClasses namedTuples = new NamedTupleClasses(this);
  private final TypedDictClasses typedDictClasses = new TypedDictClasses(this);
  private final DataclassClasses dataclasses = new DataclassClasses(this);
  private final FunctionalEnums functionalEnums = new FunctionalEnums(this);
  private final FunctionalNamedTuples functionalNamedTuples = new FunctionalNamedTuples(this);
  private final FunctionalTypedDicts functionalTypedDicts = new FunctionalTypedDicts(this);
  private final Declared declared = new Declared(this);
  private final SpecialForms specialForms = new SpecialForms();

  /** A program whose files do not change. */
  public Program(ModuleResolver resolver, SourceReader sources, TargetPython target) {
    this.only = Modules.unchanging(resolver, sources);
    this.target = target;
  }

  /** A program whose files change: it answers only within {@link #on}. */
  public Program(TargetPython target) {
    this.only = null;
    this.target = target;
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

  public TargetPython target() {
    return target;
  }

  /** The calling thread's evaluation. */
  Evaluation evaluation() {
    return evaluation.get();
  }

  /**
   * The answer that a cell keeps, computed if nobody has it yet.
   *
   * @param initial what {@code compute} answers to itself at first, inside a cycle
   */
  <T> T memo(Cell<T> cell, T initial, Supplier<T> compute) {
    T known = cell.published();
    return known != null ? known : evaluation().get(cell, new Evaluation.Plain<>(initial, compute));
  }

  /** The type that a cell keeps; a cycle that makes ever greater types is widened to an end. */
  Type memoType(Cell<Type> cell, Supplier<Type> compute) {
    return memoType(cell, DynamicType.DIVERGENT, compute);
  }

  Type memoType(Cell<Type> cell, Type initial, Supplier<Type> compute) {
    Type known = cell.published();
    return known != null ? known : evaluation().get(cell, new Evaluation.Widened(initial, compute));
  }

  // Modules.

  /** The name under which types know a module; equal modules have equal names. */
  String keyOf(ResolvedModule module) {
    return modules().keyOf(module);
  }

  /** The module that a key stands for; null if there is none. */
  @Nullable ResolvedModule resolved(String key) {
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
  @Nullable ModuleTypes builtins() {
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
  public Type moduleMember(String module, String name) {
    Type type = attributes.memberOf(new ModuleType(module), name, null);
    return type == null ? DynamicType.UNKNOWN : type;
  }

  /** The definition at a place of a module; null if there is none. */
  @Nullable Node nodeOf(String module, String place) {
    ModuleTypes types = module(module);
    return types == null ? null : types.nodeAt(place);
  }

  @Override
  public @Nullable String deprecation(FunctionId function) {
    return functions.deprecation(function);
  }

  @Override
  public @Nullable Type enumAttribute(Type member, String name) {
    return specialAttributes.ofEnum(member, name);
  }

  @Override
  public boolean hasModuleMember(String module, String name) {
    return attributes.memberOf(new ModuleType(module), name, null) != null;
  }

  // The parts, each for the others.

  public TypeSystem typeSystem() {
    return typeSystem;
  }

  public Members members() {
    return members;
  }

  CallBinder calls() {
    return calls;
  }

  Operators operators() {
    return operators;
  }

  Iteration iteration() {
    return iteration;
  }

  Unpacking unpacking() {
    return unpacking;
  }

  ContextManagers contextManagers() {
    return contextManagers;
  }

  Awaits awaits() {
    return awaits;
  }

  Subscripts subscriptOperations() {
    return subscriptOperations;
  }

  TruthEvaluator truthiness() {
    return truthiness;
  }

  Definitions definitions() {
    return definitions;
  }

  Flow flow() {
    return flow;
  }

  Narrowing narrowing() {
    return narrowing;
  }

  Predicates predicates() {
    return predicates;
  }

  Imports imports() {
    return imports;
  }

  Specializer specializer() {
    return specializer;
  }

  NameEvaluator names() {
    return names;
  }

  AttributeEvaluator attributes() {
    return attributes;
  }

  AttributeWrites attributeWrites() {
    return attributeWrites;
  }

  SpecialAttributes specialAttributes() {
    return specialAttributes;
  }

  SubscriptEvaluator subscripts() {
    return subscripts;
  }

  SubscriptReports subscriptReports() {
    return subscriptReports;
  }

  CallHandlers callHandlers() {
    return callHandlers;
  }

  MixedDisplays mixedDisplays() {
    return mixedDisplays;
  }

  CallSiteReturns callSiteReturns() {
    return callSiteReturns;
  }

  CallEvaluator callEvaluator() {
    return callEvaluator;
  }

  CallReports callReports() {
    return callReports;
  }

  DisplayEvaluator displays() {
    return displays;
  }

  TypedDictDisplays typedDicts() {
    return typedDicts;
  }

  ComprehensionEvaluator comprehensions() {
    return comprehensions;
  }

  LambdaEvaluator lambdas() {
    return lambdas;
  }

  GeneratorEvaluator generators() {
    return generators;
  }

  Mappings mappings() {
    return mappings;
  }

  IterationEvaluator iterations() {
    return iterations;
  }

  Exhaustiveness exhaustiveness() {
    return exhaustiveness;
  }

  ZeroChecks zeros() {
    return zeros;
  }

  PercentFormatChecks percentFormats() {
    return percentFormats;
  }

  FormatChecks formats() {
    return formats;
  }

  ConditionChecks conditions() {
    return conditions;
  }

  Hashability hashability() {
    return hashability;
  }

  WrittenLiterals writtenLiterals() {
    return writtenLiterals;
  }

  Deprecations deprecations() {
    return deprecations;
  }

  ExpressionEvaluator expressions() {
    return expressions;
  }

  AssignmentEvaluator assignments() {
    return assignments;
  }

  DefiningAssignments definingAssignments() {
    return definingAssignments;
  }

  MatchEvaluator matches() {
    return matches;
  }

  ExceptionEvaluator exceptions() {
    return exceptions;
  }

  ReturnInference returns() {
    return returns;
  }

  StatementEvaluator statements() {
    return statements;
  }

  Annotations annotations() {
    return annotations;
  }

  TypeExpressions typeExpressions() {
    return typeExpressions;
  }

  TypeNames typeNames() {
    return typeNames;
  }

  RecursiveAliases recursiveAliases() {
    return recursiveAliases;
  }

  Declarations declarations() {
    return declarations;
  }

  TypeVariables typeVariables() {
    return typeVariables;
  }

  TypeVariableCalls typeVariableCalls() {
    return typeVariableCalls;
  }

  TypeForms typeForms() {
    return typeForms;
  }

  TypeVariableScopes typeVariableScopes() {
    return typeVariableScopes;
  }

  TypeAliases aliases() {
    return aliases;
  }

  FunctionDefinitions functions() {
    return functions;
  }

  ClassDefinitions classes() {
    return classes;
  }

  SpecialForms specialForms() {
    return specialForms;
  }

  ClassHeaders classHeaders() {
    return classHeaders;
  }

  ClassMembers classMembers() {
    return classMembers;
  }

  ClassFeatures classFeatures() {
    return classFeatures;
  }

  EnumClasses enums() {
    return enums;
  }

  NamedTupleClasses namedTuples() {
    return namedTuples;
  }

  TypedDictClasses typedDictClasses() {
    return typedDictClasses;
  }

  DataclassClasses dataclasses() {
    return dataclasses;
  }

  FunctionalEnums functionalEnums() {
    return functionalEnums;
  }

  FunctionalTypedDicts functionalTypedDicts() {
    return functionalTypedDicts;
  }

  FunctionalNamedTuples functionalNamedTuples() {
    return functionalNamedTuples;
  }
}
