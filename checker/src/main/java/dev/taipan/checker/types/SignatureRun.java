package dev.taipan.checker.types;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One evaluation of a call of a signature: what each argument tells of the variables that are to be
 * solved, and whether it fits.
 *
 * <p>Arguments that need no context come first, then displays and calls, overloaded and generic
 * functions, lambdas last, so that each is evaluated under what the earlier ones have solved.
 */
final class SignatureRun {
  /** The turn of displays and calls. */
  private static final int DISPLAYS = 1;

  /** The turn of callables that are several things until they are asked for one. */
  private static final int SELECTED = 2;

  private static final int LAMBDAS = 3;

  /** An argument that nothing in it tells the type of, and where it goes. */
  private record Empty(
      ArgumentMatcher.Actual actual, ParameterType parameter, Type parameterType) {}

  /** Thrown where an argument mentions the variables that are to be solved. */
  static final class SameVariables extends RuntimeException {
    private static final long serialVersionUID = 1L;
    static final SameVariables INSTANCE = new SameVariables();

    private SameVariables() {
      super(null, null, false, false);
    }
  }

  private final World world;
  private final TypeSystem types;
  private final Signature signature;
  private final ArgumentMatcher.Matching matching;
  private final CallSite site;
  private final @Nullable CallSolver solver;
  private final Substitution names;
  private final List<CallError> errors;
  private final List<SignatureEvaluator.Compared> compared;

  /** Displays and calls that wait for what the others tell of them. */
  private final List<Empty> empty = new ArrayList<>(0);

  private boolean isLast = true;

  SignatureRun(
      TypeSystem types,
      Signature signature,
      ArgumentMatcher.Matching matching,
      CallSite site,
      @Nullable CallSolver solver,
      Substitution names) {
    this.types = types;
    this.world = types.world();
    this.signature = signature;
    this.matching = matching;
    this.site = site;
    this.solver = solver;
    this.names = names;
    this.errors = new ArrayList<>(matching.errors());
    this.errors.addAll(site.errors());
    this.compared = new ArrayList<>(matching.pairs().size());
  }

  SignatureEvaluator.Evaluation run() {
    List<ArgumentMatcher.Pair> pairs = matching.pairs();
    int last = 0;
    for (ArgumentMatcher.Pair pair : pairs) {
      int turn = turn(pair);
      last = Math.max(last, turn);
      if (turn == 0) {
        compare(pair);
      }
    }
    if (last >= DISPLAYS) {
      isLast = false;
      comparePairs(DISPLAYS);
      isLast = true;
      for (Empty argument : empty) {
        compare(argument.actual(), argument.parameter(), argument.parameterType());
      }
    }
    if (last >= SELECTED) {
      comparePairs(SELECTED);
    }
    if (matching.packParameter() != null) {
      comparePack(matching.packParameter());
    }
    if (last == LAMBDAS) {
      comparePairs(LAMBDAS);
    }
    compareRest();
    addDefaults();
    Type type = signature.returnType(world);
    if (solver != null) {
      // The result of a wrong call is not generic in what the call was to solve.
      type = names.apply(type);
      type = errors.isEmpty() ? solver.finish(type, signature.parameters()) : solver.solved(type);
      for (int i = 0; i < compared.size(); i++) {
        SignatureEvaluator.Compared pair = compared.get(i);
        compared.set(i, pair.solved(solver.solved(pair.parameter())));
      }
    }
    return new SignatureEvaluator.Evaluation(
        type,
        List.copyOf(errors),
        SignatureEvaluator.parameters(matching, site),
        compared,
        matching.indefinite());
  }

  /** What is not passed is the default, which tells of variables that nothing else tells of. */
  private void addDefaults() {
    if (solver == null || !errors.isEmpty()) {
      return;
    }
    for (ParameterType parameter : signature.parameters().parameters()) {
      if (parameter.defaultType() == null || parameter.isClosed()) {
        continue;
      }
      Type wanted = names.apply(parameter.type());
      if (solver.isOpen(wanted) && !isPassed(parameter)) {
        Type value = names.apply(parameter.defaultType());
        if (!value.equals(wanted) && !value.equals(new NominalType(WellKnown.ELLIPSIS_TYPE))) {
          solver.add(value, wanted);
        }
      }
    }
  }

  private boolean isPassed(ParameterType parameter) {
    for (ArgumentMatcher.Pair pair : matching.pairs()) {
      if (pair.parameter().equals(parameter)) {
        return true;
      }
    }
    return false;
  }

  private void comparePairs(int turn) {
    for (ArgumentMatcher.Pair pair : matching.pairs()) {
      if (turn(pair) == turn) {
        compare(pair);
      }
    }
  }

  /** When an argument is compared: after those that tell what it is asked for. */
  private int turn(ArgumentMatcher.Pair pair) {
    if (CallSite.isLambda(pair.actual())) {
      return LAMBDAS;
    }
    if (site.needsContext(pair.actual())) {
      return DISPLAYS;
    }
    return solver != null
            && OverloadedArguments.isGenericCallable(pair.parameter().type(), signature)
            && isSelected(site.typeOf(pair.actual(), null))
        ? SELECTED
        : 0;
  }

  private void compare(ArgumentMatcher.Pair pair) {
    compare(pair.actual(), pair.parameter(), pair.parameter().type());
  }

  private void compare(ArgumentMatcher.Actual actual, ParameterType parameter, Type parameterType) {
    CallSolver solver = this.solver;
    if (solver == null) {
      Type type = site.typeOf(actual, parameterType);
      compared.add(
          new SignatureEvaluator.Compared(actual.index(), type, parameterType, parameterType));
      if (!types.mayHold(parameterType, type)
          && !isForOthers(actual, type, parameter, parameterType)) {
        errors.add(new CallError.InvalidArgument(actual.index(), parameter, parameterType, type));
      }
      return;
    }
    Type wanted = names.apply(parameterType);
    boolean isMade = site.needsContext(actual) && !CallSite.isLambda(actual);
    boolean isOpen = isMade && solver.isOpen(wanted);
    if (isOpen) {
      // What the parameter leaves open the argument tells best on its own.
      Type alone = site.typeOf(actual, null);
      checkNames(alone);
      boolean isEmpty = isEmpty(alone);
      if (!isLast && isEmpty && wanted instanceof NominalType) {
        empty.add(new Empty(actual, parameter, parameterType));
        return;
      }
      Type context = isEmpty ? solver.expectation(wanted) : null;
      if (context != null && addInContext(solver, actual, context, wanted, parameterType)) {
        return; // what the result is expected to be tells what an empty value is of
      }
      if (solver.add(alone, wanted, CallSite.isWritten(actual, alone))) {
        compared.add(new SignatureEvaluator.Compared(actual.index(), alone, wanted, parameterType));
        return;
      }
      if (addAdapted(solver, actual, alone, wanted, parameterType)) {
        return;
      }
    }
    Type context =
        isOpen
            ? solver.boundedContext(wanted)
            : site.needsContext(actual) ? solver.context(wanted) : null;
    Type type = site.typeOf(actual, context);
    checkNames(type);
    boolean fits = solver.add(type, wanted, CallSite.isWritten(actual, type));
    if (!fits && isMade && !isOpen) {
      if (addAdapted(solver, actual, site.typeOf(actual, null), wanted, parameterType)) {
        return;
      }
      // What is found in the argument is what is wrong in this context.
      site.typeOf(actual, context);
    }
    if (!fits && isCalled(actual, type)) {
      Type called =
          new CalledArguments(types).add(solver, expected -> site.typeOf(actual, expected), wanted);
      if (called != null) {
        compared.add(
            new SignatureEvaluator.Compared(actual.index(), called, wanted, parameterType));
        return;
      }
      site.typeOf(actual, context);
    }
    compared.add(new SignatureEvaluator.Compared(actual.index(), type, wanted, parameterType));
    if (!fits
        && !fitsTogether(solver, type, wanted)
        && !fitsSoftly(solver, type, wanted)
        && !isForOthers(actual, type, parameter, solver.partially(wanted))) {
      addParameters(solver, type, wanted);
      errors.add(
          breaksBound(parameterType, type)
              ? new CallError.BoundViolated(actual.index(), (TypeVarType) parameterType, type)
              : new CallError.InvalidArgument(
                  actual.index(), parameter, solver.partially(wanted), type));
    }
  }

  /** Whether each overload takes some of what the other arguments say that it is called with. */
  private static boolean fitsTogether(CallSolver solver, Type type, Type wanted) {
    return (type instanceof ClassLiteralType
            || type instanceof CallableType callable && callable.isOverloaded())
        && solver.add(type, solver.partially(wanted), CallArgument.isWrittenType(type));
  }

  /** Takes at least the parameters from a function whose result is not what is wanted. */
  private static void addParameters(CallSolver solver, Type type, Type wanted) {
    if (type instanceof CallableType
        && wanted instanceof CallableType callable
        && !callable.isOverloaded()) {
      Signature signature = callable.signatures().getFirst().withReturn(WellKnown.TOP);
      solver.add(type, callable.withSignatures(List.of(signature)), false);
    }
  }

  /** Whether the argument fits if what is not seen in full is what is wanted. */
  private boolean fitsSoftly(CallSolver solver, Type type, Type wanted) {
    Type soft = Softening.of(type);
    if (soft != type && solver.add(soft, wanted)) {
      return true;
    }
    return type instanceof CallableType
        && solver.partially(wanted) instanceof CallableType callable
        && Softening.ofParameters(callable) != callable
        && solver.add(type, Softening.ofParameters(callable));
  }

  /** Whether a call of the argument tells more than its type. */
  private boolean isCalled(ArgumentMatcher.Actual actual, Type type) {
    return CallSite.isLambda(actual)
        || type instanceof CallableType callable && callable.isOverloaded();
  }

  /**
   * Adds an argument whose value is yet to be made, in the context in which it fits.
   *
   * @param alone its type without context, which does not fit
   */
  private boolean addAdapted(
      CallSolver solver,
      ArgumentMatcher.Actual actual,
      Type alone,
      Type wanted,
      Type parameterType) {
    Type context = solver.adapted(alone, wanted);
    return context != null && addInContext(solver, actual, context, wanted, parameterType);
  }

  private boolean addInContext(
      CallSolver solver,
      ArgumentMatcher.Actual actual,
      Type context,
      Type wanted,
      Type parameterType) {
    Type made = site.typeOf(actual, context);
    checkNames(made);
    if (!solver.add(made, wanted, CallSite.isWritten(actual, made))) {
      return false;
    }
    compared.add(new SignatureEvaluator.Compared(actual.index(), made, wanted, parameterType));
    return true;
  }

  /**
   * Whether a value that does not fit a parameter may be none for it. What {@code **} takes from a
   * dictionary that nobody declared goes to the parameters that it fits: who filled it knows which
   * keys have which values.
   */
  private boolean isForOthers(
      ArgumentMatcher.Actual actual, Type type, ParameterType parameter, Type parameterType) {
    if (actual.form() != ArgumentMatcher.Form.KEYWORDS
        || parameter.kind() == ParameterKind.VAR_KEYWORD
        || site.arguments().get(actual.index()).isDeclared()) {
      return false;
    }
    if (parameter.defaultType() != null && othersTake(type)) {
      return true;
    }
    if (!(type instanceof UnionType union)) {
      return false;
    }
    for (Type member : union.members()) {
      if (types.isAssignable(member, parameterType)) {
        return true;
      }
    }
    return false;
  }

  /** Whether all values of a mapping can be meant for other parameters. */
  private boolean othersTake(Type type) {
    for (Type member : Unions.members(type)) {
      if (!someTakes(member)) {
        return false;
      }
    }
    return true;
  }

  private boolean someTakes(Type type) {
    for (ParameterType parameter : signature.parameters().parameters()) {
      if (parameter.kind() != ParameterKind.POSITIONAL_ONLY
          && types.isAssignable(type, parameter.type())) {
        return true;
      }
    }
    return false;
  }

  private boolean breaksBound(Type parameterType, Type type) {
    if (!(parameterType instanceof TypeVarType variable)
        || variable.kind() != TypeVarType.Kind.TYPE_VAR) {
      return false;
    }
    Type bound = world.typeVarModel(variable).bound();
    return bound != null && !types.isAssignable(type, bound);
  }

  private void checkNames(Type type) {
    if (names.isEmpty() && FreeVariables.mentions(type, signature.typeParameters()::contains)) {
      throw SameVariables.INSTANCE;
    }
  }

  /** Compares what goes into {@code *args: *tuple[...]} or {@code *args: *Ts}. */
  private void comparePack(ParameterType parameter) {
    List<ArgumentMatcher.Actual> pack = matching.pack();
    Type declared = parameter.type();
    TupleType shape =
        declared instanceof TupleType tuple
            ? tuple
            : ArgumentMatcher.isPack(declared)
                ? new TupleType(List.of(), declared, List.of())
                : TupleType.homogeneous(declared);
    boolean definite = true;
    for (ArgumentMatcher.Actual actual : pack) {
      definite &= actual.form() == ArgumentMatcher.Form.POSITIONAL;
    }
    int first = 0;
    int last = pack.size();
    if (definite) {
      int before = shape.prefix().size();
      int after = shape.suffix().size();
      if (pack.size() < before + after) {
        List<ParameterType> missing = new ArrayList<>();
        for (int i = pack.size(); i < before + after; i++) {
          missing.add(parameter);
        }
        errors.add(new CallError.MissingArguments(missing));
        return;
      }
      if (shape.variadic() == null && pack.size() > before) {
        errors.add(new CallError.TooManyPositional(pack.get(before).index(), before, pack.size()));
        return;
      }
      for (int i = 0; i < before; i++) {
        compare(pack.get(i), parameter, shape.prefix().get(i));
      }
      for (int i = 0; i < after; i++) {
        compare(pack.get(pack.size() - after + i), parameter, shape.suffix().get(i));
      }
      first = before;
      last = pack.size() - after;
      Type variadic = shape.variadic();
      if (variadic == null) {
        return;
      }
      if (!ArgumentMatcher.isPack(variadic)) {
        for (int i = first; i < last; i++) {
          compare(pack.get(i), parameter, variadic);
        }
        return;
      }
      shape = new TupleType(List.of(), variadic, List.of());
    }
    TupleType got = collect(pack.subList(first, last));
    checkNames(got);
    Type wanted = names.apply(shape);
    TupleType some = wanted instanceof TupleType open ? lengthened(got, open) : got;
    if (!(solver == null ? types.isAssignable(some, wanted) : solver.add(some, wanted))) {
      errors.add(
          new CallError.InvalidArgument(
              pack.isEmpty() ? -1 : pack.get(Math.min(first, pack.size() - 1)).index(),
              parameter,
              solver == null ? wanted : solver.partially(wanted),
              got));
    }
  }

  /**
   * Values of which nobody knows how many there are, as many of them given one by one as the tuple
   * needs.
   */
  private static TupleType lengthened(TupleType got, TupleType wanted) {
    Type some = got.variadic();
    if (some == null || ArgumentMatcher.isPack(some)) {
      return got;
    }
    List<Type> before = new ArrayList<>(got.prefix());
    if (wanted.variadic() == null) {
      int missing = wanted.prefix().size() - before.size() - got.suffix().size();
      if (missing < 0) {
        return got;
      }
      before.addAll(Collections.nCopies(missing, some));
      before.addAll(got.suffix());
      return TupleType.of(before);
    }
    int missing = Math.max(0, wanted.prefix().size() - before.size());
    before.addAll(Collections.nCopies(missing, some));
    missing = Math.max(0, wanted.suffix().size() - got.suffix().size());
    List<Type> after = new ArrayList<>(Collections.nCopies(missing, some));
    after.addAll(got.suffix());
    return new TupleType(before, some, after);
  }

  /** The tuple of some positional values; several parts of unknown length become one. */
  private TupleType collect(List<ArgumentMatcher.Actual> values) {
    List<Type> prefix = new ArrayList<>();
    List<Type> suffix = new ArrayList<>();
    Type variadic = null;
    for (ArgumentMatcher.Actual actual : values) {
      Type type = site.typeOf(actual, null);
      if (actual.form() == ArgumentMatcher.Form.POSITIONAL) {
        (variadic == null ? prefix : suffix).add(type);
      } else if (variadic == null) {
        variadic = type;
      } else {
        suffix.add(0, ArgumentMatcher.isPack(variadic) ? WellKnown.TOP : variadic);
        suffix.add(ArgumentMatcher.isPack(type) ? WellKnown.TOP : type);
        variadic = Unions.of(suffix);
        suffix.clear();
      }
    }
    return new TupleType(prefix, variadic, suffix);
  }

  /** What is left for {@code ...} or a ParamSpec. */
  private void compareRest() {
    TypeVarType paramSpec = signature.parameters().paramSpec();
    List<ArgumentMatcher.Actual> rest = matching.rest();
    if (paramSpec == null) {
      for (ArgumentMatcher.Actual actual : rest) {
        site.typeOf(actual, null);
      }
      return;
    }
    ParameterList solved = null;
    if (solver != null
        && (signature.typeParameters().contains(paramSpec) || solver.isOpen(paramSpec))) {
      Type value = solver.partially(names.apply(Mro.identity(List.of(paramSpec)).getFirst()));
      // What comes before another open ParamSpec may solve that one.
      solved =
          value instanceof ParametersType list
                  && (!solver.isOpen(list.parameters().paramSpec())
                      || !list.parameters().parameters().isEmpty())
              ? list.parameters()
              : ParameterList.GRADUAL;
    }
    if (solved == null) {
      compareWithParamSpec(paramSpec, rest);
      return;
    }
    ParameterList parameters = SignatureEvaluator.expanded(world, solved);
    ArgumentMatcher.Matching inner = new ArgumentMatcher(rest).match(parameters);
    Signature tail = Signature.of(parameters, WellKnown.NONE);
    // The parameters of a generic function are solved along with the rest.
    CallSolver open = solver;
    boolean generic =
        open != null && FreeVariables.mentions(parameters, variable -> open.isOpen(variable));
    SignatureRun run =
        new SignatureRun(types, tail, inner, site, generic ? open : null, Substitution.EMPTY);
    run.errors.removeAll(site.errors());
    errors.addAll(run.run().errors());
  }

  /** A ParamSpec that is not to be solved takes its own components and nothing else. */
  private void compareWithParamSpec(TypeVarType paramSpec, List<ArgumentMatcher.Actual> rest) {
    boolean args = false;
    boolean kwargs = false;
    for (ArgumentMatcher.Actual actual : rest) {
      site.typeOf(actual, null);
      boolean own =
          actual.type() instanceof ParamSpecPartType part && part.paramSpec().equals(paramSpec);
      switch (actual.form()) {
        case PARAM_SPEC_ARGS -> {
          if (own && !args) {
            args = true;
            continue;
          }
        }
        case PARAM_SPEC_KWARGS -> {
          if (own && !kwargs) {
            kwargs = true;
            continue;
          }
        }
        case POSITIONALS, KEYWORDS -> {
          if (actual.type() instanceof DynamicType) {
            args |= actual.form() == ArgumentMatcher.Form.POSITIONALS;
            kwargs |= actual.form() == ArgumentMatcher.Form.KEYWORDS;
            continue;
          }
        }
        case POSITIONAL, KEYWORD -> {}
      }
      String name = actual.name();
      errors.add(
          name != null
              ? new CallError.UnknownArgument(actual.index(), name)
              : new CallError.TooManyPositional(actual.index(), 0, 1));
    }
    List<ParameterType> missing = new ArrayList<>();
    if (!args) {
      missing.add(
          ParameterType.of(
              "*args",
              ParameterKind.VAR_POSITIONAL,
              new ParamSpecPartType(paramSpec, true),
              false));
    }
    if (!kwargs) {
      missing.add(
          ParameterType.of(
              "**kwargs",
              ParameterKind.VAR_KEYWORD,
              new ParamSpecPartType(paramSpec, false),
              false));
    }
    if (!missing.isEmpty()) {
      errors.add(new CallError.MissingArguments(missing));
    }
  }

  /** Whether a value is one of a generic class of which nothing tells what is in it. */
  private static boolean isEmpty(Type alone) {
    return alone instanceof NominalType nominal
        && nominal.arguments().contains(DynamicType.UNKNOWN);
  }

  /** Whether a function is overloaded or generic: other arguments tell which one is meant. */
  private boolean isSelected(Type type) {
    Type called = type instanceof ClassLiteralType ? types.constructorOf(type) : type;
    return called instanceof CallableType callable
        && (callable.isOverloaded()
            || !callable.signatures().getFirst().typeParameters().isEmpty());
  }
}
