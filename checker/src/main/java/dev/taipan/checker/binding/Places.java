package dev.taipan.checker.binding;

import dev.taipan.checker.syntax.Expr;
import org.jspecify.annotations.Nullable;

/**
 * The places that flow analysis follows: names, and chains of attributes and constant subscripts
 * that start with a name, such as `a.b`, `a[0]`, `a["k"]` and `a[-1].b`.
 */
public final class Places {
  private Places() {}

  /**
   * The key of the place that an expression refers to, or null if it refers to none. `(x := e)`
   * refers to `x`. Private names are as written, not mangled.
   */
  public static @Nullable String keyOf(Expr expression) {
    return switch (expression) {
      case Expr.Name name -> name.name.isEmpty() ? null : name.name;
      case Expr.Walrus walrus -> keyOf(walrus.target);
      case Expr.Attribute attribute -> {
        String base = attribute.name.isEmpty() ? null : keyOf(attribute.value);
        yield base == null ? null : base + "." + attribute.name;
      }
      case Expr.Subscript subscript -> {
        String segment = subscriptSegment(subscript.index);
        String base = segment == null ? null : keyOf(subscript.value);
        yield base == null ? null : base + segment;
      }
      default -> null;
    };
  }

  /** `[0]`, `[-1]`, `["k"]` for a constant subscript, otherwise null. */
  static @Nullable String subscriptSegment(Expr index) {
    return switch (index) {
      case Expr.Constant constant when constant.kind == Expr.Constant.Kind.INT ->
          "[" + constant.value + "]";
      case Expr.Unary unary
          when unary.op == Expr.UnaryOp.NEGATE
              && unary.operand instanceof Expr.Constant constant
              && constant.kind == Expr.Constant.Kind.INT ->
          "[-" + constant.value + "]";
      case Expr.Str string -> (string.bytes ? "[b\"" : "[\"") + string.value + "\"]";
      default -> null;
    };
  }
}
