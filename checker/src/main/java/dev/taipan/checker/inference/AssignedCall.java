package dev.taipan.checker.inference;

import dev.taipan.checker.diagnostics.Rule;
import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.syntax.Argument;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.types.Display;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.WellKnown;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A call whose result takes its identity from the name that it is assigned to. */
public final class AssignedCall {
  private static final NominalType STR = new NominalType(WellKnown.STR);

  private AssignedCall() {}

  /** The name that the statement of the region assigns the call to; null for other calls. */
  public static Expr.@Nullable Name target(Region region, Expr.Call call) {
    return switch (region.node()) {
      case Stmt.Assign assign
          when assign.value == call
              && assign.targets.size() == 1
              && assign.targets.getFirst() instanceof Expr.Name name ->
          name;
      case Stmt.AnnAssign assign
          when assign.value == call && assign.target instanceof Expr.Name name ->
          name;
      default -> null;
    };
  }

  /**
   * The name that a call gives to what it makes, and that it is assigned to; reports another name
   * among its arguments. Null, which is reported too, where it is assigned to none.
   *
   * @param what what the call makes, for the messages
   */
  public static Expr.@Nullable Name namedTarget(
      Region region, Expr.Call call, Rule rule, String what) {
    Expr.Name target = target(region, call);
    if (target == null) {
      region.report(rule, call, "a " + what + " must be assigned to a name of its own");
      return null;
    }
    checkName(region, rule, argument(call, 0, "name"), target.name, what);
    return target;
  }

  /** Whether the first argument of a call is the name of what it makes, a text. */
  public static boolean startsWithName(Expr.Call call) {
    return text(argument(call, 0, "name")) != null;
  }

  /**
   * Reports what is told another name than the variable that it is assigned to.
   *
   * @param told the argument with the name
   * @param what what the call makes, for the message
   */
  public static void checkName(
      Region region, Rule rule, @Nullable Expr told, String variable, String what) {
    String name = text(told);
    if (told != null && name != null && !name.equals(variable)) {
      region.report(
          rule,
          told,
          "the " + what + " is named `" + name + "` but assigned to `" + variable + "`");
    }
  }

  /** Reports a name for what a call makes that is no text. */
  public static void checkIsText(Region region, @Nullable Expr told, String callee) {
    if (told == null || told instanceof Expr.Starred) {
      return;
    }
    Type type = region.infer(told);
    if (!region.program().typeSystem().isAssignable(type, STR)) {
      region.report(
          Rules.INVALID_ARGUMENT_TYPE,
          told,
          "`" + callee + "` is told a name first, got `" + Display.of(type) + "`");
    }
  }

  /** The positional argument at an index, or the one of that name; null without one. */
  public static @Nullable Expr argument(Expr.Call call, int index, String name) {
    int position = 0;
    for (Argument argument : call.arguments) {
      if (argument.kind == Argument.Kind.POSITIONAL) {
        if (position == index) {
          return argument.value;
        }
        position++;
      } else if (argument.kind == Argument.Kind.KEYWORD
          && argument.name != null
          && argument.name.name.equals(name)) {
        return argument.value;
      }
    }
    return null;
  }

  /** The value of a keyword argument; null without it. */
  public static @Nullable Expr keyword(List<Argument> arguments, String name) {
    for (Argument argument : arguments) {
      if (argument.kind == Argument.Kind.KEYWORD
          && argument.name != null
          && argument.name.name.equals(name)) {
        return argument.value;
      }
    }
    return null;
  }

  /** The text of a string literal; null for anything else. */
  public static @Nullable String text(@Nullable Expr expression) {
    return expression instanceof Expr.Str string && !string.bytes ? string.value : null;
  }
}
