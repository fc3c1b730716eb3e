package dev.taipan.checker.inference.library;

import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Region;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.Display;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.LiteralType;
import dev.taipan.checker.types.NeverType;
import dev.taipan.checker.types.TupleType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.TypeSystem;
import dev.taipan.checker.types.UnionType;
import dev.taipan.checker.types.Unions;
import dev.taipan.checker.types.WellKnown;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compares a literal format with the values that {@code %} puts into it. */
public final class PercentFormatChecks {
  private static final String ANYTHING = "sra";
  private static final TupleType ANY_TUPLE = TupleType.homogeneous(DynamicType.ANY);

  private final Program program;

  public PercentFormatChecks(Program program) {
    this.program = program;
  }

  /** Reports what would fail when {@code left % right} runs. */
  public void check(Region region, Expr.Binary node, Type left, Type right) {
    if (node.op != Expr.BinaryOp.MOD
        || right instanceof UnionType union && union.isPartlyUnknown()
        || !(left instanceof LiteralType literal)
        || !(literal.value() instanceof String text)
        || literal.isEnumMember()) {
      return;
    }
    boolean bytes = literal.cls().equals(WellKnown.BYTES);
    PercentFormat format = PercentFormat.parse(text);
    String problem = format.problem() != null ? format.problem() : unknownLetter(format, bytes);
    if (problem != null) {
      region.report(Rules.INVALID_STRING_FORMAT, node.left, problem);
    } else if (format.isKeyed()) {
      checkKeys(region, node, format, right, bytes);
    } else {
      checkPositions(region, node, format, right, bytes);
    }
  }

  private static @Nullable String unknownLetter(PercentFormat format, boolean bytes) {
    for (PercentFormat.Conversion conversion : format.conversions()) {
      boolean known =
          "diouxXeEfFgGcrsa".indexOf(conversion.type()) >= 0 || bytes && conversion.type() == 'b';
      if (!known) {
        return "there is no conversion `%" + conversion.type() + "`";
      }
    }
    return null;
  }

  private void checkKeys(
      Region region, Expr.Binary node, PercentFormat format, Type right, boolean bytes) {
    for (Type member : Unions.members(right)) {
      if (!isDynamic(member) && !isMapping(member)) {
        region.report(
            Rules.INVALID_STRING_FORMAT,
            node.right,
            "the format looks values up by name, which `" + Display.of(member) + "` has not");
        return;
      }
    }
    if (node.right instanceof Expr.Dict dict) {
      checkItems(region, node, format, dict, bytes);
    }
  }

  /** Compares the names of a format with the keys of a dict display, if all are literal. */
  private void checkItems(
      Region region, Expr.Binary node, PercentFormat format, Expr.Dict dict, boolean bytes) {
    List<Object> keys = new ArrayList<>();
    for (Expr key : dict.keys) {
      if (key == null || !(region.stored(key) instanceof LiteralType literal)) {
        return;
      }
      keys.add(literal.value());
    }
    for (PercentFormat.Conversion conversion : format.conversions()) {
      if (conversion.key() == null) {
        continue;
      }
      int index = keys.lastIndexOf(conversion.key());
      if (index < 0) {
        region.report(
            Rules.INVALID_STRING_FORMAT,
            node.right,
            "the format needs the key `" + conversion.key() + "`");
      } else {
        Expr value = dict.values.get(index);
        Type type = region.stored(value);
        if (type != null) {
          checkValue(region, value, type, conversion.type(), bytes);
        }
      }
    }
  }

  private void checkPositions(
      Region region, Expr.Binary node, PercentFormat format, Type right, boolean bytes) {
    List<Character> wanted = format.wanted();
    if (right instanceof TupleType tuple) {
      List<Type> given = new ArrayList<>(tuple.prefix());
      given.addAll(tuple.suffix());
      if (given.size() > wanted.size()
          || given.size() < wanted.size() && tuple.variadic() == null) {
        reportCount(region, node, wanted.size(), given.size());
      } else if (tuple.variadic() == null) {
        for (int i = 0; i < given.size(); i++) {
          Expr at =
              node.right instanceof Expr.Tuple display && display.elements.size() == given.size()
                  ? display.elements.get(i)
                  : node.right;
          checkValue(region, at, given.get(i), wanted.get(i), bytes);
        }
      }
      return;
    }
    for (Type member : Unions.members(right)) {
      if (isDynamic(member) || mayBeTuple(member)) {
        continue;
      }
      boolean unused = wanted.isEmpty() && !isMapping(member);
      if (unused || wanted.size() > 1) {
        reportCount(region, node, wanted.size(), 1);
        return;
      }
      if (wanted.size() == 1 && !checkValue(region, node.right, member, wanted.get(0), bytes)) {
        return;
      }
    }
  }

  private static void reportCount(Region region, Expr.Binary node, int wanted, int given) {
    region.report(
        Rules.INVALID_STRING_FORMAT,
        node,
        "the format takes " + values(wanted) + ", got " + values(given));
  }

  private static String values(int count) {
    return count == 1 ? "1 value" : count + " values";
  }

  /** Reports a value that a conversion does not take; whether it takes it. */
  private boolean checkValue(Region region, Expr at, Type value, char letter, boolean bytes) {
    if (!bytes && ANYTHING.indexOf(letter) >= 0) {
      return true;
    }
    if (value instanceof UnionType union && union.isPartlyUnknown()) {
      return true;
    }
    for (Type member : Unions.members(value)) {
      if (FormatChecks.isBuiltin(member) && !takes(letter, member, bytes)) {
        region.report(
            Rules.INVALID_STRING_FORMAT,
            at,
            letter == '*'
                ? "a width or precision has to be an `int`, got `" + Display.of(member) + "`"
                : "`%" + letter + "` does not take `" + Display.of(member) + "`");
        return false;
      }
    }
    return true;
  }

  private boolean takes(char letter, Type type, boolean bytes) {
    return switch (letter) {
      case 'd', 'i', 'u' -> hasAny(type, "__int__", "__index__", "__trunc__");
      case 'o', 'x', 'X' -> hasAny(type, "__index__");
      case 'e', 'E', 'f', 'F', 'g', 'G' -> hasAny(type, "__float__", "__index__");
      case '*' -> isInstance(type, WellKnown.INT);
      case 'c' ->
          type instanceof LiteralType literal && literal.value() instanceof String text
              ? text.codePointCount(0, text.length()) == 1
              : hasAny(type, "__index__")
                  || isInstance(type, bytes ? WellKnown.BYTES : WellKnown.STR);
      case 's', 'b' -> !bytes || hasAny(type, "__bytes__", "__buffer__");
      default -> true;
    };
  }

  private boolean isMapping(Type type) {
    return hasAny(type, "__getitem__")
        && !isInstance(type, WellKnown.STR)
        && !isInstance(type, WellKnown.BYTES)
        && !isInstance(type, WellKnown.TUPLE);
  }

  /** Whether the values may be several after all, as the type is wider than tuples or like them. */
  private boolean mayBeTuple(Type type) {
    TypeSystem types = program.typeSystem();
    return types.isAssignable(ANY_TUPLE, type) || isInstance(type, WellKnown.TUPLE);
  }

  private boolean isInstance(Type type, ClassId cls) {
    return program.members().mro().superTypeOf(type, cls) != null;
  }

  private boolean hasAny(Type type, String... methods) {
    for (String method : methods) {
      if (program.members().specialMethod(type, method).isPresent()) {
        return true;
      }
    }
    return false;
  }

  private static boolean isDynamic(Type type) {
    return type instanceof DynamicType || type == NeverType.NEVER;
  }
}
