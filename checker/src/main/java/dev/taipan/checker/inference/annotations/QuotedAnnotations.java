package dev.taipan.checker.inference.annotations;

import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.Parameter;
import dev.taipan.checker.syntax.Stmt;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the type expressions that annotations have in strings, for tools that ask what is where.
 */
public final class QuotedAnnotations {
  private QuotedAnnotations() {}

  /**
   * What the string at the end of a path says; null if it is no type in an annotation. The nodes
   * have true offsets and negative ids, under which nothing is recorded.
   *
   * @param path the nodes around the string, from the module to the string itself
   */
  public static @Nullable Expr at(List<? extends Node> path) {
    return path.getLast() instanceof Expr.Str text && isType(path)
        ? QuotedTypes.parseQuietly(text)
        : null;
  }

  private static boolean isType(List<? extends Node> path) {
    boolean annotation = false;
    for (int i = 0; i + 1 < path.size(); i++) {
      Node next = path.get(i + 1);
      annotation =
          switch (path.get(i)) {
            case Parameter parameter -> next == parameter.annotation;
            case Stmt.AnnAssign assign -> next == assign.annotation;
            case Stmt.FunctionDef function -> next == function.returns;
            case Expr.Subscript subscript -> annotation && takesTypes(subscript, path, i);
            case Expr.Tuple _, Expr.ListExpr _, Expr.Binary _, Expr.Starred _ -> annotation;
            default -> false;
          };
    }
    return annotation;
  }

  /** Whether strings among the arguments are types: all of {@code Literal} are none. */
  private static boolean takesTypes(Expr.Subscript subscript, List<? extends Node> path, int at) {
    String name =
        switch (subscript.value) {
          case Expr.Name plain -> plain.name;
          case Expr.Attribute attribute -> attribute.name;
          default -> "";
        };
    return switch (name) {
      case "Literal" -> false;
      case "Annotated" ->
          path.get(at + 1) instanceof Expr.Tuple tuple
              && at + 2 < path.size()
              && path.get(at + 2) == tuple.elements.getFirst();
      default -> true;
    };
  }
}
