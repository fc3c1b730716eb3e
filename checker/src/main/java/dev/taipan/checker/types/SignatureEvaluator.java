package dev.taipan.checker.types;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates a call of one signature, in one {@link SignatureRun} or in several until one is valid.
 *
 * <p>The return type that the context expects is a hint: it is taken where the call is valid with
 * it, else the call is evaluated without it, which costs a second evaluation of the arguments that
 * need context.
 */
final class SignatureEvaluator {
  private final World world;
  private final TypeSystem types;
  private final OverloadedArguments overloaded;

  SignatureEvaluator(TypeSystem types) {
    this.world = types.world();
    this.types = types;
    this.overloaded = new OverloadedArguments(types, this);
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
  static ParameterList expanded(World world, ParameterList list) {
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
    return site.match(expanded(world, signature.parameters()));
  }

  Evaluation evaluate(Signature signature, CallSite site) {
    return evaluate(signature, match(signature, site), site);
  }

  Evaluation evaluate(Signature signature, ArgumentMatcher.Matching matching, CallSite site) {
    if (signature.typeParameters().isEmpty()) {
      return new SignatureRun(types, signature, matching, site, null, Substitution.EMPTY).run();
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
    SignatureRun run = new SignatureRun(types, signature, matching, site, solver, names);
    try {
      return run.run();
    } catch (SignatureRun.SameVariables _) {
      return attempt(signature, matching, site, hint, true);
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
}
