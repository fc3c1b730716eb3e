package dev.taipan.checker.inference.expressions;

import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Region;
import dev.taipan.checker.inference.Widening;
import dev.taipan.checker.inference.annotations.TypeForms;
import dev.taipan.checker.inference.narrowing.Truth;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.FStringPart;
import dev.taipan.checker.types.Awaits;
import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.Display;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.LiteralStringType;
import dev.taipan.checker.types.LiteralType;
import dev.taipan.checker.types.NeverType;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.OperatorResult;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.TypeFormType;
import dev.taipan.checker.types.TypedDicts;
import dev.taipan.checker.types.WellKnown;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The types of expressions, with an expected type where there is one. */
public final class ExpressionEvaluator {
  private static final ClassId TEMPLATE = new ClassId("string.templatelib", "Template");

  /** Longer texts of f-strings are not kept. */
  private static final int MAX_TEXT = 4096;

  private final Program program;

  public ExpressionEvaluator(Program program) {
    this.program = program;
  }

  /** The value type of an expression; see {@link Region#infer(Expr, Type)}. */
  public Type infer(Region region, Expr expression, @Nullable Type expected) {
    if (expected != null && TypeForms.isExpected(expected)) {
      Type form = program.typeForms().implicit(region, expression);
      // Beside other types a value that describes none of those asked for may still be one of them.
      if (form != null
          && (expected instanceof TypeFormType
              || program.typeSystem().isAssignable(form, expected))) {
        return form;
      }
    }
    return switch (expression) {
      case Expr.Constant constant -> constant(constant);
      case Expr.Str text ->
          new LiteralType(text.bytes ? WellKnown.BYTES : WellKnown.STR, text.value);
      case Expr.FString text -> formatted(region, text);
      case Expr.Name name -> program.names().load(region, name);
      case Expr.Attribute attribute -> program.attributes().read(region, attribute);
      case Expr.Subscript subscript -> program.subscripts().read(region, subscript);
      case Expr.Call call -> program.callEvaluator().evaluate(region, call, expected);
      case Expr.Tuple tuple -> program.displays().tuple(region, tuple, expected);
      case Expr.ListExpr list -> program.displays().list(region, list, expected);
      case Expr.SetExpr set -> program.displays().set(region, set, expected);
      case Expr.Dict dict -> program.displays().dict(region, dict, expected);
      case Expr.ListComp comp -> program.comprehensions().list(region, comp, expected);
      case Expr.SetComp comp -> program.comprehensions().set(region, comp, expected);
      case Expr.DictComp comp -> program.comprehensions().dict(region, comp, expected);
      case Expr.Generator comp -> program.comprehensions().generator(region, comp, expected);
      case Expr.Unary unary -> unary(region, unary);
      case Expr.Binary binary -> binary(region, binary, expected);
      case Expr.BoolOp operation -> boolOp(region, operation, expected);
      case Expr.Compare compare -> compare(region, compare);
      case Expr.Conditional conditional -> conditional(region, conditional, expected);
      case Expr.Lambda lambda -> program.lambdas().evaluate(region, lambda, expected);
      case Expr.Await await -> await(region, await, expected);
      case Expr.Yield yield -> program.generators().yield(region, yield);
      case Expr.YieldFrom yield -> program.generators().yieldFrom(region, yield);
      case Expr.Walrus walrus -> walrus(region, walrus, expected);
      case Expr.Starred starred -> {
        region.infer(starred.value);
        yield DynamicType.UNKNOWN;
      }
      case Expr.Slice slice -> slice(region, slice);
      case Expr.ErrorExpr error -> {
        for (Expr part : error.parts) {
          region.infer(part);
        }
        yield DynamicType.UNKNOWN;
      }
    };
  }

  private static Type constant(Expr.Constant constant) {
    return switch (constant.kind) {
      case NONE -> WellKnown.NONE;
      case TRUE -> new LiteralType(WellKnown.BOOL, true);
      case FALSE -> new LiteralType(WellKnown.BOOL, false);
      case ELLIPSIS -> new NominalType(WellKnown.ELLIPSIS_TYPE);
      case INT -> new LiteralType(WellKnown.INT, constant.value);
      case FLOAT -> new NominalType(WellKnown.FLOAT);
      case COMPLEX -> new NominalType(WellKnown.COMPLEX);
    };
  }

  private Type formatted(Region region, Expr.FString text) {
    boolean literal = fields(region, text.parts);
    if (text.template) {
      return new NominalType(TEMPLATE);
    }
    String value = valueOf(region, text.parts);
    if (value != null) {
      return new LiteralType(WellKnown.STR, value);
    }
    return literal ? LiteralStringType.LITERAL_STRING : new NominalType(WellKnown.STR);
  }

  /** The text that is put together if the types of all fields tell theirs; else null. */
  private static @Nullable String valueOf(Region region, List<FStringPart> parts) {
    StringBuilder value = new StringBuilder();
    for (FStringPart part : parts) {
      String one =
          switch (part) {
            case FStringPart.Literal literal -> literal.value;
            case FStringPart.Field field -> valueOf(field, region.stored(field.value));
          };
      if (one == null || value.length() + one.length() > MAX_TEXT) {
        return null;
      }
      value.append(one);
    }
    return value.toString();
  }

  private static @Nullable String valueOf(FStringPart.Field field, @Nullable Type type) {
    if (field.debug || field.conversion != 0 || !field.format.isEmpty()) {
      return null;
    }
    return type instanceof LiteralType literal
            && literal.cls().equals(WellKnown.STR)
            && literal.value() instanceof String text
        ? text
        : null;
  }

  /** Evaluates replacement fields; whether all of them are literal strings. */
  private boolean fields(Region region, List<FStringPart> parts) {
    boolean literal = true;
    for (FStringPart part : parts) {
      if (part instanceof FStringPart.Field field) {
        Type type = region.infer(field.value);
        program.formats().checkField(region, field, type);
        literal &=
            type != NeverType.NEVER
                && !(type instanceof DynamicType)
                && program.typeSystem().isAssignable(type, LiteralStringType.LITERAL_STRING);
        literal &= fields(region, field.format);
      }
    }
    return literal;
  }

  private Type unary(Region region, Expr.Unary unary) {
    if (unary.op == Expr.UnaryOp.NOT) {
      Type operand = region.infer(unary.operand);
      program.conditions().check(region, unary.operand, operand);
      Truth truth = program.truthiness().of(operand);
      return truth == Truth.AMBIGUOUS
          ? new NominalType(WellKnown.BOOL)
          : new LiteralType(WellKnown.BOOL, truth == Truth.ALWAYS_FALSE);
    }
    Type operand = region.infer(unary.operand);
    OperatorResult result = program.operators().unary(unary.op.dunder, operand);
    if (!result.isSupported()) {
      region.report(
          Rules.UNSUPPORTED_OPERATOR,
          unary,
          "`" + unary.op.symbol + "` is not supported for `" + Display.of(operand) + "`");
    }
    if (result.deprecated() != null) {
      program.deprecations().report(region, unary, unary.op.symbol, result.deprecated());
    }
    return result.type();
  }

  private Type binary(Region region, Expr.Binary outermost, @Nullable Type expected) {
    // Chains lean to the left and may be long: the operands are gathered before any is evaluated.
    List<Expr.Binary> chain = new ArrayList<>();
    Expr leftmost = outermost;
    while (leftmost instanceof Expr.Binary binary) {
      chain.add(binary);
      leftmost = binary.left;
    }
    Type left = region.infer(leftmost, usefulOperandExpectation(leftmost, expected));
    for (int i = chain.size() - 1; i >= 0; i--) {
      Expr.Binary binary = chain.get(i);
      Type right = region.infer(binary.right, rightExpectation(region, binary, left, expected));
      Type type = operate(region, binary, left, binary.op, right);
      if (i == 0 && expected != null && !program.typeSystem().isAssignable(type, expected)) {
        Type wanted = program.operators().binaryAs(binary.op.dunder, left, right, expected);
        type = wanted == null ? type : wanted;
      }
      if (i > 0) {
        region.store(binary, type);
      }
      left = type;
    }
    return left;
  }

  /** A list or dict display that is an operand may as well be what the whole should be. */
  private static @Nullable Type usefulOperandExpectation(Expr operand, @Nullable Type expected) {
    return operand instanceof Expr.ListExpr
            || operand instanceof Expr.Dict
            || operand instanceof Expr.SetExpr
            || operand instanceof Expr.ListComp
        ? expected
        : null;
  }

  private @Nullable Type rightExpectation(
      Region region, Expr.Binary binary, Type left, @Nullable Type expected) {
    if (binary.right instanceof Expr.ListComp) {
      return expected;
    }
    if (!(binary.right instanceof Expr.ListExpr
        || binary.right instanceof Expr.Dict
        || binary.right instanceof Expr.SetExpr)) {
      return null;
    }
    if (TypedDicts.shapeOf(program, left) != null) {
      Type wanted = program.typedDicts().operand(left, binary.op.dunder);
      return wanted == null || region.hasErrors(region.attempt(binary.right, wanted))
          ? null
          : wanted;
    }
    return expected != null ? expected : left instanceof NominalType ? left : null;
  }

  /** The type of {@code left op right}; reports operands that do not support it. */
  private Type operate(Region region, Expr.Binary node, Type left, Expr.BinaryOp op, Type right) {
    if (op == Expr.BinaryOp.OR) {
      Type union = program.typeValues().unionOfValues(region, node, left, right);
      if (union != null) {
        return union;
      }
    }
    OperatorResult result = program.operators().binary(op.dunder, left, right);
    reportOperator(region, node, op.symbol, left, right, result);
    program.zeros().checkDivision(region, node, left, right);
    program.percentFormats().check(region, node, left, right);
    return result.type();
  }

  void reportOperator(
      Region region, Expr node, String symbol, Type left, Type right, OperatorResult result) {
    if (!result.isSupported()) {
      region.report(
          Rules.UNSUPPORTED_OPERATOR,
          node,
          "`"
              + symbol
              + "` is not supported between `"
              + Display.of(left, program)
              + "` and `"
              + Display.of(right, program)
              + "`");
    }
    if (result.deprecated() != null) {
      program.deprecations().report(region, node, symbol, result.deprecated());
    }
  }

  private Type boolOp(Region region, Expr.BoolOp operation, @Nullable Type expected) {
    List<Type> results = new ArrayList<>();
    int last = operation.values.size() - 1;
    Type previous = null;
    for (int i = 0; i <= last; i++) {
      Expr value = operation.values.get(i);
      if (i > 0 && isUnreachable(region, value)) {
        break;
      }
      // What `x or []` lacks, the left operand tells: the display is of the same kind.
      Type type =
          expected == null && previous != null && !operation.and
              ? region.inferLike(value, previous)
              : region.infer(value, expected);
      if (i < last) {
        program.conditions().check(region, value, type);
        Type kept =
            program
                .narrowing()
                .tests()
                .narrower()
                .truthy(decisive(region, value, type, operation.and), !operation.and);
        if (kept != NeverType.NEVER) {
          results.add(kept);
        }
        previous = kept;
        if (kept.equals(type) && program.truthiness().of(type) != Truth.AMBIGUOUS) {
          break; // the other operands are never evaluated
        }
      } else {
        results.add(type);
      }
    }
    return Widening.joinAll(results.isEmpty() ? List.of(NeverType.NEVER) : results);
  }

  /**
   * What an operand can be where the operator passes it on: of {@code x and y or z} a false {@code
   * x} is never the result, as {@code y} alone is what a true {@code x and y} can be.
   */
  private static Type decisive(Region region, Expr operand, Type type, boolean and) {
    if (operand instanceof Expr.BoolOp inner && inner.and != and) {
      Expr last = inner.values.getLast();
      Type stored = region.stored(last);
      return stored == null ? type : decisive(region, last, stored, and);
    }
    return type;
  }

  private boolean isUnreachable(Region region, Expr expression) {
    return expression.id >= 0
        && program
            .flow()
            .isNeverReached(
                region.module(), region, region.module().bound().reachabilityOf(expression));
  }

  private Type compare(Region region, Expr.Compare compare) {
    Type left = region.infer(compare.left);
    Expr leftNode = compare.left;
    List<Type> results = new ArrayList<>();
    for (int i = 0; i < compare.ops.size(); i++) {
      Expr.CompareOp op = compare.ops.get(i);
      Expr rightNode = compare.comparators.get(i);
      Type hint = op == Expr.CompareOp.EQ || op == Expr.CompareOp.NE ? left : null;
      boolean display = rightNode instanceof Expr.ListExpr || rightNode instanceof Expr.Dict;
      Type right =
          display && hint != null ? region.inferLike(rightNode, hint) : region.infer(rightNode);
      OperatorResult result = program.operators().compare(op.dunder, left, right);
      reportOperator(region, compare, op.symbol, left, right, result);
      if (op == Expr.CompareOp.IN || op == Expr.CompareOp.NOT_IN) {
        program.conditions().checkContained(region, compare, left, right);
      } else if (i < compare.ops.size() - 1) {
        program.conditions().checkBool(region, compare, result.type());
      }
      boolean negated = op == Expr.CompareOp.NOT_IN || op == Expr.CompareOp.IS_NOT;
      results.add(negated ? negated(result.type()) : result.type());
      program.comparisons().comparison(region, compare, leftNode, op, left, right);
      left = right;
      leftNode = rightNode;
    }
    // A name for a platform is rather one of several that the code is for.
    Truth ofVersion = program.targetTests().ofVersion(region.module(), compare);
    if (ofVersion != null && ofVersion != Truth.AMBIGUOUS) {
      return new LiteralType(WellKnown.BOOL, ofVersion == Truth.ALWAYS_TRUE);
    }
    return results.size() == 1 ? results.get(0) : firstFalse(results);
  }

  private static Type negated(Type outcome) {
    return outcome instanceof LiteralType literal && literal.value() instanceof Boolean value
        ? new LiteralType(WellKnown.BOOL, !value)
        : outcome;
  }

  /** What a chain of comparisons gives: the first outcome that is not true, else the last one. */
  private Type firstFalse(List<Type> outcomes) {
    List<Type> results = new ArrayList<>(outcomes.size());
    for (int i = 0; i < outcomes.size(); i++) {
      Type outcome = outcomes.get(i);
      boolean last = i == outcomes.size() - 1;
      Truth truth = last ? Truth.ALWAYS_FALSE : program.truthiness().of(outcome);
      if (truth != Truth.ALWAYS_TRUE) {
        results.add(outcome);
      }
      if (truth == Truth.ALWAYS_FALSE) {
        break;
      }
    }
    return Widening.joinAll(results);
  }

  private Type conditional(Region region, Expr.Conditional conditional, @Nullable Type expected) {
    Type test = region.infer(conditional.test);
    program.conditions().check(region, conditional.test, test);
    boolean bodyRuns = !isUnreachable(region, conditional.body);
    boolean elseRuns = !isUnreachable(region, conditional.orelse);
    List<Type> results = new ArrayList<>(2);
    if (bodyRuns) {
      results.add(region.infer(conditional.body, expected));
    }
    if (elseRuns) {
      results.add(region.infer(conditional.orelse, expected));
    }
    return results.isEmpty() ? NeverType.NEVER : Widening.joinAll(results);
  }

  private Type await(Region region, Expr.Await await, @Nullable Type expected) {
    Type hint = expected == null ? null : new NominalType(WellKnown.AWAITABLE, List.of(expected));
    Type awaitable = region.infer(await.value, hint);
    Awaits.Result result = program.awaits().await(awaitable);
    if (!result.isValid()) {
      region.report(
          Rules.INVALID_AWAIT, await.value, "`" + Display.of(awaitable) + "` cannot be awaited");
    }
    return result.type();
  }

  private Type walrus(Region region, Expr.Walrus walrus, @Nullable Type expected) {
    Type declared = program.assignments().expectedFor(region, walrus.target);
    Type type = region.infer(walrus.value, declared != null ? declared : expected);
    program.assignments().assign(region, walrus.target, type, walrus.value);
    Type stored = region.stored(walrus.target);
    return stored == null ? type : stored;
  }

  private Type slice(Region region, Expr.Slice slice) {
    List<Type> parts = new ArrayList<>(3);
    for (Expr part : new Expr[] {slice.lower, slice.upper, slice.step}) {
      parts.add(part == null ? WellKnown.NONE : region.infer(part));
    }
    return new NominalType(WellKnown.SLICE, parts);
  }
}
