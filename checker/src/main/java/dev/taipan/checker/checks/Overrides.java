package dev.taipan.checker.checks;

import dev.taipan.checker.binding.Definition;
import dev.taipan.checker.binding.DefinitionKind;
import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.binding.Symbol;
import dev.taipan.checker.diagnostics.Diagnostic;
import dev.taipan.checker.diagnostics.Label;
import dev.taipan.checker.diagnostics.Rule;
import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.diagnostics.Span;
import dev.taipan.checker.inference.Declared;
import dev.taipan.checker.inference.FunctionFlags;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.types.CallableType;
import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.ClassLiteralType;
import dev.taipan.checker.types.ClassModel;
import dev.taipan.checker.types.Display;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.Member;
import dev.taipan.checker.types.Descriptors;
import dev.taipan.checker.types.Mro;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.PropertyType;
import dev.taipan.checker.types.Signature;
import dev.taipan.checker.types.Substitution;
import dev.taipan.checker.types.TupleType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.TypeSystem;
import dev.taipan.checker.types.TypeVarType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
          "__doc__",
          "__module__",
          "__dict__",
          "__hash__",
          "__annotations__",
          "_ignore_");

  /** Called on a known class: other parameters than a base has do no harm. */
  private static final Set<String> CONSTRUCTORS = Set.of("__init__", "__new__");

  private final Findings findings;

  Overrides(Findings findings) {
    this.findings = findings;
  }

  private TypeSystem types() {
    return findings.program().typeSystem();
  }

  @Override
  public void check(Stmt.ClassDef cls, Scope enclosing, Scope body) {
    ClassModel model = findings.declared().classOf(findings.module(), cls);
    for (Symbol symbol : body.symbols()) {
      Definition definition = lastDefinition(symbol);
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

  private @Nullable Definition lastDefinition(Symbol symbol) {
    Definition last = null;
    for (Definition definition : symbol.definitions()) {
      if ((definition.isBinding() || definition.isDeclaration())
          && findings.declared().isReachable(findings.module(), definition.reachability())) {
        last = definition;
      }
    }
    return last;
  }

  private void checkMember(ClassModel model, String name, Definition definition) {
    boolean overrides = isMarkedOverride(definition);
    if (isPrivate(name)) {
      return;
    }
    boolean found = false;
    List<Type> mro = model.mro();
    for (int i = 1; i < mro.size(); i++) {
      Type entry = mro.get(i);
      if (entry instanceof DynamicType) {
        return;
      }
      ClassId id = classOf(entry);
      if (id == null) {
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
      if (!inherited.get().owner().equals(id) || isDirectBase(model, entry)) {
        continue;
      }
      break;
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

  private static boolean isDirectBase(ClassModel model, Type entry) {
    return model.bases().contains(entry);
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
  private static boolean isPrivate(String name) {
    return name.startsWith("__") && !name.endsWith("__") || name.matches("_[^_].*__[^_].*[^_]");
  }

  static @Nullable ClassId classOf(Type entry) {
    return switch (entry) {
      case NominalType nominal -> nominal.cls();
      case TupleType _ -> dev.taipan.checker.types.WellKnown.TUPLE;
      default -> null;
    };
  }

  /** Checks one pair; false if something was reported. */
  private boolean compatible(
      ClassModel model,
      Member own,
      ClassModel base,
      Type entry,
      Member inherited,
      Definition definition) {
    String name = own.name();
    if (finalViolated(base, inherited, name, definition)) {
      return false;
    }
    boolean exempt =
        EXEMPT.contains(name)
            && (!CONSTRUCTORS.contains(name)
                || base.id().equals(dev.taipan.checker.types.WellKnown.OBJECT)
                || !isMarkedOverride(definition));
    if (exempt || model.isEnum() || own.type() instanceof DynamicType) {
      return true;
    }
    if (name.startsWith("_") && name.endsWith("_") && !name.startsWith("__")) {
      return true;
    }
    Type baseType =
        entry instanceof NominalType nominal
            ? Mro.specialize(inherited.type(), base, nominal.arguments())
            : inherited.type();
    if (baseType instanceof DynamicType) {
      return true;
    }
    if (own.type() instanceof ClassLiteralType || baseType instanceof ClassLiteralType) {
      return true;
    }
    if (isMethod(baseType, inherited)) {
      return methodCompatible(model, own, base, baseType, definition);
    }
    if (baseType instanceof PropertyType property) {
      return propertyCompatible(model, own, base, property, definition);
    }
    return variableCompatible(own, inherited, base, baseType, definition);
  }

  private static boolean isMethod(Type type, Member member) {
    return type instanceof CallableType callable
        && callable.binding() != CallableType.Binding.BOUND
        && member.place() == Member.Place.CLASS;
  }

  private boolean finalViolated(
      ClassModel base, Member inherited, String name, Definition definition) {
    if (inherited.isFinal()
        && base.namedTupleFields() == null
        && base.dataclass() == null
        && !base.isEnum()) {
      report(
          Rules.OVERRIDE_OF_FINAL_VARIABLE,
          definition,
          "`" + name + "` is final in `" + base.id().name() + "` and cannot be overridden",
          base,
          name);
      return true;
    }
    Declared.Source source = findings.declared().sourceOf(base.id());
    Symbol symbol = source == null ? null : source.body().symbol(name);
    if (symbol == null || source == null) {
      return false;
    }
    for (Definition declared : symbol.definitions()) {
      if (declared.kind() instanceof DefinitionKind.Function function
          && findings
              .declared()
              .flags(source.module(), function.node())
              .has(FunctionFlags.Flag.FINAL)) {
        report(
            Rules.OVERRIDE_OF_FINAL_METHOD,
            definition,
            "`" + name + "` is final in `" + base.id().name() + "` and cannot be overridden",
            base,
            name);
        return true;
      }
    }
    return false;
  }

  private boolean methodCompatible(
      ClassModel model, Member own, ClassModel base, Type baseType, Definition definition) {
    CallableType baseMethod = asWritten((CallableType) baseType);
    if (own.type() instanceof PropertyType) {
      report(
          Rules.INCOMPATIBLE_ATTRIBUTE_OVERRIDE,
          definition,
          "`" + own.name() + "` is a property here, a method in `" + base.id().name() + "`",
          base,
          own.name());
      return false;
    }
    if (!(own.type() instanceof CallableType written)) {
      if (types().isAssignable(own.type(), bound(baseMethod, model))) {
        return true;
      }
      report(
          Rules.INCOMPATIBLE_ATTRIBUTE_OVERRIDE,
          definition,
          "`"
              + own.name()
              + "` is of type `"
              + Display.of(own.type())
              + "` here, a method in `"
              + base.id().name()
              + "`",
          base,
          own.name());
      return false;
    }
    CallableType method = asWritten(written);
    boolean sameKind =
        method.binding() == baseMethod.binding() || method.binding() == CallableType.Binding.BOUND;
    Type ownBound = bound(method, model);
    Type baseBound = bound(baseMethod, model);
    if (sameKind && types().isAssignable(ownBound, baseBound)) {
      return true;
    }
    // A variable that holds a callable may be meant as a method.
    if (method.binding() == CallableType.Binding.BOUND
        && !own.declared()
        && types()
            .isAssignable(
                bound(method.withBinding(CallableType.Binding.FUNCTION), model), baseBound)) {
      return true;
    }
    // An instance method cannot be called on the class, all others can be called on both.
    if (!sameKind
        && method.binding() != CallableType.Binding.FUNCTION
        && types().isAssignable(ownBound, baseBound)) {
      return true;
    }
    report(
        Rules.INCOMPATIBLE_METHOD_OVERRIDE,
        definition,
        "`"
            + own.name()
            + "` does not fit the method that it overrides in `"
            + base.id().name()
            + "`: expected `"
            + Display.of(baseBound)
            + "`, got `"
            + Display.of(ownBound)
            + "`",
        base,
        own.name());
    return false;
  }

  /**
   * A method without the results that were inferred: what a body returns today binds nobody who
   * overrides it.
   */
  private static CallableType asWritten(CallableType method) {
    List<Signature> signatures = new ArrayList<>(method.signatures().size());
    for (Signature signature : method.signatures()) {
      signatures.add(isInferred(signature) ? signature.withReturn(DynamicType.UNKNOWN) : signature);
    }
    return method.withSignatures(signatures);
  }

  private static boolean isInferred(PropertyType property) {
    return property.getter() instanceof CallableType getter
        && isInferred(getter.signatures().getFirst());
  }

  private static boolean isInferred(Signature signature) {
    return signature.returns() instanceof Signature.Returns.Inferred;
  }

  /** A method as an instance of the overriding class has it. */
  private Type bound(CallableType method, ClassModel model) {
    return forSelf(findings.program().members().descriptors().bind(method, selfOf(model)), model);
  }

  /** The type with the {@code Self} of the class and of all its bases made the class. */
  private static Type forSelf(Type type, ClassModel model) {
    Type self = model.mro().getFirst();
    Map<TypeVarType, Type> selves = new HashMap<>();
    for (Type entry : model.mro()) {
      ClassId id = classOf(entry);
      if (id != null) {
        selves.put(id.selfVariable(), self);
      }
    }
    return new Substitution(selves).apply(type);
  }

  private Type selfOf(ClassModel model) {
    return model.mro().getFirst();
  }

  private boolean propertyCompatible(
      ClassModel model, Member own, ClassModel base, PropertyType property, Definition definition) {
    Descriptors descriptors = findings.program().members().descriptors();
    Type baseRead =
        isInferred(property)
            ? DynamicType.UNKNOWN
            : forSelf(descriptors.propertyType(property, selfOf(model)), model);
    if (own.type() instanceof PropertyType mine) {
      if (property.setter() != null && mine.setter() == null) {
        report(
            Rules.INCOMPATIBLE_PROPERTY_OVERRIDE,
            definition,
            "the property `"
                + own.name()
                + "` cannot be set here, but in `"
                + base.id().name()
                + "` it can",
            base,
            own.name());
        return false;
      }
      Type ownRead =
          isInferred(mine)
              ? DynamicType.UNKNOWN
              : forSelf(descriptors.propertyType(mine, selfOf(model)), model);
      return reads(own, base, baseRead, ownRead, definition);
    }
    if (own.type() instanceof CallableType && own.place() == Member.Place.CLASS) {
      report(
          Rules.INCOMPATIBLE_ATTRIBUTE_OVERRIDE,
          definition,
          "`" + own.name() + "` is a method here, a property in `" + base.id().name() + "`",
          base,
          own.name());
      return false;
    }
    return !own.declared() || reads(own, base, baseRead, own.type(), definition);
  }

  private boolean reads(
      Member own, ClassModel base, Type baseRead, Type ownRead, Definition definition) {
    if (types().isAssignable(ownRead, baseRead)) {
      return true;
    }
    report(
        Rules.INCOMPATIBLE_PROPERTY_OVERRIDE,
        definition,
        "`"
            + own.name()
            + "` is of type `"
            + Display.of(ownRead)
            + "`, in `"
            + base.id().name()
            + "` it is `"
            + Display.of(baseRead)
            + "`",
        base,
        own.name());
    return false;
  }

  private boolean variableCompatible(
      Member own, Member inherited, ClassModel base, Type baseType, Definition definition) {
    if (!own.declared() || !inherited.declared()) {
      return true;
    }
    String name = own.name();
    if (own.type() instanceof PropertyType) {
      boolean readOnly = inherited.isFinal() || !isPlainProperty(definition);
      if (readOnly) {
        return true;
      }
      report(
          Rules.INCOMPATIBLE_ATTRIBUTE_OVERRIDE,
          definition,
          "`" + name + "` is a property here, a variable in `" + base.id().name() + "`",
          base,
          name);
      return false;
    }
    if (!types().isAssignable(own.type(), baseType)) {
      report(
          Rules.INCOMPATIBLE_ATTRIBUTE_OVERRIDE,
          definition,
          "`"
              + name
              + "` is declared as `"
              + Display.of(own.type())
              + "`, in `"
              + base.id().name()
              + "` it is `"
              + Display.of(baseType)
              + "`",
          base,
          name);
      return false;
    }
    boolean classVar = own.place() == Member.Place.CLASS;
    boolean baseClassVar = inherited.place() == Member.Place.CLASS;
    boolean plain = !(own.type() instanceof CallableType) && !(baseType instanceof CallableType);
    boolean says = definition.kind() instanceof DefinitionKind.AnnAssign;
    if (plain && says && classVar != baseClassVar) {
      report(
          Rules.INCOMPATIBLE_ATTRIBUTE_OVERRIDE,
          definition,
          "`"
              + name
              + "` is a"
              + (classVar ? " class" : "n instance")
              + " variable here, a"
              + (baseClassVar ? " class" : "n instance")
              + " variable in `"
              + base.id().name()
              + "`",
          base,
          name);
      return false;
    }
    boolean mutable = !inherited.isFinal() && base.typedDict() == null && !isFrozen(base) && plain;
    if (mutable && !types().isAssignable(baseType, own.type())) {
      report(
          Rules.INCOMPATIBLE_MUTABLE_OVERRIDE,
          definition,
          "`"
              + name
              + "` can be assigned through `"
              + base.id().name()
              + "`, where it is `"
              + Display.of(baseType)
              + "`; `"
              + Display.of(own.type())
              + "` is narrower",
          base,
          name);
      return false;
    }
    return true;
  }

  /** Whether a property is made by {@code property} itself; others may be assignable. */
  private boolean isPlainProperty(Definition definition) {
    return definition.kind() instanceof DefinitionKind.Function function
        && findings
            .declared()
            .flags(findings.module(), function.node())
            .has(FunctionFlags.Flag.PROPERTY);
  }

  private static boolean isFrozen(ClassModel model) {
    return model.dataclass() != null && model.dataclass().frozen()
        || model.namedTupleFields() != null;
  }

  private static Node nameNode(Definition definition) {
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
