package dev.taipan.checker.checks;

import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.inference.definitions.FunctionFlags;
import dev.taipan.checker.inference.definitions.FunctionFlags.Flag;
import dev.taipan.checker.syntax.Decorator;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Parameter;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.types.PropertyType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The functions of a property take what it calls them with: the object, and to be set a value too.
 */
final class PropertyFunctions implements FunctionRule {
  private final Findings findings;

  PropertyFunctions(Findings findings) {
    this.findings = findings;
  }

  /** What a property does with a function, and what it passes to it. */
  private enum Use {
    READ("read", List.of("object")),
    SET("set", List.of("object", "value")),
    DELETE("deleted", List.of("object"));

    private final String done;
    private final List<String> passed;

    Use(String done, List<String> passed) {
      this.done = done;
      this.passed = passed;
    }
  }

  @Override
  public void check(Stmt.FunctionDef function, Scope enclosing, Scope body) {
    checkKind(function);
    Use use = use(function);
    if (use == null) {
      return;
    }
    String fault = fault(function, use);
    if (fault != null) {
      findings.report(
          Rules.INVALID_ARGUMENT_TYPE,
          function.decorators.getFirst(),
          "the property `" + function.name.name + "` cannot be " + use.done + ": " + fault);
    }
  }

  /**
   * A property is asked by objects. The property of a class was possible for a few versions; and
   * what takes nothing at all cannot be asked.
   */
  private void checkKind(Stmt.FunctionDef function) {
    FunctionFlags flags = findings.declared().flags(findings.module(), function);
    if (!flags.has(Flag.PROPERTY) || function.decorators.size() != 2) {
      return;
    }
    boolean ofClass =
        flags.has(Flag.CLASS) && findings.program().target().version().isAtLeast(3, 13);
    boolean ofNothing = flags.has(Flag.STATIC) && function.parameters.all.isEmpty();
    if (ofClass || ofNothing) {
      findings.report(
          Rules.INVALID_ARGUMENT_TYPE,
          function.decorators.getFirst(),
          "the property `"
              + function.name.name
              + "` cannot be a "
              + (ofClass ? "class" : "static")
              + " method too");
    }
  }

  /** What the only decorator makes of the function; null where that is no part of a property. */
  private @Nullable Use use(Stmt.FunctionDef function) {
    if (function.decorators.size() != 1) {
      return null;
    }
    if (findings.declared().flags(findings.module(), function).has(Flag.PROPERTY)) {
      return Use.READ;
    }
    Decorator decorator = function.decorators.getFirst();
    Use use =
        decorator.expression instanceof Expr.Attribute attribute
            ? switch (attribute.name) {
              case "getter" -> Use.READ;
              case "setter" -> Use.SET;
              case "deleter" -> Use.DELETE;
              default -> null;
            }
            : null;
    return use != null
            && findings.declared().decorated(findings.module(), function) instanceof PropertyType
        ? use
        : null;
  }

  /** Why the function cannot be called; null if it can. */
  private static @Nullable String fault(Stmt.FunctionDef function, Use use) {
    int taken = 0;
    for (Parameter parameter : function.parameters.all) {
      switch (parameter.kind) {
        case VAR_POSITIONAL -> taken = Math.max(taken, use.passed.size());
        case VAR_KEYWORD -> {}
        case POSITIONAL_ONLY, POSITIONAL_OR_KEYWORD, KEYWORD_ONLY -> {
          boolean given =
              parameter.kind != Parameter.Kind.KEYWORD_ONLY && taken < use.passed.size();
          if (given) {
            taken++;
          } else if (parameter.defaultValue == null) {
            return "nothing is passed for `" + parameter.name.name + "`";
          }
        }
      }
    }
    return taken < use.passed.size()
        ? "`" + function.name.name + "` takes no " + use.passed.get(taken)
        : null;
  }
}
