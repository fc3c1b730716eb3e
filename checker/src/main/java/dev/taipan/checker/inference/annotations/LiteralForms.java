package dev.taipan.checker.inference.annotations;

import dev.taipan.checker.inference.Region;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.types.LiteralType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.TypeFormValue;
import dev.taipan.checker.types.UnionType;
import dev.taipan.checker.types.Unions;
import dev.taipan.checker.types.WellKnown;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code Literal[...]}. */
final class LiteralForms {
  private final TypeExpressions expressions;

  LiteralForms(TypeExpressions expressions) {
    this.expressions = expressions;
  }

  Type literal(Region region, Expr.Subscript at) {
    if (at.index instanceof Expr.Tuple tuple && (tuple.parenthesized || tuple.elements.isEmpty())) {
      return invalid(region, at.index);
    }
    List<Expr> indices = TypeArguments.indices(at);
    List<Type> values = new ArrayList<>(indices.size());
    for (Expr index : indices) {
      Type value = value(region, index);
      values.add(value == null ? invalid(region, index) : value);
    }
    return Unions.of(values);
  }

  private Type invalid(Region region, Expr at) {
    return expressions.invalid(
        region,
        at,
        "`Literal` takes `None`, members of enums and literals of type `int`, `str`, `bytes` and"
            + " `bool`");
  }

  /** The type of one value, null if it may not stand in a Literal. */
  private @Nullable Type value(Region region, Expr expression) {
    return switch (expression) {
      case Expr.Str text ->
          new LiteralType(text.bytes ? WellKnown.BYTES : WellKnown.STR, text.value);
      case Expr.Constant constant ->
          switch (constant.kind) {
            case NONE -> WellKnown.NONE;
            case TRUE -> new LiteralType(WellKnown.BOOL, true);
            case FALSE -> new LiteralType(WellKnown.BOOL, false);
            case INT -> new LiteralType(WellKnown.INT, constant.value);
            case FLOAT, COMPLEX, ELLIPSIS -> null;
          };
      case Expr.Unary unary -> signed(unary);
      case Expr.Attribute attribute -> {
        Type type = region.infer(attribute);
        yield type instanceof LiteralType literal && literal.isEnumMember()
            ? literal
            : nested(type);
      }
      case Expr.Name name -> {
        Type type = expressions.value(region, name);
        yield nested(type);
      }
      case Expr.Subscript subscript when expressions.isForm(region, subscript.value, "Literal") ->
          literal(region, subscript);
      default -> null;
    };
  }

  /** An alias of a Literal stands for its values. */
  private static @Nullable Type nested(Type type) {
    return type instanceof TypeFormValue form && isLiteral(form.denoted()) ? form.denoted() : null;
  }

  private static boolean isLiteral(Type type) {
    return switch (type) {
      case LiteralType _ -> true;
      case UnionType union -> {
        for (Type member : union.members()) {
          if (!isLiteral(member) && !member.equals(WellKnown.NONE)) {
            yield false;
          }
        }
        yield true;
      }
      default -> type.equals(WellKnown.NONE);
    };
  }

  private static @Nullable Type signed(Expr.Unary unary) {
    if (!(unary.operand instanceof Expr.Constant constant)
        || constant.kind != Expr.Constant.Kind.INT) {
      return null;
    }
    return switch (unary.op) {
      case PLUS -> new LiteralType(WellKnown.INT, constant.value);
      case NEGATE ->
          new LiteralType(
              WellKnown.INT,
              constant.value instanceof Long value && value != Long.MIN_VALUE
                  ? (Object) (-value)
                  : new BigInteger(constant.value.toString()).negate());
      case INVERT, NOT -> null;
    };
  }
}
