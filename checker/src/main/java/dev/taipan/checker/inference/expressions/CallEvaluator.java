package dev.taipan.checker.inference.expressions;

import dev.taipan.checker.binding.PrivateNames;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Region;
import dev.taipan.checker.inference.annotations.TypeForms;
import dev.taipan.checker.inference.library.TypingAliasCalls;
import dev.taipan.checker.syntax.Argument;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.types.Access;
import dev.taipan.checker.types.CallArgument;
import dev.taipan.checker.types.CallError;
import dev.taipan.checker.types.CallOutcome;
import dev.taipan.checker.types.ConstraintCases;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.IntersectionType;
import dev.taipan.checker.types.Intersections;
import dev.taipan.checker.types.NeverType;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.Speculation;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.TypeVarType;
import dev.taipan.checker.types.UnionType;
import dev.taipan.checker.types.Unions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The types of calls. */
public final class CallEvaluator {
  private final Program program;
  private final CallHandlers handlers;

  public CallEvaluator(Program program, CallHandlers handlers) {
    this.program = program;
    this.handlers = handlers;
  }

  Type evaluate(Region region, Expr.Call call, @Nullable Type expected) {
    Type callee = region.infer(call.callee);
    program.typeValues().checkBound(region, call.callee, callee);
    program.attributes().checkCallee(region, call.callee, callee);
    TypingAliasCalls.check(region, call, callee);
    CallHandler handler = handlers.of(callee);
    if (handler != null) {
      Type type = handler.evaluate(region, call, callee, expected);
      if (type != null) {
        return type;
      }
    }
    return call(region, call, call.arguments, callee, expected);
  }

  /** An ordinary call of {@code callee}; {@code node} is where errors of the whole are shown. */
  public Type call(
      Region region, Expr node, List<Argument> arguments, Type callee, @Nullable Type expected) {
    if (callee instanceof DynamicType || callee == NeverType.NEVER) {
      for (Argument argument : arguments) {
        region.infer(argument.value);
      }
      return callee == NeverType.NEVER ? DynamicType.UNKNOWN : callee;
    }
    List<Argument> given = WrittenKeywords.in(arguments);
    Type result = callWith(region, node, given, callee, expected);
    if (given != arguments) {
      WrittenKeywords.store(region, arguments);
    }
    return result;
  }

  private Type callWith(
      Region region, Expr node, List<Argument> arguments, Type callee, @Nullable Type expected) {
    Tries tries = new Tries(region, arguments, TypeForms.isExpectedBy(callee), type -> type);
    CallOutcome outcome = program.calls().call(callee, tries.arguments(), expected, tries);
    tries.finish();
    if (!outcome.isValid() && !tries.typeForms && wantTypeForm(outcome.errors())) {
      Tries forms = new Tries(region, arguments, true, type -> type);
      CallOutcome other = program.calls().call(callee, forms.arguments(), expected, forms);
      if (other.isValid()) {
        forms.finish();
        outcome = other;
      }
    }
    if (!outcome.isValid()) {
      Tries meant = asMeant(region, arguments, callee, outcome.errors());
      CallOutcome other =
          meant == null
              ? outcome
              : program.calls().call(callee, meant.arguments(), expected, meant);
      if (meant != null && other.isValid()) {
        meant.finish();
        outcome = other;
      }
    }
    if (!outcome.isValid()) {
      Type loose = program.looseDisplays().method(region, node);
      CallOutcome other =
          loose == null ? outcome : program.calls().call(loose, tries.arguments(), expected, tries);
      outcome = other.isValid() ? other : outcome;
    }
    if (!outcome.isValid() || outcome.type() instanceof UnionType) {
      Type joined = byConstraint(region, node, arguments, callee, expected, outcome);
      if (joined != null) {
        return joined;
      }
    }
    program.callReports().report(region, node, arguments, callee, outcome);
    return outcome.isValid()
        ? program.callSiteReturns().refine(region, arguments, outcome)
        : outcome.type();
  }

  /** Whether an argument is refused where a value that describes a type is wanted. */
  private static boolean wantTypeForm(List<CallError> errors) {
    for (CallError error : errors) {
      boolean wanted =
          switch (error) {
            case CallError.InvalidArgument invalid -> TypeForms.isExpected(invalid.expected());
            case CallError.NoMatchingOverload none -> wantTypeForm(none.errors());
            default -> false;
          };
      if (wanted) {
        return true;
      }
    }
    return false;
  }

  /**
   * The arguments with those that are refused taken for what they may have been meant to be, see
   * {@link MixedDisplays}; null if there is no such argument.
   */
  private @Nullable Tries asMeant(
      Region region, List<Argument> arguments, Type callee, List<CallError> errors) {
    Tries tries = null;
    for (CallError error : errors) {
      switch (error) {
        case CallError.InvalidArgument invalid when invalid.argument() >= 0 -> {
          Expr value = arguments.get(invalid.argument()).value;
          Type type = program.mixedDisplays().as(region, value, invalid.expected());
          if (type != null) {
            tries =
                tries != null
                    ? tries
                    : new Tries(region, arguments, TypeForms.isExpectedBy(callee), one -> one);
            tries.take(invalid.argument(), type);
          }
        }
        case CallError.NoMatchingOverload none -> {
          Tries inner = asMeant(region, arguments, callee, none.errors());
          tries = inner == null ? tries : inner;
        }
        default -> {}
      }
    }
    return tries;
  }

  /**
   * {@code functools.partial(function, ...)}; null where the call says nothing of the function or
   * nobody knows what the function takes.
   */
  @Nullable Type partial(Region region, Expr.Call call, @Nullable Type expected) {
    if (call.arguments.isEmpty() || call.arguments.getFirst().kind != Argument.Kind.POSITIONAL) {
      return null;
    }
    Expr function = call.arguments.getFirst().value;
    Type callee = region.infer(function);
    List<Argument> given = call.arguments.subList(1, call.arguments.size());
    Tries tries = new Tries(region, given, false, type -> type);
    CallOutcome outcome = program.calls().partial(callee, tries.arguments(), tries);
    if (outcome == null) {
      return null;
    }
    tries.finish();
    program.callReports().report(region, call, given, callee, outcome);
    return expected == null ? outcome.type() : asExpected(outcome.type(), expected);
  }

  /** A new object with one type argument may as well be one of the wider type that is expected. */
  private Type asExpected(Type made, Type expected) {
    if (made instanceof IntersectionType intersection) {
      List<Type> parts = new ArrayList<>(intersection.positive());
      parts.replaceAll(part -> asExpected(part, expected));
      return Intersections.of(parts, intersection.negative());
    }
    for (Type member : Unions.members(expected)) {
      if (made instanceof NominalType own
          && member instanceof NominalType wanted
          && own.cls().equals(wanted.cls())
          && own.arguments().size() == 1
          && !(wanted.arguments().getFirst() instanceof DynamicType)
          && program
              .typeSystem()
              .isAssignable(own.arguments().getFirst(), wanted.arguments().getFirst())) {
        return wanted;
      }
    }
    return made;
  }

  /**
   * What a call gives that is valid for each constraint of a type variable in the object or the
   * arguments; null if there is no such variable or the call is not valid for some constraint.
   *
   * @param whole what the call for all of them at once gave
   */
  private @Nullable Type byConstraint(
      Region region,
      Expr node,
      List<Argument> arguments,
      Type callee,
      @Nullable Type expected,
      CallOutcome whole) {
    Expr.Attribute method =
        node instanceof Expr.Call call && call.callee instanceof Expr.Attribute attribute
            ? attribute
            : null;
    Type object = method == null ? null : region.stored(method.value);
    ConstraintCases cases = new ConstraintCases(program.typeSystem());
    TypeVarType variable = object == null ? null : cases.variableIn(object);
    for (int i = 0; variable == null && i < arguments.size(); i++) {
      Type type = region.stored(arguments.get(i).value);
      variable = type == null ? null : cases.variableIn(type);
    }
    if (variable == null) {
      return null;
    }
    TypeVarType found = variable;
    List<Type> results = new ArrayList<>();
    for (Type constraint : cases.constraintsOf(found)) {
      Type called = callee;
      if (method != null && object != null) {
        Type one = cases.where(found, constraint, object);
        if (one == NeverType.NEVER) {
          results.add(one);
          continue;
        }
        Access access =
            program
                .members()
                .read(one, PrivateNames.mangle(region.scope(), method.name))
                .orElse(null);
        if (access == null || access.isPartial()) {
          return null;
        }
        called = access.type();
      }
      Tries tries =
          new Tries(
              region,
              arguments,
              TypeForms.isExpectedBy(called),
              type -> cases.where(found, constraint, type));
      Type hint = expected == null ? null : cases.where(found, constraint, expected);
      CallOutcome outcome = program.calls().call(called, tries.arguments(), hint, tries);
      if (!outcome.isValid()) {
        return null;
      }
      results.add(outcome.type());
    }
    return cases.join(found, results, whole.isValid() ? whole.type() : null);
  }

  /** The arguments of one call, evaluated as often as the binder wants to see them. */
  private static final class Tries implements Speculation {
    private final Region region;
    private final List<CallArgument> arguments = new ArrayList<>();
    private final List<Argument> nodes;

    /** Whether strings may be quoted types, and names describe what depends on the place. */
    private final boolean typeForms;

    /** What is known of the types of the arguments beyond what they are by themselves. */
    private final UnaryOperator<Type> known;

    /** What is not to be asked of the arguments themselves. */
    private final @Nullable Type[] meant;

    private Region.@Nullable Attempt[] taken;
    private final ArrayDeque<Region.@Nullable Attempt[]> saved = new ArrayDeque<>();

    Tries(Region region, List<Argument> nodes, boolean typeForms, UnaryOperator<Type> known) {
      this.known = known;
      this.typeForms = typeForms;
      this.region = region;
      this.nodes = nodes;
      this.taken = new Region.Attempt[nodes.size()];
      this.meant = new Type[nodes.size()];
      for (int i = 0; i < nodes.size(); i++) {
        arguments.add(new Tried(i));
      }
    }

    List<CallArgument> arguments() {
      return arguments;
    }

    void take(int argument, Type type) {
      meant[argument] = type;
    }

    @Override
    public void begin() {
      saved.push(taken.clone());
    }

    @Override
    public void commit() {
      saved.pop();
    }

    @Override
    public void rollback() {
      taken = saved.pop();
    }

    /** Keeps the last evaluation of each argument. */
    void finish() {
      for (int i = 0; i < taken.length; i++) {
        Region.Attempt attempt = taken[i];
        if (attempt == null) {
          if (region.stored(nodes.get(i).value) == null) {
            region.infer(nodes.get(i).value);
          }
        } else {
          region.accept(attempt);
        }
      }
    }

    private final class Tried implements CallArgument {
      private final int index;

      Tried(int index) {
        this.index = index;
      }

      @Override
      public Kind kind() {
        return switch (nodes.get(index).kind) {
          // What cannot be read may be any number of arguments.
          case POSITIONAL ->
              nodes.get(index).value instanceof Expr.ErrorExpr ? Kind.STAR : Kind.POSITIONAL;
          case STAR -> Kind.STAR;
          case KEYWORD -> Kind.KEYWORD;
          case DOUBLE_STAR -> Kind.DOUBLE_STAR;
        };
      }

      @Override
      public @Nullable String name() {
        Expr.Name name = nodes.get(index).name;
        return name == null ? null : name.name;
      }

      @Override
      public boolean needsContext() {
        Expr value = nodes.get(index).value;
        return dependsOnExpectation(value)
            || typeForms
                && (value instanceof Expr.Str
                    || value instanceof Expr.Name
                    || value instanceof Expr.Attribute);
      }

      @Override
      public boolean isWritten(Type type) {
        Expr value = nodes.get(index).value;
        WrittenLiterals literals = region.program().writtenLiterals();
        Region.Attempt attempt = taken[index];
        return attempt == null
            ? literals.isWritten(region, value, type)
            : region.seeing(attempt, () -> literals.isWritten(region, value, type));
      }

      @Override
      public boolean isLambda() {
        return nodes.get(index).value instanceof Expr.Lambda;
      }

      @Override
      public boolean isMadeOfUnknown() {
        return needsContext() && UnknownItems.isMadeOf(region, nodes.get(index).value);
      }

      @Override
      public boolean isDeclared() {
        Expr value = nodes.get(index).value;
        Region.Attempt attempt = taken[index];
        return attempt == null
            ? DeclaredValues.isDeclared(region, value)
            : region.seeing(attempt, () -> DeclaredValues.isDeclared(region, value));
      }

      @Override
      public Type type(@Nullable Type expected) {
        Expr value = nodes.get(index).value;
        Region.Attempt attempt = region.attempt(value, needsContext() ? expected : null);
        taken[index] = attempt;
        Type other = meant[index];
        return known.apply(other == null ? attempt.type() : other);
      }
    }
  }

  /** Whether the type of an expression may change with what is expected of it. */
  static boolean dependsOnExpectation(Expr expression) {
    return switch (expression) {
      case Expr.ListExpr ignored -> true;
      case Expr.SetExpr ignored -> true;
      case Expr.Dict ignored -> true;
      case Expr.ListComp ignored -> true;
      case Expr.SetComp ignored -> true;
      case Expr.DictComp ignored -> true;
      case Expr.Generator ignored -> true;
      case Expr.Lambda ignored -> true;
      case Expr.Call ignored -> true;
      case Expr.Subscript ignored -> false;
      case Expr.Tuple tuple -> {
        for (Expr element : tuple.elements) {
          if (dependsOnExpectation(element)) {
            yield true;
          }
        }
        yield false;
      }
      case Expr.Conditional conditional ->
          dependsOnExpectation(conditional.body) || dependsOnExpectation(conditional.orelse);
      case Expr.BoolOp operation -> {
        for (Expr value : operation.values) {
          if (dependsOnExpectation(value)) {
            yield true;
          }
        }
        yield false;
      }
      case Expr.Walrus walrus -> dependsOnExpectation(walrus.value);
      case Expr.Await await -> dependsOnExpectation(await.value);
      case Expr.Binary binary ->
          dependsOnExpectation(binary.left) || dependsOnExpectation(binary.right);
      case Expr.Starred starred -> dependsOnExpectation(starred.value);
      case Expr.Name ignored -> false;
      case Expr.Constant ignored -> false;
      case Expr.Str ignored -> false;
      case Expr.FString ignored -> false;
      case Expr.Attribute ignored -> false;
      case Expr.Unary ignored -> false;
      case Expr.Compare ignored -> false;
      case Expr.Slice ignored -> false;
      case Expr.Yield ignored -> false;
      case Expr.YieldFrom ignored -> false;
      case Expr.ErrorExpr ignored -> false;
    };
  }
}
