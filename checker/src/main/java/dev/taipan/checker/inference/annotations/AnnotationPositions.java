package dev.taipan.checker.inference.annotations;

import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Region;
import dev.taipan.checker.inference.annotations.QualifiedType.Qualifier;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.Parameter;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.types.TypeVarType;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What annotations of variables, parameters and return types may contain. */
final class AnnotationPositions {
  private static final Set<Qualifier> OF_VARIABLES =
      EnumSet.complementOf(EnumSet.of(Qualifier.UNPACKED));

  private final Program program;

  AnnotationPositions(Program program) {
    this.program = program;
  }

  /** The position of an annotation that is a region. */
  TypePosition of(Region region, Expr annotation) {
    ModuleTypes module = region.module();
    Node owner = module.structure().ownerOf(annotation);
    TypeVariableBinder around = program.typeVariableScopes().around(module, region.scope());
    if (!(owner instanceof Stmt.FunctionDef function)) {
      return TypePosition.of(around).withQualifiers(OF_VARIABLES);
    }
    String scope = program.functions().idOf(module, function).toString();
    TypePosition plain = TypePosition.of(variable -> inFunction(around, variable, scope));
    if (annotation == function.returns) {
      return plain.result();
    }
    Parameter parameter = parameterOf(function, annotation);
    return parameter == null
        ? plain
        : switch (parameter.kind) {
          case VAR_POSITIONAL -> plain.withStar(TypePosition.Star.ARGS);
          case VAR_KEYWORD -> plain.withStar(TypePosition.Star.KWARGS);
          case POSITIONAL_ONLY, POSITIONAL_OR_KEYWORD, KEYWORD_ONLY -> plain;
        };
  }

  /** What nothing around the function binds, the function itself binds. */
  private static TypeVarType inFunction(
      TypeVariableBinder around, TypeVarType variable, String scope) {
    TypeVarType outer = around.bind(variable);
    return outer == null ? variable.inScope(scope) : outer;
  }

  private static @Nullable Parameter parameterOf(Stmt.FunctionDef function, Expr annotation) {
    for (Parameter parameter : function.parameters.all) {
      if (parameter.annotation == annotation) {
        return parameter;
      }
    }
    return null;
  }
}
