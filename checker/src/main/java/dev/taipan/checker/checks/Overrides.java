package dev.taipan.checker.checks;

import dev.taipan.checker.binding.Definition;
import dev.taipan.checker.binding.DefinitionKind;
import dev.taipan.checker.binding.PrivateNames;
import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.binding.Symbol;
import dev.taipan.checker.diagnostics.Diagnostic;
import dev.taipan.checker.diagnostics.Label;
import dev.taipan.checker.diagnostics.Rule;
import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.diagnostics.Span;
import dev.taipan.checker.inference.definitions.Declared;
import dev.taipan.checker.inference.definitions.FunctionFlags;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.types.CallableType;
import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.ClassModel;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.Member;
import dev.taipan.checker.types.Mro;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.WellKnown;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An attribute that overrides one of a base class must do for whoever has the base class in mind:
 * see the specification's chapters on class compatibility and on qualifiers.
 */
final class Overrides implements ClassRule {
  /** Methods that are never called through an instance of a base class. */
  private static final Set<String> EXEMPT =
      Set.of(
          "__init__",
          "__new__",
          "__init_subclass__",
          "__post_init__",
          "__slots__",
          "__match_args__",
          "__class_getitem__",
          "__class__",
          "__doc__",
          "__module__",
          "__dict__",
          "__hash__",
          "__annotations__",
          "_ignore_");

  /** Called on a known class: other parameters than a base has do no harm. */
  private static final Set<String> CONSTRUCTORS = Set.of("__init__", "__new__");

  private final Findings findings;
  private final Substitutes substitutes;
  private final FinalMembers finals;

  Overrides(Findings findings) {
    this.findings = findings;
    this.finals = new FinalMembers(findings);
    this.substitutes = new Substitutes(findings);
  }

  @Override
  public void check(Stmt.ClassDef cls, Scope enclosing, Scope body) {
    ClassModel model = findings.declared().classOf(findings.module(), cls);
    if (model.typedDict() != null) {
      return; // items are no attributes, and methods there can be none
    }
    for (Symbol symbol : body.symbols()) {
      Definition definition = findings.declared().lastDefinition(findings.module(), symbol);
      if (definition != null) {
        checkMember(model, symbol.name(), definition);
      }
    }
    for (var viaSelf : body.instanceAttributes().entrySet()) {
      if (body.symbol(viaSelf.getKey()) == null) {
        checkMember(model, viaSelf.getKey(), viaSelf.getValue().get(0));
      }
    }
  }

  private void checkMember(ClassModel model, String name, Definition definition) {
    boolean overrides = isMarkedOverride(definition);
    if (isPrivate(model.id(), name)) {
      return;
    }
    boolean found = false;
    // What a base makes of its own bases has been checked there.
    Set<@Nullable ClassId> covered = new HashSet<>();
    List<Type> mro = model.mro();
    for (int i = 1; i < mro.size(); i++) {
      Type entry = mro.get(i);
      if (entry instanceof DynamicType) {
        return;
      }
      ClassId id = Mro.classOf(entry);
      if (id == null || covered.contains(id)) {
        continue;
      }
      ClassModel base = findings.program().classModel(id);
      Optional<Member> inherited = base.member(name);
      if (inherited.isEmpty()) {
        continue;
      }
      Optional<Member> own = model.member(name);
      if (own.isPresent()
          && !compatible(model, own.get(), base, entry, inherited.get(), definition)) {
        return;
      }
      if (overrides && !found) {
        checkDeprecated(name, inherited.get().type(), base, definition);
      }
      found = true;
      for (Type above : base.mro()) {
        covered.add(Mro.classOf(above));
      }
    }
    if (overrides && !found) {
      findings.report(
          Rules.INVALID_EXPLICIT_OVERRIDE,
          nameNode(markedDefinition(definition)),
          "`" + name + "` is marked as an override, but no base class has it");
    }
    if (found
        && !overrides
        && definition.kind() instanceof DefinitionKind.Function function
        && !name.startsWith("__")) {
      findings.report(
          Rules.MISSING_OVERRIDE_DECORATOR,
          function.node().name,
          "`" + name + "` overrides a method without being marked with `@override`");
    }
  }

  /** Who marks an override says that the method of the base is meant: that is a use of it. */
  private void checkDeprecated(String name, Type type, ClassModel base, Definition definition) {
    if (type instanceof CallableType callable && callable.function() != null) {
      String message = findings.program().deprecation(callable.function());
      if (message != null) {
        findings.report(
            Rules.DEPRECATED,
            nameNode(definition),
            "`"
                + name
                + "` of `"
                + base.id().name()
                + "` is deprecated"
                + (message.isEmpty() ? "" : ": " + message));
      }
    }
  }

  /** Whether the function, or an overload of it, is marked. */
  private boolean isMarkedOverride(Definition definition) {
    return marked(definition) != null;
  }

  private Definition markedDefinition(Definition definition) {
    Definition marked = marked(definition);
    return marked == null ? definition : marked;
  }

  private @Nullable Definition marked(Definition definition) {
    Symbol symbol = definition.symbol();
    if (symbol == null || !(definition.kind() instanceof DefinitionKind.Function)) {
      return null;
    }
    for (Definition other : symbol.definitions()) {
      if (other.kind() instanceof DefinitionKind.Function function
          && findings
              .declared()
              .flags(findings.module(), function.node())
              .has(FunctionFlags.Flag.OVERRIDE)) {
        return other;
      }
    }
    return null;
  }

  /** Private names are mangled, so that every class has its own. */
  static boolean isPrivate(ClassId cls, String name) {
    return name.startsWith("__") && !name.endsWith("__")
        || PrivateNames.isKeptFor(cls.name(), name);
  }

  /** Checks one pair; false if something was reported. */
  private boolean compatible(
      ClassModel model,
      Member own,
      ClassModel base,
      Type entry,
      Member inherited,
      Definition definition) {
    if (finalViolated(base, inherited, own.name(), definition)) {
      return false;
    }
    if (isExempt(own, base, isMarkedOverride(definition)) || isUnhashable(inherited)) {
      return true;
    }
    Substitutes.Problem problem =
        substitutes.override(
            model,
            new Substitutes.Side(own, model, own.type()),
            Substitutes.Side.of(inherited, base, entry));
    if (problem != null) {
      report(problem.rule(), definition, problem.message(), base, own.name());
    }
    return problem == null;
  }

  /** Whether a base only says that its instances have no hash, which others may have. */
  private static boolean isUnhashable(Member inherited) {
    return inherited.name().equals("__hash__") && inherited.type().equals(WellKnown.NONE);
  }

  /** Whether nobody looks at an attribute as that of a base class. */
  static boolean isExempt(Member own, ClassModel base, boolean marked) {
    String name = own.name();
    boolean compared =
        CONSTRUCTORS.contains(name) && marked && !base.id().equals(WellKnown.OBJECT)
            || name.equals("__hash__") && own.type() instanceof CallableType
            || name.equals("__init_subclass__") && !(own.type() instanceof CallableType);
    return EXEMPT.contains(name) && !compared
        || name.startsWith("_") && name.endsWith("_") && !name.startsWith("__");
  }

  private boolean finalViolated(
      ClassModel base, Member inherited, String name, Definition definition) {
    Rule broken = finals.forbids(base, inherited);
    if (broken == null) {
      return false;
    }
    report(
        broken,
        definition,
        "`" + name + "` is final in `" + base.id().name() + "` and cannot be overridden",
        base,
        name);
    return true;
  }

  static Node nameNode(Definition definition) {
    return definition.kind() instanceof DefinitionKind.Function function
        ? function.node().name
        : definition.kind() instanceof DefinitionKind.Class cls
            ? cls.node().name
            : definition.target();
  }

  private void report(
      Rule rule, Definition definition, String message, ClassModel base, String name) {
    Node at = nameNode(definition);
    Diagnostic diagnostic =
        Diagnostic.of(rule, findings.module().path(), new Span(at.start, at.end), message);
    Declared.Source source = findings.declared().sourceOf(base.id());
    Symbol symbol = source == null ? null : source.body().symbol(name);
    if (source != null && symbol != null && !symbol.definitions().isEmpty()) {
      Node there = nameNode(symbol.definitions().getFirst());
      diagnostic =
          diagnostic.withLabel(
              new Label(
                  source.module().path(), new Span(there.start, there.end), "overridden here"));
    }
    findings.report(diagnostic);
  }
}
