package dev.taipan.checker.types;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates a call of one signature: compares the arguments with the parameters that take them,
 * solves the type variables, gives the return type.
 *
 * <p>Arguments that need no context come first, then displays and calls, overloaded and generic
 * functions, lambdas last, so that each is evaluated under what the earlier ones have solved. The
 * return type that the context expects is a hint: it is taken where the call is valid with it, else
 * the call is evaluated without it, which costs a second evaluation of the arguments that need
 * context.
 */
final class SignatureEvaluator {
  /** The turn of displays and calls. */
  private static final int DISPLAYS = 1;

  /** The turn of callables that are several things until they are asked for one. */
  private static final int SELECTED = 2;

  private static final int LAMBDAS = 3;

  private final World world;
  private final TypeSystem types;
  private final OverloadedArguments overloaded;
  private final CalledArguments functions;

  SignatureEvaluator(TypeSystem types) {
    this.world = types.world();
    this.types = types;
    this.overloaded = new OverloadedArguments(types, this);
    this.functions = new CalledArguments(types);
  }

  /**
   * The result for one signature.
   *
   * @param arguments the values that were compared, with the parameter types they met
   */
  record Evaluation(
      Type type,
      List<CallError> errors,
      List<Integer> parameters,
      List<Compared> arguments,
      boolean indefinite) {
    boolean isValid() {
      return errors.isEmpty();
    }
  }

  /**
   * A value that met a parameter.
   *
   * @param index the index of the argument that it comes from
   * @param parameter the type of the parameter, solved
   * @param declared the same as declared
   */
  record Compared(int index, Type argument, Type parameter, Type declared) {
    Compared solved(Type parameter) {
      return new Compared(index, argument, parameter, declared);
    }
  }

  /** The parameters with {@code **kwargs: Unpack[TD]} spelled as keyword-only parameters. */
  ParameterList expanded(ParameterList list) {
    List<ParameterType> parameters = list.parameters();
    if (parameters.isEmpty()) {
      return list;
    }
    ParameterType last = parameters.getLast();
    if (last.kind() != ParameterKind.VAR_KEYWORD || !last.unpacked()) {
      return list;
    }
    TypedDictShape shape = TypedDicts.shapeOf(world, last.type());
    if (shape == null) {
      return list;
    }
    List<ParameterType> result = new ArrayList<>(parameters.subList(0, parameters.size() - 1));
    for (TypedDictShape.Item item : shape.items().values()) {
      result.add(
          ParameterType.of(item.key(), ParameterKind.KEYWORD_ONLY, item.type(), !item.required()));
    }
    Type extra = shape.extra();
    if (extra != null && extra != NeverType.NEVER) {
      result.add(ParameterType.of(last.name(), ParameterKind.VAR_KEYWORD, extra, false));
    }
    return new ParameterList(result, list.paramSpec(), list.gradual());
  }

  ArgumentMatcher.Matching match(Signature signature, CallSite site) {
    return site.match(expanded(signature.parameters()));
  }

  Evaluation evaluate(Signature signature, CallSite site) {
    return evaluate(signature, match(signature, site), site);
  }

  Evaluation evaluate(Signature signature, ArgumentMatcher.Matching matching, CallSite site) {
    if (signature.typeParameters().isEmpty()) {
      return new Run(signature, matching, site, null, Substitution.EMPTY).run();
    }
    if (!matching.errors().isEmpty()) {
      return attempt(signature, matching, site, null, false);
    }
    Evaluation separate = overloaded.evaluate(signature, matching, site, true);
    if (separate != null) {
      return separate;
    }
    Type expected = site.expected();
    if (expected != null && isUseful(expected)) {
      Type declared = signature.returnType(world);
      if (FreeVariables.mentions(declared, signature.typeParameters()::contains)) {
        site.speculation().begin();
        Evaluation hinted = attempt(signature, matching, site, expected, false);
        if (hinted != null && hinted.isValid()) {
          site.speculation().commit();
          return hinted;
        }
        site.speculation().rollback();
      }
    }
    Evaluation plain = attempt(signature, matching, site, null, false);
    if (plain.isValid()) {
      return plain;
    }
    Evaluation other = overloaded.evaluate(signature, matching, site, false);
    if (other == null) {
      other = together(signature, matching, site);
    }
    return other == null ? plain : other;
  }

  /**
   * Displays and calls as arguments for parameters that share a variable, where each of them fits
   * alone: {@code [1]} and {@code ["a"]} may both become lists of what either has. Null where that
   * does not apply.
   */
  private @Nullable Evaluation together(
      Signature signature, ArgumentMatcher.Matching matching, CallSite site) {
    int made = 0;
    for (ArgumentMatcher.Pair pair : matching.pairs()) {
      made += isMade(pair, site) && !pair.parameter().type().isClosed() ? 1 : 0;
    }
    if (made < 2) {
      return null;
    }
    site.speculation().begin();
    CallSolver solver = new CallSolver(types, signature.typeParameters());
    Signature solved = null;
    if (addTogether(solver, signature, matching.pairs(), site)) {
      solved = solver.solved(signature);
      Evaluation evaluation = evaluate(solved, match(solved, site), site);
      if (evaluation.isValid()) {
        site.speculation().commit();
        return evaluation;
      }
    }
    site.speculation().rollback();
    return null;
  }

  /** Adds the arguments whose values are there, then what the others would be without context. */
  private boolean addTogether(
      CallSolver solver, Signature signature, List<ArgumentMatcher.Pair> pairs, CallSite site) {
    for (boolean made : new boolean[] {false, true}) {
      for (ArgumentMatcher.Pair pair : pairs) {
        if (CallSite.isLambda(pair.actual()) || isMade(pair, site) != made) {
          continue;
        }
        Type type = site.typeOf(pair.actual(), null);
        Type parameter = pair.parameter().type();
        if (FreeVariables.mentions(type, signature.typeParameters()::contains)
            || !(made
                ? solver.addLoosely(type, parameter)
                : solver.add(type, parameter, CallSite.isWritten(pair.actual(), type)))) {
          return false;
        }
      }
    }
    return true;
  }

  /** Whether the value of an argument is made for the call, so that it adapts to its parameter. */
  private static boolean isMade(ArgumentMatcher.Pair pair, CallSite site) {
    return site.needsContext(pair.actual()) && !CallSite.isLambda(pair.actual());
  }

  /** Whether a function is overloaded or generic: other arguments tell which one is meant. */
  private boolean isSelected(Type type) {
    Type called = type instanceof ClassLiteralType ? types.constructorOf(type) : type;
    return called instanceof CallableType callable
        && (callable.isOverloaded()
            || !callable.signatures().getFirst().typeParameters().isEmpty());
  }

  private static boolean isUseful(Type expected) {
    return !(expected instanceof DynamicType) && !expected.equals(WellKnown.TOP);
  }

  /**
   * Solves under one choice of hint. The variables get names of their own where an argument
   * mentions the same ones, as in a recursive call.
   */
  private Evaluation attempt(
      Signature signature,
      ArgumentMatcher.Matching matching,
      CallSite site,
      @Nullable Type hint,
      boolean renamed) {
    CallSolver solver = new CallSolver(types, renamed ? List.of() : signature.typeParameters());
    Substitution names = renamed ? solver.rename(signature.typeParameters()) : Substitution.EMPTY;
    if (hint != null && !solver.expect(names.apply(signature.returnType(world)), hint)) {
      return new Evaluation(
          DynamicType.UNKNOWN,
          List.of(new CallError.MissingArguments(List.of())),
          List.of(),
          List.of(),
          false);
    }
    Run run = new Run(signature, matching, site, solver, names);
    try {
      return run.run();
    } catch (SameVariables _) {
      return attempt(signature, matching, site, hint, true);
    }
  }

  /** An argument mentions the variables that are to be solved. */
  private static final class SameVariables extends RuntimeException {
    private static final long serialVersionUID = 1L;
    static final SameVariables INSTANCE = new SameVariables();

    private SameVariables() {
      super(null, null, false, false);
    }
  }

  /** For each argument the index of its first parameter, -1 for one that no parameter takes. */
  static List<Integer> parameters(ArgumentMatcher.Matching matching, CallSite site) {
    Integer[] result = new Integer[site.size()];
    Arrays.fill(result, -1);
    for (ArgumentMatcher.Pair pair : matching.pairs()) {
      int index = pair.actual().index();
      if (result[index] < 0) {
        result[index] = pair.parameterIndex();
      }
    }
    for (ArgumentMatcher.Actual actual : matching.pack()) {
      if (result[actual.index()] < 0) {
        result[actual.index()] = matching.packIndex();
      }
    }
    return List.of(result);
  }

  /** An argument that nothing in it tells the type of, and where it goes. */
  private record Empty(
      ArgumentMatcher.Actual actual, ParameterType parameter, Type parameterType) {}

  /** Whether a value is one of a generic class of which nothing tells what is in it. */
  private static boolean isEmpty(Type alone) {
    return alone instanceof NominalType nominal
        && nominal.arguments().contains(DynamicType.UNKNOWN);
  }

  /** One evaluation. */
  private final class Run {
    private final Signature signature;
    private final ArgumentMatcher.Matching matching;
    private final CallSite site;
    private final @Nullable CallSolver solver;
    private final Substitution names;
    private final List<CallError> errors;
    private final List<Compared> compared;

    /** Displays and calls that wait for what the others tell of them. */
    private final List<Empty> empty = new ArrayList<>(0);

    private boolean isLast = true;

    Run(
        Signature signature,
        ArgumentMatcher.Matching matching,
        CallSite site,
        @Nullable CallSolver solver,
        Substitution names) {
      this.signature = signature;
      this.matching = matching;
      this.site = site;
      this.solver = solver;
      this.names = names;
      this.errors = new ArrayList<>(matching.errors());
      this.errors.addAll(site.errors());
      this.compared = new ArrayList<>(matching.pairs().size());
    }

    Evaluation run() {
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
      Type type = signature.returnType(world);
      if (solver != null) {
        // The result of a wrong call is not generic in what the call was to solve.
        type =
            errors.isEmpty() ? solver.finish(names.apply(type)) : solver.solved(names.apply(type));
        for (int i = 0; i < compared.size(); i++) {
          Compared pair = compared.get(i);
          compared.set(i, pair.solved(solver.solved(pair.parameter())));
        }
      }
      return new Evaluation(
          type, List.copyOf(errors), parameters(matching, site), compared, matching.indefinite());
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

    private void compare(
        ArgumentMatcher.Actual actual, ParameterType parameter, Type parameterType) {
      CallSolver solver = this.solver;
      if (solver == null) {
        Type type = site.typeOf(actual, parameterType);
        compared.add(new Compared(actual.index(), type, parameterType, parameterType));
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
          compared.add(new Compared(actual.index(), alone, wanted, parameterType));
          return;
        }
        if (addAdapted(solver, actual, alone, wanted, parameterType)) {
          return;
        }
      }
      Type context = site.needsContext(actual) ? solver.context(wanted) : null;
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
        Type called = functions.add(solver, expected -> site.typeOf(actual, expected), wanted);
        if (called != null) {
          compared.add(new Compared(actual.index(), called, wanted, parameterType));
          return;
        }
        site.typeOf(actual, context);
      }
      compared.add(new Compared(actual.index(), type, wanted, parameterType));
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
      compared.add(new Compared(actual.index(), made, wanted, parameterType));
      return true;
    }

    /**
     * Whether a value that does not fit a parameter may be none for it. What {@code **} takes from
     * a dictionary that nobody declared goes to the parameters that it fits: who filled it knows
     * which keys have which values.
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
          errors.add(
              new CallError.TooManyPositional(pack.get(before).index(), before, pack.size()));
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
      boolean holds =
          (solver == null ? types.isAssignable(got, wanted) : solver.add(got, wanted))
              || wanted instanceof TupleType open && fitsSomeLength(got, open);
      if (!holds) {
        errors.add(
            new CallError.InvalidArgument(
                pack.isEmpty() ? -1 : pack.get(Math.min(first, pack.size() - 1)).index(),
                parameter,
                solver == null ? wanted : solver.partially(wanted),
                got));
      }
    }

    /**
     * Whether values of which nobody knows how many there are fit the tuple for the right number of
     * them: each may be any of those that are not given one by one.
     */
    private boolean fitsSomeLength(TupleType got, TupleType wanted) {
      Type some = got.variadic();
      Type more = wanted.variadic();
      List<Type> before = wanted.prefix();
      List<Type> after = wanted.suffix();
      int first = got.prefix().size();
      int last = got.suffix().size();
      if (some == null
          || ArgumentMatcher.isPack(some)
          || more != null && ArgumentMatcher.isPack(more)
          || more == null && !after.isEmpty()) {
        return false;
      }
      if (more == null) {
        after = before.subList(Math.max(0, before.size() - last), before.size());
        before = before.subList(0, before.size() - after.size());
        if (last > after.size() || first > before.size()) {
          return false;
        }
      }
      for (int i = 0; i < Math.max(first, before.size()); i++) {
        Type value = i < first ? got.prefix().get(i) : some;
        Type place = i < before.size() ? before.get(i) : more;
        if (place == null || !types.isAssignable(value, place)) {
          return false;
        }
      }
      for (int i = 1; i <= Math.max(last, after.size()); i++) {
        Type value = i <= last ? got.suffix().get(last - i) : some;
        Type place = i <= after.size() ? after.get(after.size() - i) : more;
        if (place == null || !types.isAssignable(value, place)) {
          return false;
        }
      }
      return more == null || types.isAssignable(some, more);
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
      ParameterList parameters = expanded(solved);
      ArgumentMatcher.Matching inner = new ArgumentMatcher(rest).match(parameters);
      Signature tail = Signature.of(parameters, WellKnown.NONE);
      // The parameters of a generic function are solved along with the rest.
      CallSolver open = solver;
      boolean generic =
          open != null && FreeVariables.mentions(parameters, variable -> open.isOpen(variable));
      Run run = new Run(tail, inner, site, generic ? open : null, Substitution.EMPTY);
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
  }
}
