package dev.taipan.checker.checks;

import dev.taipan.checker.binding.Definition;
import dev.taipan.checker.binding.DefinitionKind;
import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.binding.Symbol;
import dev.taipan.checker.diagnostics.Diagnostic;
import dev.taipan.checker.diagnostics.Label;
import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.diagnostics.Span;
import dev.taipan.checker.syntax.Node;

/**
 * A name that is declared to be a type alias, by {@code TypeAlias} or a {@code type} statement,
 * stands for that type wherever annotations use it, so nothing else may be bound to it.
 */
final class AliasRedefinitions implements ScopeRule {
  private final Findings findings;

  AliasRedefinitions(Findings findings) {
    this.findings = findings;
  }

  @Override
  public void check(Scope scope) {
    for (Symbol symbol : scope.symbols()) {
      if (symbol.isDeclared() && symbol.definitions().size() > 1) {
        check(symbol);
      }
    }
  }

  private void check(Symbol symbol) {
    Definition alias = null;
    for (Definition definition : symbol.definitions()) {
      if (definition.kind() instanceof DefinitionKind.Delete) {
        alias = null;
      } else if (alias != null && counts(definition) && !repeats(alias, definition)) {
        report(symbol.name(), alias, definition);
      } else if (alias == null && isAlias(definition) && counts(definition)) {
        alias = definition;
      }
    }
  }

  private boolean isAlias(Definition definition) {
    return findings.declared().isDeclaredAlias(findings.module(), definition);
  }

  /** Whether a definition binds its name whatever could be imported before. */
  private boolean counts(Definition definition) {
    return definition.isBinding()
        && findings.declared().isReachable(findings.module(), definition.reachability())
        && !findings.declared().isFallback(findings.module(), definition);
  }

  /** Whether a second alias says the same, as the branches of a test may do. */
  private boolean repeats(Definition alias, Definition second) {
    return isAlias(second)
        && findings
            .declared()
            .bindingType(findings.module(), alias)
            .equals(findings.declared().bindingType(findings.module(), second));
  }

  private void report(String name, Definition alias, Definition second) {
    String path = findings.module().path();
    Node at = Overrides.nameNode(second);
    Node there = Overrides.nameNode(alias);
    findings.report(
        Diagnostic.of(
                Rules.CONFLICTING_DECLARATIONS,
                path,
                new Span(at.start, at.end),
                "`" + name + "` is a type alias, which cannot be bound again")
            .withLabel(new Label(path, new Span(there.start, there.end), "declared here")));
  }
}
