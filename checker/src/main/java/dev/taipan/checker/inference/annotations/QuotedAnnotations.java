package dev.taipan.checker.inference.annotations;

import dev.taipan.checker.syntax.Argument;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.Parameter;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.syntax.TypeParam;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the type expressions that are written in strings, for tools that ask what is where. What a
 * call or a subscript means is told by its name, as tools ask while code is unfinished.
 */
public final class QuotedAnnotations {
  private QuotedAnnotations() {}

  /**
   * What the string at the end of a path says; null if it is no type, or has escape sequences in
   * it. The nodes have true offsets and negative ids, under which nothing is recorded.
   *
   * @param path the nodes around the string, from the module to the string itself
   */
  public static @Nullable Expr at(List<? extends Node> path) {
    return path.getLast() instanceof Expr.Str text && !text.escaped && isType(path)
        ? QuotedTypes.parseQuietly(text)
        : null;
  }

  /**
   * Whether a string at the end of a path is read as a type, whatever it says.
   *
   * @param path the nodes around the string, from the module to the string itself
   */
  public static boolean isType(List<? extends Node> path) {
    boolean isType = false;
    for (int i = 0; i + 1 < path.size(); i++) {
      Node next = path.get(i + 1);
      isType =
          switch (path.get(i)) {
            case Parameter parameter -> next == parameter.annotation;
            case Stmt.AnnAssign assign ->
                next == assign.annotation || lastName(assign.annotation).equals("TypeAlias");
            case Stmt.Assign assign -> next == assign.value && isGenericForm(next);
            case Stmt.TypeAliasStmt alias -> next == alias.value;
            case TypeParam parameter -> next == parameter.bound || next == parameter.defaultValue;
            case Stmt.FunctionDef function -> next == function.returns;
            case Stmt.ClassDef cls -> next instanceof Argument && cls.arguments.contains(next);
            case Expr.Call call -> next instanceof Argument argument && takesType(call, argument);
            case Expr.Subscript subscript -> isType && takesTypes(subscript, path, i);
            case Expr.Dict dict -> isType && dict.values.contains(next);
            case Argument _, Expr.Tuple _, Expr.ListExpr _, Expr.Binary _, Expr.Starred _ -> isType;
            default -> false;
          };
    }
    return isType;
  }

  /** Whether what is assigned is a type by its name, so that the assignment makes an alias. */
  private static boolean isGenericForm(Node value) {
    return value instanceof Expr.Subscript subscript
        && switch (lastName(subscript.value)) {
          case "Union", "Optional", "Callable", "Annotated" -> true;
          case "List", "Dict", "Set", "FrozenSet", "Tuple", "Type" -> true;
          case "list", "dict", "set", "frozenset", "tuple", "type" -> true;
          case "Iterable", "Iterator", "Sequence", "Mapping", "Awaitable" -> true;
          default -> false;
        };
  }

  /** Whether an argument of a call is a type, or the display of the types of keys. */
  private static boolean takesType(Expr.Call call, Argument argument) {
    int index = call.arguments.indexOf(argument);
    String name = argument.name == null ? "" : argument.name.name;
    return switch (lastName(call.callee)) {
      case "cast" -> index == 0;
      case "assert_type", "NewType", "TypedDict", "TypeAliasType" -> index == 1;
      case "TypeVar" ->
          name.equals("bound") || name.equals("default") || name.isEmpty() && index > 0;
      case "ParamSpec", "TypeVarTuple" -> name.equals("default");
      default -> false;
    };
  }

  /** Whether strings among the arguments are types: all of {@code Literal} are none. */
  private static boolean takesTypes(Expr.Subscript subscript, List<? extends Node> path, int at) {
    return switch (lastName(subscript.value)) {
      case "Literal" -> false;
      case "Annotated" ->
          path.get(at + 1) instanceof Expr.Tuple tuple
              && at + 2 < path.size()
              && path.get(at + 2) == tuple.elements.getFirst();
      default -> true;
    };
  }

  /** The name that an expression ends with; empty if it ends with none. */
  private static String lastName(Expr expr) {
    return switch (expr) {
      case Expr.Name plain -> plain.name;
      case Expr.Attribute attribute -> attribute.name;
      default -> "";
    };
  }
}
