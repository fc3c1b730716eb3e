package dev.taipan.checker.inference.annotations;

import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Region;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.types.TypeVarType;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the type variables that expressions name, without evaluating what the expressions denote:
 * so the parameters of a class or alias are known before anything else of it.
 */
public final class TypeVariableCollector {
  private final Program program;
  private final Region region;
  private final List<TypeVarType> found = new ArrayList<>();

  public TypeVariableCollector(Program program, Region region) {
    this.program = program;
    this.region = region;
  }

  /** What was found, in order of appearance, without repetitions and not bound to any scope. */
  public List<TypeVarType> found() {
    return found;
  }

  /** Adds the type variables that a type expression names. */
  public void collect(Expr expression) {
    switch (expression) {
      case Expr.Name _ -> name(expression);
      case Expr.Attribute attribute -> {
        if (attribute.name.equals("args") || attribute.name.equals("kwargs")) {
          collect(attribute.value);
        } else {
          name(attribute);
        }
      }
      case Expr.Subscript subscript -> {
        if (!program.typeExpressions().isForm(region, subscript.value, "Literal")) {
          if (!(subscript.value instanceof Expr.Name
              || subscript.value instanceof Expr.Attribute)) {
            collect(subscript.value);
          }
          collect(subscript.index);
        }
      }
      case Expr.Binary binary -> {
        collect(binary.left);
        collect(binary.right);
      }
      case Expr.Tuple tuple -> {
        for (Expr element : tuple.elements) {
          collect(element);
        }
      }
      case Expr.ListExpr list -> {
        for (Expr element : list.elements) {
          collect(element);
        }
      }
      case Expr.Starred starred -> collect(starred.value);
      case Expr.Str text -> {
        Expr parsed = QuotedTypes.parseQuietly(text);
        if (parsed != null) {
          region.forward(
              () -> {
                collect(parsed);
                return true;
              });
        }
      }
      default -> {}
    }
  }

  private void name(Expr expression) {
    TypeVarType variable = program.typeExpressions().typeVariable(region, expression);
    if (variable != null && !found.contains(variable)) {
      found.add(variable);
    }
  }
}
