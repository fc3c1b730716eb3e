package dev.taipan.checker.checks;

import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.inference.definitions.FunctionFlags;
import dev.taipan.checker.inference.definitions.FunctionFlags.Flag;
import dev.taipan.checker.inference.definitions.FunctionTexts;
import dev.taipan.checker.syntax.Parameter;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.types.WellKnown;
import java.util.Set;

/**
 * The names that the first parameters of methods usually have: {@code self}, {@code cls} where the
 * class is passed, and neither where nothing is. A name that starts with an underscore may be any.
 */
final class SelfNames implements FunctionRule {
  private static final Set<String> OF_CLASSES = Set.of("cls", "mcs", "mcls", "metacls");

  private final Findings findings;

  SelfNames(Findings findings) {
    this.findings = findings;
  }

  @Override
  public void check(Stmt.FunctionDef function, Scope enclosing, Scope body) {
    if (enclosing.kind() != Scope.Kind.CLASS
        || !(enclosing.node() instanceof Stmt.ClassDef cls)
        || function.parameters.all.isEmpty()
        || !findings.program().reports(Rules.UNCONVENTIONAL_SELF_NAME)) {
      return;
    }
    Parameter first = function.parameters.all.getFirst();
    String name = first.name.name;
    boolean positional =
        first.kind == Parameter.Kind.POSITIONAL_ONLY
            || first.kind == Parameter.Kind.POSITIONAL_OR_KEYWORD;
    if (!positional || name.startsWith("_")) {
      return;
    }
    FunctionFlags flags = findings.declared().flags(findings.module(), function);
    if (flags.has(Flag.STATIC)) {
      if (name.equals("self")) {
        report(first, "is given nothing but its arguments, so none of them is `self`");
      }
    } else if (flags.has(Flag.CLASS) || FunctionTexts.isGivenClass(function)) {
      if (!OF_CLASSES.contains(name)) {
        report(first, "is given its class, which is called `cls` everywhere else");
      }
    } else if (function.decorators.isEmpty() && !name.equals("self")) {
      boolean isMeta =
          OF_CLASSES.contains(name)
              && findings
                  .declared()
                  .inherits(
                      findings.declared().classOf(findings.module(), cls).id(), WellKnown.TYPE);
      if (!isMeta) {
        report(first, "is given its object, which is called `self` everywhere else");
      }
    }
  }

  private void report(Parameter first, String what) {
    findings.report(Rules.UNCONVENTIONAL_SELF_NAME, first.name, "the method " + what);
  }
}
