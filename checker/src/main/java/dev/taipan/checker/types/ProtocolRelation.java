package dev.taipan.checker.types;

import dev.taipan.checker.binding.PrivateNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Protocols, whose implementations are known by their members: each member of the protocol must be
 * an attribute of the source, with a type that fits. Both are seen as the source object sees them:
 * methods are bound to it, {@code Self} is its type. Attributes that may be assigned are invariant.
 *
 * <p>Instances, class objects, modules and functions implement protocols alike. All names are
 * looked up before any type is compared, so that most refusals cost a walk of the MRO.
 */
final class ProtocolRelation {
  /** What classes have that no implementation needs. */
  private static final Set<String> NO_MEMBERS =
      Set.of(
          "__init__",
          "__new__",
          "__slots__",
          "__doc__",
          "__dict__",
          "__module__",
          "__annotations__",
          "__match_args__",
          "__weakref__",
          "__class_getitem__",
          "__subclasshook__",
          "__init_subclass__",
          "__abstractmethods__");

  private final Relation relation;

  ProtocolRelation(Relation relation) {
    this.relation = relation;
  }

  /** Whether the source has all members of the protocol, with types that fit. */
  boolean holds(Type source, NominalType target) {
    return relation.structurally(
        source,
        target,
        () ->
            relation
                .types
                .openQuestions()
                .ask(relation, source, target, () -> members(source, target)));
  }

  /** The names that an implementation of the protocol needs. */
  private static List<String> memberNames(World world, ClassModel protocol) {
    Map<String, Boolean> names = new LinkedHashMap<>();
    for (Type entry : protocol.mro()) {
      if (entry instanceof NominalType nominal) {
        ClassModel model =
            nominal.cls().equals(protocol.id()) ? protocol : world.classModel(nominal.cls());
        if (model.isProtocol()) {
          for (String name : model.memberNames()) {
            // Nobody else can have what Python keeps for the protocol class itself.
            boolean needed =
                !NO_MEMBERS.contains(name) && !PrivateNames.isKeptFor(model.id().name(), name);
            if (needed && isDeclaredInBody(model, name)) {
              names.putIfAbsent(name, true);
            }
          }
        }
      }
    }
    return List.copyOf(names.keySet());
  }

  /** What only methods assign is no member of a protocol. */
  private static boolean isDeclaredInBody(ClassModel model, String name) {
    Optional<Member> member = model.member(name);
    return member.isPresent() && member.get().place() != Member.Place.INSTANCE;
  }

  private boolean members(Type source, NominalType target) {
    ClassModel protocol = relation.world.classModel(target.cls());
    List<String> names = memberNames(relation.world, protocol);
    if (isMissing(source, names)) {
      return false;
    }
    for (String name : names) {
      Mro.Found found = relation.mro.find(protocol, name);
      if (found == null || found.member() == null) {
        continue;
      }
      Access access = access(source, name);
      if (access == null) {
        return relation.fail(() -> "attribute `" + name + "` is missing");
      }
      Type declared =
          relation
              .mro
              .specialization(protocol, target.arguments(), found, source)
              .apply(found.member().type());
      boolean fits =
          isSubstitute(access, name)
              ? answers(source, access, found.member(), declared)
              : member(source, name, access, found.member(), declared);
      if (!fits) {
        return relation.fail(() -> "attribute `" + name + "` does not fit the protocol");
      }
    }
    return true;
  }

  /** An attribute as the interpreter finds it: special methods of a class are its metaclass's. */
  private @Nullable Access access(Type source, String name) {
    Members members = relation.types.members();
    boolean classObject = source instanceof ClassLiteralType || source instanceof SubclassOfType;
    if (classObject && name.equals("__call__")) {
      Type constructor = relation.types.constructorOf(source);
      return constructor == null ? null : Access.of(constructor);
    }
    if (classObject && name.startsWith("__") && name.endsWith("__")) {
      Access special = members.special(source, source, name);
      if (special != null) {
        return special;
      }
    }
    if (source instanceof ModuleType module) {
      ModuleMember found = relation.world.moduleMember(module.name(), name);
      if (found != null) {
        Member member = found.ofObject(name);
        return Access.of(member.type(), member);
      }
    }
    return members.find(source, source, name);
  }

  /** A quick look whether an instance's class lacks one of the names. */
  private boolean isMissing(Type source, List<String> names) {
    if (!(source instanceof NominalType nominal)) {
      return false;
    }
    ClassModel model = relation.world.classModel(nominal.cls());
    boolean answersAll = relation.types.members().getattr(model) != null;
    for (String name : names) {
      Mro.Found found = relation.mro.find(model, name);
      if (found == null && !answersAll && relation.world.enumAttribute(nominal, name) == null) {
        relation.fail(() -> "attribute `" + name + "` is missing");
        return true;
      }
      if (name.equals("__hash__")
          && model.isProtocol()
          && found != null
          && found.member() != null
          && found.member().owner().equals(WellKnown.OBJECT)) {
        relation.fail(() -> "implementations need not be hashable");
        return true;
      }
    }
    return false;
  }

  /** Whether {@code __getattr__} answered. */
  private static boolean isSubstitute(Access access, String name) {
    Member member = access.member();
    return member != null && !member.name().equals(name);
  }

  /**
   * Whether what {@code __getattr__} answers does for an attribute. It does for no method; what can
   * be written needs a {@code __setattr__} too.
   */
  private boolean answers(Type source, Access access, Member wanted, Type declared) {
    Type read = declared;
    boolean writable = !wanted.isFinal();
    switch (declared) {
      case CallableType _ -> {
        return false;
      }
      case PropertyType property -> {
        writable = property.setter() != null;
        read =
            property.getter() instanceof CallableType getter
                ? bound(getter, source).signatures().getFirst().returnType(relation.world)
                : DynamicType.UNKNOWN;
      }
      default -> {}
    }
    return relation.holds(access.type(), read) && (!writable || writesAll(source));
  }

  private boolean writesAll(Type source) {
    Access writer = relation.types.members().special(source, source, "__setattr__");
    Member member = writer == null ? null : writer.member();
    return member != null && !member.owner().equals(WellKnown.OBJECT);
  }

  private boolean member(Type source, String name, Access access, Member wanted, Type declared) {
    return switch (declared) {
      case CallableType callable when callable.binding() != CallableType.Binding.BOUND ->
          isCallableOn(source, name, access, callable)
              && relation.holds(access.type(), byName(name, bound(callable, source)));
      case PropertyType property -> property(source, name, access, property);
      default -> variable(source, name, access, wanted, declared);
    };
  }

  /**
   * Whether an implementation of a method can be called where the protocol says: static and class
   * methods on the class of the object too, and those of a class object on itself.
   */
  private boolean isCallableOn(Type source, String name, Access access, CallableType wanted) {
    Member member = access.member();
    if (member == null || isOfClass(source, member)) {
      return !isOfInstances(source, member)
          || relation.fail(() -> "attribute `" + name + "` is one of instances");
    }
    boolean onClass = wanted.binding() != CallableType.Binding.FUNCTION;
    boolean needsInstance =
        member.type() instanceof PropertyType
            || member.place() == Member.Place.INSTANCE
            || isVariable(member) && member.declared() && !isClassVariable(name, member)
            || isMethod(member)
                && member.type() instanceof CallableType method
                && method.binding() == CallableType.Binding.FUNCTION;
    return !onClass
        || !needsInstance
        || !(source instanceof NominalType)
        || relation.fail(() -> "attribute `" + name + "` cannot be called on the class");
  }

  /** What operators call they call by position; the names of the parameters do not matter. */
  private static CallableType byName(String name, CallableType callable) {
    boolean special = name.startsWith("__") && name.endsWith("__") && !name.equals("__call__");
    if (!special) {
      return callable;
    }
    List<Signature> signatures = new ArrayList<>(callable.signatures().size());
    for (Signature signature : callable.signatures()) {
      ParameterList list = signature.parameters();
      List<ParameterType> parameters = new ArrayList<>(list.parameters().size());
      for (ParameterType parameter : list.parameters()) {
        parameters.add(
            parameter.kind() == ParameterKind.POSITIONAL_OR_KEYWORD
                ? parameter.positionalOnly()
                : parameter);
      }
      signatures.add(
          signature.withParameters(
              new ParameterList(parameters, list.paramSpec(), list.gradual())));
    }
    return callable.withSignatures(signatures);
  }

  private boolean property(Type source, String name, Access access, PropertyType property) {
    if (isOfInstances(source, access.member())) {
      return relation.fail(() -> "attribute `" + name + "` is one of instances");
    }
    if (property.getter() instanceof CallableType getter) {
      Type read = bound(getter, source).signatures().getFirst().returnType(relation.world);
      if (!relation.holds(access.type(), read)) {
        return false;
      }
    }
    if (property.setter() instanceof CallableType setter) {
      Type written = firstParameter(bound(setter, source));
      Type accepted = accepted(source, name, access);
      if (accepted == null || !placeFits(source, name, access.member(), false)) {
        return relation.fail(() -> "attribute `" + name + "` cannot be assigned");
      }
      return written == null || relation.holdsContravariantly(accepted, written);
    }
    return true;
  }

  private boolean variable(Type source, String name, Access access, Member wanted, Type declared) {
    boolean classVariable = wanted.place() == Member.Place.CLASS;
    if (!placeFits(source, name, access.member(), classVariable)) {
      return relation.fail(
          () ->
              classVariable
                  ? "attribute `" + name + "` is not a class variable"
                  : "attribute `" + name + "` is a class variable");
    }
    if (wanted.isFinal()) {
      return relation.holds(access.type(), declared);
    }
    if (wanted.assigned() && relation.types.members().descriptors().isDescriptor(declared)) {
      return descriptor(source, name, access, declared);
    }
    Member member = access.member();
    if (member != null && isMethod(member)) {
      // A variable may mean a method, too, and who says nothing of its type any.
      return declared instanceof DynamicType
          ? relation.holds(access.type(), declared)
          : relation.invariant(access.type(), declared);
    }
    Type accepted = accepted(source, name, access);
    if (accepted == null) {
      return relation.fail(() -> "attribute `" + name + "` cannot be assigned");
    }
    boolean open = member == null || !member.declared() && access.type().equals(WellKnown.NONE);
    if (open) {
      return relation.holds(access.type(), declared); // `None` stands for what comes later
    }
    if (accepted.equals(access.type())) {
      return relation.invariant(access.type(), declared)
          || relation.fail(() -> "attribute `" + name + "` is mutable and so invariant");
    }
    return relation.holds(access.type(), declared)
        && relation.holdsContravariantly(accepted, declared);
  }

  /**
   * A descriptor that the body of the protocol makes: what reading and writing it through an object
   * does is what an implementation must be able to do.
   */
  private boolean descriptor(Type source, String name, Access access, Type declared) {
    Members members = relation.types.members();
    if (!relation.holds(access.type(), members.descriptors().valueOn(declared, source))) {
      return false;
    }
    Type written = writtenTo(declared);
    if (written == null) {
      return true;
    }
    Type accepted = accepted(source, name, access);
    return accepted == null
        ? relation.fail(() -> "attribute `" + name + "` cannot be assigned")
        : relation.holdsContravariantly(accepted, written);
  }

  /** What a descriptor takes when it is assigned to; null if it does not say. */
  private @Nullable Type writtenTo(Type descriptor) {
    Access setter = relation.types.members().special(descriptor, descriptor, "__set__");
    if (setter == null || !(setter.type() instanceof CallableType callable)) {
      return null;
    }
    List<Type> taken = new ArrayList<>(callable.signatures().size());
    for (Signature signature : callable.signatures()) {
      List<ParameterType> parameters = signature.parameters().parameters();
      if (parameters.size() < 2) {
        return null;
      }
      taken.add(parameters.get(1).type());
    }
    return Unions.of(taken);
  }

  /**
   * Whether the attribute lives where the protocol wants it: a class variable on the class of the
   * object, any other one on the object itself.
   */
  private boolean placeFits(
      Type source, String name, @Nullable Member member, boolean classVariable) {
    if (member == null) {
      return true;
    }
    if (isOfClass(source, member)) {
      return !classVariable && !isOfInstances(source, member);
    }
    return classVariable
        ? !(member.type() instanceof PropertyType)
            && (!isVariable(member) || isClassVariable(name, member))
        : member.place() != Member.Place.CLASS || !isVariable(member);
  }

  /** Whether a class object has the attribute itself, rather than from its metaclass. */
  private boolean isOfClass(Type source, Member member) {
    return switch (source) {
      case ClassLiteralType literal -> isOf(literal.cls(), member);
      case SubclassOfType subclass ->
          subclass.instance() instanceof NominalType nominal && isOf(nominal.cls(), member);
      default -> false;
    };
  }

  /** Whether a class declares for its instances what is looked for on the class itself. */
  private boolean isOfInstances(Type source, @Nullable Member member) {
    return member != null
        && member.place() == Member.Place.CLASS_AND_INSTANCE
        && member.declared()
        && isOfClass(source, member);
  }

  /** A variable is one of the class where it, or the declaration that it inherits, says so. */
  private boolean isClassVariable(String name, Member member) {
    if (member.place() != Member.Place.CLASS_AND_INSTANCE || member.declared()) {
      return member.place() == Member.Place.CLASS;
    }
    ClassModel owner = relation.world.classModel(member.owner());
    for (Type entry : owner.mro()) {
      ClassId cls = Mro.classOf(entry);
      Member inherited =
          cls == null ? null : relation.world.classModel(cls).member(name).orElse(null);
      if (inherited != null && inherited.declared()) {
        return inherited.place() == Member.Place.CLASS;
      }
    }
    return false;
  }

  /** Whether the class has the attribute, itself or from a base. */
  private boolean isOf(ClassId cls, Member member) {
    for (Type entry : relation.world.classModel(cls).mro()) {
      if (member.owner().equals(Mro.classOf(entry))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isMethod(Member member) {
    return member.type() instanceof CallableType callable && callable.function() != null;
  }

  private static boolean isVariable(Member member) {
    return switch (member.type()) {
      case CallableType callable -> callable.function() == null;
      case PropertyType _, ClassLiteralType _ -> false;
      default -> true;
    };
  }

  /** What may be assigned to an attribute of the source; null if nothing may. */
  private @Nullable Type accepted(Type source, String name, Access access) {
    Member member = access.member();
    if (member == null) {
      // What only a member of an enum knows of itself nobody changes.
      return relation.world.enumAttribute(source, name) == null ? access.type() : null;
    }
    if (ReadOnlyMembers.contains(relation.world, member)) {
      return null;
    }
    if (member.type() instanceof PropertyType property) {
      if (!(property.setter() instanceof CallableType setter)) {
        return property.setter();
      }
      Type taken = firstParameter(bound(setter, source));
      return taken == null ? access.type() : specialization(source, name).apply(taken);
    }
    if (isMethod(member) && !(source instanceof ModuleType)) {
      return null;
    }
    if (relation.types.members().descriptors().isDescriptor(member.type())) {
      Type descriptor = specialization(source, name).apply(member.type());
      Type written = writtenTo(descriptor);
      return written == null ? descriptor : written;
    }
    Type setter = member.setterType();
    return setter == null ? access.type() : specialization(source, name).apply(setter);
  }

  /** What turns a definition of the source's class into what the source sees. */
  private Substitution specialization(Type source, String name) {
    if (relation.mro.instanceView(source) instanceof NominalType view) {
      ClassModel model = relation.world.classModel(view.cls());
      Mro.Found found = relation.mro.find(model, name);
      if (found != null) {
        return relation.mro.specialization(model, view.arguments(), found, source);
      }
    }
    return Substitution.EMPTY;
  }

  private static @Nullable Type firstParameter(CallableType callable) {
    List<ParameterType> parameters = callable.signatures().getFirst().parameters().parameters();
    return parameters.isEmpty() ? null : parameters.getFirst().type();
  }

  /**
   * A function of a protocol's body without its first parameter. A variable that annotates it is
   * the source; that the source fits the bound is what is being asked.
   */
  private static CallableType bound(CallableType callable, Type source) {
    if (callable.binding() == CallableType.Binding.STATIC
        || callable.binding() == CallableType.Binding.BOUND) {
      return callable.withBinding(CallableType.Binding.BOUND);
    }
    List<Signature> signatures = new ArrayList<>(callable.signatures().size());
    for (Signature signature : callable.signatures()) {
      Signature rest = SelfBinding.withoutFirst(signature);
      List<ParameterType> parameters = signature.parameters().parameters();
      Type first = parameters.isEmpty() ? NeverType.NEVER : parameters.getFirst().type();
      Type receiver = first instanceof SubclassOfType subclass ? subclass.instance() : first;
      signatures.add(
          receiver instanceof TypeVarType variable && signature.typeParameters().contains(variable)
              ? Substitution.of(variable, source).apply(rest)
              : rest);
    }
    return new CallableType(signatures, CallableType.Binding.BOUND, callable.function());
  }
}
