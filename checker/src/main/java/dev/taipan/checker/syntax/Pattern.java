package dev.taipan.checker.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A pattern of a `case`. */
public abstract sealed class Pattern extends Node {
  private Pattern(int id, int start, int end) {
    super(id, start, end);
  }

  /** A literal, a dotted name or a signed or complex number that is compared with `==`. */
  public static final class Value extends Pattern {
    public final Expr value;

    Value(int id, int start, int end, Expr value) {
      super(id, start, end);
      this.value = value;
    }
  }

  /** `None`, `True` or `False`, compared with `is`. */
  public static final class Singleton extends Pattern {
    public final Expr.Constant value;

    Singleton(int id, int start, int end, Expr.Constant value) {
      super(id, start, end);
      this.value = value;
    }
  }

  /** A name that is bound, or `_` (null) that matches anything. */
  public static final class Capture extends Pattern {
    public final Expr.@Nullable Name name;

    Capture(int id, int start, int end, Expr.@Nullable Name name) {
      super(id, start, end);
      this.name = name;
    }
  }

  /** `pattern as name`. */
  public static final class As extends Pattern {
    public final Pattern pattern;
    public final Expr.Name name;

    As(int id, int start, int end, Pattern pattern, Expr.Name name) {
      super(id, start, end);
      this.pattern = pattern;
      this.name = name;
    }
  }

  /** `a | b`. */
  public static final class Or extends Pattern {
    public final List<Pattern> patterns;

    Or(int id, int start, int end, List<Pattern> patterns) {
      super(id, start, end);
      this.patterns = patterns;
    }
  }

  /** `[a, *rest]`, `(a, b)` or `a, b`. */
  public static final class Sequence extends Pattern {
    public final List<Pattern> patterns;

    Sequence(int id, int start, int end, List<Pattern> patterns) {
      super(id, start, end);
      this.patterns = patterns;
    }
  }

  /** `*name` in a sequence; null for `*_`. */
  public static final class Star extends Pattern {
    public final Expr.@Nullable Name name;

    Star(int id, int start, int end, Expr.@Nullable Name name) {
      super(id, start, end);
      this.name = name;
    }
  }

  /** `{key: pattern, **rest}`: {@code keys} and {@code patterns} have equal length. */
  public static final class Mapping extends Pattern {
    public final List<Expr> keys;
    public final List<Pattern> patterns;
    public final Expr.@Nullable Name rest;

    Mapping(
        int id,
        int start,
        int end,
        List<Expr> keys,
        List<Pattern> patterns,
        Expr.@Nullable Name rest) {
      super(id, start, end);
      this.keys = keys;
      this.patterns = patterns;
      this.rest = rest;
    }
  }

  /** `C(a, k=b)`: {@code keywordNames} and {@code keywordPatterns} have equal length. */
  public static final class Class extends Pattern {
    public final Expr cls;
    public final List<Pattern> positional;
    public final List<Expr.Name> keywordNames;
    public final List<Pattern> keywordPatterns;

    Class(
        int id,
        int start,
        int end,
        Expr cls,
        List<Pattern> positional,
        List<Expr.Name> keywordNames,
        List<Pattern> keywordPatterns) {
      super(id, start, end);
      this.cls = cls;
      this.positional = positional;
      this.keywordNames = keywordNames;
      this.keywordPatterns = keywordPatterns;
    }
  }

  /** Text that is no pattern. */
  public static final class Error extends Pattern {

    public Error(int id, int start, int end) {
      super(id, start, end);
    }
  }
}
