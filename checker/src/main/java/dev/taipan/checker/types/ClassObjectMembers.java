package dev.taipan.checker.types;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Attribute access on class objects: the data descriptors of the metaclass come first, then what
 * the class and its bases have, then the rest of the metaclass. In a generic class that was not
 * specialized, what is found is generic or not known.
 */
final class ClassObjectMembers {
  private final World world;
  private final Mro mro;
  private final Members members;
  private final Descriptors descriptors;

  ClassObjectMembers(TypeSystem types, Members members, Descriptors descriptors) {
    this.world = types.world();
    this.mro = types.mro();
    this.members = members;
    this.descriptors = descriptors;
  }

  /**
   * An attribute of a class object: data descriptors of the metaclass, the class, the metaclass.
   */
  @Nullable Access find(Type object, Type self, String name) {
    ClassModel model;
    List<Type> arguments;
    boolean open = false;
    Type instance;
    switch (object) {
      case ClassLiteralType literal -> {
        model = world.classModel(literal.cls());
        open = literal.arguments() == null && !model.typeParameters().isEmpty();
        arguments = literal.arguments() == null ? List.of() : literal.arguments();
        instance = Instances.of(model, open ? null : arguments);
      }
      case SubclassOfType subclass -> {
        instance = subclass.instance();
        switch (mro.instanceView(instance)) {
          case NominalType nominal -> {
            model = world.classModel(nominal.cls());
            arguments = nominal.arguments();
          }
          case TupleType tuple -> {
            model = world.classModel(WellKnown.TUPLE);
            arguments = List.of(tuple.elementType());
          }
          case null, default -> {
            return onUnclearClassObject(subclass, self, name);
          }
        }
      }
      default -> {
        return null;
      }
    }
    Type metaclass = model.metaclass();
    ClassModel metaModel = null;
    Mro.Found meta = null;
    if (metaclass instanceof NominalType nominal) {
      metaModel = world.classModel(nominal.cls());
      meta = mro.find(metaModel, name);
      if (meta != null
          && meta.member() != null
          && descriptors.isDataDescriptor(meta.member().type())) {
        return onMetaclass(metaModel, meta, self);
      }
    }
    // What `NewType` gives is an object that stands for no class at run time.
    boolean isClass = !(object instanceof ClassLiteralType && model.isNewType());
    Mro.Found own = isClass ? mro.find(model, name, null, true) : null;
    if (own != null) {
      if (own.member() == null) {
        return own.hidden();
      }
      own = members.declaredAbove(model, own);
      Member member = own.member();
      Access constructor =
          name.equals("__new__") ? unboundNew(model, open ? null : arguments, own) : null;
      if (constructor != null) {
        return open ? generalized(constructor, model) : constructor;
      }
      List<Type> given = open ? null : arguments;
      Type receiver = isForEveryInstance(own) ? ownerSeenFrom(model, given, own) : instance;
      Type type = mro.specialization(model, given, own, receiver).apply(member.type());
      Access access = descriptors.access(type, member, self, self);
      if (isGenericThroughClass(object, model, open ? null : arguments, own)) {
        return new Access(
            generalized(access, model).type(),
            member,
            false,
            List.of(),
            null,
            null,
            Access.Flaw.GENERIC_THROUGH_CLASS);
      }
      if (open && name.equals("__init__") && access.type() instanceof CallableType initializer) {
        // Read to initialize an object of a subclass, which chooses the arguments of the class.
        return Access.of(
            withTypeParameters(initializer, model.typeParameters(), List.of()), member);
      }
      return open ? generalized(access, model) : access;
    }
    if (metaModel == null) {
      return Access.of(DynamicType.UNKNOWN);
    }
    if (meta != null) {
      return meta.member() == null ? meta.hidden() : onMetaclass(metaModel, meta, self);
    }
    return members.throughGetattr(metaModel, List.of(), self, name);
  }

  /**
   * Whether a method takes all instances of the class that defines it, whichever class it is read
   * from: what it gives does not depend on which instance it got.
   */
  private static boolean isForEveryInstance(Mro.Found found) {
    if (!(found.entry() instanceof NominalType)
        || found.owner() == null
        || found.member() == null
        || !(found.member().type() instanceof CallableType callable)
        || callable.binding() != CallableType.Binding.FUNCTION) {
      return false;
    }
    TypeVarType self = found.owner().id().selfVariable();
    for (Signature signature : callable.signatures()) {
      if (!(signature.returns() instanceof Signature.Returns.Declared declared)
          || FreeVariables.mentions(declared.type(), self::equals)) {
        return false;
      }
    }
    return true;
  }

  private static Type ownerSeenFrom(
      ClassModel model, @Nullable List<Type> arguments, Mro.Found found) {
    Type entry = Objects.requireNonNull(found.entry());
    return found.owner() == model
        ? Instances.of(model, arguments)
        : arguments == null ? entry : Mro.specialize(entry, model, arguments);
  }

  /**
   * {@code C.__new__} takes the class to make an instance of, and that is what it gives: it is
   * generic in {@code Self}. Null for what is no function.
   *
   * @param arguments those of the class that was asked, null to leave its parameters as they are
   */
  @Nullable Access unboundNew(ClassModel model, @Nullable List<Type> arguments, Mro.Found found) {
    ClassModel owner = found.owner();
    Member member = found.member();
    if (owner == null || member == null || !(member.type() instanceof CallableType)) {
      return null;
    }
    TypeVarType self = owner.id().selfVariable();
    Type type = mro.specialization(model, arguments, found, self).apply(member.type());
    return type instanceof CallableType callable
        ? Access.of(withTypeParameters(callable, List.of(), List.of(self)), member)
        : null;
  }

  private static CallableType withTypeParameters(
      CallableType callable, List<TypeVarType> before, List<TypeVarType> after) {
    List<Signature> signatures = new ArrayList<>(callable.signatures().size());
    for (Signature signature : callable.signatures()) {
      List<TypeVarType> parameters = new ArrayList<>(before);
      parameters.addAll(signature.typeParameters());
      parameters.addAll(after);
      signatures.add(
          new Signature(
              parameters, signature.parameters(), signature.returns(), signature.origin()));
    }
    return callable.withSignatures(signatures);
  }

  /**
   * Whether an attribute of a generic class is a variable of no single type: each instance has its
   * own, and the class object is the same for all specializations.
   */
  boolean isGenericThroughClass(
      Type object, ClassModel model, @Nullable List<Type> arguments, Mro.Found found) {
    Member member = found.member();
    // A method speaks of its own class, which may not be generic any more.
    boolean known =
        object instanceof ClassLiteralType
            || object instanceof SubclassOfType cls && cls.instance() instanceof NominalType;
    if (!known
        || model.typeParameters().isEmpty()
        || member == null
        || member.place() != Member.Place.CLASS_AND_INSTANCE
        || !member.declared()
        || Members.isDefinition(member.type())) {
      return false;
    }
    Type type =
        mro.specialization(model, null, found, Instances.of(model, arguments)).apply(member.type());
    return FreeVariables.mentions(type, model.typeParameters()::contains);
  }

  /** The defaults, in terms of the parameters that have none. */
  private List<Type> defaults(List<TypeVarType> parameters) {
    List<Type> result = new ArrayList<>();
    List<TypeVarType> known = new ArrayList<>();
    for (TypeVarType parameter : parameters) {
      result.add(Substitution.of(known, result).apply(mro.defaultOf(parameter)));
      known.add(parameter);
    }
    return result;
  }

  private Access onMetaclass(ClassModel metaModel, Mro.Found found, Type classObject) {
    Member member = found.member();
    if (member == null) {
      return Access.of(DynamicType.UNKNOWN);
    }
    Type type = mro.specialization(metaModel, List.of(), found, classObject).apply(member.type());
    return member.place() == Member.Place.INSTANCE
        ? Access.of(type, member)
        : descriptors.access(type, member, classObject, null);
  }

  /** {@code type[Any]}, {@code type[T]} with constraints, {@code type[A & B]}. */
  private @Nullable Access onUnclearClassObject(SubclassOfType object, Type self, String name) {
    switch (object.instance()) {
      case TypeVarType variable -> {
        TypeVarModel model = world.typeVarModel(variable);
        Type classes =
            SubclassOfType.of(
                model.constraints().isEmpty()
                    ? model.bound() == null ? WellKnown.TOP : model.bound()
                    : Unions.of(model.constraints()));
        return classes instanceof UnionType union
            ? members.onUnion(union, name, false)
            : members.find(classes, classes, name);
      }
      case IntersectionType intersection -> {
        for (Type part : intersection.positive()) {
          Access access = members.find(SubclassOfType.of(part), self, name);
          if (access != null) {
            return access;
          }
        }
        return null;
      }
      case AliasType alias -> {
        Type classes = SubclassOfType.of(world.aliasValue(alias));
        return members.find(classes, classes, name);
      }
      default -> {
        // Any class may have more than `type` has.
        Mro.Found found = mro.find(world.classModel(WellKnown.TYPE), name);
        return found == null || found.owner() == null || !found.owner().id().equals(WellKnown.TYPE)
            ? Access.of(
                object.instance() instanceof DynamicType dynamic ? dynamic : DynamicType.UNKNOWN)
            : onMetaclass(found.owner(), found, self);
      }
    }
  }

  /**
   * What a class that was not specialized gives: its functions are generic in those of its
   * parameters that have no default; in anything else the parameters are not known.
   */
  private Access generalized(Access access, ClassModel model) {
    Type type = access.type();
    if (type instanceof CallableType callable) {
      List<TypeVarType> open = new ArrayList<>();
      List<TypeVarType> bound = new ArrayList<>();
      for (TypeVarType parameter : model.typeParameters()) {
        boolean hasDefault = world.typeVarModel(parameter).defaultType() != null;
        (hasDefault ? bound : open).add(parameter);
      }
      CallableType generic = withTypeParameters(callable, open, List.of());
      type = bound.isEmpty() ? generic : Substitution.of(bound, defaults(bound)).apply(generic);
    } else {
      type =
          Substitution.of(model.typeParameters(), mro.defaults(model.typeParameters())).apply(type);
    }
    return type == access.type()
        ? access
        : new Access(
            type,
            access.member(),
            access.bound(),
            access.missing(),
            access.deprecated(),
            access.selfMismatch(),
            access.flaw());
  }
}
