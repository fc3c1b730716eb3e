package dev.taipan.checker.inference.annotations;

import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.types.TypeVarType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the class or function around a place that binds a type variable. */
public final class TypeVariableScopes {
  private final Program program;

  public TypeVariableScopes(Program program) {
    this.program = program;
  }

  /** The binder for a place inside of {@code scope}: what nothing around binds is unbound. */
  public TypeVariableBinder around(ModuleTypes module, Scope scope) {
    return variable -> find(module, scope, variable);
  }

  /** The binder for the header of a class with these parameters, in the scope around it. */
  public TypeVariableBinder inHeader(
      ModuleTypes module, Scope scope, List<TypeVarType> parameters) {
    return variable -> {
      for (TypeVarType parameter : parameters) {
        if (parameter.declaration().equals(variable.declaration())) {
          return parameter;
        }
      }
      return find(module, scope, variable);
    };
  }

  /** The binder for an expression that is a value: what nothing binds stays free, as in aliases. */
  public TypeVariableBinder aroundValue(ModuleTypes module, Scope scope) {
    return variable -> {
      TypeVarType bound = find(module, scope, variable);
      return bound == null ? variable : bound;
    };
  }

  /**
   * The variable as a class or function around {@code scope} binds it, null if none does. A class
   * does not see the variables of the class that it stands in.
   */
  @Nullable TypeVarType find(ModuleTypes module, Scope scope, TypeVarType variable) {
    return find(module, scope, variable, false);
  }

  /** The same, but classes bind nothing. */
  public @Nullable TypeVarType findInFunctions(
      ModuleTypes module, Scope scope, TypeVarType variable) {
    return find(module, scope, variable, true);
  }

  private @Nullable TypeVarType find(
      ModuleTypes module, Scope scope, TypeVarType variable, boolean functionsOnly) {
    boolean leftClass = functionsOnly;
    for (Scope at = scope; at != null; at = at.parent()) {
      List<TypeVarType> parameters = List.of();
      if (at.kind() == Scope.Kind.FUNCTION && at.node() instanceof Stmt.FunctionDef function) {
        parameters = program.functions().typeParameters(module, function);
      } else if (at.kind() == Scope.Kind.CLASS && at.node() instanceof Stmt.ClassDef cls) {
        if (!leftClass) {
          parameters = program.classes().typeParameters(module, cls);
        }
        leftClass = true;
      }
      for (TypeVarType parameter : parameters) {
        if (parameter.declaration().equals(variable.declaration())) {
          return parameter;
        }
      }
    }
    return null;
  }
}
