package dev.taipan.checker.inference.definitions;

import dev.taipan.checker.binding.Definition;
import dev.taipan.checker.binding.DefinitionKind;
import dev.taipan.checker.binding.Symbol;
import dev.taipan.checker.inference.Branches;
import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.narrowing.TypeNarrower;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.types.Type;

/**
 * Assignments to names that {@code def} and {@code class} statements bind too. Such a statement
 * declares its name, but only for what follows it: where either the statement or the assignment is
 * executed, in two branches of a test for example, the one says nothing of the other.
 */
public final class Redefinitions {
  private final Program program;

  public Redefinitions(Program program) {
    this.program = program;
  }

  /** Whether {@code value} may be assigned at {@code target} for all that statements declare. */
  public boolean allows(ModuleTypes module, Symbol symbol, Node target, Type value) {
    for (Definition definition : symbol.definitions()) {
      if (!definition.isDeclaration()) {
        continue;
      }
      Node statement =
          switch (definition.kind()) {
            case DefinitionKind.Function function -> function.node();
            case DefinitionKind.Class cls -> cls.node();
            default -> null;
          };
      if (statement == null) {
        return false;
      }
      boolean binds =
          statement.start < target.start
              && !Branches.exclude(module, statement, target)
              && !(statement instanceof Stmt.FunctionDef function
                  && !FunctionTexts.isAnnotated(function)
                  && program
                      .typeSystem()
                      .isAssignable(value, new TypeNarrower(program).topCallable()));
      if (binds) {
        return false;
      }
    }
    return true;
  }
}
