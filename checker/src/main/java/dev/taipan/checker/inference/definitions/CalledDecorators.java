package dev.taipan.checker.inference.definitions;

import dev.taipan.checker.binding.Definition;
import dev.taipan.checker.binding.DefinitionKind;
import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.binding.Symbol;
import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.syntax.Argument;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Stmt;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Methods that are decorated by an assignment after them, as everybody did before there was a
 * syntax for it: {@code name = property(name)}. The {@code def} says as little of what the name
 * stands for in the end as one under a decorator does.
 */
final class CalledDecorators {
  private static final Set<String> NAMES = Set.of("classmethod", "property", "staticmethod");

  private final Program program;

  CalledDecorators(Program program) {
    this.program = program;
  }

  /** The mark that a call after it puts on a method; null for other functions. */
  FunctionFlags.@Nullable Flag flagOf(ModuleTypes module, Scope scope, Stmt.FunctionDef function) {
    Symbol symbol = scope.kind() == Scope.Kind.CLASS ? scope.symbol(function.name.name) : null;
    if (symbol == null || symbol.definitions().size() < 2) {
      return null;
    }
    List<Definition> definitions = symbol.definitions();
    for (int i = 0; i < definitions.size() - 1; i++) {
      if (definitions.get(i).kind() instanceof DefinitionKind.Function found
          && found.node() == function) {
        return flagOf(module, definitions, i);
      }
    }
    return null;
  }

  /** The same for the definition at an index among those of its name. */
  FunctionFlags.@Nullable Flag flagOf(
      ModuleTypes module, List<Definition> definitions, int function) {
    if (function + 1 >= definitions.size()
        || !(definitions.get(function).kind() instanceof DefinitionKind.Function method)
        || definitions.get(function).scope().kind() != Scope.Kind.CLASS
        || !(definitions.get(function + 1).kind() instanceof DefinitionKind.Assign assign)
        || !assign.direct()
        || !(assign.value() instanceof Expr.Call call)
        || !(call.callee instanceof Expr.Name decorator)
        || !NAMES.contains(decorator.name)
        || !takes(call, method.node().name.name)) {
      return null;
    }
    return FunctionFlags.flagOf(
        program.definitions().value(module, decorator, definitions.get(function).scope()));
  }

  private static boolean takes(Expr.Call call, String name) {
    for (Argument argument : call.arguments) {
      if (argument.value instanceof Expr.Name given && given.name.equals(name)) {
        return true;
      }
    }
    return false;
  }
}
