package dev.taipan.checker.inference.definitions;

import dev.taipan.checker.binding.Definition;
import dev.taipan.checker.binding.DefinitionKind;
import dev.taipan.checker.binding.PrivateNames;
import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.binding.Symbol;
import dev.taipan.checker.inference.Cell;
import dev.taipan.checker.inference.Evaluation;
import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.QueryRank;
import dev.taipan.checker.inference.Widening;
import dev.taipan.checker.inference.annotations.QualifiedType;
import dev.taipan.checker.inference.library.ClassFeatures;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.types.CallableType;
import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.ClassLiteralType;
import dev.taipan.checker.types.ClassModel;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.Literals;
import dev.taipan.checker.types.Member;
import dev.taipan.checker.types.Mro;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.PropertyType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.Unions;
import dev.taipan.checker.types.WellKnown;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The attributes that classes define: in their bodies, through `self`, and by what they are. */
public final class ClassMembers {
  private final Program program;
  private final CalledDecorators calledDecorators;

  public ClassMembers(Program program) {
    this.program = program;
    this.calledDecorators = new CalledDecorators(program);
  }

  /** The attribute that a class itself defines. */
  Optional<Member> member(SourceClassModel cls, String name) {
    Cell<Optional<Member>> cell = cls.memberCell(name);
    if (cell == null) {
      boolean known =
          defines(cls, name) || ClassFeatures.mayAdd(cls, name) || cls.slotNames().contains(name);
      if (!known) {
        return Optional.empty();
      }
      cell = cls.newMemberCell(name);
    }
    Optional<Member> published = cell.published();
    if (published != null) {
      return published;
    }
    return program
        .evaluation()
        .get(
            cell,
            new Evaluation.Query<>() {
              @Override
              public QueryRank rank() {
                return QueryRank.of(cls.module(), cls.id().place() + "." + name, "member");
              }

              @Override
              public Optional<Member> initial() {
                return Optional.of(
                    new Member(
                        name,
                        cls.id(),
                        DynamicType.DIVERGENT,
                        false,
                        Member.Place.CLASS_AND_INSTANCE,
                        false,
                        true,
                        null));
              }

              @Override
              public Optional<Member> compute() {
                return Optional.ofNullable(define(cls, name));
              }

              @Override
              public Optional<Member> widen(Optional<Member> previous, Optional<Member> next) {
                return previous.isEmpty() || next.isEmpty()
                    ? next
                    : Optional.of(
                        next.get()
                            .withType(Widening.join(previous.get().type(), next.get().type())));
              }
            });
  }

  /** Whether statements of the class name the attribute. */
  boolean defines(SourceClassModel cls, String name) {
    Scope scope = cls.scope();
    return scope.symbol(name) != null || scope.isAssignedInMethods(name);
  }

  /**
   * Whether an assignment in a method, in code of {@code scope}, is one of those that an attribute
   * of the method's class is inferred from.
   */
  public boolean isSource(Scope scope, Expr.Attribute target) {
    String name = PrivateNames.mangle(scope, target.name);
    for (Scope outer = scope; outer != null; outer = outer.parent()) {
      if (outer.kind() == Scope.Kind.CLASS) {
        for (Definition definition : outer.instanceAttributes().getOrDefault(name, List.of())) {
          if (definition.target() == target) {
            return true;
          }
        }
        for (Definition definition : outer.classAttributes().getOrDefault(name, List.of())) {
          if (definition.target() == target) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private @Nullable Member define(SourceClassModel cls, String name) {
    Member special = program.classFeatures().member(cls, name);
    if (special != null) {
      return special;
    }
    Symbol symbol = cls.scope().symbol(name);
    if (symbol != null && program.typedDictClasses().isItem(cls, symbol)) {
      return null;
    }
    List<Definition> viaSelf = cls.scope().instanceAttributes().getOrDefault(name, List.of());
    List<Definition> viaClass = cls.scope().classAttributes().getOrDefault(name, List.of());
    List<Definition> late = viaSelf.stream().filter(via -> isOnClass(cls, via)).toList();
    if (!late.isEmpty()) {
      viaClass = Stream.concat(viaClass.stream(), late.stream()).toList();
      viaSelf = viaSelf.stream().filter(via -> !late.contains(via)).toList();
    }
    if (symbol != null
        && (symbol.isBound() || symbol.isDeclared())
        && program.imports().isDefined(cls.module(), symbol)) {
      return inBody(cls, name, symbol, viaSelf, viaClass);
    }
    if (establish(viaClass) || establish(viaSelf)) {
      return throughMethods(cls, name, viaSelf, viaClass);
    }
    return cls.slotNames().contains(name) ? slot(cls, name) : null;
  }

  /** Whether a method binds an attribute that a call behind it makes a class method. */
  private boolean isOnClass(SourceClassModel cls, Definition definition) {
    return definition.scope().frame().node() instanceof Stmt.FunctionDef method
        && calledDecorators.flagOf(cls.module(), cls.scope(), method) == FunctionFlags.Flag.CLASS;
  }

  /** Whether there is an attribute: to add to it or to delete it, it must be there already. */
  private static boolean establish(List<Definition> definitions) {
    for (Definition definition : definitions) {
      if (!(definition.kind() instanceof DefinitionKind.AugAssign)
          && !(definition.kind() instanceof DefinitionKind.Delete)) {
        return true;
      }
    }
    return false;
  }

  /** An attribute of which the class only says that its instances have a place for it. */
  private Member slot(SourceClassModel cls, String name) {
    Member inherited = inheritedDeclaration(cls, name);
    return inherited != null
        ? inherited(cls, inherited, Member.Place.INSTANCE)
        : new Member(
            name, cls.id(), DynamicType.UNKNOWN, false, Member.Place.INSTANCE, false, false, null);
  }

  private @Nullable Member inBody(
      SourceClassModel cls,
      String name,
      Symbol symbol,
      List<Definition> viaSelf,
      List<Definition> viaClass) {
    ModuleTypes module = cls.module();
    QualifiedType declared = program.definitions().declared(module, symbol).type();
    if (declared != null && declared.has(QualifiedType.Qualifier.INIT_VAR) && !hasValue(symbol)) {
      return null;
    }
    if (declared != null && declared.isTyped()) {
      boolean classVar = declared.has(QualifiedType.Qualifier.CLASS_VAR);
      boolean method = isMethodLike(declared.type(), symbol);
      return new Member(
          name,
          cls.id(),
          declared.type(),
          true,
          classVar || method ? Member.Place.CLASS : Member.Place.CLASS_AND_INSTANCE,
          declared.isFinal(),
          hasValue(symbol),
          null);
    }
    Member inherited = declared == null ? inheritedDeclaration(cls, name) : null;
    if (inherited != null) {
      return inherited(
          cls,
          inherited,
          inherited.place() == Member.Place.CLASS
              ? Member.Place.CLASS
              : Member.Place.CLASS_AND_INSTANCE);
    }
    Type inBody = program.definitions().symbolType(module, symbol);
    boolean isFinal = declared != null && declared.isFinal();
    if (isFinal && hasValue(symbol)) {
      return new Member(
          name, cls.id(), inBody, false, Member.Place.CLASS_AND_INSTANCE, true, true, null);
    }
    List<Type> types = new ArrayList<>();
    types.add(declared == null ? inBody : Literals.widen(inBody));
    // What is assigned to a data descriptor goes through it.
    if (viaSelf.isEmpty() || !program.members().descriptors().isDataDescriptor(inBody)) {
      List<Type> ofInstances = new ArrayList<>();
      collect(module, viaSelf, false, ofInstances);
      ofInstances.replaceAll(ClassMembers::asStored);
      types.addAll(ofInstances);
    }
    collect(module, viaClass, false, types);
    if (declared == null
        && !name.startsWith("__")
        && (Placeholders.among(symbol.definitions())
            || Placeholders.among(viaSelf) && !isSaidToBeNone(module, viaSelf)
            || Placeholders.among(viaClass)
            || isMade(symbol) && new OpenClasses(program).mayReplaceAttributes(cls))) {
      types.add(DynamicType.UNKNOWN);
    }
    // A bare ClassVar leaves to the value what it declares.
    boolean classVar = declared != null && declared.has(QualifiedType.Qualifier.CLASS_VAR);
    return new Member(
        name,
        cls.id(),
        Widening.joinAll(types),
        classVar && hasValue(symbol) && !Placeholders.among(symbol.definitions()),
        classVar ? Member.Place.CLASS : Member.Place.CLASS_AND_INSTANCE,
        isFinal,
        true,
        null);
  }

  /** A function that an instance holds is no method of its class: nothing binds it. */
  private static Type asStored(Type value) {
    return value instanceof CallableType callable
            && (callable.binding() == CallableType.Binding.FUNCTION || callable.function() == null)
        ? callable.withBinding(CallableType.Binding.STATIC)
        : value;
  }

  /** Whether the body binds the name to what a call makes, such as the description of a field. */
  private static boolean isMade(Symbol symbol) {
    for (Definition definition : symbol.definitions()) {
      if (definition.kind() instanceof DefinitionKind.Assign assign
          && assign.value() instanceof Expr.Call) {
        return true;
      }
    }
    return false;
  }

  /** Whether the body gives the name a value; in a stub an annotation alone does not. */
  private static boolean hasValue(Symbol symbol) {
    for (Definition definition : symbol.definitions()) {
      boolean value =
          definition.kind() instanceof DefinitionKind.AnnAssign assign
              ? assign.statement().value != null
              : definition.isBinding();
      if (value) {
        return true;
      }
    }
    return false;
  }

  private static boolean isMethodLike(Type type, Symbol symbol) {
    if (type instanceof PropertyType || type instanceof ClassLiteralType) {
      return true;
    }
    if (!(type instanceof CallableType)) {
      return false;
    }
    for (Definition definition : symbol.definitions()) {
      if (definition.kind() instanceof DefinitionKind.Function) {
        return true;
      }
    }
    return false;
  }

  /** Null where what the methods assign goes through a descriptor that a base has. */
  private @Nullable Member throughMethods(
      SourceClassModel cls, String name, List<Definition> viaSelf, List<Definition> viaClass) {
    ModuleTypes module = cls.module();
    List<Definition> finals = finals(module, viaSelf);
    boolean isFinal = !finals.isEmpty();
    for (Definition definition : isFinal ? finals : viaSelf) {
      if (definition.kind() instanceof DefinitionKind.AnnAssign) {
        QualifiedType declared = program.definitions().declaredBy(module, definition);
        if (declared.isTyped()) {
          return new Member(
              name, cls.id(), declared.type(), true, Member.Place.INSTANCE, isFinal, true, null);
        }
      }
    }
    Member inherited = isFinal ? null : inheritedDeclaration(cls, name);
    if (inherited != null) {
      return inherited(
          cls,
          inherited,
          inherited.place() == Member.Place.CLASS ? Member.Place.CLASS : Member.Place.INSTANCE);
    }
    if (viaClass.isEmpty()
        && !isFinal
        && inheritsDataDescriptor(cls, name)
        && (cls.slots() == null || !cls.slots().contains(name))) {
      return null;
    }
    List<Type> types = new ArrayList<>();
    collect(module, isFinal ? finals : viaSelf, isFinal, types);
    boolean onClass = isSpecialSlot(cls, name);
    if (onClass) {
      types.replaceAll(ClassMembers::asStored);
    }
    if (!isFinal) {
      collect(module, viaClass, false, types);
    }
    if (Placeholders.among(viaSelf) && !isSaidToBeNone(module, viaSelf)
        || Placeholders.among(viaClass)) {
      types.add(DynamicType.UNKNOWN);
    }
    return new Member(
        name,
        cls.id(),
        types.isEmpty() ? DynamicType.UNKNOWN : Widening.joinAll(types),
        false,
        viaClass.isEmpty() && !onClass ? Member.Place.INSTANCE : Member.Place.CLASS_AND_INSTANCE,
        isFinal,
        true,
        null);
  }

  /** The declarations that say {@code Final}: no other assignment tells what the value is. */
  private List<Definition> finals(ModuleTypes module, List<Definition> definitions) {
    List<Definition> finals = new ArrayList<>();
    for (Definition definition : definitions) {
      if (definition.kind() instanceof DefinitionKind.AnnAssign
          && program.definitions().declaredBy(module, definition).isFinal()) {
        finals.add(definition);
      }
    }
    return finals;
  }

  /** Whether syntax finds a method in the place that the class keeps for it in its instances. */
  private static boolean isSpecialSlot(SourceClassModel cls, String name) {
    return name.startsWith("__") && name.endsWith("__") && cls.slotNames().contains(name);
  }

  /**
   * The types of the values that are assigned, of a final attribute as precise as they are. A
   * literal that is among the values which other assignments have declared stays one.
   */
  private void collect(
      ModuleTypes module, List<Definition> definitions, boolean precise, List<Type> into) {
    List<Type> exact = new ArrayList<>();
    List<Type> wide = new ArrayList<>();
    List<Type> written = new ArrayList<>();
    for (Definition definition : definitions) {
      if (definition.isBinding()
          && !program.flow().isNeverReached(module, definition.reachability())) {
        Type type = program.definitions().bindingType(module, definition);
        Type widened = precise ? type : program.writtenLiterals().widen(module, definition, type);
        exact.add(type);
        wide.add(widened);
        if (widened == type && Widening.widen(type) != type) {
          written.add(type);
        }
      }
    }
    Type values = Unions.of(written);
    for (int i = 0; i < exact.size(); i++) {
      boolean keep =
          !written.isEmpty()
              && exact.get(i) != wide.get(i)
              && program.typeSystem().isAssignable(exact.get(i), values);
      into.add(keep ? exact.get(i) : wide.get(i));
    }
  }

  /**
   * Whether an annotation says that an attribute may be {@code None}: that of a parameter which is
   * assigned to it. Then a {@code None} that is assigned is not just there for what comes later.
   */
  private boolean isSaidToBeNone(ModuleTypes module, List<Definition> definitions) {
    for (Definition definition : definitions) {
      if (Placeholders.assignsAnnotated(definition)
          && Unions.members(program.definitions().bindingType(module, definition))
              .contains(WellKnown.NONE)) {
        return true;
      }
    }
    return false;
  }

  private static Member inherited(SourceClassModel cls, Member base, Member.Place place) {
    return new Member(base.name(), cls.id(), base.type(), true, place, false, true, null);
  }

  /**
   * What the bases of the class whose body {@code scope} is declare an attribute as; null where
   * they do not.
   */
  public @Nullable Type inheritedType(ModuleTypes module, Scope scope, String name) {
    SourceClassModel cls = classWithBody(module, scope);
    Member inherited = cls == null ? null : inheritedDeclaration(cls, name);
    return inherited == null ? null : inherited.type();
  }

  /**
   * What a value in the body of a class is expected to be: what a base declares an attribute of the
   * name as, or what a property of a base that it takes the place of is declared to return; null
   * where no base says anything.
   */
  public @Nullable Type expectedType(ModuleTypes module, Scope scope, String name) {
    SourceClassModel cls = classWithBody(module, scope);
    if (cls == null) {
      return null;
    }
    Member inherited = inheritedDeclaration(cls, name);
    return inherited == null ? inheritedPropertyType(cls, name) : inherited.type();
  }

  private @Nullable SourceClassModel classWithBody(ModuleTypes module, Scope scope) {
    return scope.node() instanceof Stmt.ClassDef definition
            && program.classModel(program.classes().idOf(module, definition))
                instanceof SourceClassModel cls
            && !cls.isEnum()
        ? cls
        : null;
  }

  private @Nullable Type inheritedPropertyType(SourceClassModel cls, String name) {
    BaseMember inherited = ofNearestBase(cls, name);
    return inherited != null
            && inherited.base() instanceof NominalType base
            && Mro.specialize(inherited.member().type(), inherited.model(), base.arguments())
                instanceof PropertyType property
            && property.getter() instanceof CallableType getter
            && getter.declaresReturns()
        ? program.members().descriptors().propertyType(property, base)
        : null;
  }

  /** An attribute of the nearest base that has it, as the class of the base defines it. */
  private record BaseMember(Type base, ClassModel model, Member member) {}

  /** The attribute that a class inherits; null if no base has it, or one that is not known may. */
  private @Nullable BaseMember ofNearestBase(SourceClassModel cls, String name) {
    List<Type> mro = cls.mro();
    for (int i = 1; i < mro.size(); i++) {
      ClassId id = Mro.classOf(mro.get(i));
      if (id == null) {
        return null;
      }
      ClassModel model = program.classModel(id);
      Member member = model.member(name).orElse(null);
      if (member != null) {
        return new BaseMember(mro.get(i), model, member);
      }
    }
    return null;
  }

  /** An attribute as the nearest base declares it; null if none does. */
  private @Nullable Member inheritedDeclaration(SourceClassModel cls, String name) {
    if (name.startsWith("__") && !name.endsWith("__")) {
      return null;
    }
    BaseMember inherited = ofNearestBase(cls, name);
    if (inherited == null) {
      return null;
    }
    ClassModel model = inherited.model();
    Member found = inherited.member();
    // What is written for the fields of a named tuple holds for that class alone.
    boolean ofFields =
        model.namedTupleFields() != null
            && (name.equals("_fields") || name.equals("__match_args__"));
    boolean variable =
        found.declared()
            && !ofFields
            && !(found.type() instanceof CallableType callable
                && callable.binding() != CallableType.Binding.BOUND)
            && !(found.type() instanceof PropertyType)
            && !(found.type() instanceof ClassLiteralType)
            && !program.members().descriptors().isDescriptor(found.type());
    if (!variable) {
      return null;
    }
    Type type =
        inherited.base() instanceof NominalType entry
            ? Mro.specialize(found.type(), model, entry.arguments())
            : found.type();
    return new Member(name, model.id(), type, true, found.place(), false, true, null);
  }

  /** Whether the nearest base that has the name on the class guards it by a data descriptor. */
  private boolean inheritsDataDescriptor(SourceClassModel cls, String name) {
    List<Type> mro = cls.mro();
    for (int i = 1; i < mro.size(); i++) {
      ClassId id = Mro.classOf(mro.get(i));
      if (id == null) {
        return false;
      }
      Optional<Member> member = program.classModel(id).member(name);
      if (member.isPresent() && member.get().place() != Member.Place.INSTANCE) {
        return program.members().descriptors().isDataDescriptor(member.get().type());
      }
    }
    return false;
  }

  /** The names that the class defines, in source order. */
  List<String> names(SourceClassModel cls) {
    Set<String> names = new LinkedHashSet<>();
    for (Symbol symbol : cls.scope().symbols()) {
      if (symbol.isBound() || symbol.isDeclared()) {
        names.add(symbol.name());
      }
    }
    names.addAll(cls.scope().instanceAttributes().keySet());
    names.addAll(cls.scope().classAttributes().keySet());
    return List.copyOf(names);
  }
}
