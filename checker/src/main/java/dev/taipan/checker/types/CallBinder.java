package dev.taipan.checker.types;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates calls on types: what can be called, with which signatures, what it gives and what is
 * wrong with the arguments.
 *
 * <p>In: the type of the callee and the arguments, which are asked for their types under what their
 * parameters expect. Out: a {@link CallOutcome}. Must not know: trees, diagnostics.
 */
public final class CallBinder {
  /** An object whose {@code __call__} is an object with a {@code __call__} and so on. */
  private static final int MAX_DEPTH = 8;

  private final World world;
  private final Members members;
  private final SignatureEvaluator evaluator;
  private final OverloadEvaluator overloads;
  private final Constructors constructors;
  private final Iteration iteration;
  private final StarredArguments starred;
  private final Awaits awaits;
  private final PartialApplication partials;

  CallBinder(TypeSystem types, Members members) {
    this.world = types.world();
    this.members = members;
    this.evaluator = new SignatureEvaluator(types);
    this.overloads = new OverloadEvaluator(types, evaluator, new ArgumentExpansion(world));
    this.constructors = new Constructors(types, members, this);
    this.iteration = new Iteration(types, members, this);
    this.awaits = new Awaits(types, members, this);
    this.starred = new StarredArguments(world, members, iteration);
    this.partials = new PartialApplication(world, evaluator);
  }

  public Constructors constructors() {
    return constructors;
  }

  public Iteration iteration() {
    return iteration;
  }

  public Awaits awaits() {
    return awaits;
  }

  /** A call whose context expects nothing and whose arguments record nothing. */
  public CallOutcome call(Type callee, List<? extends CallArgument> arguments) {
    return call(callee, arguments, null, Speculation.NONE);
  }

  /**
   * A call.
   *
   * @param expected the type that the context wants, a hint for solving; null for none
   */
  public CallOutcome call(
      Type callee,
      List<? extends CallArgument> arguments,
      @Nullable Type expected,
      Speculation speculation) {
    CallSite site = CallSite.of(arguments, expected, speculation, starred);
    return withDeprecation(call(callee, site, 0));
  }

  /**
   * What {@code functools.partial} makes of a callee and the arguments of a later call; null where
   * nothing is known of what the callee takes.
   */
  public @Nullable CallOutcome partial(
      Type callee, List<? extends CallArgument> arguments, Speculation speculation) {
    CallableType callable = asCallable(callee);
    if (callable == null) {
      return null;
    }
    return withDeprecation(
        partials.apply(callable, CallSite.of(arguments, null, speculation, starred)));
  }

  /** The callable that an object is; null where there is no such single one. */
  private @Nullable CallableType asCallable(Type callee) {
    return switch (callee) {
      case CallableType callable -> callable;
      case ClassLiteralType _, SubclassOfType _ ->
          constructors.asCallable(callee) instanceof CallableType callable ? callable : null;
      case NominalType object -> {
        Access access = members.special(object, object, "__call__");
        yield access != null && access.type() instanceof CallableType callable ? callable : null;
      }
      case IntersectionType intersection -> {
        CallableType found = null;
        for (Type part : intersection.positive()) {
          CallableType callable = asCallable(part);
          if (callable != null && (found == null || found.takesAnything())) {
            found = callable;
          }
        }
        yield found;
      }
      default -> null;
    };
  }

  CallOutcome call(Type callee, CallSite site, int depth) {
    return switch (callee) {
      case CallableType callable -> callCallable(callable, site);
      case ClassLiteralType _, SubclassOfType _ -> constructors.construct(callee, site);
      case DynamicType dynamic -> {
        site.evaluateWithoutContext();
        yield CallOutcome.of(dynamic);
      }
      case NeverType never -> {
        site.evaluateWithoutContext();
        yield CallOutcome.of(never);
      }
      case UnionType union -> callUnion(union, site, depth);
      case IntersectionType intersection -> callIntersection(intersection, site, depth);
      case AliasType alias -> call(world.aliasValue(alias), site, depth);
      case TypeVarType variable -> {
        TypeVarModel model = world.typeVarModel(variable);
        if (model.constraints().isEmpty()) {
          Type bound = model.bound();
          yield bound == null
              ? notCallable(variable, site)
              : bound instanceof NominalType
                  ? callObject(variable, site, depth)
                  : call(bound, site, depth);
        }
        yield Unions.of(model.constraints()) instanceof UnionType union
            ? callUnion(union, site, depth)
            : call(model.constraints().getFirst(), site, depth);
      }
      case TypeFormValue value when value.runtimeClass().equals(WellKnown.GENERIC_ALIAS) ->
          constructors.constructAlias(value, site);
      case NominalType _,
          TupleType _,
          LiteralType _,
          LiteralStringType _,
          PropertyType _,
          ModuleType _,
          ParamSpecPartType _,
          ParametersType _,
          TypeGuardType _,
          TypeFormType _,
          TypeFormValue _,
          SpecialFormType _,
          SuperType _ ->
          callObject(callee, site, depth);
    };
  }

  CallOutcome callCallable(CallableType callable, CallSite site) {
    if (callable.signatures().size() > 1) {
      return overloads.evaluate(callable, site);
    }
    SignatureEvaluator.Evaluation evaluation =
        evaluator.evaluate(callable.signatures().getFirst(), site);
    return new CallOutcome(
        evaluation.type(),
        evaluation.errors(),
        List.of(new CallOutcome.Chosen(callable, 0, evaluation.parameters())),
        List.of(),
        null);
  }

  private CallOutcome callObject(Type object, CallSite site, int depth) {
    Access access = depth >= MAX_DEPTH ? null : members.special(object, object, "__call__");
    // The stubs let `NotImplemented` be anything, so that methods may return it.
    boolean isRefusal =
        object instanceof NominalType nominal
            && nominal.cls().equals(WellKnown.NOT_IMPLEMENTED_TYPE);
    if (access == null || access.isPartial() || isRefusal) {
      return notCallable(object, site);
    }
    CallOutcome outcome = call(access.type(), site, depth + 1);
    Access.SelfMismatch mismatch = access.selfMismatch();
    if (mismatch == null) {
      return outcome;
    }
    List<CallError> errors = new ArrayList<>();
    errors.add(new CallError.SelfMismatch(mismatch.expected(), mismatch.got()));
    errors.addAll(outcome.errors());
    return outcome.withErrors(errors);
  }

  private static CallOutcome notCallable(Type object, CallSite site) {
    site.evaluateWithoutContext();
    return CallOutcome.error(DynamicType.UNKNOWN, new CallError.NotCallable(object, null));
  }

  /**
   * Each member is called; the arguments record what the first one makes of them. Where a part is
   * not known, one known part that can be called so is enough.
   */
  private CallOutcome callUnion(UnionType union, CallSite site, int depth) {
    List<Type> results = new ArrayList<>(union.members().size());
    List<CallError> errors = new ArrayList<>();
    List<CallOutcome.Chosen> chosen = new ArrayList<>();
    List<CallOutcome.Instantiation> instantiated = new ArrayList<>();
    boolean first = true;
    boolean fits = false;
    for (Type member : union.members()) {
      if (!first) {
        site.speculation().begin();
      }
      CallOutcome outcome = call(member, site, depth);
      if (!first) {
        site.speculation().rollback();
      }
      first = false;
      fits |= outcome.isValid() && !(member instanceof DynamicType);
      for (CallError error : outcome.errors()) {
        if (error instanceof CallError.NotCallable && union.isPartlyUnknown()) {
          continue;
        }
        CallError seen =
            error instanceof CallError.NotCallable not
                ? new CallError.NotCallable(not.type(), union)
                : error;
        if (!errors.contains(seen)) {
          errors.add(seen);
        }
      }
      // What cannot be called gives nothing, and must not hide in a loop that it cannot.
      if (outcome.errors().stream().noneMatch(error -> error instanceof CallError.NotCallable)) {
        results.add(outcome.type());
      }
      chosen.addAll(outcome.chosen());
      instantiated.addAll(outcome.instantiated());
    }
    return new CallOutcome(
        results.isEmpty() ? DynamicType.UNKNOWN : Unions.of(results),
        fits && union.isPartlyUnknown() ? List.of() : errors,
        chosen,
        instantiated,
        null);
  }

  /**
   * The first part that takes the arguments; what the first callable part says if none does. Parts
   * that take anything materialize to what the others take, so they matter only on their own.
   */
  private CallOutcome callIntersection(IntersectionType intersection, CallSite site, int depth) {
    Type instance = instanceOfAll(intersection);
    if (instance != null) {
      return call(SubclassOfType.of(instance), site, depth);
    }
    List<Type> precise = new ArrayList<>();
    List<Type> gradual = new ArrayList<>();
    for (Type part : intersection.positive()) {
      CallableType callable = asCallable(part);
      (callable != null && callable.takesAnything() ? gradual : precise).add(part);
    }
    CallOutcome outcome = callParts(precise, site, depth);
    if (outcome == null || (outcome.isNotCallable() && !gradual.isEmpty())) {
      outcome = callParts(gradual, site, depth);
    }
    if (outcome == null || outcome.isNotCallable()) {
      return notCallable(intersection, site);
    }
    if (!outcome.isValid()) {
      site.evaluateWithoutContext();
    }
    return outcome;
  }

  /** What an object that is each of several classes makes; null if some part is no class. */
  private static @Nullable Type instanceOfAll(IntersectionType classes) {
    List<Type> instances = new ArrayList<>();
    for (Type part : classes.positive()) {
      if (!(part instanceof SubclassOfType subclass)) {
        return null;
      }
      instances.add(subclass.instance());
    }
    return instances.isEmpty() ? null : Intersections.of(instances, List.of());
  }

  /** Null without parts. */
  private @Nullable CallOutcome callParts(List<Type> parts, CallSite site, int depth) {
    CallOutcome failed = null;
    for (Type part : parts) {
      site.speculation().begin();
      CallOutcome outcome = call(part, site, depth);
      if (outcome.isValid()) {
        site.speculation().commit();
        return outcome;
      }
      site.speculation().rollback();
      if (failed == null || failed.isNotCallable()) {
        failed = outcome;
      }
    }
    return failed;
  }

  private CallOutcome withDeprecation(CallOutcome outcome) {
    for (CallOutcome.Chosen chosen : outcome.chosen()) {
      FunctionId origin = chosen.signature().origin();
      String message = origin == null ? null : world.deprecation(origin);
      if (message != null) {
        return outcome.withDeprecated(message);
      }
    }
    return outcome;
  }
}
