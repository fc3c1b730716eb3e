package dev.taipan.checker.checks;

import dev.taipan.checker.binding.Definition;
import dev.taipan.checker.binding.DefinitionKind;
import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.binding.Symbol;
import dev.taipan.checker.diagnostics.Diagnostic;
import dev.taipan.checker.diagnostics.Label;
import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.diagnostics.Span;
import dev.taipan.checker.inference.definitions.Declared;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.types.CallableType;
import dev.taipan.checker.types.Display;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.TypeSystem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A name of a scope, or an attribute of a class, has one declared type. Functions and classes may
 * replace each other, and a declaration may be repeated. What {@link AliasRedefinitions} says of
 * type aliases is not said here.
 */
final class ConflictingDeclarations implements ScopeRule {
  private final Findings findings;

  ConflictingDeclarations(Findings findings) {
    this.findings = findings;
  }

  @Override
  public void check(Scope scope) {
    for (Symbol symbol : scope.symbols()) {
      if (symbol.isDeclared() && symbol.definitions().size() > 1) {
        check(symbol.name(), symbol.definitions());
      }
    }
    if (scope.node() instanceof Stmt.ClassDef) {
      for (Map.Entry<String, List<Definition>> entry : scope.instanceAttributes().entrySet()) {
        checkAttribute(entry.getKey(), scope.symbol(entry.getKey()), entry.getValue());
      }
    }
  }

  /** What methods declare of an attribute must agree with the body of the class. */
  private void checkAttribute(String name, @Nullable Symbol inBody, List<Definition> viaSelf) {
    boolean declares = false;
    for (Definition definition : viaSelf) {
      declares |= definition.isDeclaration();
    }
    if (!declares) {
      return;
    }
    List<Definition> all = new ArrayList<>();
    for (Definition definition : inBody == null ? List.<Definition>of() : inBody.definitions()) {
      if (definition.kind() instanceof DefinitionKind.AnnAssign) {
        all.add(definition);
        break;
      }
    }
    all.addAll(viaSelf);
    check(name, all);
  }

  private void check(String name, List<Definition> definitions) {
    Definition first = null;
    Type declared = null;
    for (Definition definition : definitions) {
      if (definition.kind() instanceof DefinitionKind.Delete) {
        first = null;
        continue;
      }
      if (!counts(definition)) {
        continue;
      }
      Type type = findings.declared().declaredType(findings.module(), definition);
      if (type == null || type instanceof DynamicType) {
        continue;
      }
      if (first == null || declared == null) {
        first = definition;
        declared = type;
      } else if (conflicts(first, declared, definition, type)) {
        report(name, first, declared, definition, type);
      }
    }
  }

  private boolean counts(Definition definition) {
    Declared declared = findings.declared();
    return definition.isDeclaration()
        && !(definition.kind() instanceof DefinitionKind.TypeParameter)
        && !(definition.kind() instanceof DefinitionKind.TypeAlias)
        && declared.isReachable(findings.module(), definition.reachability())
        && !declared.isFallback(findings.module(), definition);
  }

  private boolean conflicts(Definition first, Type declared, Definition second, Type type) {
    TypeSystem types = findings.program().typeSystem();
    boolean written = isWritten(first);
    boolean again = isWritten(second);
    if (written && again) {
      // A method may say more exactly what it assigns.
      return first.scope() == second.scope()
          ? !types.isEquivalent(declared, type)
          : !types.isAssignable(type, declared);
    }
    // A function or class may be what a variable was declared to hold.
    return written
            && second.kind() instanceof DefinitionKind.Function
            && type instanceof CallableType
            && !types.isAssignable(type, declared)
        || again
            && first.kind() instanceof DefinitionKind.Function
            && declared instanceof CallableType
            && !types.isAssignable(declared, type);
  }

  /** Whether a declaration says a type, and is no function or class of its own. */
  private static boolean isWritten(Definition definition) {
    return !(definition.kind() instanceof DefinitionKind.Function)
        && !(definition.kind() instanceof DefinitionKind.Class);
  }

  private void report(String name, Definition first, Type declared, Definition second, Type type) {
    Node at = Overrides.nameNode(second);
    Node there = Overrides.nameNode(first);
    findings.report(
        Diagnostic.of(
                Rules.CONFLICTING_DECLARATIONS,
                findings.module().path(),
                new Span(at.start, at.end),
                "`"
                    + name
                    + "` is declared as `"
                    + Display.of(type)
                    + "`, but as `"
                    + Display.of(declared)
                    + "` before")
            .withLabel(
                new Label(
                    findings.module().path(), new Span(there.start, there.end), "declared here")));
  }
}
