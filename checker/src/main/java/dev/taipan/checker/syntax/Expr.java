package dev.taipan.checker.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An expression, a target or an annotation. */
public abstract sealed class Expr extends Node {
  private Expr(int id, int start, int end) {
    super(id, start, end);
  }

  /** Whether this is {@code ...}. */
  public final boolean isEllipsis() {
    return this instanceof Constant constant && constant.kind == Constant.Kind.ELLIPSIS;
  }

  /** The unary operators. */
  public enum UnaryOp {
    NEGATE("-", "__neg__"),
    PLUS("+", "__pos__"),
    INVERT("~", "__invert__"),
    NOT("not", "__bool__");

    public final String symbol;
    public final String dunder;

    UnaryOp(String symbol, String dunder) {
      this.symbol = symbol;
      this.dunder = dunder;
    }
  }

  /** The binary operators with their special methods. */
  public enum BinaryOp {
    ADD("+", "add"),
    SUB("-", "sub"),
    MUL("*", "mul"),
    MATMUL("@", "matmul"),
    DIV("/", "truediv"),
    MOD("%", "mod"),
    POW("**", "pow"),
    SHL("<<", "lshift"),
    SHR(">>", "rshift"),
    OR("|", "or"),
    XOR("^", "xor"),
    AND("&", "and"),
    FLOORDIV("//", "floordiv");

    public final String symbol;
    public final String dunder;

    BinaryOp(String symbol, String name) {
      this.symbol = symbol;
      this.dunder = "__" + name + "__";
    }
  }

  /** The comparison operators with their special methods; identity tests have none. */
  public enum CompareOp {
    EQ("==", "__eq__"),
    NE("!=", "__ne__"),
    LT("<", "__lt__"),
    LE("<=", "__le__"),
    GT(">", "__gt__"),
    GE(">=", "__ge__"),
    IN("in", "__contains__"),
    NOT_IN("not in", "__contains__"),
    IS("is", ""),
    IS_NOT("is not", "");

    public final String symbol;
    public final String dunder;

    CompareOp(String symbol, String dunder) {
      this.symbol = symbol;
      this.dunder = dunder;
    }
  }

  /**
   * A name that is read, bound or deleted; which of them follows from where it stands. Empty where
   * the text lacks a name.
   */
  public static final class Name extends Expr {
    public final String name;

    public Name(int id, int start, int end, String name) {
      super(id, start, end);
      this.name = name;
    }
  }

  /** `None`, `True`, `False`, `...` or a number. */
  public static final class Constant extends Expr {
    public final Kind kind;
    public final Object value;

    Constant(int id, int start, int end, Kind kind, Object value) {
      super(id, start, end);
      this.kind = kind;
      this.value = value;
    }

    /**
     * What the constant is; {@code value} is a BigInteger or Long for INT, a Double for FLOAT and
     * COMPLEX (its imaginary part), a Boolean, or "" for the others.
     */
    public enum Kind {
      NONE,
      TRUE,
      FALSE,
      ELLIPSIS,
      INT,
      FLOAT,
      COMPLEX
    }
  }

  /**
   * A string or bytes literal without replacement fields, adjacent parts joined and escapes
   * decoded. {@code parts} counts the joined literals; {@code contentStart} is the offset of the
   * first character after the opening quote of the first part, {@code raw} and {@code escaped} tell
   * whether a part has an `r` prefix or an escape, {@code triple} whether the first is
   * triple-quoted.
   */
  public static final class Str extends Expr {
    public final String value;
    public final boolean bytes;
    public final int parts;
    public final int contentStart;
    public final boolean raw;
    public final boolean escaped;
    public final boolean triple;

    Str(
        int id,
        int start,
        int end,
        String value,
        boolean bytes,
        int parts,
        int contentStart,
        boolean raw,
        boolean escaped,
        boolean triple) {
      super(id, start, end);
      this.value = value;
      this.bytes = bytes;
      this.parts = parts;
      this.contentStart = contentStart;
      this.raw = raw;
      this.escaped = escaped;
      this.triple = triple;
    }
  }

  /** An f-string or t-string (PEP 750), adjacent literals of any kind joined with it. */
  public static final class FString extends Expr {
    public final List<FStringPart> parts;
    public final boolean template;

    FString(int id, int start, int end, List<FStringPart> parts, boolean template) {
      super(id, start, end);
      this.parts = parts;
      this.template = template;
    }
  }

  /** `a, b` or `(a, b)`; {@code parenthesized} tells which. */
  public static final class Tuple extends Expr {
    public final List<Expr> elements;
    public final boolean parenthesized;

    Tuple(int id, int start, int end, List<Expr> elements, boolean parenthesized) {
      super(id, start, end);
      this.elements = elements;
      this.parenthesized = parenthesized;
    }
  }

  /** `[a, b]`. */
  public static final class ListExpr extends Expr {
    public final List<Expr> elements;

    ListExpr(int id, int start, int end, List<Expr> elements) {
      super(id, start, end);
      this.elements = elements;
    }
  }

  /** `{a, b}`. */
  public static final class SetExpr extends Expr {
    public final List<Expr> elements;

    SetExpr(int id, int start, int end, List<Expr> elements) {
      super(id, start, end);
      this.elements = elements;
    }
  }

  /** `{k: v, **m}`; a null key stands for `**`. */
  public static final class Dict extends Expr {
    public final List<@Nullable Expr> keys;
    public final List<Expr> values;

    Dict(int id, int start, int end, List<@Nullable Expr> keys, List<Expr> values) {
      super(id, start, end);
      this.keys = keys;
      this.values = values;
    }
  }

  /** `[e for ...]`. */
  public static final class ListComp extends Expr {
    public final Expr element;
    public final List<Comprehension> generators;

    ListComp(int id, int start, int end, Expr element, List<Comprehension> generators) {
      super(id, start, end);
      this.element = element;
      this.generators = generators;
    }
  }

  /** `{e for ...}`. */
  public static final class SetComp extends Expr {
    public final Expr element;
    public final List<Comprehension> generators;

    SetComp(int id, int start, int end, Expr element, List<Comprehension> generators) {
      super(id, start, end);
      this.element = element;
      this.generators = generators;
    }
  }

  /** `{k: v for ...}`. */
  public static final class DictComp extends Expr {
    public final Expr key;
    public final Expr value;
    public final List<Comprehension> generators;

    DictComp(int id, int start, int end, Expr key, Expr value, List<Comprehension> generators) {
      super(id, start, end);
      this.key = key;
      this.value = value;
      this.generators = generators;
    }
  }

  /** `(e for ...)`. */
  public static final class Generator extends Expr {
    public final Expr element;
    public final List<Comprehension> generators;

    Generator(int id, int start, int end, Expr element, List<Comprehension> generators) {
      super(id, start, end);
      this.element = element;
      this.generators = generators;
    }
  }

  /** `-x`, `+x`, `~x`, `not x`. */
  public static final class Unary extends Expr {
    public final UnaryOp op;
    public final Expr operand;

    Unary(int id, int start, int end, UnaryOp op, Expr operand) {
      super(id, start, end);
      this.op = op;
      this.operand = operand;
    }
  }

  /** An arithmetic or bitwise operation. */
  public static final class Binary extends Expr {
    public final Expr left;
    public final BinaryOp op;
    public final Expr right;

    Binary(int id, int start, int end, Expr left, BinaryOp op, Expr right) {
      super(id, start, end);
      this.left = left;
      this.op = op;
      this.right = right;
    }
  }

  /** `a and b and c` or `a or b or c`, flattened; at least two values. */
  public static final class BoolOp extends Expr {
    public final boolean and;
    public final List<Expr> values;

    BoolOp(int id, int start, int end, boolean and, List<Expr> values) {
      super(id, start, end);
      this.and = and;
      this.values = values;
    }
  }

  /** {@code a < b <= c}: {@code ops} and {@code comparators} have equal length. */
  public static final class Compare extends Expr {
    public final Expr left;
    public final List<CompareOp> ops;
    public final List<Expr> comparators;

    Compare(int id, int start, int end, Expr left, List<CompareOp> ops, List<Expr> comparators) {
      super(id, start, end);
      this.left = left;
      this.ops = ops;
      this.comparators = comparators;
    }
  }

  /**
   * `value.name`; the name is empty where the text lacks one. {@code nameStart} is the offset of
   * the name.
   */
  public static final class Attribute extends Expr {
    public final Expr value;
    public final String name;
    public final int nameStart;

    Attribute(int id, int start, int end, Expr value, String name, int nameStart) {
      super(id, start, end);
      this.value = value;
      this.name = name;
      this.nameStart = nameStart;
    }
  }

  /** `value[index]`; several indices are a {@link Tuple} without parentheses. */
  public static final class Subscript extends Expr {
    public final Expr value;
    public final Expr index;

    Subscript(int id, int start, int end, Expr value, Expr index) {
      super(id, start, end);
      this.value = value;
      this.index = index;
    }
  }

  /** `lower:upper:step` inside a subscript. */
  public static final class Slice extends Expr {
    public final @Nullable Expr lower;
    public final @Nullable Expr upper;
    public final @Nullable Expr step;

    Slice(
        int id,
        int start,
        int end,
        @Nullable Expr lower,
        @Nullable Expr upper,
        @Nullable Expr step) {
      super(id, start, end);
      this.lower = lower;
      this.upper = upper;
      this.step = step;
    }
  }

  /** `callee(arguments)`. */
  public static final class Call extends Expr {
    public final Expr callee;
    public final List<Argument> arguments;

    Call(int id, int start, int end, Expr callee, List<Argument> arguments) {
      super(id, start, end);
      this.callee = callee;
      this.arguments = arguments;
    }
  }

  /** `*value` in a display, target, subscript or annotation. */
  public static final class Starred extends Expr {
    public final Expr value;

    Starred(int id, int start, int end, Expr value) {
      super(id, start, end);
      this.value = value;
    }
  }

  /** `body if test else orelse`. */
  public static final class Conditional extends Expr {
    public final Expr test;
    public final Expr body;
    public final Expr orelse;

    Conditional(int id, int start, int end, Expr test, Expr body, Expr orelse) {
      super(id, start, end);
      this.test = test;
      this.body = body;
      this.orelse = orelse;
    }
  }

  /** `lambda parameters: body`. */
  public static final class Lambda extends Expr {
    public final Parameters parameters;
    public final Expr body;

    Lambda(int id, int start, int end, Parameters parameters, Expr body) {
      super(id, start, end);
      this.parameters = parameters;
      this.body = body;
    }
  }

  /** `await value`. */
  public static final class Await extends Expr {
    public final Expr value;

    Await(int id, int start, int end, Expr value) {
      super(id, start, end);
      this.value = value;
    }
  }

  /** `yield value`. */
  public static final class Yield extends Expr {
    public final @Nullable Expr value;

    Yield(int id, int start, int end, @Nullable Expr value) {
      super(id, start, end);
      this.value = value;
    }
  }

  /** `yield from value`. */
  public static final class YieldFrom extends Expr {
    public final Expr value;

    YieldFrom(int id, int start, int end, Expr value) {
      super(id, start, end);
      this.value = value;
    }
  }

  /** `target := value`. */
  public static final class Walrus extends Expr {
    public final Name target;
    public final Expr value;

    Walrus(int id, int start, int end, Name target, Expr value) {
      super(id, start, end);
      this.target = target;
      this.value = value;
    }
  }

  /** Text that is no expression, with what could be understood of it. */
  public static final class ErrorExpr extends Expr {
    public final List<Expr> parts;

    ErrorExpr(int id, int start, int end, List<Expr> parts) {
      super(id, start, end);
      this.parts = parts;
    }
  }
}
