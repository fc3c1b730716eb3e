package dev.taipan.checker.inference.expressions;

import dev.taipan.checker.inference.Region;
import dev.taipan.checker.inference.Widening;
import dev.taipan.checker.syntax.Argument;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.Unions;
import dev.taipan.checker.types.WellKnown;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The items of a dictionary display that a call unpacks, {@code f(**{"a": 1})}, are keyword
 * arguments: which keys there are is known.
 */
final class WrittenKeywords {
  private WrittenKeywords() {}

  /** The arguments with such displays taken apart; the same list if there are none. */
  static List<Argument> in(List<Argument> arguments) {
    List<Argument> all = null;
    for (int i = 0; i < arguments.size(); i++) {
      Argument argument = arguments.get(i);
      Expr.Dict display = displayOf(argument);
      if (display != null) {
        all = all == null ? new ArrayList<>(arguments.subList(0, i)) : all;
        addItems(display, all);
      } else if (all != null) {
        all.add(argument);
      }
    }
    return all == null ? arguments : all;
  }

  /** Keeps types for the displays that were taken apart, whose values have been evaluated. */
  static void store(Region region, List<Argument> arguments) {
    for (Argument argument : arguments) {
      Expr.Dict display = displayOf(argument);
      if (display == null) {
        continue;
      }
      List<Type> values = new ArrayList<>();
      for (int i = 0; i < display.values.size(); i++) {
        Expr key = display.keys.get(i);
        if (key != null) {
          region.infer(key);
        }
        Type value = region.stored(display.values.get(i));
        values.add(key == null || value == null ? DynamicType.UNKNOWN : value);
      }
      Type value = Widening.widen(Unions.of(values));
      region.store(
          display, new NominalType(WellKnown.DICT, List.of(new NominalType(WellKnown.STR), value)));
    }
  }

  private static Expr.@Nullable Dict displayOf(Argument argument) {
    return argument.kind == Argument.Kind.DOUBLE_STAR
            && argument.value instanceof Expr.Dict display
            && hasWrittenKeys(display)
        ? display
        : null;
  }

  private static boolean hasWrittenKeys(Expr.Dict display) {
    Set<String> keys = new HashSet<>();
    for (Expr key : display.keys) {
      if (key != null && !(key instanceof Expr.Str text && !text.bytes && keys.add(text.value))) {
        return false;
      }
    }
    return true;
  }

  private static void addItems(Expr.Dict display, List<Argument> all) {
    for (int i = 0; i < display.values.size(); i++) {
      Expr value = display.values.get(i);
      if (display.keys.get(i) instanceof Expr.Str key) {
        Expr.Name name = new Expr.Name(-1, key.start, key.end, key.value);
        all.add(new Argument(-1, key.start, value.end, Argument.Kind.KEYWORD, name, value));
      } else {
        Argument rest =
            new Argument(-1, value.start, value.end, Argument.Kind.DOUBLE_STAR, null, value);
        all.addAll(in(List.of(rest)));
      }
    }
  }
}
