package dev.taipan.checker.inference.expressions;

import dev.taipan.checker.binding.Definition;
import dev.taipan.checker.binding.DefinitionKind;
import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.binding.Symbol;
import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Region;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Stmt;

/** Names that {@code global} takes from the module, which has to bind or declare them. */
final class GlobalStatements {
  private final Program program;

  GlobalStatements(Program program) {
    this.program = program;
  }

  void check(Region region, Stmt.Global statement) {
    Scope module = region.module().bound().moduleScope();
    for (Expr.Name name : statement.names) {
      Symbol symbol = module.symbol(name.name);
      boolean known =
          symbol == null
              ? name.name.isEmpty() || program.imports().offers(region.module(), name.name)
              : isSpecial(name.name) || isBoundIn(module, symbol) || hasStarImport(module);
      if (!known && !region.module().parsed().hasErrorIn(name)) {
        region.report(
            Rules.UNRESOLVED_GLOBAL,
            name,
            "the module itself neither binds nor declares `" + name.name + "`");
      }
    }
  }

  /** Whether the interpreter may have put the name there. */
  private static boolean isSpecial(String name) {
    return name.startsWith("__") && name.endsWith("__");
  }

  private static boolean isBoundIn(Scope module, Symbol symbol) {
    for (Definition definition : symbol.definitions()) {
      if (definition.scope().frame() == module) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasStarImport(Scope module) {
    for (Symbol symbol : module.symbols()) {
      for (Definition definition : symbol.definitions()) {
        if (definition.kind() instanceof DefinitionKind.StarImport) {
          return true;
        }
      }
    }
    return false;
  }
}
