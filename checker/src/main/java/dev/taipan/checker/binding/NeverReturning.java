package dev.taipan.checker.binding;

import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Stmt;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names of the functions of a module that are declared never to return. A call inside an
 * expression may end the path only if it names one of them: to ask every call for its callee would
 * cost more than it tells.
 */
final class NeverReturning {
  private final Set<String> names = new HashSet<>(2);

  /** Notes a function, if it says that it never returns. */
  void add(Stmt.FunctionDef function) {
    if (isNever(function.returns)) {
      names.add(function.name.name);
    }
  }

  private static boolean isNever(@Nullable Expr annotation) {
    return switch (annotation) {
      case Expr.Name name -> isNever(name.name);
      case Expr.Attribute attribute -> isNever(attribute.name);
      case Expr.Str text -> isNever(text.value);
      case null, default -> false;
    };
  }

  private static boolean isNever(String name) {
    return name.equals("NoReturn") || name.equals("Never");
  }

  /** Whether a call may be one of such a function. */
  boolean mayBe(Expr.Call call) {
    return !names.isEmpty()
        && switch (call.callee) {
          case Expr.Name name -> names.contains(name.name);
          case Expr.Attribute attribute -> names.contains(attribute.name);
          default -> false;
        };
  }
}
