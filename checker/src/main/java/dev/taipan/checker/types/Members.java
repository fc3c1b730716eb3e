package dev.taipan.checker.types;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Attribute access on types, as Python's data model defines it: the order of metaclass, class and
 * instance, descriptors, {@code __getattr__}, and what binding does to functions.
 *
 * <p>In: a type and a name. Out: the type of the attribute, or what an assignment must fit. Must
 * not know: trees, modules' contents.
 *
 * <p>A read costs one walk of the MRO and one substitution; for a union one of each for every
 * member, where literals of one class count once.
 */
public final class Members {
  private final TypeSystem types;
  private final World world;
  private final Mro mro;
  private final SelfBinding binding;
  private final CallBinder calls;
  private final MemberWrites writes;

  Members(TypeSystem types) {
    this.types = types;
    this.world = types.world();
    this.mro = types.mro();
    this.binding = new SelfBinding(types);
    this.calls = new CallBinder(types, this);
    this.writes = new MemberWrites(types, this, binding);
  }

  TypeSystem types() {
    return types;
  }

  public Mro mro() {
    return mro;
  }

  /** The evaluator of calls that descriptors are asked with. */
  public CallBinder calls() {
    return calls;
  }

  /** What {@code object.name} evaluates to; empty if there is no such attribute. */
  public Optional<Access> read(Type object, String name) {
    return Optional.ofNullable(find(object, object, name));
  }

  /** What takes the value of {@code object.name = value}. */
  public WriteAccess write(Type object, String name) {
    return writes.access(object, object, name, MemberWrites.Action.WRITE);
  }

  /** What {@code del object.name} goes through. */
  public WriteAccess delete(Type object, String name) {
    return writes.access(object, object, name, MemberWrites.Action.DELETE);
  }

  /**
   * What the interpreter finds when it looks up a special method, on the class of the object alone:
   * bound to the object; empty if the class lacks it.
   */
  public Optional<Access> specialMethod(Type object, String name) {
    return Optional.ofNullable(special(object, object, name));
  }

  /** The class object of an object: {@code type(object)}. */
  public Type classOf(Type object) {
    return switch (object) {
      case ClassLiteralType _, SubclassOfType _ -> {
        Type metaclass = mro.metaclassOf(object);
        yield SubclassOfType.of(metaclass == null ? DynamicType.UNKNOWN : metaclass);
      }
      // What a special form is an instance of at run time, no stub says.
      case SpecialFormType _ -> SubclassOfType.of(DynamicType.UNKNOWN);
      case CallableType _, PropertyType _, ModuleType _, TypeFormValue _ -> {
        Type view = mro.instanceView(object);
        yield SubclassOfType.of(view == null ? DynamicType.UNKNOWN : view);
      }
      case IntersectionType intersection -> classOfAny(intersection);
      case AliasType alias -> classOf(world.aliasValue(alias));
      default -> SubclassOfType.of(object);
    };
  }

  private Type classOfAny(IntersectionType intersection) {
    List<Type> classes = new ArrayList<>();
    for (Type part : intersection.positive()) {
      classes.add(classOf(part));
    }
    return classes.isEmpty()
        ? SubclassOfType.of(WellKnown.TOP)
        : Intersections.of(classes, List.of());
  }

  /**
   * @param self what {@code Self} and the first parameter become; differs from the object where
   *     that is the bound of a type variable
   */
  @Nullable Access find(Type object, Type self, String name) {
    return switch (object) {
      case NominalType nominal -> {
        ClassModel model = world.classModel(nominal.cls());
        if (model.isEnum()) {
          Type special = world.enumAttribute(nominal, name);
          if (special != null) {
            yield Access.of(special);
          }
        }
        yield onInstance(model, nominal.arguments(), self, name);
      }
      case LiteralType literal -> {
        if (literal.isEnumMember()) {
          Type special = world.enumAttribute(literal, name);
          if (special != null) {
            yield Access.of(special);
          }
        }
        yield onInstance(world.classModel(literal.cls()), List.of(), self, name);
      }
      case TupleType tuple ->
          onInstance(world.classModel(WellKnown.TUPLE), List.of(tuple.elementType()), self, name);
      case DynamicType dynamic ->
          Access.of(dynamic == DynamicType.DIVERGENT ? dynamic : DynamicType.UNKNOWN);
      case NeverType never -> Access.of(never);
      case UnionType union -> onUnion(union, name, false);
      case IntersectionType intersection -> onIntersection(intersection, self, name, false);
      case AliasType alias -> {
        Type value = world.aliasValue(alias);
        yield find(value, self == object ? value : self, name);
      }
      case TypeVarType variable -> onVariable(variable, self, name, false);
      case ClassLiteralType _, SubclassOfType _ -> onClassObject(object, self, name);
      case ModuleType module -> onModule(module, name);
      case SuperType superType -> onSuper(superType, name);
      case CallableType callable -> {
        if (name.equals("__call__")) {
          yield Access.of(callable.withBinding(CallableType.Binding.BOUND));
        }
        Access access = onView(object, self, name);
        // A bound method passes on what its function has.
        yield access != null
            ? access
            : onInstance(world.classModel(WellKnown.FUNCTION_TYPE), List.of(), self, name);
      }
      case TypeFormValue form when form.runtimeClass().equals(WellKnown.GENERIC_ALIAS) ->
          onGenericAlias(form, self, name);
      case LiteralStringType _,
          PropertyType _,
          TypeGuardType _,
          TypeFormType _,
          TypeFormValue _,
          SpecialFormType _,
          ParamSpecPartType _,
          ParametersType _ ->
          onView(object, self, name);
    };
  }

  /** {@code list[int]} and its like pass on what they do not have to the class. */
  private @Nullable Access onGenericAlias(TypeFormValue form, Type self, String name) {
    ClassModel model = world.classModel(WellKnown.GENERIC_ALIAS);
    Mro.Found own = mro.find(model, name);
    if (own != null
        && own.owner() != null
        && own.owner().id().equals(WellKnown.GENERIC_ALIAS)
        && !name.equals("__getattr__")) {
      return onInstance(model, List.of(), self, name);
    }
    Type origin =
        switch (form.denoted()) {
          case NominalType nominal -> new ClassLiteralType(nominal.cls(), nominal.arguments());
          case TupleType _ -> new ClassLiteralType(WellKnown.TUPLE);
          case SubclassOfType _ -> new ClassLiteralType(WellKnown.TYPE);
          default -> DynamicType.UNKNOWN;
        };
    return find(origin, origin, name);
  }

  private @Nullable Access onView(Type object, Type self, String name) {
    return switch (mro.instanceView(object)) {
      case NominalType nominal ->
          onInstance(world.classModel(nominal.cls()), nominal.arguments(), self, name);
      case TupleType tuple ->
          onInstance(world.classModel(WellKnown.TUPLE), List.of(tuple.elementType()), self, name);
      case null, default -> Access.of(DynamicType.UNKNOWN);
    };
  }

  private @Nullable Access onInstance(
      ClassModel model, List<Type> arguments, Type self, String name) {
    Mro.Found found = mro.find(model, name);
    if (found == null) {
      return throughGetattr(model, arguments, self, name);
    }
    if (found.member() == null) {
      return Access.of(DynamicType.UNKNOWN);
    }
    found = declaredAbove(model, found);
    Member member = found.member();
    Access constructor = name.equals("__new__") ? unboundNew(model, arguments, found) : null;
    if (constructor != null) {
      return constructor;
    }
    Type type = mro.specialization(model, arguments, found, self).apply(member.type());
    return member.place() == Member.Place.INSTANCE
        ? Access.of(type, member)
        : throughDescriptor(type, member, self, null);
  }

  /**
   * A variable that a class assigns without declaring it keeps the declaration that a base has for
   * it.
   */
  Mro.Found declaredAbove(ClassModel model, Mro.Found found) {
    Member member = found.member();
    ClassModel owner = found.owner();
    if (member == null || owner == null || member.declared() || isDefinition(member.type())) {
      return found;
    }
    ClassId pivot = owner.id();
    while (true) {
      Mro.Found above = mro.find(model, member.name(), pivot, false);
      if (above == null || above.member() == null || above.owner() == null) {
        return found;
      }
      if (isDefinition(above.member().type())) {
        return found;
      }
      if (above.member().declared()) {
        return above;
      }
      pivot = above.owner().id();
    }
  }

  /** Whether an attribute of that type comes from a {@code def} or a {@code class}. */
  private static boolean isDefinition(Type type) {
    return switch (type) {
      case CallableType callable -> callable.function() != null;
      case PropertyType _, ClassLiteralType _ -> true;
      default -> false;
    };
  }

  /**
   * Whether a function in a class with an unknown base has no place for an instance: what the base
   * makes of it is no method but the description of one.
   */
  private boolean isInterface(CallableType callable, Member member) {
    for (Signature signature : callable.signatures()) {
      List<ParameterType> parameters = signature.parameters().parameters();
      if (!parameters.isEmpty()) {
        ParameterType first = parameters.getFirst();
        boolean named =
            first.kind() == ParameterKind.POSITIONAL_OR_KEYWORD
                && !first.name().contains("self")
                && !first.name().contains("cls")
                && !first.name().equals("this");
        if (!named) {
          return false;
        }
      }
    }
    return world.classModel(member.owner()).mro().contains(DynamicType.UNKNOWN);
  }

  private @Nullable Access throughGetattr(
      ClassModel model, @Nullable List<Type> arguments, Type self, String name) {
    Mro.Found found = mro.find(model, "__getattr__", null, true);
    if (found == null) {
      found = mro.find(model, "__getattribute__", null, true);
      if (found == null || (found.owner() != null && found.owner().id().equals(WellKnown.OBJECT))) {
        return null;
      }
    }
    Member member = found.member();
    if (member == null) {
      return Access.of(DynamicType.UNKNOWN);
    }
    Type type = mro.specialization(model, arguments, found, self).apply(member.type());
    Access getter = throughDescriptor(type, member, self, null);
    CallOutcome outcome =
        calls.call(
            getter.type(), List.of(CallArgument.positional(new LiteralType(WellKnown.STR, name))));
    return outcome.isValid() ? Access.of(outcome.type(), member) : null;
  }

  /**
   * What access makes of an attribute found on a class.
   *
   * @param instance the object that it was accessed through; a class object when {@code owner} is
   *     given
   * @param owner the class object, for access through the class itself; null through an instance
   */
  private Access throughDescriptor(
      Type attribute, @Nullable Member member, Type instance, @Nullable Type owner) {
    return switch (attribute) {
      case CallableType callable ->
          switch (callable.binding()) {
            case FUNCTION -> {
              if (owner != null || (member != null && member.name().equals("__new__"))) {
                yield Access.of(callable, member);
              }
              if (member != null && isInterface(callable, member)) {
                yield Access.of(callable.withBinding(CallableType.Binding.BOUND), member);
              }
              Access access = bound(callable, member, instance);
              // A function made in C, assigned to a variable of a class, is no method.
              yield access.selfMismatch() != null && member != null && !member.declared()
                  ? Access.of(callable.withBinding(CallableType.Binding.BOUND), member)
                  : access;
            }
            case CLASS -> bound(callable, member, owner != null ? owner : classOf(instance));
            case STATIC -> Access.of(callable.withBinding(CallableType.Binding.BOUND), member);
            case BOUND -> {
              if (owner == null && isFunctionOfClass(callable, member)) {
                Access access = bound(callable, member, instance);
                if (access.selfMismatch() == null) {
                  yield access;
                }
              }
              yield Access.of(callable, member);
            }
          };
      case PropertyType property ->
          owner != null ? Access.of(property, member) : property(property, member, instance);
      case NominalType nominal -> {
        Access method =
            mayBeDescriptor(nominal.cls()) ? special(nominal, nominal, "__get__") : null;
        if (method == null || method.type() instanceof DynamicType) {
          yield Access.of(attribute, member);
        }
        CallOutcome outcome =
            calls.call(
                method.type(),
                List.of(
                    CallArgument.positional(owner != null ? WellKnown.NONE : instance),
                    CallArgument.positional(owner != null ? owner : classOf(instance))));
        yield new Access(
            outcome.isValid() ? outcome.type() : DynamicType.UNKNOWN,
            member,
            false,
            List.of(),
            outcome.deprecated(),
            null);
      }
      case UnionType union -> {
        List<Type> parts = new ArrayList<>(union.members().size());
        boolean changed = false;
        for (Type part : union.members()) {
          Type seen = throughDescriptor(part, member, instance, owner).type();
          changed |= seen != part;
          parts.add(seen);
        }
        yield Access.of(changed ? Unions.of(parts) : union, member);
      }
      default -> Access.of(attribute, member);
    };
  }

  /**
   * Whether a callable lives on the class, where it is taken to be a function: it is declared to,
   * or the body of the class assigns it without declaring anything.
   */
  private static boolean isFunctionOfClass(CallableType callable, @Nullable Member member) {
    return callable.function() == null
        && member != null
        && (member.declared()
            ? member.place() == Member.Place.CLASS
            : member.place() != Member.Place.INSTANCE);
  }

  private Access bound(CallableType callable, @Nullable Member member, Type self) {
    SelfBinding.Bound result = binding.bind(callable, self);
    return new Access(result.callable(), member, true, List.of(), null, result.mismatch());
  }

  /** A function or method as an access through an object gives it. */
  public Type bind(CallableType callable, Type object) {
    return switch (callable.binding()) {
      case FUNCTION -> binding.bind(callable, object).callable();
      case CLASS -> binding.bind(callable, new SubclassOfType(object)).callable();
      case STATIC, BOUND -> callable;
    };
  }

  /** What reading a property of an object gives. */
  public Type propertyType(PropertyType property, Type object) {
    return property(property, null, object).type();
  }

  private Access property(PropertyType property, @Nullable Member member, Type instance) {
    if (!(property.getter() instanceof CallableType getter)) {
      CallOutcome outcome =
          calls.call(property.getter(), List.of(CallArgument.positional(instance)));
      return Access.of(outcome.type(), member);
    }
    SelfBinding.Bound result = binding.bind(getter, instance);
    Signature signature = result.callable().signatures().getFirst();
    Type type;
    if (result.callable().isOverloaded() || !signature.typeParameters().isEmpty()) {
      type = calls.call(result.callable(), List.of()).type();
    } else {
      type = signature.returnType(world);
    }
    FunctionId origin = signature.origin();
    return new Access(
        type,
        member,
        false,
        List.of(),
        origin == null ? null : world.deprecation(origin),
        result.mismatch());
  }

  /** The builtin classes that every program is full of are no descriptors. */
  boolean mayBeDescriptor(ClassId cls) {
    return !cls.module().equals("builtins")
        || cls.equals(WellKnown.PROPERTY)
        || cls.equals(WellKnown.CLASSMETHOD)
        || cls.equals(WellKnown.STATICMETHOD);
  }

  private @Nullable Access onUnion(UnionType union, String name, boolean special) {
    List<Type> found = new ArrayList<>();
    List<Type> missing = new ArrayList<>();
    Map<ClassId, @Nullable Access> literals = new HashMap<>();
    Access first = null;
    String deprecated = null;
    Access.SelfMismatch mismatch = null;
    boolean bound = true;
    for (Type member : union.members()) {
      Access access;
      if (member instanceof LiteralType literal
          && (special || !literal.isEnumMember())
          && !(literal.cls().equals(WellKnown.STR))) {
        if (literals.containsKey(literal.cls())) {
          if (literals.get(literal.cls()) == null) {
            missing.add(member);
          }
          continue;
        }
        Type fallback = literal.fallback();
        access = special ? special(fallback, fallback, name) : find(fallback, fallback, name);
        literals.put(literal.cls(), access);
      } else {
        access = special ? special(member, member, name) : find(member, member, name);
      }
      if (access == null) {
        missing.add(member);
        continue;
      }
      if (first == null) {
        first = access;
      }
      missing.addAll(access.missing());
      deprecated = deprecated == null ? access.deprecated() : deprecated;
      mismatch = mismatch == null ? access.selfMismatch() : mismatch;
      bound &= access.bound();
      found.add(access.type());
    }
    if (first == null) {
      return null;
    }
    if (union.isPartlyUnknown()) {
      missing = List.of();
    }
    return new Access(Unions.of(found), first.member(), bound, missing, deprecated, mismatch);
  }

  /** What any part of the intersection has; all of it when several parts have it. */
  private @Nullable Access onIntersection(
      IntersectionType intersection, Type self, String name, boolean special) {
    if (intersection.positive().isEmpty()) {
      return special ? special(WellKnown.TOP, self, name) : find(WellKnown.TOP, self, name);
    }
    Access best = null;
    List<Type> all = new ArrayList<>();
    for (Type part : intersection.positive()) {
      if (!special && part instanceof CallableType && hasCallableObject(intersection)) {
        continue; // how an object is called does not make it a function
      }
      Access access = special ? special(part, self, name) : find(part, self, name);
      if (access == null) {
        continue;
      }
      if (best == null || (best.isPartial() && !access.isPartial())) {
        best = access;
      }
      if (!(access.type() instanceof DynamicType)) {
        all.add(access.type());
      }
    }
    if (best == null || all.isEmpty()) {
      return best;
    }
    return new Access(
        Intersections.of(all, List.of()),
        best.member(),
        best.bound(),
        best.missing(),
        best.deprecated(),
        best.selfMismatch());
  }

  /** Whether the values are objects of a class with a {@code __call__}. */
  private boolean hasCallableObject(IntersectionType intersection) {
    for (Type part : intersection.positive()) {
      if (part instanceof NominalType object && special(object, object, "__call__") != null) {
        return true;
      }
    }
    return false;
  }

  private @Nullable Access onVariable(
      TypeVarType variable, Type self, String name, boolean special) {
    TypeVarModel model = world.typeVarModel(variable);
    if (!model.constraints().isEmpty()) {
      return Unions.of(model.constraints()) instanceof UnionType union
          ? onUnion(union, name, special)
          : special
              ? special(model.constraints().getFirst(), self, name)
              : find(model.constraints().getFirst(), self, name);
    }
    Type bound = model.bound() == null ? WellKnown.TOP : model.bound();
    return special ? special(bound, self, name) : find(bound, self, name);
  }

  /**
   * An attribute of a class object: data descriptors of the metaclass, the class, the metaclass.
   */
  private @Nullable Access onClassObject(Type object, Type self, String name) {
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
      if (meta != null && meta.member() != null && isDataDescriptor(meta.member().type())) {
        return onMetaclass(metaModel, meta, self);
      }
    }
    Mro.Found own = mro.find(model, name, null, true);
    if (own != null) {
      if (own.member() == null) {
        return Access.of(DynamicType.UNKNOWN);
      }
      own = declaredAbove(model, own);
      Member member = own.member();
      Access constructor =
          name.equals("__new__") ? unboundNew(model, open ? null : arguments, own) : null;
      if (constructor != null) {
        return open ? generalized(constructor, model) : constructor;
      }
      Type type =
          mro.specialization(model, open ? null : arguments, own, instance).apply(member.type());
      Access access = throughDescriptor(type, member, self, self);
      if (isGenericThroughClass(object, model, open ? null : arguments, own)) {
        return new Access(
            generalized(access, model).type(), member, false, List.of(), null, null, true);
      }
      return open ? generalized(access, model) : access;
    }
    if (metaModel == null) {
      return Access.of(DynamicType.UNKNOWN);
    }
    if (meta != null) {
      return meta.member() == null
          ? Access.of(DynamicType.UNKNOWN)
          : onMetaclass(metaModel, meta, self);
    }
    return throughGetattr(metaModel, List.of(), self, name);
  }

  /**
   * {@code C.__new__} takes the class to make an instance of, and that is what it gives: it is
   * generic in {@code Self}. Null for what is no function.
   *
   * @param arguments those of the class that was asked, null to leave its parameters as they are
   */
  private @Nullable Access unboundNew(
      ClassModel model, @Nullable List<Type> arguments, Mro.Found found) {
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
    if (!(object instanceof ClassLiteralType)
        || model.typeParameters().isEmpty()
        || member == null
        || member.place() != Member.Place.CLASS_AND_INSTANCE
        || !member.declared()
        || isDefinition(member.type())) {
      return false;
    }
    Type type =
        mro.specialization(model, null, found, Instances.of(model, arguments)).apply(member.type());
    return FreeVariables.mentions(type, model.typeParameters()::contains);
  }

  private Access onMetaclass(ClassModel metaModel, Mro.Found found, Type classObject) {
    Member member = found.member();
    if (member == null) {
      return Access.of(DynamicType.UNKNOWN);
    }
    Type type = mro.specialization(metaModel, List.of(), found, classObject).apply(member.type());
    return member.place() == Member.Place.INSTANCE
        ? Access.of(type, member)
        : throughDescriptor(type, member, classObject, null);
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
            ? onUnion(union, name, false)
            : find(classes, classes, name);
      }
      case IntersectionType intersection -> {
        for (Type part : intersection.positive()) {
          Access access = find(SubclassOfType.of(part), self, name);
          if (access != null) {
            return access;
          }
        }
        return null;
      }
      case AliasType alias -> {
        Type classes = SubclassOfType.of(world.aliasValue(alias));
        return find(classes, classes, name);
      }
      default -> {
        // Any class may have more than `type` has.
        Mro.Found found = mro.find(world.classModel(WellKnown.TYPE), name);
        return found == null || found.owner() == null || !found.owner().id().equals(WellKnown.TYPE)
            ? Access.of(DynamicType.UNKNOWN)
            : onMetaclass(found.owner(), found, self);
      }
    }
  }

  /**
   * What a class that was not specialized gives: its functions are generic in its parameters; in
   * anything else the parameters are not known.
   */
  private Access generalized(Access access, ClassModel model) {
    Type type = access.type();
    if (type instanceof CallableType callable) {
      type = withTypeParameters(callable, model.typeParameters(), List.of());
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
            access.selfMismatch());
  }

  /** Whether an attribute of that type is asked before the instance is. */
  public boolean isDataDescriptor(Type type) {
    return switch (type) {
      case PropertyType _ -> true;
      case NominalType nominal ->
          mayBeDescriptor(nominal.cls())
              && (hasOnClass(nominal, "__set__") || hasOnClass(nominal, "__delete__"));
      default -> false;
    };
  }

  private boolean hasOnClass(NominalType type, String name) {
    Mro.Found found = mro.find(world.classModel(type.cls()), name, null, true);
    return found != null && found.member() != null;
  }

  private @Nullable Access onModule(ModuleType module, String name) {
    if (world.hasModuleMember(module.name(), name)) {
      return Access.of(world.moduleMember(module.name(), name));
    }
    if (world.hasModuleMember(module.name(), "__getattr__")) {
      Type getter = world.moduleMember(module.name(), "__getattr__");
      CallOutcome outcome =
          calls.call(
              getter, List.of(CallArgument.positional(new LiteralType(WellKnown.STR, name))));
      if (outcome.isValid()) {
        return Access.of(outcome.type());
      }
    }
    // The stub of ModuleType has a __getattr__ for modules that are not known; this one is.
    ClassModel model = world.classModel(WellKnown.MODULE_TYPE);
    return mro.find(model, name) == null ? null : onInstance(model, List.of(), module, name);
  }

  private @Nullable Access onSuper(SuperType superType, String name) {
    Type object = superType.object();
    boolean classObject = false;
    Type view;
    switch (object) {
      case ClassLiteralType literal -> {
        classObject = true;
        view = Instances.of(world.classModel(literal.cls()), literal.arguments());
      }
      case SubclassOfType subclass -> {
        classObject = true;
        view = mro.instanceView(subclass.instance());
      }
      default -> view = mro.instanceView(object);
    }
    if (!(view instanceof NominalType) && !(view instanceof TupleType)) {
      return Access.of(DynamicType.UNKNOWN);
    }
    ClassModel model =
        world.classModel(view instanceof NominalType nominal ? nominal.cls() : WellKnown.TUPLE);
    List<Type> arguments =
        view instanceof NominalType nominal
            ? nominal.arguments()
            : List.of(((TupleType) view).elementType());
    if (!mro.contains(model, superType.pivot())) {
      return Access.of(DynamicType.UNKNOWN);
    }
    Mro.Found found = mro.find(model, name, superType.pivot(), true);
    if (found == null) {
      return onView(superType, superType, name);
    }
    Member member = found.member();
    if (member == null) {
      return Access.of(DynamicType.UNKNOWN);
    }
    Type instance =
        switch (object) {
          case SubclassOfType subclass -> subclass.instance();
          case ClassLiteralType _ -> view;
          default -> object;
        };
    Type type = mro.specialization(model, arguments, found, instance).apply(member.type());
    return throughDescriptor(type, member, object, classObject ? object : null);
  }

  @Nullable Access special(Type object, Type self, String name) {
    return switch (object) {
      case DynamicType dynamic ->
          Access.of(dynamic == DynamicType.DIVERGENT ? dynamic : DynamicType.UNKNOWN);
      case NeverType never -> Access.of(never);
      case UnionType union -> onUnion(union, name, true);
      case IntersectionType intersection -> onIntersection(intersection, self, name, true);
      case TypeVarType variable -> onVariable(variable, self, name, true);
      case AliasType alias -> {
        Type value = world.aliasValue(alias);
        yield special(value, self == object ? value : self, name);
      }
      case CallableType callable when name.equals("__call__") ->
          Access.of(callable.withBinding(CallableType.Binding.BOUND));
      case SuperType superType -> onSuper(superType, name);
      default -> {
        Type view = mro.instanceView(object);
        ClassModel model;
        List<Type> arguments;
        switch (view) {
          case NominalType nominal -> {
            model = world.classModel(nominal.cls());
            arguments = nominal.arguments();
          }
          case TupleType tuple -> {
            model = world.classModel(WellKnown.TUPLE);
            arguments = List.of(tuple.elementType());
          }
          case null, default -> {
            yield Access.of(DynamicType.UNKNOWN);
          }
        }
        Mro.Found found = mro.find(model, name, null, true);
        if (found == null) {
          yield null;
        }
        Member member = found.member();
        if (member == null) {
          yield Access.of(DynamicType.UNKNOWN);
        }
        Type type = mro.specialization(model, arguments, found, self).apply(member.type());
        yield throughDescriptor(type, member, self, null);
      }
    };
  }
}
