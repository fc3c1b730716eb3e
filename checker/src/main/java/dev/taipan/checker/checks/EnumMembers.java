package dev.taipan.checker.checks;

import dev.taipan.checker.binding.Conditions;
import dev.taipan.checker.binding.Definition;
import dev.taipan.checker.binding.DefinitionKind;
import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.binding.Symbol;
import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.inference.definitions.Declared;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.types.Access;
import dev.taipan.checker.types.CallArgument;
import dev.taipan.checker.types.ClassLiteralType;
import dev.taipan.checker.types.ClassModel;
import dev.taipan.checker.types.Display;
import dev.taipan.checker.types.LiteralType;
import dev.taipan.checker.types.Type;
import java.util.ArrayList;
import java.util.List;
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
          && annotated.statement().isAtRunTime()
          && findings.declared().namesType(findings.module(), assigned)) {
        findings.report(
            Rules.INVALID_ENUM_MEMBER_ANNOTATION,
            annotated.statement().annotation,
            "`" + symbol.name() + "` is a member of the enum: its type is the enum");
      }
      checkValue(model, symbol, assigned);
      checkConstructor(model, symbol, assigned, "__new__", new ClassLiteralType(model.id()));
      checkConstructor(
          model, symbol, assigned, "__init__", new LiteralType(model.id(), symbol.name()));
      checkAssignedOnce(symbol, assigned);
    }
  }

  /** The names of an enum's members cannot be used again in its body. */
  private void checkAssignedOnce(Symbol symbol, Definition first) {
    for (Definition other : symbol.definitions()) {
      if (other != first
          && other.isBinding()
          && first.reachability() == Conditions.TRUE
          && other.reachability() == Conditions.TRUE) {
        findings.report(
            Rules.REASSIGNED_FINAL,
            Overrides.nameNode(other),
            "`" + symbol.name() + "` is a member of the enum already");
      }
    }
  }

  /** What a member is assigned is unpacked as the arguments of the constructors. */
  private void checkConstructor(
      ClassModel model, Symbol symbol, Definition assigned, String name, Type object) {
    List<Type> values = findings.declared().enumArguments(model, symbol, name);
    Access constructor =
        values == null ? null : findings.program().members().read(object, name).orElse(null);
    if (values == null || constructor == null) {
      return;
    }
    List<CallArgument> arguments = new ArrayList<>();
    if (object instanceof ClassLiteralType) {
      arguments.add(CallArgument.positional(object));
    }
    for (Type value : values) {
      arguments.add(CallArgument.positional(value));
    }
    if (!findings.program().members().calls().call(constructor.type(), arguments).isValid()) {
      findings.report(
          Rules.INVALID_ASSIGNMENT,
          assigned.target(),
          "`" + name + "` of the enum does not take what `" + symbol.name() + "` is assigned");
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
