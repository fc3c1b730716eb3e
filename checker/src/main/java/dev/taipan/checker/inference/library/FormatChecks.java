package dev.taipan.checker.inference.library;

import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Region;
import dev.taipan.checker.inference.narrowing.PatternNarrowing;
import dev.taipan.checker.syntax.Argument;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.FStringPart;
import dev.taipan.checker.types.Access;
import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.Display;
import dev.taipan.checker.types.LiteralType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.UnionType;
import dev.taipan.checker.types.Unions;
import dev.taipan.checker.types.WellKnown;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compares the fields of {@code "...".format(...)} and of f-strings with the values in them. */
public final class FormatChecks {
  private final Program program;

  public FormatChecks(Program program) {
    this.program = program;
  }

  /** The call handler of {@code str.format}. */
  public @Nullable Type format(
      Region region, Expr.Call call, Type callee, @Nullable Type expected) {
    if (call.callee instanceof Expr.Attribute method
        && region.stored(method.value) instanceof LiteralType literal
        && literal.cls().equals(WellKnown.STR)) {
      FormatString format = FormatString.parse((String) literal.value());
      if (format.problem() != null) {
        region.report(Rules.INVALID_STRING_FORMAT, method.value, format.problem());
      } else {
        checkFields(region, method.value, format, call.arguments);
      }
    }
    return null;
  }

  /**
   * Reports a field of an f-string whose value does not take its specification. Of several types
   * that the value may have one that does is enough: who writes it knows which it is.
   */
  public void checkField(Region region, FStringPart.Field field, Type value) {
    if (field.conversion == 0
        && field.format.size() == 1
        && field.format.get(0) instanceof FStringPart.Literal spec
        && Unions.members(value).stream().noneMatch(member -> takes(member, spec.value))) {
      checkSpec(region, field.value, value, spec.value);
    }
  }

  private void checkFields(
      Region region, Expr text, FormatString format, List<Argument> arguments) {
    List<Argument> positional = new ArrayList<>();
    Map<String, Argument> named = new HashMap<>();
    boolean morePositional = false;
    boolean moreNamed = false;
    for (Argument argument : arguments) {
      switch (argument.kind) {
        case POSITIONAL -> positional.add(argument);
        case STAR -> morePositional = true;
        case KEYWORD -> {
          if (argument.name != null) {
            named.put(argument.name.name, argument);
          }
        }
        case DOUBLE_STAR -> moreNamed = true;
      }
    }
    for (FormatString.Field field : format.fields()) {
      boolean byPosition = field.isPositional();
      Argument argument =
          byPosition ? at(positional, field.argument()) : named.get(field.argument());
      if (argument != null && !(byPosition && morePositional)) {
        checkValue(region, argument.value, field);
      } else if (byPosition ? !morePositional : !moreNamed) {
        region.report(
            Rules.INVALID_STRING_FORMAT,
            text,
            byPosition
                ? "the format has a field for a value number "
                    + field.argument()
                    + " (counted from 0), which is not given"
                : "the format has a field for `" + field.argument() + "`, which is not given");
      }
    }
  }

  private static @Nullable Argument at(List<Argument> positional, String number) {
    return number.length() < 9 && Integer.parseInt(number) < positional.size()
        ? positional.get(Integer.parseInt(number))
        : null;
  }

  private void checkValue(Region region, Expr value, FormatString.Field field) {
    if (field.path().isEmpty() && field.conversion() == 0 && field.spec() != null) {
      checkSpec(region, value, region.attempt(value, null).type(), field.spec());
    }
  }

  private void checkSpec(Region region, Expr at, Type value, String spec) {
    if (spec.isEmpty() || value instanceof UnionType union && union.isPartlyUnknown()) {
      return;
    }
    for (Type member : Unions.members(value)) {
      if (!takes(member, spec)) {
        region.report(
            Rules.INVALID_STRING_FORMAT,
            at,
            "`" + Display.of(member) + "` does not take the format `" + spec + "`");
        return;
      }
    }
  }

  /** Whether the {@code __format__} of a type takes a specification, as far as that is known. */
  private boolean takes(Type type, String spec) {
    if (!isBuiltin(type)) {
      return true;
    }
    Access method = program.members().specialMethod(type, "__format__").orElse(null);
    ClassId owner = method == null || method.member() == null ? null : method.member().owner();
    if (owner == null || !owner.module().equals("builtins")) {
      return true;
    }
    FormatSpec parsed = FormatSpec.parse(spec);
    return switch (owner.place()) {
      case "object" -> false;
      case "str" -> parsed != null && parsed.fitsString();
      case "int" -> parsed != null && parsed.fitsInteger();
      case "float" -> parsed != null && parsed.fitsFloat();
      case "complex" -> parsed != null && parsed.fitsComplex();
      default -> true;
    };
  }

  /**
   * Whether all that a type can do is known: of a builtin class. The stubs of others leave special
   * methods out, and what stands for a value until it is known, {@code None}, is never formatted.
   */
  static boolean isBuiltin(Type type) {
    ClassId cls = PatternNarrowing.classOf(type);
    return cls != null && cls.module().equals("builtins") && !cls.equals(WellKnown.OBJECT);
  }
}
