package dev.taipan.checker.checks;

import dev.taipan.checker.binding.Definition;
import dev.taipan.checker.binding.DefinitionKind;
import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.binding.Symbol;
import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.ClassModel;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.Mro;
import dev.taipan.checker.types.Type;
import java.util.List;
import java.util.Map;

/** The members of a protocol are declared in its body: others do not run its methods. */
final class ProtocolMembers implements ClassRule {
  private final Findings findings;

  ProtocolMembers(Findings findings) {
    this.findings = findings;
  }

  @Override
  public void check(Stmt.ClassDef cls, Scope enclosing, Scope body) {
    ClassModel model = findings.declared().classOf(findings.module(), cls);
    if (!model.isProtocol()) {
      return;
    }
    for (Symbol symbol : body.symbols()) {
      checkAssigned(model, symbol);
    }
    for (Map.Entry<String, List<Definition>> entry : body.instanceAttributes().entrySet()) {
      if (body.symbol(entry.getKey()) == null && !isInherited(model, entry.getKey())) {
        findings.report(
            Rules.AMBIGUOUS_PROTOCOL_MEMBER,
            entry.getValue().getFirst().target(),
            "`"
                + entry.getKey()
                + "` is not declared in the body of the protocol `"
                + cls.name.name
                + "`");
      }
    }
  }

  /** What the body assigns has no type that others could rely on, unless it is declared. */
  private void checkAssigned(ClassModel model, Symbol symbol) {
    String name = symbol.name();
    if (symbol.isDeclared()
        || name.startsWith("__") && name.endsWith("__")
        || isInherited(model, name)) {
      return;
    }
    for (Definition definition : symbol.definitions()) {
      // A name for a name is an alias: it has the type of what it stands for.
      if (definition.kind() instanceof DefinitionKind.Assign assign
          && !(assign.value() instanceof Expr.Name)) {
        findings.report(
            Rules.AMBIGUOUS_PROTOCOL_MEMBER,
            definition.target(),
            "`" + name + "` is a member of the protocol without a declared type");
        return;
      }
    }
  }

  private boolean isInherited(ClassModel model, String name) {
    for (int i = 1; i < model.mro().size(); i++) {
      Type entry = model.mro().get(i);
      ClassId id = Mro.classOf(entry);
      if (entry instanceof DynamicType
          || id != null && findings.program().classModel(id).member(name).isPresent()) {
        return true;
      }
    }
    return false;
  }
}
