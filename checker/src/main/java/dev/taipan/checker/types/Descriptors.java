package dev.taipan.checker.types;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What access makes of an attribute that it found on a class: functions become methods, properties
 * and other descriptors are asked for their value, all else is itself.
 *
 * <p>Must not know: how an attribute is found.
 */
public final class Descriptors {
  private final TypeSystem types;
  private final World world;
  private final Members members;
  private final SelfBinding binding;

  Descriptors(TypeSystem types, Members members, SelfBinding binding) {
    this.types = types;
    this.world = types.world();
    this.members = members;
    this.binding = binding;
  }

  /**
   * What access makes of an attribute found on a class.
   *
   * @param instance the object that it was accessed through; a class object when {@code owner} is
   *     given
   * @param owner the class object, for access through the class itself; null through an instance
   */
  Access access(Type attribute, @Nullable Member member, Type instance, @Nullable Type owner) {
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
            case CLASS ->
                bound(callable, member, owner != null ? owner : members.classOf(instance));
            case STATIC -> Access.of(callable.withBinding(CallableType.Binding.FUNCTION), member);
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
            mayBeDescriptor(nominal.cls()) ? members.special(nominal, nominal, "__get__") : null;
        if (method == null || method.type() instanceof DynamicType) {
          yield Access.of(attribute, member);
        }
        CallOutcome outcome =
            members
                .calls()
                .call(
                    method.type(),
                    List.of(
                        CallArgument.positional(owner != null ? WellKnown.NONE : instance),
                        CallArgument.positional(
                            owner != null ? owner : members.classOf(instance))));
        yield new Access(
            outcome.isValid() ? given(outcome, nominal, owner == null) : DynamicType.UNKNOWN,
            member,
            false,
            List.of(),
            outcome.deprecated(),
            null,
            outcome.isValid() ? null : Access.Flaw.REFUSED_BY_DESCRIPTOR);
      }
      case UnionType union -> {
        List<Type> parts = new ArrayList<>(union.members().size());
        boolean changed = false;
        for (Type part : union.members()) {
          Type seen = access(part, member, instance, owner).type();
          changed |= seen != part;
          parts.add(seen);
        }
        yield Access.of(changed ? Unions.of(parts) : union, member);
      }
      default -> Access.of(attribute, member);
    };
  }

  /**
   * What a descriptor gives. Without annotations its code tells apart whether an instance is there,
   * by convention to give itself to those who ask the class, and so not to those who have one.
   */
  private static Type given(CallOutcome outcome, NominalType descriptor, boolean onInstance) {
    if (!onInstance
        || !(outcome.type() instanceof UnionType union)
        || outcome.chosen().size() != 1
        || !(outcome.chosen().getFirst().signature().returns()
            instanceof Signature.Returns.Inferred)) {
      return outcome.type();
    }
    List<Type> values = new ArrayList<>(union.members());
    values.removeIf(
        value -> value instanceof NominalType itself && itself.cls().equals(descriptor.cls()));
    return values.isEmpty() ? union : Unions.of(values);
  }

  /**
   * Whether a function in a class with an unknown base does nothing and has no place for an
   * instance: what the base makes of it is no method but the description of one.
   */
  private boolean isInterface(CallableType callable, Member member) {
    for (Signature signature : callable.signatures()) {
      List<ParameterType> parameters = signature.parameters().parameters();
      FunctionId function = signature.origin();
      if (function == null || !world.hasEmptyBody(function)) {
        return false;
      }
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
    return world.classModel(member.owner()).hasUnknownBase();
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

  /** What reading an attribute gives that the class of an object has. */
  public Type valueOn(Type attribute, Type object) {
    return access(attribute, null, object, null).type();
  }

  /** What reading a property of an object gives. */
  public Type propertyType(PropertyType property, Type object) {
    return property(property, null, object).type();
  }

  private Access property(PropertyType property, @Nullable Member member, Type instance) {
    if (!(property.getter() instanceof CallableType getter)) {
      CallOutcome outcome =
          members.calls().call(property.getter(), List.of(CallArgument.positional(instance)));
      return Access.of(outcome.type(), member);
    }
    SelfBinding.Bound result = binding.bind(getter, instance);
    Signature signature = result.callable().signatures().getFirst();
    Type type;
    if (result.callable().isOverloaded() || !signature.typeParameters().isEmpty()) {
      type = members.calls().call(result.callable(), List.of()).type();
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

  /** Whether objects of a type that is no function and no property say what reading them gives. */
  public boolean isDescriptor(Type type) {
    return type instanceof NominalType nominal
        && mayBeDescriptor(nominal.cls())
        && hasOnClass(nominal, "__get__");
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
    Mro.Found found = types.mro().find(world.classModel(type.cls()), name, null, true);
    return found != null && found.member() != null;
  }

  /** What an assignment to a property of an object must fit; null where that is not known. */
  public @Nullable Type settableType(PropertyType property, Type object) {
    return property.setter() instanceof CallableType setter
        ? valueOf(binding.bind(setter, object).callable())
        : null;
  }

  /** What the only parameter of a setter takes, whatever the overload. */
  static Type valueOf(CallableType setter) {
    List<Type> accepted = new ArrayList<>(setter.signatures().size());
    for (Signature signature : setter.signatures()) {
      List<ParameterType> parameters = signature.parameters().parameters();
      accepted.add(
          parameters.isEmpty() || !signature.typeParameters().isEmpty()
              ? DynamicType.UNKNOWN
              : parameters.getFirst().type());
    }
    return Unions.of(accepted);
  }
}
