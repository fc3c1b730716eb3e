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
  private final CallBinder calls;
  private final Descriptors descriptors;
  private final ClassObjectMembers classObjects;
  private final MemberWrites writes;

  Members(TypeSystem types) {
    this.types = types;
    this.world = types.world();
    this.mro = types.mro();
    SelfBinding binding = new SelfBinding(types);
    this.calls = new CallBinder(types, this);
    this.descriptors = new Descriptors(types, this, binding);
    this.classObjects = new ClassObjectMembers(types, this, descriptors);
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

  /** What access makes of the attributes that it finds. */
  public Descriptors descriptors() {
    return descriptors;
  }

  ClassObjectMembers classObjects() {
    return classObjects;
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
  Type classOf(Type object) {
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
        if (literal.isEnumMember() && !literal.isSentinel()) {
          Type special = world.enumAttribute(literal, name);
          if (special != null) {
            yield Access.of(special);
          }
        }
        yield onInstance(world.classModel(literal.cls()), List.of(), self, name);
      }
      case TupleType tuple ->
          onInstance(world.classModel(WellKnown.TUPLE), List.of(tuple.elementType()), self, name);
      case DynamicType dynamic -> Access.of(dynamic);
      case NeverType never -> Access.of(never);
      case UnionType union -> onUnion(union, name, false);
      case IntersectionType intersection -> onIntersection(intersection, self, name, false);
      case AliasType alias -> {
        Type value = world.aliasValue(alias);
        yield find(value, self == object ? value : self, name);
      }
      case TypeVarType variable -> onVariable(variable, self, name, false);
      case ClassLiteralType _, SubclassOfType _ ->
          name.equals("__class__")
              ? Access.of(classOf(object))
              : classObjects.find(object, self, name);
      case ModuleType module -> onModule(module, name);
      case SuperType superType -> onSuper(superType, name);
      case CallableType callable -> {
        if (name.equals("__call__")) {
          yield Access.of(callable.withBinding(CallableType.Binding.BOUND));
        }
        if (name.equals("__class__")) {
          yield Access.of(classOf(callable));
        }
        Access access = onView(object, self, name);
        // A bound method passes on what its function has.
        yield access != null
            ? access
            : onInstance(world.classModel(WellKnown.FUNCTION_TYPE), List.of(), self, name);
      }
      case TypeFormValue form when form.runtimeClass().equals(WellKnown.GENERIC_ALIAS) ->
          onGenericAlias(form, self, name);
      case TypeFormValue form when form.runtimeClass().equals(WellKnown.TYPE_ALIAS_TYPE) -> {
        Access own = onView(form, self, name);
        boolean hasArguments = form.name().isEmpty();
        yield own != null || !hasArguments
            ? own
            : onInstance(world.classModel(WellKnown.GENERIC_ALIAS), List.of(), self, name);
      }
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
      return found.hidden();
    }
    found = declaredAbove(model, found);
    Member member = found.member();
    Access constructor =
        name.equals("__new__") ? classObjects.unboundNew(model, arguments, found) : null;
    if (constructor != null) {
      return constructor;
    }
    Type type = mro.specialization(model, arguments, found, self).apply(member.type());
    return member.place() == Member.Place.INSTANCE
        ? Access.of(type, member)
        : descriptors.access(type, member, self, null);
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
  static boolean isDefinition(Type type) {
    return switch (type) {
      case CallableType callable ->
          callable.function() != null || callable.binding() != CallableType.Binding.BOUND;
      case PropertyType _, ClassLiteralType _ -> true;
      // A decorator that may not be found may have given anything.
      case UnionType union ->
          union.isPartlyUnknown() && union.members().stream().anyMatch(Members::isDefinition);
      default -> false;
    };
  }

  /**
   * The method of a class that answers for names that it does not have; null where it has none but
   * that of {@code object}.
   */
  Mro.@Nullable Found getattr(ClassModel model) {
    Mro.Found found = mro.find(model, "__getattr__", null, true);
    if (found == null) {
      found = mro.find(model, "__getattribute__", null, true);
    }
    return found != null && found.owner() != null && found.owner().id().equals(WellKnown.OBJECT)
        ? null
        : found;
  }

  /**
   * What a class's {@code __getattr__} gives for a name; null where it has none, or it does not
   * take it.
   */
  @Nullable Access throughGetattr(
      ClassModel model, @Nullable List<Type> arguments, Type self, String name) {
    Mro.Found found = getattr(model);
    if (found == null) {
      return null;
    }
    Member member = found.member();
    if (member == null) {
      return found.hidden();
    }
    Type type = mro.specialization(model, arguments, found, self).apply(member.type());
    Access getter = descriptors.access(type, member, self, null);
    CallOutcome outcome =
        calls.call(
            getter.type(), List.of(CallArgument.positional(new LiteralType(WellKnown.STR, name))));
    return outcome.isValid() ? Access.of(outcome.type(), member) : null;
  }

  /**
   * An attribute of all members of a union; null where none of them has it.
   *
   * @param special whether it is looked up on the class, as the language looks up special methods
   */
  @Nullable Access onUnion(UnionType union, String name, boolean special) {
    List<Type> found = new ArrayList<>();
    List<Type> missing = new ArrayList<>();
    Map<ClassId, @Nullable Access> literals = new HashMap<>();
    Access first = null;
    String deprecated = null;
    Access.SelfMismatch mismatch = null;
    Access.Flaw flaw = null;
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
      flaw = flaw == null ? access.flaw() : flaw;
      bound &= access.bound();
      found.add(access.type());
    }
    if (first == null) {
      return null;
    }
    if (union.isPartlyUnknown()) {
      missing = List.of();
    }
    return new Access(Unions.of(found), first.member(), bound, missing, deprecated, mismatch, flaw);
  }

  /** What any part of the intersection has; all of it when several parts have it. */
  private @Nullable Access onIntersection(
      IntersectionType intersection, Type self, String name, boolean special) {
    if (intersection.positive().isEmpty()) {
      return special ? special(WellKnown.TOP, self, name) : find(WellKnown.TOP, self, name);
    }
    Access best = null;
    List<Type> all = new ArrayList<>();
    boolean unions = false;
    for (Type part : intersection.positive()) {
      boolean function = part instanceof CallableType && !name.equals("__call__");
      if (!special && function && hasCallableObject(intersection)) {
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
        unions |= access.type() instanceof UnionType;
      }
    }
    if (best == null || all.isEmpty()) {
      return best;
    }
    return new Access(
        unions
            ? all.stream().reduce(types::intersect).orElseThrow()
            : Intersections.of(all, List.of()),
        best.member(),
        best.bound(),
        best.missing(),
        best.deprecated(),
        best.selfMismatch(),
        best.flaw());
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

  private @Nullable Access onModule(ModuleType module, String name) {
    ModuleMember member = world.moduleMember(module.name(), name);
    if (member != null) {
      return Access.of(member.type());
    }
    ModuleMember getter = world.moduleMember(module.name(), "__getattr__");
    if (getter != null) {
      Type answer = moduleAnswer(getter.type(), name);
      if (answer != null) {
        return Access.of(answer);
      }
    }
    // The stub of ModuleType has a __getattr__ for modules that are not known; this one is.
    ClassModel model = world.classModel(WellKnown.MODULE_TYPE);
    return mro.find(model, name) == null ? null : onInstance(model, List.of(), module, name);
  }

  /**
   * What the {@code __getattr__} of a module answers for a name; null if it cannot be asked. It is
   * there to tell the names apart, so where nobody wrote what it returns, one of several answers is
   * that for another name.
   */
  public @Nullable Type moduleAnswer(Type getter, String name) {
    CallOutcome outcome =
        calls.call(getter, List.of(CallArgument.positional(new LiteralType(WellKnown.STR, name))));
    if (!outcome.isValid()) {
      return null;
    }
    boolean written =
        outcome.chosen().isEmpty()
            || outcome.chosen().getFirst().signature().returns()
                instanceof Signature.Returns.Declared;
    return !written && outcome.type() instanceof UnionType ? DynamicType.UNKNOWN : outcome.type();
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
    if (!model.inherits(superType.pivot())) {
      return Access.of(DynamicType.UNKNOWN);
    }
    Mro.Found found = mro.find(model, name, superType.pivot(), true);
    if (found == null) {
      return onView(superType, superType, name);
    }
    Member member = found.member();
    if (member == null) {
      return found.hidden();
    }
    Type instance =
        switch (object) {
          case SubclassOfType subclass -> subclass.instance();
          case ClassLiteralType _ -> view;
          default -> object;
        };
    Type type = mro.specialization(model, arguments, found, instance).apply(member.type());
    if (name.equals("__init__")) {
      type = new SharedInitializers(mro).through(model, found, type);
    }
    return descriptors.access(type, member, object, classObject ? object : null);
  }

  /**
   * An attribute that is looked up on the class of {@code object}, not on the object itself.
   *
   * @param self what methods are bound to
   */
  @Nullable Access special(Type object, Type self, String name) {
    return switch (object) {
      case DynamicType dynamic -> Access.of(dynamic);
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
          yield found.hidden();
        }
        Type type = mro.specialization(model, arguments, found, self).apply(member.type());
        yield descriptors.access(type, member, self, null);
      }
    };
  }
}
