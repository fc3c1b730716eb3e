package dev.taipan.checker.checks;

import dev.taipan.checker.binding.Definition;
import dev.taipan.checker.binding.DefinitionKind;
import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.binding.Symbol;
import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.inference.Declared;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.types.ClassModel;
import dev.taipan.checker.types.Display;
import org.jspecify.annotations.Nullable;

/** Members of enums have no annotations, and values as {@code _value_} declares them. */
final class EnumMembers implements ClassRule {
  private final Findings findings;

  EnumMembers(Findings findings) {
    this.findings = findings;
  }

  @Override
  public void check(Stmt.ClassDef cls, Scope enclosing, Scope body) {
    ClassModel model = findings.declared().classOf(findings.module(), cls);
    if (!model.isEnum()) {
      return;
    }
    if (!model.typeParameters().isEmpty()) {
      findings.report(Rules.INVALID_GENERIC_ENUM, cls.name, "an enum cannot be generic");
    }
    for (Symbol symbol : body.symbols()) {
      Definition assigned = assignment(symbol);
      if (assigned == null
          || !findings.declared().isReachable(findings.module(), assigned.reachability())
          || !findings.declared().isEnumMember(model, symbol)) {
        continue;
      }
      if (assigned.kind() instanceof DefinitionKind.AnnAssign annotated
          && findings.declared().namesType(findings.module(), assigned)) {
        findings.report(
            Rules.INVALID_ENUM_MEMBER_ANNOTATION,
            annotated.statement().annotation,
            "`" + symbol.name() + "` is a member of the enum: its type is the enum");
      }
      checkValue(model, symbol, assigned);
    }
  }

  private static @Nullable Definition assignment(Symbol symbol) {
    for (Definition definition : symbol.definitions()) {
      if (definition.kind() instanceof DefinitionKind.Assign
          || definition.kind() instanceof DefinitionKind.AnnAssign) {
        return definition;
      }
    }
    return null;
  }

  private void checkValue(ClassModel model, Symbol symbol, Definition assigned) {
    Declared.EnumValue value = findings.declared().enumValue(model, symbol);
    if (value != null
        && !findings.program().typeSystem().isAssignable(value.assigned(), value.declared())) {
      Display.Pair pair = Display.pair(findings.program(), value.declared(), value.assigned());
      findings.report(
          Rules.INVALID_ASSIGNMENT,
          assigned.target(),
          "values of this enum are declared as `"
              + pair.first()
              + "`, `"
              + symbol.name()
              + "` has `"
              + pair.second()
              + "`");
    }
  }
}
