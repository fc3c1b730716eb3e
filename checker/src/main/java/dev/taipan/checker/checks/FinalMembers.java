package dev.taipan.checker.checks;

import dev.taipan.checker.binding.Definition;
import dev.taipan.checker.binding.DefinitionKind;
import dev.taipan.checker.binding.Symbol;
import dev.taipan.checker.diagnostics.Rule;
import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.inference.definitions.Declared;
import dev.taipan.checker.inference.definitions.FunctionFlags;
import dev.taipan.checker.types.ClassModel;
import dev.taipan.checker.types.Member;
import org.jspecify.annotations.Nullable;

/**
 * Which attributes of a class nothing may stand for in its subclasses: those that are declared
 * {@code Final}, and methods marked {@code @final}.
 */
final class FinalMembers {
  private final Findings findings;

  FinalMembers(Findings findings) {
    this.findings = findings;
  }

  /** The rule that whoever overrides the attribute breaks; null if it may be overridden. */
  @Nullable Rule forbids(ClassModel base, Member inherited) {
    Declared.Source source = findings.declared().sourceOf(base.id());
    Symbol symbol = source == null ? null : source.body().symbol(inherited.name());
    if (inherited.isFinal() && !base.isEnum()) {
      // Fields that are only read are no constants.
      boolean ofFields = base.dataclass() != null || base.namedTupleFields() != null;
      if (!ofFields || source != null && symbol != null && isDeclaredFinal(source, symbol)) {
        return Rules.OVERRIDE_OF_FINAL_VARIABLE;
      }
    }
    return source != null && symbol != null && isFinalMethod(source, symbol)
        ? Rules.OVERRIDE_OF_FINAL_METHOD
        : null;
  }

  private boolean isDeclaredFinal(Declared.Source source, Symbol symbol) {
    for (Definition definition : symbol.definitions()) {
      if (findings.declared().isFinal(source.module(), definition)) {
        return true;
      }
    }
    return false;
  }

  private boolean isFinalMethod(Declared.Source source, Symbol symbol) {
    for (Definition definition : symbol.definitions()) {
      if (definition.kind() instanceof DefinitionKind.Function function
          && findings
              .declared()
              .flags(source.module(), function.node())
              .has(FunctionFlags.Flag.FINAL)) {
        return true;
      }
    }
    return false;
  }
}
