package dev.taipan.checker.inference.expressions;

import dev.taipan.checker.binding.PrivateNames;
import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.binding.Symbol;
import dev.taipan.checker.diagnostics.Diagnostic;
import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.diagnostics.Span;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Region;
import dev.taipan.checker.inference.Widening;
import dev.taipan.checker.inference.annotations.QualifiedType;
import dev.taipan.checker.inference.definitions.Redefinitions;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.types.Access;
import dev.taipan.checker.types.CallArgument;
import dev.taipan.checker.types.CallOutcome;
import dev.taipan.checker.types.CallableType;
import dev.taipan.checker.types.ClassLiteralType;
import dev.taipan.checker.types.Display;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.LiteralType;
import dev.taipan.checker.types.Member;
import dev.taipan.checker.types.ModuleType;
import dev.taipan.checker.types.NeverType;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.ParameterList;
import dev.taipan.checker.types.PropertyType;
import dev.taipan.checker.types.SubclassOfType;
import dev.taipan.checker.types.TupleType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.TypeFormType;
import dev.taipan.checker.types.Unions;
import dev.taipan.checker.types.WellKnown;
import dev.taipan.checker.types.WriteAccess;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What assigning to a target checks, and the type that the target has afterwards. */
public final class AssignmentEvaluator {
  private final Program program;

  public AssignmentEvaluator(Program program) {
    this.program = program;
  }

  /** What is expected of a value that is assigned to {@code target}; null for anything. */
  @Nullable Type expectedFor(Region region, Expr target) {
    return switch (target) {
      case Expr.Name name -> {
        Symbol symbol = ownSymbol(region, name.name);
        yield symbol == null ? null : expectedFor(region, symbol);
      }
      case Expr.Attribute attribute -> {
        Type object = region.silently(() -> region.infer(attribute.value));
        if (object instanceof DynamicType || attribute.name.isEmpty()) {
          yield null;
        }
        WriteAccess access =
            program.members().write(object, PrivateNames.mangle(region.scope(), attribute.name));
        List<Type> expected = new ArrayList<>();
        for (WriteAccess.Target one : access.targets()) {
          if (one.object() instanceof ModuleType
              || one.member() != null && one.member().declared()) {
            expected.add(one.expected());
          }
        }
        Type first = declaredFinal(region, attribute, object, access);
        if (first != null) {
          expected.add(first);
        }
        yield expected.isEmpty() ? null : Unions.of(expected);
      }
      case Expr.Subscript subscript -> program.subscripts().expectedItem(region, subscript);
      case Expr.Tuple tuple -> expectedTuple(region, tuple.elements);
      case Expr.ListExpr list -> expectedTuple(region, list.elements);
      default -> null;
    };
  }

  /** What its scope declares a name as, or a base of the class whose body the scope is. */
  private @Nullable Type expectedFor(Region region, Symbol symbol) {
    QualifiedType declared = program.definitions().declared(region.module(), symbol).type();
    if (declared == null && symbol.scope().kind() == Scope.Kind.CLASS) {
      return program.classMembers().expectedType(region.module(), symbol.scope(), symbol.name());
    }
    return declared == null || !declared.isTyped() ? null : declared.type();
  }

  private @Nullable Type expectedTuple(Region region, List<Expr> targets) {
    List<Type> types = new ArrayList<>();
    boolean any = false;
    for (Expr target : targets) {
      if (target instanceof Expr.Starred) {
        return null;
      }
      Type type = expectedFor(region, target);
      any |= type != null;
      types.add(type == null ? DynamicType.UNKNOWN : type);
    }
    return any ? TupleType.of(types) : null;
  }

  private static @Nullable Symbol ownSymbol(Region region, String name) {
    Scope scope = region.scope();
    while (scope.kind() == Scope.Kind.COMPREHENSION && scope.symbol(name) == null) {
      scope = Objects.requireNonNull(scope.parent());
    }
    return scope.resolveLocally(name);
  }

  /**
   * Assigns a value of type {@code value} to {@code target}: checks it and stores what the target
   * holds afterwards.
   *
   * @param source the node of the value, for places of diagnostics; null to use the target
   */
  void assign(Region region, Expr target, Type value, @Nullable Expr source) {
    switch (target) {
      case Expr.Name name -> assignName(region, name, value, source);
      case Expr.Attribute attribute -> assignAttribute(region, attribute, value, source);
      case Expr.Subscript subscript -> program.subscripts().assign(region, subscript, value);
      case Expr.Tuple tuple -> unpack(region, target, tuple.elements, value, source);
      case Expr.ListExpr list -> unpack(region, target, list.elements, value, source);
      case Expr.Starred starred ->
          assign(region, starred.value, rest(region, starred.value, value), source);
      default -> region.infer(target);
    }
  }

  /**
   * The list that a starred target gets: as it is made for the target, it suits its type, and
   * without one holds what a display would.
   */
  private Type rest(Region region, Expr target, Type list) {
    if (!(list instanceof NominalType made) || made.arguments().size() != 1) {
      return list;
    }
    Type element = made.arguments().getFirst();
    return expectedFor(region, target) instanceof NominalType expected
            && expected.cls().equals(made.cls())
            && expected.arguments().size() == 1
            && program.typeSystem().isAssignable(element, expected.arguments().getFirst())
        ? expected
        : new NominalType(made.cls(), List.of(withoutLiterals(element)));
  }

  private static Type withoutLiterals(Type element) {
    List<Type> members = new ArrayList<>(Unions.members(element));
    members.replaceAll(member -> member instanceof LiteralType ? Widening.widen(member) : member);
    return Unions.of(members);
  }

  private void assignName(Region region, Expr.Name name, Type value, @Nullable Expr source) {
    Symbol symbol = ownSymbol(region, name.name);
    if (symbol == null) {
      region.store(name, value);
      return;
    }
    QualifiedType declared = program.definitions().declared(region.module(), symbol).type();
    if (declared == null || !declared.isTyped()) {
      region.store(name, value);
      if (declared == null && symbol.scope().kind() == Scope.Kind.CLASS) {
        region.defer(later -> checkInherited(later, symbol, name, value, source));
      }
      return;
    }
    if (!program.typeSystem().isAssignable(value, declared.type())
        && new Redefinitions(program).allows(region.module(), symbol, name, value)) {
      region.store(name, value);
      return;
    }
    Type held = checked(region, declared.type(), value, source == null ? name : source, name.name);
    region.store(name, value == DynamicType.ANY ? anything(declared.type()) : held);
  }

  /** A value in the body of a class fits what a base declares its name as. */
  private void checkInherited(
      Region region, Symbol symbol, Expr.Name name, Type value, @Nullable Expr source) {
    if (value instanceof PropertyType
        || value instanceof NominalType
            && program.members().specialMethod(value, "__get__").isPresent()) {
      return;
    }
    Type inherited =
        program.classMembers().inheritedType(region.module(), symbol.scope(), name.name);
    if (inherited != null
        && !program.typeSystem().mayHold(inherited, value)
        && !(value instanceof CallableType && mayBeMethod(inherited))) {
      reportMismatch(region, source == null ? name : source, inherited, value, name.name);
    }
  }

  /** Whether a variable may hold a function that becomes a method: its first parameter is more. */
  private boolean mayBeMethod(Type declared) {
    for (Type member : Unions.members(declared)) {
      if (member instanceof CallableType
          || program.members().specialMethod(member, "__call__").isPresent()) {
        return true;
      }
    }
    return false;
  }

  /** Checks {@code value} against a declared type; gives the declared type narrowed to it. */
  Type checked(Region region, Type declared, Type value, Node at, String what) {
    if (program.typeSystem().isAssignable(value, declared)) {
      return narrowedDeclaration(declared, value);
    }
    if (program.typeSystem().mayHold(declared, value)) {
      return narrowedDeclaration(declared, DynamicType.UNKNOWN);
    }
    reportMismatch(region, at, declared, value, what);
    return declared;
  }

  private void reportMismatch(Region region, Node at, Type declared, Type value, String what) {
    if (at instanceof Expr source && program.mixedDisplays().as(region, source, declared) != null) {
      return;
    }
    Display.Pair pair = Display.pair(program, declared, value);
    region.report(
        Diagnostic.of(
                Rules.INVALID_ASSIGNMENT,
                region.module().path(),
                new Span(at.start, at.end),
                "`" + what + "` is declared as `" + pair.first() + "`, got `" + pair.second() + "`")
            .withNotes(program.typeSystem().explain(value, declared)));
  }

  /** What a declared place holds after a value was stored that may be partly unknown. */
  private Type held(Type declared, Type value) {
    if (value == DynamicType.ANY) {
      return anything(declared);
    }
    // What is there in place of the unknown part nobody wrote.
    return narrowedDeclaration(
        declared, program.typeSystem().isAssignable(value, declared) ? value : DynamicType.UNKNOWN);
  }

  /** The specification's narrowing on assignment: the assigned type, where it says more. */
  private Type narrowedDeclaration(Type declared, Type value) {
    if (value == NeverType.NEVER || value == DynamicType.DIVERGENT) {
      return value; // of what a cycle has not told yet, the declaration would say too much
    }
    // Who declares Any wants no checks, of a sentinel for example that stands for any value; a
    // described type says nothing of the variable's later values.
    if (value == DynamicType.UNKNOWN && declared instanceof ClassLiteralType) {
      return value; // another class of the same name, of a module that may not be there
    }
    if (value == DynamicType.UNKNOWN) {
      return anything(declared); // what nobody wrote is hardly the None that only kept the place
    }
    if (value instanceof DynamicType
        || declared instanceof DynamicType
        || declared instanceof TypeFormType) {
      return declared;
    }
    if (Unions.members(value).contains(DynamicType.ANY)) {
      return Unions.members(value).contains(WellKnown.NONE) ? declared : anything(declared);
    }
    boolean anyClass = value instanceof SubclassOfType cls && cls.instance() instanceof DynamicType;
    if (anyClass || mentionsDynamic(value) || declaresAny(declared) && !hasDynamicMember(value)) {
      List<Type> held = new ArrayList<>(Unions.members(value));
      held.replaceAll(member -> asDeclared(declared, member));
      return withDeclaredAny(declared, Unions.of(held));
    }
    return withDeclaredAny(declared, value);
  }

  /**
   * The member of a declared type that a value just fills in; the value if there is none. What is
   * not known in full may be any of several, unless it is declared so.
   */
  private Type asDeclared(Type declared, Type value) {
    List<Type> filled = new ArrayList<>();
    for (Type member : Unions.members(declared)) {
      if (member.equals(value)) {
        return value;
      }
      if (mayBeGradual(member)
          && (filled.isEmpty() || mentionsDynamic(value))
          && program.typeSystem().isAssignable(value, member)
          && program.typeSystem().isAssignable(member, value)) {
        filled.add(member);
      }
    }
    return filled.isEmpty() ? value : Unions.of(filled);
  }

  /**
   * What a variable holds after a value was assigned to it of which nothing is known: what is
   * declared, with {@code Any} in the place of None.
   */
  private static Type anything(Type declared) {
    if (!Unions.members(declared).contains(WellKnown.NONE)) {
      return declared;
    }
    List<Type> known = new ArrayList<>(Unions.members(declared));
    known.replaceAll(member -> member.equals(WellKnown.NONE) ? DynamicType.ANY : member);
    return Unions.of(known);
  }

  /** {@code value}, where only an {@code Any} among what is declared allows it, is just that. */
  private Type withDeclaredAny(Type declared, Type value) {
    List<Type> others = new ArrayList<>(Unions.members(declared));
    int any = others.indexOf(DynamicType.ANY);
    if (any < 0) {
      return value;
    }
    others.remove(any);
    Type known = Unions.of(others);
    List<Type> narrowed = new ArrayList<>(Unions.members(value));
    narrowed.replaceAll(
        member -> program.typeSystem().isAssignable(member, known) ? member : DynamicType.ANY);
    return Unions.of(narrowed);
  }

  private static boolean mayBeGradual(Type member) {
    return member instanceof NominalType
        || member instanceof SubclassOfType
        || member instanceof ClassLiteralType
        || member instanceof TupleType
        || member instanceof CallableType;
  }

  private static boolean mentionsDynamic(Type type) {
    return switch (type) {
      case DynamicType ignored -> true;
      case SubclassOfType cls -> cls.instance() == DynamicType.ANY;
      case CallableType callable ->
          callable.signatures().size() == 1
              && callable.function() == null
              && callable.signatures().get(0).parameters().equals(ParameterList.GRADUAL);
      case NominalType nominal -> {
        for (Type argument : nominal.arguments()) {
          if (mentionsDynamic(argument)) {
            yield true;
          }
        }
        yield false;
      }
      case TupleType tuple -> {
        for (Type element : tuple.prefix()) {
          if (mentionsDynamic(element)) {
            yield true;
          }
        }
        yield tuple.variadic() != null && mentionsDynamic(tuple.variadic());
      }
      default -> false;
    };
  }

  private static boolean declaresAny(Type declared) {
    for (Type member : Unions.members(declared)) {
      if (mentionsDynamic(member)) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasDynamicMember(Type value) {
    for (Type member : Unions.members(value)) {
      if (member instanceof DynamicType) {
        return true;
      }
    }
    return false;
  }

  private void assignAttribute(
      Region region, Expr.Attribute attribute, Type value, @Nullable Expr source) {
    Type object = region.infer(attribute.value);
    if (object instanceof DynamicType || attribute.name.isEmpty()) {
      region.store(attribute, value);
      return;
    }
    WriteAccess access =
        program.members().write(object, PrivateNames.mangle(region.scope(), attribute.name));
    for (WriteAccess.Refusal refusal : access.refusals()) {
      program.attributeWrites().reportRefusal(region, attribute, refusal, false);
    }
    Type declared = declaredFinal(region, attribute, object, access);
    if (declared != null && !program.typeSystem().mayHold(declared, value)) {
      reportMismatch(region, source == null ? attribute : source, declared, value, attribute.name);
    }
    Type stored =
        access.refusals().isEmpty()
            ? value
            : readBack(object, PrivateNames.mangle(region.scope(), attribute.name), value);
    for (WriteAccess.Target target : access.targets()) {
      Node at = source == null ? attribute : source;
      program.deprecations().onDescriptor(region, attribute, target.setter());
      if (target.needsCall()) {
        CallOutcome outcome =
            program
                .calls()
                .call(
                    Objects.requireNonNull(target.setter()),
                    List.of(CallArgument.positional(value)));
        if (!outcome.isValid()) {
          reportMismatch(region, at, target.expected(), value, attribute.name);
        }
      } else if (target.member() != null
          && !target.member().declared()
          && target.setter() == null) {
        // What is stored depends on the value alone: it may be what the attribute is inferred from.
        stored = value;
        Type inferred = Widening.widen(target.expected());
        if (!hasDynamicMember(value)
            && !program.classMembers().isSource(region.scope(), attribute)
            && !program.typeSystem().isAssignable(value, inferred)) {
          reportMismatch(region, at, inferred, value, attribute.name);
        }
        continue;
      } else if (!program.typeSystem().mayHold(target.expected(), value)) {
        reportMismatch(region, at, target.expected(), value, attribute.name);
        stored = readBack(object, PrivateNames.mangle(region.scope(), attribute.name), value);
        continue;
      }
      stored =
          target.setter() == null && !isConverted(target)
              ? target.member() == null
                  ? withoutMember(
                      object, target, PrivateNames.mangle(region.scope(), attribute.name), value)
                  : target.member().declared() ? held(target.expected(), value) : value
              : readBack(object, PrivateNames.mangle(region.scope(), attribute.name), value);
    }
    region.store(attribute, stored);
  }

  /**
   * What a variable of a module holds then; what {@code __getattr__} gives for an attribute that no
   * class has, else what it was set to.
   */
  private Type withoutMember(Type object, WriteAccess.Target target, String name, Type value) {
    if (object instanceof ModuleType) {
      return target.expected() instanceof DynamicType ? value : held(target.expected(), value);
    }
    Type read = readBack(object, name, value);
    return read instanceof DynamicType ? value : read;
  }

  /** Whether what is read may be another value than the one that was assigned. */
  private static boolean isConverted(WriteAccess.Target target) {
    Member member = target.member();
    return member != null
        && (member.type() instanceof PropertyType
            || member.setterType() != null && !member.setterType().equals(member.type()));
  }

  /** The declared type of a final attribute that gets its first value here; null for any other. */
  private @Nullable Type declaredFinal(
      Region region, Expr.Attribute attribute, Type object, WriteAccess access) {
    if (access.refusals().isEmpty() || !region.mayInitializeFinal(attribute)) {
      return null;
    }
    WriteAccess.Refusal refusal = access.refusals().getFirst();
    if (refusal.reason() != WriteAccess.Reason.FINAL
        || refusal.member() == null
        || !refusal.member().declared()) {
      return null;
    }
    return program
        .members()
        .read(object, PrivateNames.mangle(region.scope(), attribute.name))
        .map(Access::type)
        .orElse(null);
  }

  /** What reading gives after a setter ran. */
  private Type readBack(Type object, String name, Type value) {
    return program.members().read(object, name).map(access -> access.type()).orElse(value);
  }

  private void unpack(
      Region region, Expr target, List<Expr> targets, Type value, @Nullable Expr source) {
    int starred = -1;
    for (int i = 0; i < targets.size(); i++) {
      if (targets.get(i) instanceof Expr.Starred) {
        starred = i;
      }
    }
    List<Expr> display = displayed(source);
    List<Type> parts =
        program
            .iterations()
            .unpack(
                region,
                source == null ? target : source,
                source instanceof Expr.ListExpr ? itemByItem(region, display, value) : value,
                targets.size(),
                starred);
    for (int i = 0; i < targets.size(); i++) {
      boolean known = starred < 0 && i < display.size() && !displayed(display.get(i)).isEmpty();
      assign(region, targets.get(i), parts.get(i), known ? display.get(i) : null);
    }
    region.store(target, value);
  }

  /** The items of a list or tuple display; none where their places are not known. */
  private static List<Expr> displayed(@Nullable Expr source) {
    List<Expr> items =
        switch (source) {
          case Expr.ListExpr list -> list.elements;
          case Expr.Tuple tuple -> tuple.elements;
          case null, default -> List.of();
        };
    return items.stream().anyMatch(Expr.Starred.class::isInstance) ? List.of() : items;
  }

  /** What a list display that is unpacked at once gives, for each place what stands there. */
  private static Type itemByItem(Region region, List<Expr> items, Type list) {
    List<Type> types = new ArrayList<>();
    for (Expr item : items) {
      Type type = region.stored(item);
      if (type == null) {
        return list;
      }
      types.add(type);
    }
    return types.isEmpty() ? list : TupleType.of(types);
  }
}
