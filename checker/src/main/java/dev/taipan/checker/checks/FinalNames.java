package dev.taipan.checker.checks;

import dev.taipan.checker.binding.Definition;
import dev.taipan.checker.binding.DefinitionKind;
import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.binding.Symbol;
import dev.taipan.checker.diagnostics.Diagnostic;
import dev.taipan.checker.diagnostics.Label;
import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.diagnostics.Span;
import dev.taipan.checker.inference.Branches;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.types.ClassModel;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A name that is declared {@code Final} has one declaration and one value, wherever in the module
 * it is assigned; an attribute may get the value in {@code __init__} instead.
 */
final class FinalNames implements ScopeRule {
  private final Findings findings;

  FinalNames(Findings findings) {
    this.findings = findings;
  }

  @Override
  public void check(Scope scope) {
    for (Symbol symbol : scope.symbols()) {
      Definition first = firstFinal(symbol);
      if (first != null) {
        checkAssignments(symbol, first);
        if (first.kind() instanceof DefinitionKind.AnnAssign declaration) {
          checkPlace(scope, first, declaration.statement());
          checkValue(scope, symbol, first, declaration.statement());
        }
      }
    }
    if (scope.node() instanceof Stmt.ClassDef cls) {
      checkAttributes(scope, cls);
    }
  }

  private @Nullable Definition firstFinal(Symbol symbol) {
    for (Definition definition : symbol.definitions()) {
      boolean mayBeFinal =
          definition.kind() instanceof DefinitionKind.AnnAssign
              || symbol.definitions().size() > 1
                  && (definition.kind() instanceof DefinitionKind.ImportFrom
                      || definition.kind() instanceof DefinitionKind.StarImport);
      if (mayBeFinal
          && isReached(definition)
          && (findings.declared().isFinal(findings.module(), definition)
              || findings.declared().importsFinal(findings.module(), definition)
                  && !findings.declared().isFallback(findings.module(), definition))) {
        return definition;
      }
    }
    return null;
  }

  private boolean isReached(Definition definition) {
    return findings.declared().isReachable(findings.module(), definition.reachability())
        && findings.declared().isEffective(findings.module(), definition);
  }

  private void checkAssignments(Symbol symbol, Definition first) {
    boolean imported = !(first.kind() instanceof DefinitionKind.AnnAssign);
    boolean late = false;
    for (Definition other : symbol.definitions()) {
      if (other == first
          || !other.isBinding() && !findings.declared().isFinal(findings.module(), other)
          || !isReached(other)) {
        continue;
      }
      if (imported
          && (other.index() < first.index()
              || other.region() instanceof Stmt.ImportFrom
              || Branches.exclude(findings.module(), first.target(), other.target())
              || findings.declared().isFallback(findings.module(), other))) {
        continue;
      }
      if (isImport(other) && findings.declared().isFallback(findings.module(), first)) {
        continue;
      }
      if (isBefore(other, first)) {
        late = true;
      } else {
        report(other, symbol.name(), first);
      }
    }
    if (late) {
      reportLate(first, symbol.name());
    }
  }

  private void reportLate(Definition declared, String name) {
    findings.report(
        Rules.REASSIGNED_FINAL,
        declared.target(),
        "`" + name + "` has been assigned already and cannot be made final");
  }

  private static boolean isImport(Definition definition) {
    return definition.kind() instanceof DefinitionKind.Import
        || definition.kind() instanceof DefinitionKind.ImportFrom;
  }

  /** Whether a name had a value in the same scope before it was declared final. */
  private static boolean isBefore(Definition other, Definition declared) {
    return other.index() < declared.index() && other.scope() == declared.scope();
  }

  private void report(Definition at, String name, Definition first) {
    boolean again = findings.declared().isFinal(findings.module(), at);
    Node node = at.target();
    Node there = first.target();
    findings.report(
        Diagnostic.of(
                Rules.REASSIGNED_FINAL,
                findings.module().path(),
                new Span(node.start, node.end),
                again
                    ? "`" + name + "` is declared final twice"
                    : "`" + name + "` is final and cannot be assigned again")
            .withLabel(
                new Label(
                    findings.module().path(),
                    new Span(there.start, there.end),
                    "declared final here")));
  }

  private void checkPlace(Scope scope, Definition definition, Stmt.AnnAssign declaration) {
    checkLoop(declaration);
    if (!(scope.node() instanceof Stmt.ClassDef cls)) {
      return;
    }
    ClassModel model = findings.declared().classOf(findings.module(), cls);
    if (model.dataclass() == null
        && findings.declared().isClassVar(findings.module(), definition)) {
      findings.report(
          Rules.REDUNDANT_FINAL_CLASSVAR,
          declaration.annotation,
          "`Final` with a value in the body of a class is a class variable already");
    }
  }

  private void checkLoop(Stmt.AnnAssign declaration) {
    if (declaration.value != null && findings.module().structure().isInLoop(declaration)) {
      findings.report(
          Rules.REASSIGNED_FINAL,
          declaration.target,
          "a final name cannot be assigned in each round of a loop");
    }
  }

  /** A final name without a value needs one from {@code __init__}, or a generated one. */
  private void checkValue(
      Scope scope, Symbol symbol, Definition definition, Stmt.AnnAssign declaration) {
    if (declaration.value != null || findings.module().isStub()) {
      if (declaration.value == null
          && !findings.declared().namesType(findings.module(), definition)) {
        reportMissing(definition, symbol.name());
      }
      return;
    }
    boolean typed = findings.declared().namesType(findings.module(), definition);
    if (scope.node() instanceof Stmt.ClassDef cls) {
      ClassModel model = findings.declared().classOf(findings.module(), cls);
      boolean generated =
          model.dataclass() != null
                  && !findings.declared().isClassVar(findings.module(), definition)
              || model.namedTupleFields() != null
              || model.typedDict() != null;
      if (typed && (generated || model.isProtocol() || isInitialized(scope, symbol.name()))) {
        return;
      }
    }
    reportMissing(definition, symbol.name());
  }

  private void reportMissing(Definition definition, String name) {
    findings.report(
        Rules.FINAL_WITHOUT_VALUE, definition.target(), "`" + name + "` is final but has no value");
  }

  /** Of the statements that always run in {@code __init__} one gives the attribute its value. */
  private void checkOneValue(String name, Definition declared, List<Definition> attribute) {
    boolean given = false;
    for (Definition definition : attribute) {
      if (definition.scope().frame().node() instanceof Stmt.FunctionDef function
          && function.name.name.equals("__init__")
          && definition.isBinding()
          && isReached(definition)
          && function.body.contains(definition.region())) {
        if (given) {
          report(definition, name, declared);
        }
        given = true;
      }
    }
  }

  private @Nullable Definition finalInInit(List<Definition> attribute) {
    for (Definition definition : attribute) {
      if (isInInit(definition)
          && isReached(definition)
          && findings.declared().isFinal(findings.module(), definition)) {
        return definition;
      }
    }
    return null;
  }

  private static boolean isInitialized(Scope body, String name) {
    for (Definition definition : body.instanceAttributes().getOrDefault(name, List.of())) {
      if (isInInit(definition)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isInInit(Definition definition) {
    return definition.scope().frame().node() instanceof Stmt.FunctionDef function
        && function.name.name.equals("__init__");
  }

  /**
   * A final attribute with a value in the body gets no other one in {@code __init__}; one that is
   * declared in {@code __init__} gets its value there and then.
   */
  private void checkAttributes(Scope body, Stmt.ClassDef cls) {
    boolean dataclass = findings.declared().classOf(findings.module(), cls).dataclass() != null;
    for (Map.Entry<String, List<Definition>> entry : body.instanceAttributes().entrySet()) {
      String name = entry.getKey();
      Symbol symbol = body.symbol(name);
      Definition inBody = symbol == null ? null : firstFinal(symbol);
      boolean hasValue = inBody != null && inBody.isBinding() && !dataclass;
      if (inBody != null && !inBody.isBinding()) {
        checkOneValue(name, inBody, entry.getValue());
      }
      Definition declared =
          hasValue ? inBody : inBody == null ? finalInInit(entry.getValue()) : null;
      boolean late = false;
      for (Definition definition : entry.getValue()) {
        boolean isFinal = findings.declared().isFinal(findings.module(), definition);
        if (isFinal && !isInInit(definition)) {
          reportPlace(definition);
        } else if (definition == declared) {
          if (declared.kind() instanceof DefinitionKind.AnnAssign assign) {
            checkLoop(assign.statement());
            if (assign.statement().value == null && !findings.module().isStub()) {
              reportMissing(declared, name);
            }
          }
        } else if (declared != null
            && (isInInit(definition) || definition.kind() instanceof DefinitionKind.AnnAssign)
            && isReached(definition)) {
          if (isBefore(definition, declared)) {
            late = true;
          } else {
            report(definition, name, declared);
          }
        } else if (isFinal && inBody != null && !hasValue && isReached(definition)) {
          report(definition, name, inBody);
        }
      }
      if (declared != null && late) {
        reportLate(declared, name);
      }
    }
    for (List<Definition> viaClass : body.classAttributes().values()) {
      for (Definition definition : viaClass) {
        if (findings.declared().isFinal(findings.module(), definition)) {
          reportPlace(definition);
        }
      }
    }
  }

  private void reportPlace(Definition definition) {
    Node annotation =
        definition.kind() instanceof DefinitionKind.AnnAssign assign
            ? assign.statement().annotation
            : definition.target();
    findings.report(
        Rules.INVALID_TYPE_FORM,
        annotation,
        "an attribute can be declared `Final` in `__init__` or in the body of the class only");
  }
}
