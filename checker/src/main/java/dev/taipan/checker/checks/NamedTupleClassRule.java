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
import dev.taipan.checker.types.Mro;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.WellKnown;
import java.util.List;
import java.util.Set;

/** What Python demands of the fields of named tuples, and of classes that inherit from them. */
final class NamedTupleClassRule implements ClassRule {
  private static final Set<String> GENERATED =
      Set.of(
          "__new__",
          "__init__",
          "__slots__",
          "__getnewargs__",
          "_fields",
          "_field_defaults",
          "_make",
          "_replace",
          "_asdict");

  private final Findings findings;

  NamedTupleClassRule(Findings findings) {
    this.findings = findings;
  }

  @Override
  public void check(Stmt.ClassDef cls, Scope enclosing, Scope body) {
    ClassModel model = findings.declared().classOf(findings.module(), cls);
    List<String> fields = model.namedTupleFields();
    if (fields == null) {
      return;
    }
    if (model.bases().contains(new NominalType(WellKnown.NAMED_TUPLE))) {
      checkBases(cls, model);
      checkFields(body);
    } else {
      checkOverrides(cls, body, fields);
    }
  }

  private void checkBases(Stmt.ClassDef cls, ClassModel model) {
    List<Expr> written = findings.declared().baseExpressions(findings.module(), cls);
    for (int i = 0; i < written.size(); i++) {
      Type base = model.bases().get(i);
      ClassId id = Mro.classOf(base);
      if (id != null && !id.equals(WellKnown.NAMED_TUPLE) && !id.equals(WellKnown.GENERIC)) {
        findings.report(
            Rules.INVALID_NAMED_TUPLE,
            written.get(i),
            "a class that inherits from `NamedTuple` has no other base but `Generic`");
      }
    }
  }

  private void checkFields(Scope body) {
    Symbol withDefault = null;
    for (Symbol symbol : body.symbols()) {
      for (Definition definition : symbol.definitions()) {
        if (!findings.declared().isReachable(findings.module(), definition.reachability())) {
          continue;
        }
        if (GENERATED.contains(symbol.name()) && definition.isBinding()) {
          findings.report(
              Rules.INVALID_NAMED_TUPLE,
              definition.target(),
              "`" + symbol.name() + "` of a named tuple cannot be replaced");
          break;
        }
        if (!(definition.kind() instanceof DefinitionKind.AnnAssign field)) {
          continue;
        }
        if (symbol.name().startsWith("_")) {
          findings.report(
              Rules.INVALID_NAMED_TUPLE,
              definition.target(),
              "the name of a field cannot start with an underscore");
        }
        if (field.statement().value != null) {
          withDefault = symbol;
        } else if (withDefault != null) {
          findings.report(
              Rules.INVALID_NAMED_TUPLE,
              definition.target(),
              "the field `"
                  + symbol.name()
                  + "` needs a default, as `"
                  + withDefault.name()
                  + "` before it has one");
        }
        break;
      }
    }
  }

  private void checkOverrides(Stmt.ClassDef cls, Scope body, List<String> fields) {
    for (String field : fields) {
      Symbol symbol = body.symbol(field);
      if (symbol == null) {
        continue;
      }
      for (Definition definition : symbol.definitions()) {
        if (definition.kind() instanceof DefinitionKind.AnnAssign
            || definition.kind() instanceof DefinitionKind.Assign) {
          findings.report(
              Rules.INVALID_NAMED_TUPLE_OVERRIDE,
              definition.target(),
              "`"
                  + field
                  + "` is a field of the named tuple that `"
                  + cls.name.name
                  + "` inherits");
          break;
        }
      }
    }
  }
}
