package dev.taipan.checker.inference.definitions;

import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Parameter;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.types.ParameterKind;

/** What the text of a function tells before any type is known. */
public final class FunctionTexts {
  private FunctionTexts() {}

  /** Whether a body consists of a docstring, {@code ...} or {@code pass} only. */
  public static boolean hasEmptyBody(Stmt.FunctionDef function) {
    for (Stmt statement : function.body) {
      boolean empty =
          statement instanceof Stmt.Pass
              || statement instanceof Stmt.ExprStmt expression
                  && (expression.value instanceof Expr.Str || expression.value.isEllipsis());
      if (!empty) {
        return false;
      }
    }
    return true;
  }

  /** Whether all that a body does in the end is to raise {@code NotImplementedError}. */
  static boolean isNotImplemented(Stmt.FunctionDef function) {
    for (Stmt statement : function.body) {
      if (statement instanceof Stmt.Raise raise && raise.exception != null) {
        Expr raised = raise.exception instanceof Expr.Call call ? call.callee : raise.exception;
        return raised instanceof Expr.Name name && name.name.equals("NotImplementedError");
      }
      boolean harmless =
          statement instanceof Stmt.ExprStmt
              || statement instanceof Stmt.Pass
              || statement instanceof Stmt.Assign;
      if (!harmless) {
        return false;
      }
    }
    return false;
  }

  /** Whether Python passes the class to a method of that name, though no decorator says so. */
  public static boolean isGivenClass(Stmt.FunctionDef method) {
    return switch (method.name.name) {
      case "__new__", "__init_subclass__", "__class_getitem__" -> true;
      default -> false;
    };
  }

  /** Whether a parameter or what it returns is annotated. */
  public static boolean isAnnotated(Stmt.FunctionDef function) {
    return function.returns != null
        || function.parameters.all.stream().anyMatch(parameter -> parameter.annotation != null);
  }

  /** The kind of a written parameter in a signature. */
  public static ParameterKind kindOf(Parameter.Kind kind) {
    return switch (kind) {
      case POSITIONAL_ONLY -> ParameterKind.POSITIONAL_ONLY;
      case POSITIONAL_OR_KEYWORD -> ParameterKind.POSITIONAL_OR_KEYWORD;
      case VAR_POSITIONAL -> ParameterKind.VAR_POSITIONAL;
      case KEYWORD_ONLY -> ParameterKind.KEYWORD_ONLY;
      case VAR_KEYWORD -> ParameterKind.VAR_KEYWORD;
    };
  }
}
