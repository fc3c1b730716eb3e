package dev.taipan.checker.checks;

import dev.taipan.checker.binding.Conditions;
import dev.taipan.checker.binding.Definition;
import dev.taipan.checker.binding.DefinitionKind;
import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.binding.Symbol;
import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.types.ClassModel;
import dev.taipan.checker.types.Display;
import dev.taipan.checker.types.Member;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.WellKnown;
import java.util.List;

/**
 * The descriptor of a slot stands on the class under the slot's name, so that the body of the class
 * cannot give the name a value: Python refuses to create such a class.
 */
final class SlotNames implements ClassRule {
  private static final Type NAME = new NominalType(WellKnown.STR);

  /** What slots are given as; a string is an iterable of strings too. */
  private static final Type NAMES = new NominalType(WellKnown.ITERABLE, List.of(NAME));

  private final Findings findings;

  SlotNames(Findings findings) {
    this.findings = findings;
  }

  @Override
  public void check(Stmt.ClassDef cls, Scope enclosing, Scope body) {
    if (body.symbol("__slots__") == null || findings.module().isStub()) {
      return;
    }
    ClassModel model = findings.declared().classOf(findings.module(), cls);
    checkNames(model, body);
    List<String> slots = model.slots();
    if (slots == null) {
      return;
    }
    for (String slot : slots) {
      Symbol symbol = body.symbol(slot);
      Definition last =
          symbol == null ? null : findings.declared().lastDefinition(findings.module(), symbol);
      if (last != null
          && last.isBinding()
          && last.reachability() == Conditions.TRUE
          && !isDeleted(last)) {
        findings.report(
            Rules.INVALID_ASSIGNMENT,
            Overrides.nameNode(last),
            "`" + slot + "` is a slot, so that the class itself cannot have a value for it");
      }
    }
  }

  /** {@code __slots__} is a name or several. */
  private void checkNames(ClassModel model, Scope body) {
    Symbol symbol = body.symbol("__slots__");
    Definition last =
        symbol == null ? null : findings.declared().lastDefinition(findings.module(), symbol);
    Type given = model.member("__slots__").map(Member::type).orElse(null);
    if (last != null
        && last.kind() instanceof DefinitionKind.Assign
        && given != null
        && !findings.program().typeSystem().isAssignable(given, NAMES)) {
      findings.report(
          Rules.INVALID_ASSIGNMENT,
          last.target(),
          "`__slots__` is a name or several names, got `" + Display.of(given) + "`");
    }
  }

  private static boolean isDeleted(Definition last) {
    Symbol symbol = last.symbol();
    return symbol != null && symbol.definitions().getLast().kind() instanceof DefinitionKind.Delete;
  }
}
