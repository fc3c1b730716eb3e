package dev.taipan.checker.types;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates calls of class objects as the specification's chapter on constructors says: the
 * metaclass's {@code __call__}, then {@code __new__}, then {@code __init__}; and turns class
 * objects into callables by the same rules.
 */
public final class Constructors {
  private final World world;
  private final Mro mro;
  private final Members members;
  private final CallBinder calls;
  private final SelfBinding binding;

  Constructors(TypeSystem types, Members members, CallBinder calls) {
    this.world = types.world();
    this.mro = types.mro();
    this.members = members;
    this.calls = calls;
    this.binding = new SelfBinding(types);
  }

  /**
   * A class that is to be instantiated.
   *
   * @param object the class object
   * @param instance the type of the instance, in terms of the open parameters
   * @param open the type parameters that the call solves
   * @param exact whether the class itself is called, not perhaps a subclass
   */
  private record Target(
      ClassModel model, Type object, Type instance, List<TypeVarType> open, boolean exact) {
    List<Type> arguments() {
      return switch (instance) {
        case NominalType nominal -> nominal.arguments();
        default -> Mro.identity(model.typeParameters());
      };
    }

    Target withInstance(Type instance, List<TypeVarType> open) {
      return new Target(model, object, instance, open, exact);
    }
  }

  /** A method of the constructor, bound; {@code known} is false where an unknown base hides it. */
  private record Method(
      @Nullable CallableType callable, boolean known, Access.@Nullable SelfMismatch mismatch) {
    static final Method ABSENT = new Method(null, true, null);
    static final Method UNKNOWN = new Method(null, false, null);
  }

  /** Calls a {@link ClassLiteralType} or a {@link SubclassOfType}. */
  CallOutcome construct(Type classObject, CallSite site) {
    switch (classObject) {
      case ClassLiteralType literal -> {
        ClassModel model = world.classModel(literal.cls());
        if (literal.cls().equals(WellKnown.TYPE) && site.size() == 1) {
          CallOutcome outcome = typeOfArgument(site);
          if (outcome != null) {
            return outcome;
          }
        }
        if (literal.cls().equals(WellKnown.TUPLE)
            && literal.arguments() == null
            && site.size() == 0) {
          return CallOutcome.of(TupleType.of(List.of()));
        }
        Target target = target(model, literal, literal.arguments(), true);
        CallOutcome outcome =
            construct(
                literal.arguments() == null
                    ? target
                    : target.withInstance(target.instance(), unbound(target.instance())),
                site);
        // The class that is made by a name, bases and a namespace has what nobody declared.
        return literal.cls().equals(WellKnown.TYPE) && site.size() > 1 && outcome.isValid()
            ? outcome.withType(new SubclassOfType(DynamicType.UNKNOWN))
            : outcome;
      }
      case SubclassOfType subclass -> {
        return constructInstance(subclass, subclass.instance(), site);
      }
      default -> throw new IllegalArgumentException("no class object: " + classObject);
    }
  }

  /** The variables that no scope binds, which an alias such as {@code list[T]} leaves open. */
  private static List<TypeVarType> unbound(Type instance) {
    List<TypeVarType> open = new ArrayList<>();
    FreeVariables.mentions(
        instance,
        variable -> {
          if (variable.scope().isEmpty() && !open.contains(variable)) {
            open.add(variable);
          }
          return false;
        });
    return open;
  }

  /** {@code type(x)}: the class of x. */
  private @Nullable CallOutcome typeOfArgument(CallSite site) {
    CallArgument argument = site.arguments().getFirst();
    return argument.kind() == CallArgument.Kind.POSITIONAL
        ? CallOutcome.of(members.classOf(site.typeOf(0)))
        : null;
  }

  private CallOutcome constructInstance(SubclassOfType object, Type instance, CallSite site) {
    switch (instance) {
      case NominalType nominal -> {
        return construct(
            new Target(world.classModel(nominal.cls()), object, nominal, List.of(), false), site);
      }
      case TupleType tuple -> {
        return construct(
            new Target(world.classModel(WellKnown.TUPLE), object, tuple, List.of(), false), site);
      }
      case AliasType alias -> {
        return calls.call(SubclassOfType.of(world.aliasValue(alias)), site, 0);
      }
      case TypeVarType variable -> {
        TypeVarModel model = world.typeVarModel(variable);
        if (!model.constraints().isEmpty()) {
          CallOutcome outcome =
              calls.call(SubclassOfType.of(Unions.of(model.constraints())), site, 0);
          return outcome.withType(variable);
        }
        switch (mro.instanceView(variable)) {
          case NominalType view -> {
            return construct(
                new Target(world.classModel(view.cls()), object, variable, List.of(), false), site);
          }
          case TupleType _ -> {
            return construct(
                new Target(world.classModel(WellKnown.TUPLE), object, variable, List.of(), false),
                site);
          }
          case null, default -> {
            Type bound = model.bound();
            if (bound != null) {
              return calls.call(SubclassOfType.of(bound), site, 0).withType(variable);
            }
          }
        }
      }
      case IntersectionType intersection -> {
        // What a variable is known to be beside itself says more than its bound does.
        List<Type> parts = new ArrayList<>(intersection.positive());
        parts.sort(Comparator.comparing(TypeVarType.class::isInstance));
        for (Type part : parts) {
          if (mro.instanceView(part) != null) {
            return constructInstance(object, part, site).withType(intersection);
          }
        }
      }
      default -> {}
    }
    site.evaluateWithoutContext();
    return CallOutcome.of(instance);
  }

  /** Calls an alias of a class, such as {@code list[T]}, whose own parameters the call solves. */
  CallOutcome constructAlias(TypeFormValue alias, CallSite site) {
    return switch (alias.denoted()) {
      case NominalType nominal ->
          construct(
              new Target(
                  world.classModel(nominal.cls()),
                  new SubclassOfType(nominal),
                  nominal,
                  alias.typeParameters(),
                  true),
              site);
      case TupleType tuple ->
          construct(
              new Target(
                  world.classModel(WellKnown.TUPLE),
                  new SubclassOfType(tuple),
                  tuple,
                  alias.typeParameters(),
                  true),
              site);
      default -> {
        site.evaluateWithoutContext();
        yield CallOutcome.error(DynamicType.UNKNOWN, new CallError.NotCallable(alias, null));
      }
    };
  }

  private Target target(
      ClassModel model, Type object, @Nullable List<Type> arguments, boolean exact) {
    boolean open = arguments == null && !model.typeParameters().isEmpty();
    return new Target(
        model,
        object,
        Instances.of(model, arguments),
        open ? model.typeParameters() : List.of(),
        exact);
  }

  private CallOutcome construct(Target target, CallSite site) {
    return evaluate(target, site).withInstantiation(target.model().id(), target.exact());
  }

  private CallOutcome evaluate(Target target, CallSite site) {
    CallOutcome special = callMetaclass(target, site);
    if (special != null) {
      return special;
    }
    Method creator = creator(target);
    Method initializer = initializer(target);
    CallableType create = creator.callable();
    CallableType init = initializer.callable();
    if (isNone(target, creator, "__new__") || isNone(target, initializer, "__init__")) {
      site.evaluateWithoutContext();
      return CallOutcome.error(closed(target), new CallError.NotCallable(WellKnown.NONE, null));
    }
    if (create != null && init != null) {
      if (isGradual(create, target)) {
        create = null;
      } else if (isGradual(init, target) && returnsInstance(create, target)) {
        init = null;
      }
    }
    if (create != null && init != null) {
      return callBoth(target, create, creator, site);
    }
    if (create != null) {
      return withMismatch(decided(create, target, site), creator.mismatch());
    }
    if (init != null) {
      return withMismatch(decided(init, target, site), initializer.mismatch());
    }
    if (!creator.known() || !initializer.known()) {
      site.evaluateWithoutContext();
      return CallOutcome.of(closed(target));
    }
    return calls.callCallable(
        CallableType.of(
            new Signature(
                target.open(),
                ParameterList.of(List.of()),
                new Signature.Returns.Declared(target.instance()),
                null)),
        site);
  }

  /**
   * A call of one constructor method. Where a gradual argument leaves open which overload is meant,
   * it is still the class that is made.
   */
  private CallOutcome decided(CallableType method, Target target, CallSite site) {
    CallOutcome outcome = calls.callCallable(method, site);
    return outcome.isValid()
            && outcome.type() == DynamicType.UNKNOWN
            && method.isOverloaded()
            && returnsInstance(method, target)
        ? outcome.withType(closed(target))
        : outcome;
  }

  /** {@code __new__} first; its result decides whether and on what {@code __init__} runs. */
  private CallOutcome callBoth(Target target, CallableType create, Method creator, CallSite site) {
    site.speculation().begin();
    CallOutcome created =
        withMismatch(calls.callCallable(create, site.withExpected(null)), creator.mismatch());
    if (!created.isValid() || !isInstance(created.type(), target.model().id())) {
      site.speculation().commit();
      return created;
    }
    site.speculation().rollback();
    Target next = target;
    if (created.type() instanceof NominalType nominal
        && nominal.cls().equals(target.model().id())
        && !target.open().isEmpty()) {
      // What __new__ left open is solved by __init__.
      List<Type> arguments = new ArrayList<>(nominal.arguments());
      List<Type> own = Mro.identity(target.model().typeParameters());
      List<Type> defaults = mro.defaults(target.model().typeParameters());
      List<TypeVarType> open = new ArrayList<>();
      for (int i = 0; i < arguments.size() && i < own.size(); i++) {
        if (arguments.get(i).equals(defaults.get(i))) {
          arguments.set(i, own.get(i));
          open.add(target.model().typeParameters().get(i));
        }
      }
      next = target.withInstance(new NominalType(nominal.cls(), arguments), open);
    } else if (target.open().isEmpty() && created.type() instanceof NominalType) {
      next = target.withInstance(created.type(), List.of());
    }
    Method initializer = initializer(next);
    CallableType init = initializer.callable();
    return init == null
        ? created
        : withMismatch(calls.callCallable(init, site), initializer.mismatch());
  }

  private static CallOutcome withMismatch(
      CallOutcome outcome, Access.@Nullable SelfMismatch mismatch) {
    if (mismatch == null) {
      return outcome;
    }
    List<CallError> errors = new ArrayList<>();
    errors.add(new CallError.SelfMismatch(mismatch.expected(), mismatch.got()));
    errors.addAll(outcome.errors());
    return outcome.withErrors(errors);
  }

  /** The instance with what stands open replaced by defaults. */
  private Type closed(Target target) {
    return Substitution.of(target.open(), mro.defaults(target.open())).apply(target.instance());
  }

  /**
   * The metaclass's {@code __call__} where it decides: it does not take the arguments, or does not
   * return an instance of the class. Enums are looked up by it, not made.
   */
  private @Nullable CallOutcome callMetaclass(Target target, CallSite site) {
    CallableType call = metaclassCall(target);
    if (call == null) {
      return null;
    }
    site.speculation().begin();
    CallOutcome outcome = calls.callCallable(call, site);
    if (target.model().isEnum()
        || !outcome.isValid()
        || !isInstance(outcome.type(), target.model().id())) {
      site.speculation().commit();
      return outcome;
    }
    site.speculation().rollback();
    return null;
  }

  /** A {@code __call__} that a metaclass other than {@code type} defines with a return type. */
  private @Nullable CallableType metaclassCall(Target target) {
    if (!(target.model().metaclass() instanceof NominalType metaclass)
        || metaclass.cls().equals(WellKnown.TYPE)
        || target.model().isNewType()) {
      return null;
    }
    Mro.Found found = mro.find(world.classModel(metaclass.cls()), "__call__", null, true);
    if (found == null
        || found.member() == null
        || found.owner() == null
        || found.owner().id().equals(WellKnown.TYPE)
        || found.owner().id().equals(WellKnown.OBJECT)) {
      return null;
    }
    Access access = members.special(target.object(), target.object(), "__call__");
    if (access == null || !(access.type() instanceof CallableType call)) {
      return null;
    }
    for (Signature signature : call.signatures()) {
      if (signature.returns() instanceof Signature.Returns.Inferred) {
        return null;
      }
    }
    return call;
  }

  /** {@code __new__}, bound to the class; absent where only {@code object} has it. */
  private Method creator(Target target) {
    Mro.Found found = mro.find(target.model(), "__new__", null, true);
    if (found == null || isOfObject(found)) {
      return Method.ABSENT;
    }
    CallableType function = function(target, found);
    if (function == null) {
      return Method.UNKNOWN;
    }
    Type object = SubclassOfType.of(target.instance());
    List<Signature> signatures = new ArrayList<>(function.signatures().size());
    Access.SelfMismatch mismatch = null;
    for (Signature signature : function.signatures()) {
      SelfBinding.Bound bound = bind(signature, function, object, target);
      if (bound.mismatch() != null) {
        mismatch = bound.mismatch();
        continue;
      }
      Signature result = bound.callable().signatures().getFirst();
      signatures.add(
          result.returns() instanceof Signature.Returns.Inferred || namesItsClass(result, target)
              ? result.withReturn(target.instance())
              : result);
    }
    if (signatures.isEmpty()) {
      for (Signature signature : function.signatures()) {
        signatures.add(SelfBinding.withoutFirst(opened(signature, target.open())));
      }
    } else {
      mismatch = null;
    }
    return new Method(bound(function, signatures), true, mismatch);
  }

  /**
   * Whether a class that is called through a variable, or one of its bases, says that {@code
   * __new__} returns just that class: then {@code cls(...)} is what {@code cls} stands for, as
   * whoever writes it means.
   */
  private boolean namesItsClass(Signature signature, Target target) {
    return target.instance() instanceof TypeVarType
        && signature.returns() instanceof Signature.Returns.Declared declared
        && declared.type() instanceof NominalType nominal
        && target.model().inherits(nominal.cls());
  }

  /** {@code __init__}, bound to the instance, which it returns. */
  private Method initializer(Target target) {
    Mro.Found found = mro.find(target.model(), "__init__", null, true);
    if (found == null || isOfObject(found) || isOfNamedTuple(found)) {
      return Method.ABSENT;
    }
    CallableType function = function(target, found);
    if (function == null) {
      return Method.UNKNOWN;
    }
    List<Signature> signatures = new ArrayList<>(function.signatures().size());
    Access.SelfMismatch mismatch = null;
    boolean free =
        function.binding() == CallableType.Binding.STATIC || isVariable(found.member(), function);
    for (Signature signature : function.signatures()) {
      if (free) {
        // It is called without the object, of which it knows nothing then.
        signatures.add(opened(signature, target.open()).withReturn(target.instance()));
        continue;
      }
      Type annotated = selfAnnotation(signature, target);
      if (annotated != null) {
        signatures.add(
            SelfBinding.withoutFirst(opened(signature, target.open())).withReturn(annotated));
        continue;
      }
      SelfBinding.Bound bound = bind(signature, function, target.instance(), target);
      if (bound.mismatch() != null) {
        mismatch = bound.mismatch();
        continue;
      }
      signatures.add(bound.callable().signatures().getFirst().withReturn(target.instance()));
    }
    if (signatures.isEmpty()) {
      for (Signature signature : function.signatures()) {
        signatures.add(
            SelfBinding.withoutFirst(opened(signature, target.open()))
                .withReturn(target.instance()));
      }
    } else {
      mismatch = null;
    }
    return new Method(bound(function, signatures), true, mismatch);
  }

  /** Whether a callable is declared as a variable, which takes no {@code self}. */
  private static boolean isVariable(@Nullable Member member, CallableType function) {
    return member != null
        && member.declared()
        && member.place() != Member.Place.CLASS
        && function.binding() == CallableType.Binding.BOUND
        && function.function() == null;
  }

  /**
   * The annotation of {@code self} where it tells what is made: a specialization of a class whose
   * parameters are open.
   */
  private @Nullable Type selfAnnotation(Signature signature, Target target) {
    List<ParameterType> parameters = signature.parameters().parameters();
    if (target.open().isEmpty() || parameters.isEmpty() || !parameters.getFirst().annotated()) {
      return null;
    }
    if (!(parameters.getFirst().type() instanceof NominalType annotated)) {
      return null;
    }
    if (annotated.cls().equals(target.model().id())) {
      return annotated.equals(target.instance()) ? null : annotated;
    }
    return mro.superTypeOf(target.instance(), annotated.cls()) instanceof NominalType base
        ? withBase(target, base, annotated)
        : null;
  }

  /** The instance whose base is as {@code annotated} says; null where no parameter decides that. */
  private static @Nullable Type withBase(Target target, NominalType base, NominalType annotated) {
    Map<TypeVarType, Type> solved = new HashMap<>();
    boolean changes = false;
    for (int i = 0; i < base.arguments().size(); i++) {
      Type own = base.arguments().get(i);
      Type wanted = annotated.arguments().get(i);
      if (own instanceof TypeVarType parameter && target.open().contains(parameter)) {
        Type before = solved.putIfAbsent(parameter, wanted);
        if (before != null && !before.equals(wanted)) {
          return null;
        }
      } else if (!own.equals(wanted)) {
        return null;
      }
      changes |= !own.equals(wanted);
    }
    return changes ? new Substitution(solved).apply(target.instance()) : null;
  }

  /**
   * Binds one signature; its own variables are solved by the object, those of the class as well
   * where they are open and nothing else helps. They stay type parameters of the result.
   */
  private SelfBinding.Bound bind(
      Signature signature, CallableType function, Type self, Target target) {
    SelfBinding.Bound bound = binding.bind(bound(function, List.of(signature)), self);
    if (bound.mismatch() != null && !target.open().isEmpty()) {
      bound = binding.bind(bound(function, List.of(opened(signature, target.open()))), self);
      return bound;
    }
    return target.open().isEmpty()
        ? bound
        : new SelfBinding.Bound(
            bound
                .callable()
                .withSignatures(
                    List.of(opened(bound.callable().signatures().getFirst(), target.open()))),
            bound.mismatch());
  }

  private static Signature opened(Signature signature, List<TypeVarType> open) {
    if (open.isEmpty()) {
      return signature;
    }
    List<TypeVarType> parameters = new ArrayList<>(open);
    for (TypeVarType parameter : signature.typeParameters()) {
      if (!parameters.contains(parameter)) {
        parameters.add(parameter);
      }
    }
    return new Signature(
        parameters, signature.parameters(), signature.returns(), signature.origin());
  }

  private static CallableType bound(CallableType function, List<Signature> signatures) {
    return new CallableType(signatures, CallableType.Binding.BOUND, function.function());
  }

  private static boolean isOfObject(Mro.Found found) {
    return found.owner() != null && found.owner().id().equals(WellKnown.OBJECT);
  }

  /** {@code NamedTuple} itself is a function at run time, no base of the classes made with it. */
  private static boolean isOfNamedTuple(Mro.Found found) {
    return found.owner() != null && found.owner().id().equals(WellKnown.NAMED_TUPLE);
  }

  /** Whether {@code None} stands in the place of a method, so that nobody makes an instance. */
  private boolean isNone(Target target, Method method, String name) {
    if (method.known() || !target.exact()) {
      return false;
    }
    Mro.Found found = mro.find(target.model(), name, null, true);
    return found != null && found.member() != null && found.member().type().equals(WellKnown.NONE);
  }

  private @Nullable CallableType function(Target target, Mro.Found found) {
    Member member = found.member();
    if (member == null) {
      return null;
    }
    List<Type> arguments =
        switch (target.instance()) {
          case NominalType nominal -> nominal.arguments();
          case TupleType tuple -> List.of(tuple.elementType());
          default ->
              switch (mro.instanceView(target.instance())) {
                case NominalType view -> view.arguments();
                case TupleType view -> List.of(view.elementType());
                case null, default -> target.arguments();
              };
        };
    Type type =
        mro.specialization(target.model(), arguments, found, target.instance())
            .apply(member.type());
    return switch (type) {
      case CallableType callable -> callable;
      case DynamicType _ -> null;
      default -> {
        // A descriptor or another callable object in the place of the function.
        Access call = members.special(type, type, "__call__");
        yield call != null && call.type() instanceof CallableType callable ? callable : null;
      }
    };
  }

  /** Whether a method takes anything and so says nothing. */
  private boolean isGradual(CallableType method, Target target) {
    if (method.isOverloaded()) {
      return false;
    }
    Signature signature = method.signatures().getFirst();
    return returnsInstance(method, target) && accepts(signature.parameters());
  }

  private static boolean accepts(ParameterList list) {
    List<ParameterType> parameters = list.parameters();
    if (parameters.isEmpty()) {
      return list.gradual();
    }
    return parameters.size() == 2
        && parameters.get(0).kind() == ParameterKind.VAR_POSITIONAL
        && isAnything(parameters.get(0).type())
        && parameters.get(1).kind() == ParameterKind.VAR_KEYWORD
        && isAnything(parameters.get(1).type());
  }

  private static boolean isAnything(Type type) {
    return type instanceof DynamicType || type.equals(WellKnown.TOP);
  }

  private boolean returnsInstance(CallableType method, Target target) {
    for (Signature signature : method.signatures()) {
      if (!isInstance(signature.returnType(world), target.model().id())) {
        return false;
      }
    }
    return true;
  }

  /** Whether all values of the type are instances of the class; {@code Any} is not known to be. */
  private boolean isInstance(Type type, ClassId cls) {
    return switch (type) {
      case DynamicType _, NeverType _ -> false;
      case UnionType union -> {
        for (Type member : union.members()) {
          if (!isInstance(member, cls)) {
            yield false;
          }
        }
        yield true;
      }
      case IntersectionType intersection -> {
        for (Type part : intersection.positive()) {
          if (isInstance(part, cls)) {
            yield true;
          }
        }
        yield false;
      }
      default -> mro.superTypeOf(type, cls) != null;
    };
  }

  /**
   * The callable that a class object is: overloaded where the constructor is, a union where both
   * {@code __new__} and {@code __init__} have their say; Unknown where nothing is known.
   */
  public Type asCallable(Type classObject) {
    Target target =
        switch (classObject) {
          case ClassLiteralType literal ->
              target(world.classModel(literal.cls()), literal, literal.arguments(), true);
          case SubclassOfType subclass ->
              switch (mro.instanceView(subclass.instance())) {
                case NominalType view ->
                    new Target(
                        world.classModel(view.cls()),
                        subclass,
                        subclass.instance(),
                        List.of(),
                        false);
                case TupleType _ ->
                    new Target(
                        world.classModel(WellKnown.TUPLE),
                        subclass,
                        subclass.instance(),
                        List.of(),
                        false);
                case null, default -> null;
              };
          default -> null;
        };
    if (target == null) {
      return CallableType.of(Signature.of(ParameterList.GRADUAL, DynamicType.UNKNOWN));
    }
    CallableType special = metaclassCall(target);
    if (special != null && !returnsInstance(special, target)) {
      return special;
    }
    CallableType create = creator(target).callable();
    if (create != null && !returnsInstance(create, target)) {
      return create;
    }
    Method initializer = initializer(target);
    CallableType init = initializer.callable();
    if (create != null && init != null) {
      return isGradual(create, target)
          ? init
          : isGradual(init, target) ? create : Unions.of(create, init);
    }
    if (create != null) {
      return create;
    }
    if (init != null) {
      return init;
    }
    ParameterList parameters =
        target.model().hasUnknownBase() ? ParameterList.GRADUAL : ParameterList.of(List.of());
    return CallableType.of(
        new Signature(
            target.open(), parameters, new Signature.Returns.Declared(target.instance()), null));
  }
}
