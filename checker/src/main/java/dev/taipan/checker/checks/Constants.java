package dev.taipan.checker.checks;

import dev.taipan.checker.binding.Conditions;
import dev.taipan.checker.binding.Definition;
import dev.taipan.checker.binding.DefinitionKind;
import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.binding.Symbol;
import dev.taipan.checker.diagnostics.Rules;
import java.util.ArrayList;
import java.util.List;

/**
 * Names in capital letters are those of constants, which get one value. Which one, branches that
 * exclude each other may decide, and so may the failure of what gives it.
 */
final class Constants implements ScopeRule {
  private final Findings findings;

  Constants(Findings findings) {
    this.findings = findings;
  }

  @Override
  public void check(Scope scope) {
    if (!findings.program().reports(Rules.CONSTANT_REDEFINITION)) {
      return;
    }
    for (Symbol symbol : scope.symbols()) {
      if (isConstant(symbol.name())) {
        check(symbol);
      }
    }
  }

  private void check(Symbol symbol) {
    Conditions conditions = findings.module().bound().conditions();
    List<Definition> earlier = new ArrayList<>();
    for (Definition definition : symbol.definitions()) {
      if (!assigns(definition) || findings.declared().isFallback(findings.module(), definition)) {
        continue;
      }
      for (Definition before : earlier) {
        if (!conditions.exclude(before.reachability(), definition.reachability())) {
          findings.report(
              Rules.CONSTANT_REDEFINITION,
              definition.target(),
              "`" + symbol.name() + "` is named as a constant and has a value already");
          break;
        }
      }
      earlier.add(definition);
    }
  }

  private static boolean assigns(Definition definition) {
    return definition.isBinding()
        && switch (definition.kind()) {
          case DefinitionKind.Assign _,
              DefinitionKind.AnnAssign _,
              DefinitionKind.AugAssign _,
              DefinitionKind.Walrus _,
              DefinitionKind.With _ ->
              true;
          default -> false;
        };
  }

  /** Whether a name has capital letters and no others. */
  private static boolean isConstant(String name) {
    boolean hasLetter = false;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      hasLetter |= c >= 'A' && c <= 'Z';
      if (!(c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_')) {
        return false;
      }
    }
    return hasLetter;
  }
}
