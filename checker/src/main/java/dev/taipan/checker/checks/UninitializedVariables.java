package dev.taipan.checker.checks;

import dev.taipan.checker.binding.Definition;
import dev.taipan.checker.binding.DefinitionKind;
import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.binding.Symbol;
import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.ClassModel;
import dev.taipan.checker.types.Mro;
import dev.taipan.checker.types.WellKnown;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Variables that a class declares and gives no value: neither in its body nor where its objects are
 * made. A base may do that, and so do those who make the objects of dataclasses and the like.
 */
final class UninitializedVariables implements ClassRule {
  private static final Set<String> MAKING = Set.of("__init__", "__new__", "__post_init__");

  private final Findings findings;

  UninitializedVariables(Findings findings) {
    this.findings = findings;
  }

  @Override
  public void check(Stmt.ClassDef cls, Scope enclosing, Scope body) {
    if (!findings.program().reports(Rules.UNINITIALIZED_INSTANCE_VARIABLE)
        || findings.module().isStub()) {
      return;
    }
    ClassModel model = findings.declared().classOf(findings.module(), cls);
    if (model.isProtocol()
        || model.typedDict() != null
        || model.dataclass() != null
        || model.isEnum()
        || findings.declared().inherits(model.id(), WellKnown.NAMED_TUPLE)) {
      return;
    }
    for (Symbol symbol : body.symbols()) {
      Definition declaration = onlyDeclaration(symbol);
      if (declaration != null
          && !findings.declared().isClassVar(findings.module(), declaration)
          && !isAssigned(body, symbol.name())
          && !baseHas(model, symbol.name())) {
        findings.report(
            Rules.UNINITIALIZED_INSTANCE_VARIABLE,
            declaration.target(),
            "`" + symbol.name() + "` has no value when an object is made");
      }
    }
  }

  /** The declaration of a variable to which the body gives no value; null for any other name. */
  private static @Nullable Definition onlyDeclaration(Symbol symbol) {
    for (Definition definition : symbol.definitions()) {
      if (definition.isBinding() || !(definition.kind() instanceof DefinitionKind.AnnAssign)) {
        return null;
      }
    }
    return symbol.definitions().isEmpty() ? null : symbol.definitions().getFirst();
  }

  private static boolean isAssigned(Scope body, String name) {
    for (Definition definition : body.instanceAttributes().getOrDefault(name, List.of())) {
      if (definition.isBinding()
          && definition.scope().node() instanceof Stmt.FunctionDef method
          && MAKING.contains(method.name.name)) {
        return true;
      }
    }
    return false;
  }

  private boolean baseHas(ClassModel model, String name) {
    for (int i = 1; i < model.mro().size(); i++) {
      ClassId base = Mro.classOf(model.mro().get(i));
      if (base == null || findings.program().classModel(base).member(name).isPresent()) {
        return true;
      }
    }
    return false;
  }
}
