package dev.taipan.checker.syntax;

import java.util.List;

/** A part of an f-string or t-string. */
public abstract sealed class FStringPart extends Node {
  private FStringPart(int id, int start, int end) {
    super(id, start, end);
  }

  /** Text between replacement fields, escapes decoded. */
  public static final class Literal extends FStringPart {
    public final String value;

    Literal(int id, int start, int end, String value) {
      super(id, start, end);
      this.value = value;
    }
  }

  /** `{value=!conversion:format}`; {@code conversion} is `s`, `r`, `a`, or 0 without one. */
  public static final class Field extends FStringPart {
    public final Expr value;
    public final boolean debug;
    public final char conversion;
    public final List<FStringPart> format;

    Field(
        int id,
        int start,
        int end,
        Expr value,
        boolean debug,
        char conversion,
        List<FStringPart> format) {
      super(id, start, end);
      this.value = value;
      this.debug = debug;
      this.conversion = conversion;
      this.format = format;
    }
  }
}
