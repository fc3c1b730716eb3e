package dev.taipan.checker.inference.narrowing;

import dev.taipan.checker.binding.Definition;
import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Region;
import dev.taipan.checker.syntax.Parameter;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.types.ConstraintCases;
import dev.taipan.checker.types.NeverType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.TypeVarType;
import java.util.ArrayList;
import java.util.List;

/**
 * What tests of a parameter tell of its type variable. A variable with constraints is exactly one
 * of them, so where {@code x: AnyStr} was found to be a {@code str}, {@code AnyStr} is {@code str}.
 */
public final class NarrowedConstraints {
  private final Program program;
  private final ConstraintCases cases;

  public NarrowedConstraints(Program program) {
    this.program = program;
    this.cases = new ConstraintCases(program.typeSystem());
  }

  /**
   * Whether a value may be returned at a statement because the tests on the way there leave only
   * constraints for which it fits.
   */
  public boolean allow(Region region, Stmt statement, Type value, Type declared) {
    TypeVarType variable = cases.variableIn(declared);
    Scope scope = region.scope().frame();
    if (variable == null || !(scope.node() instanceof Stmt.FunctionDef function)) {
      return false;
    }
    List<Type> possible = possible(region, statement, function, variable);
    if (possible.size() == cases.constraintsOf(variable).size()) {
      return false;
    }
    for (Type constraint : possible) {
      Type one = cases.where(variable, constraint, value);
      Type wanted = cases.where(variable, constraint, declared);
      if (!program.typeSystem().isAssignable(one, wanted)) {
        return false;
      }
    }
    return true;
  }

  /** The constraints that the variable may be where the statement is reached. */
  private List<Type> possible(
      Region region, Stmt statement, Stmt.FunctionDef function, TypeVarType variable) {
    ModuleTypes module = region.module();
    int reached = module.bound().reachabilityOf(statement);
    List<Type> possible = new ArrayList<>(cases.constraintsOf(variable));
    for (Parameter parameter : function.parameters.all) {
      Definition definition = module.bound().definitionOf(parameter);
      if (definition == null) {
        continue;
      }
      // Whatever is assigned to the parameter later is of the declared type too.
      Type declared = program.definitions().bindingType(module, definition);
      if (declared.equals(variable)) {
        Type narrowed =
            program.narrowing().narrow(module, region, declared, reached, definition.place());
        possible.removeIf(
            constraint -> cases.where(variable, constraint, narrowed) == NeverType.NEVER);
      }
    }
    return possible;
  }
}
