package dev.taipan.checker.types;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Assignments to and deletions of attributes: what takes the value, or why nothing does. */
final class MemberWrites {
  private static final NominalType PROPERTY = new NominalType(WellKnown.PROPERTY);

  private final World world;
  private final Mro mro;
  private final Members members;
  private final SelfBinding binding;

  MemberWrites(TypeSystem types, Members members, SelfBinding binding) {
    this.world = types.world();
    this.mro = types.mro();
    this.members = members;
    this.binding = binding;
  }

  /** The methods that an access of one kind goes through. */
  enum Action {
    WRITE("__set__", "__setattr__"),
    DELETE("__delete__", "__delattr__");

    private final String descriptor;
    private final String fallback;

    Action(String descriptor, String fallback) {
      this.descriptor = descriptor;
      this.fallback = fallback;
    }
  }

  WriteAccess access(Type object, Type self, String name, Action action) {
    return switch (object) {
      case DynamicType _, NeverType _ ->
          WriteAccess.target(object, DynamicType.UNKNOWN, null, null);
      case UnionType union -> union(union, name, action);
      case IntersectionType intersection -> intersection(intersection, self, name, action);
      case AliasType alias -> {
        Type value = world.aliasValue(alias);
        yield access(value, self == object ? value : self, name, action);
      }
      case TypeVarType variable -> {
        TypeVarModel model = world.typeVarModel(variable);
        if (!model.constraints().isEmpty()) {
          yield access(Unions.of(model.constraints()), self, name, action);
        }
        yield access(model.bound() == null ? WellKnown.TOP : model.bound(), self, name, action);
      }
      case ModuleType module -> module(module, name);
      case ClassLiteralType literal ->
          onClass(world.classModel(literal.cls()), literal.arguments(), object, name, action);
      case SubclassOfType subclass ->
          switch (mro.instanceView(subclass.instance())) {
            case NominalType view ->
                onClass(world.classModel(view.cls()), view.arguments(), object, name, action);
            case TupleType view ->
                onClass(
                    world.classModel(WellKnown.TUPLE),
                    List.of(view.elementType()),
                    object,
                    name,
                    action);
            case null, default -> WriteAccess.target(object, DynamicType.UNKNOWN, null, null);
          };
      case NominalType _,
          TupleType _,
          LiteralType _,
          LiteralStringType _,
          CallableType _,
          PropertyType _,
          ParamSpecPartType _,
          ParametersType _,
          TypeGuardType _,
          TypeFormType _,
          TypeFormValue _,
          SpecialFormType _,
          SuperType _ ->
          switch (mro.instanceView(object)) {
            case NominalType view -> {
              WriteAccess access =
                  onInstance(
                      world.classModel(view.cls()), view.arguments(), object, self, name, action);
              yield takesAnything(object) && access.isMissing()
                  ? WriteAccess.target(object, DynamicType.UNKNOWN, null, null)
                  : access;
            }
            case TupleType view ->
                onInstance(
                    world.classModel(WellKnown.TUPLE),
                    List.of(view.elementType()),
                    object,
                    self,
                    name,
                    action);
            case null, default -> WriteAccess.target(object, DynamicType.UNKNOWN, null, null);
          };
    };
  }

  /**
   * Functions take any attribute at run time, methods of an object do not. Who says what a function
   * returns says what it is, too; of others nothing is known.
   */
  private static boolean takesAnything(Type object) {
    return object instanceof CallableType callable
        && callable.function() != null
        && callable.binding() != CallableType.Binding.BOUND
        && callable.signatures().getFirst().returns() instanceof Signature.Returns.Inferred;
  }

  private WriteAccess union(UnionType union, String name, Action action) {
    List<WriteAccess.Target> targets = new ArrayList<>();
    List<WriteAccess.Refusal> refusals = new ArrayList<>();
    for (Type member : union.members()) {
      WriteAccess access = access(member, member, name, action);
      targets.addAll(access.targets());
      refusals.addAll(access.refusals());
    }
    return new WriteAccess(targets, union.isPartlyUnknown() ? List.of() : refusals);
  }

  /** The first part that has the attribute tells. */
  private WriteAccess intersection(
      IntersectionType intersection, Type self, String name, Action action) {
    WriteAccess refused = null;
    for (Type part : intersection.positive()) {
      WriteAccess access = access(part, self, name, action);
      if (access.refusals().isEmpty()) {
        return access;
      }
      if (refused == null || refused.refusals().getFirst().reason() == WriteAccess.Reason.MISSING) {
        refused = access;
      }
    }
    return refused == null ? access(WellKnown.TOP, self, name, action) : refused;
  }

  private WriteAccess module(ModuleType module, String name) {
    ModuleMember found = world.moduleMember(module.name(), name);
    if (found != null) {
      Member member = found.ofObject(name);
      return found.isFinal()
          ? WriteAccess.refusal(module, WriteAccess.Reason.FINAL, member)
          : WriteAccess.target(module, member.type(), null, member);
    }
    Access inherited = name.equals("__getattr__") ? null : members.find(module, module, name);
    return inherited == null
        ? WriteAccess.refusal(module, WriteAccess.Reason.MISSING, null)
        : WriteAccess.target(module, inherited.type(), null, null);
  }

  private WriteAccess onInstance(
      ClassModel model, List<Type> arguments, Type object, Type self, String name, Action action) {
    Mro.Found found = mro.find(model, name);
    if (found == null) {
      return throughFallback(model, arguments, object, self, action);
    }
    Member member = found.member();
    if (member == null) {
      return WriteAccess.target(object, DynamicType.UNKNOWN, null, null);
    }
    found = members.declaredAbove(model, found);
    member = found.member() == null ? member : found.member();
    Substitution specialization = mro.specialization(model, arguments, found, self);
    Type type = specialization.apply(member.type());
    if (member.place() != Member.Place.INSTANCE) {
      WriteAccess descriptor = throughDescriptor(type, member, object, self, action);
      if (descriptor != null) {
        return descriptor;
      }
    }
    WriteAccess.Reason reason = refusal(model, member, type, name);
    if (reason == null && isOutsideSlots(model, name)) {
      reason = WriteAccess.Reason.NOT_IN_SLOTS;
    }
    if (reason != null) {
      return WriteAccess.refusal(object, reason, member);
    }
    return WriteAccess.target(object, expected(member, type, specialization, self), null, member);
  }

  /** Whether instances have no dictionary and no slot of that name. */
  private boolean isOutsideSlots(ClassModel model, String name) {
    if (model.slots() == null) {
      return false;
    }
    Mro.Found setter = mro.find(model, "__setattr__");
    if (setter == null || setter.owner() == null || !setter.owner().id().equals(WellKnown.OBJECT)) {
      return false;
    }
    for (Type entry : model.mro()) {
      ClassId cls = Mro.classOf(entry);
      if (cls == null) {
        return false;
      }
      if (cls.equals(WellKnown.OBJECT) || cls.equals(WellKnown.GENERIC)) {
        continue;
      }
      ClassModel base = cls.equals(model.id()) ? model : world.classModel(cls);
      List<String> slots = base.slots();
      if (slots == null || slots.contains(name)) {
        return false;
      }
    }
    return !name.startsWith("__");
  }

  /** What a plain attribute takes: its setter type, its type, for a method the bound method. */
  private Type expected(Member member, Type type, Substitution specialization, Type self) {
    if (member.setterType() != null) {
      return specialization.apply(member.setterType());
    }
    if (type instanceof CallableType callable
        && callable.function() != null
        && member.place() != Member.Place.INSTANCE) {
      return members.descriptors().bind(callable, self);
    }
    return type;
  }

  private WriteAccess.@Nullable Reason refusal(
      ClassModel model, Member member, Type type, String name) {
    List<String> fields = model.namedTupleFields();
    if (fields != null && fields.contains(name)) {
      return WriteAccess.Reason.NAMED_TUPLE_FIELD;
    }
    if (isFrozen(model, name)) {
      return WriteAccess.Reason.FROZEN;
    }
    if (member.isFinal()) {
      return WriteAccess.Reason.FINAL;
    }
    if (member.place() == Member.Place.CLASS && !isDefinition(type)) {
      return WriteAccess.Reason.CLASS_VAR;
    }
    return null;
  }

  private static boolean isDefinition(Type type) {
    return switch (type) {
      case CallableType callable -> callable.function() != null;
      case ClassLiteralType _, SubclassOfType _, PropertyType _, DynamicType _ -> true;
      default -> false;
    };
  }

  /** Whether the attribute is a field that a frozen dataclass in the MRO declares. */
  private boolean isFrozen(ClassModel model, String name) {
    for (Type entry : model.mro()) {
      ClassId cls = Mro.classOf(entry);
      if (cls == null) {
        return false;
      }
      ClassModel base = cls.equals(model.id()) ? model : world.classModel(cls);
      DataclassModel dataclass = base.dataclass();
      if (dataclass != null && dataclass.frozen()) {
        for (DataclassModel.Field field : dataclass.fields()) {
          if (field.name().equals(name)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private @Nullable WriteAccess throughDescriptor(
      Type attribute, Member member, Type object, Type self, Action action) {
    switch (attribute) {
      case PropertyType property -> {
        Type function = action == Action.WRITE ? property.setter() : property.deleter();
        if (function == null) {
          return WriteAccess.refusal(object, WriteAccess.Reason.READ_ONLY_PROPERTY, member);
        }
        if (!(function instanceof CallableType setter)) {
          return WriteAccess.target(object, DynamicType.UNKNOWN, null, member);
        }
        CallableType bound = binding.bind(setter, self).callable();
        return WriteAccess.target(object, Descriptors.valueOf(bound), bound, member);
      }
      case NominalType nominal -> {
        if (!members.descriptors().mayBeDescriptor(nominal.cls())) {
          return null;
        }
        Access method = members.special(nominal, nominal, action.descriptor);
        if (method == null) {
          // The stub gives it a `__set__`, which it has not: its value is an ordinary attribute.
          boolean cached = mro.superTypeOf(nominal, WellKnown.CACHED_PROPERTY) != null;
          return !cached && members.descriptors().isDataDescriptor(nominal)
              ? WriteAccess.refusal(object, WriteAccess.Reason.READ_ONLY_DESCRIPTOR, member)
              : null;
        }
        if (!(method.type() instanceof CallableType setter)) {
          return method.member() == null
              ? null
              : WriteAccess.target(object, DynamicType.UNKNOWN, null, member);
        }
        CallableType bound = binding.bind(setter, self).callable();
        return WriteAccess.target(object, Descriptors.valueOf(bound), bound, member);
      }
      default -> {
        return null;
      }
    }
  }

  /** No such attribute: a {@code __setattr__} that the class defines may take any name. */
  private WriteAccess throughFallback(
      ClassModel model, List<Type> arguments, Type object, Type self, Action action) {
    Mro.Found found = mro.find(model, action.fallback, null, true);
    if (found == null || (found.owner() != null && found.owner().id().equals(WellKnown.OBJECT))) {
      return WriteAccess.refusal(object, WriteAccess.Reason.MISSING, null);
    }
    Member member = found.member();
    if (member == null
        || !(mro.specialization(model, arguments, found, self).apply(member.type())
            instanceof CallableType method)) {
      return WriteAccess.target(object, DynamicType.UNKNOWN, null, null);
    }
    CallableType bound = binding.bind(method, self).callable();
    // The first parameter is the name.
    List<Type> accepted = new ArrayList<>(bound.signatures().size());
    for (Signature signature : bound.signatures()) {
      List<ParameterType> parameters = signature.parameters().parameters();
      accepted.add(
          parameters.size() < 2 || !signature.typeParameters().isEmpty()
              ? DynamicType.UNKNOWN
              : parameters.get(1).type());
    }
    return WriteAccess.target(
        object, action == Action.WRITE ? Unions.of(accepted) : DynamicType.UNKNOWN, null, null);
  }

  private WriteAccess onClass(
      ClassModel model, @Nullable List<Type> arguments, Type object, String name, Action action) {
    ClassModel metaModel =
        model.metaclass() instanceof NominalType metaclass
            ? world.classModel(metaclass.cls())
            : null;
    Mro.Found meta = metaModel == null ? null : mro.find(metaModel, name);
    if (metaModel != null
        && meta != null
        && meta.member() != null
        && members.descriptors().isDataDescriptor(meta.member().type())) {
      return onInstance(metaModel, List.of(), object, object, name, action);
    }
    Mro.Found own = mro.find(model, name, null, true);
    if (own != null) {
      Member member = own.member();
      if (member == null) {
        return WriteAccess.target(object, DynamicType.UNKNOWN, null, null);
      }
      if (member.isFinal() && !isFrozen(model, name)) {
        return WriteAccess.refusal(object, WriteAccess.Reason.FINAL, member);
      }
      own = members.declaredAbove(model, own);
      Member declared = own.member() == null ? member : own.member();
      Type instance =
          object instanceof SubclassOfType subclass
                  && subclass.instance() instanceof TypeVarType self
              ? self
              : Instances.of(model, arguments);
      Substitution specialization = mro.specialization(model, arguments, own, instance);
      if (arguments == null && !model.typeParameters().isEmpty()) {
        specialization =
            specialization.then(
                Substitution.of(model.typeParameters(), mro.defaults(model.typeParameters())));
      }
      if (members.classObjects().isGenericThroughClass(object, model, arguments, own)) {
        return WriteAccess.refusal(object, WriteAccess.Reason.GENERIC_THROUGH_CLASS, declared);
      }
      Type type = specialization.apply(declared.type());
      // What the class has is the property, not what its getter gives.
      return WriteAccess.target(
          object, type instanceof PropertyType ? PROPERTY : type, null, declared);
    }
    Mro.Found onInstance = meta == null ? mro.find(model, name) : null;
    if (onInstance != null) {
      return WriteAccess.refusal(object, WriteAccess.Reason.INSTANCE_ONLY, onInstance.member());
    }
    return metaModel == null
        ? WriteAccess.target(object, DynamicType.UNKNOWN, null, null)
        : onInstance(metaModel, List.of(), object, object, name, action);
  }
}
