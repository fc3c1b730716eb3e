package dev.taipan.checker.inference.annotations;

import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Region;
import dev.taipan.checker.syntax.Argument;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.types.CallableType;
import dev.taipan.checker.types.ParameterType;
import dev.taipan.checker.types.Signature;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.TypeFormType;
import dev.taipan.checker.types.UnionType;
import org.jspecify.annotations.Nullable;

/** Type expressions where an object that describes a type is wanted: {@code TypeForm}. */
public final class TypeForms {
  private final Program program;

  public TypeForms(Program program) {
    this.program = program;
  }

  /** Whether a value that describes a type may be what is expected. */
  public static boolean isExpected(Type expected) {
    return switch (expected) {
      case TypeFormType _ -> true;
      case UnionType union -> {
        for (Type member : union.members()) {
          if (member instanceof TypeFormType) {
            yield true;
          }
        }
        yield false;
      }
      default -> false;
    };
  }

  /** Whether a parameter of a callee wants a value that describes a type. */
  public static boolean isExpectedBy(Type callee) {
    if (!(callee instanceof CallableType callable)) {
      return false;
    }
    for (Signature signature : callable.signatures()) {
      for (ParameterType parameter : signature.parameters().parameters()) {
        if (isExpected(parameter.type())) {
          return true;
        }
      }
    }
    return false;
  }

  /** What an expression describes if it is a valid type expression; null if it is none. */
  public @Nullable Type implicit(Region region, Expr expression) {
    if (!isCandidate(expression)) {
      return null;
    }
    Type described = region.withoutErrors(() -> program.annotations().evaluate(region, expression));
    return described == null ? null : new TypeFormType(described);
  }

  private static boolean isCandidate(Expr expression) {
    return switch (expression) {
      case Expr.Name _, Expr.Attribute _, Expr.Subscript _ -> true;
      case Expr.Str text -> !text.bytes;
      case Expr.Binary binary -> binary.op == Expr.BinaryOp.OR;
      case Expr.Constant constant -> constant.kind == Expr.Constant.Kind.NONE;
      default -> false;
    };
  }

  /** {@code TypeForm(type expression)}. */
  public @Nullable Type call(Region region, Expr.Call call, Type callee, @Nullable Type expected) {
    if (call.arguments.size() != 1 || call.arguments.getFirst().kind != Argument.Kind.POSITIONAL) {
      return null;
    }
    return new TypeFormType(
        program.annotations().evaluate(region, call.arguments.getFirst().value));
  }
}
