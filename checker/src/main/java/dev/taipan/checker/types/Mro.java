package dev.taipan.checker.types;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Walks method resolution orders: which class defines an attribute, and how a type looks as one of
 * its bases.
 *
 * <p>A walk costs one look into the world for each class passed; nothing is remembered here, so
 * that the world sees every question.
 */
public final class Mro {
  private static final NominalType STR = new NominalType(WellKnown.STR);
  private static final NominalType BOOL = new NominalType(WellKnown.BOOL);
  private static final NominalType PROPERTY = new NominalType(WellKnown.PROPERTY);
  private static final NominalType MODULE = new NominalType(WellKnown.MODULE_TYPE);
  private static final NominalType FUNCTION = new NominalType(WellKnown.FUNCTION_TYPE);
  private static final NominalType METHOD = new NominalType(WellKnown.METHOD_TYPE);
  private static final NominalType SUPER = new NominalType(WellKnown.SUPER);
  private static final NominalType TYPE = new NominalType(WellKnown.TYPE);
  private static final NominalType SPECIAL_FORM = new NominalType(WellKnown.SPECIAL_FORM);
  private static final NominalType KEYWORDS =
      new NominalType(WellKnown.DICT, List.of(STR, WellKnown.TOP));
  private static final TupleType POSITIONALS = TupleType.homogeneous(WellKnown.TOP);

  private final World world;

  Mro(World world) {
    this.world = world;
  }

  /**
   * An attribute found in an MRO.
   *
   * @param member the attribute, null when an unknown base hides whether there is one
   * @param owner the model of the class that defines it
   * @param entry the owner as the MRO has it, in terms of the parameters of the class looked into;
   *     else the unknown base
   */
  record Found(@Nullable Member member, @Nullable ClassModel owner, @Nullable Type entry) {
    /** What is read where an unknown base hides the attribute: {@code Any} if the base is that. */
    Access hidden() {
      return Access.of(entry == DynamicType.ANY ? DynamicType.ANY : DynamicType.UNKNOWN);
    }
  }

  /** The first definition of a name in the MRO; null if there is none. */
  @Nullable Found find(ClassModel model, String name) {
    return find(model, name, null, false);
  }

  /**
   * The first definition of a name in the MRO; null if there is none.
   *
   * @param pivot only the classes after this one are asked, when it is given
   * @param onClass whether attributes that only instances have are passed over
   */
  @Nullable Found find(ClassModel model, String name, @Nullable ClassId pivot, boolean onClass) {
    boolean passed = pivot == null;
    List<Type> mro = model.mro();
    for (int i = 0; i < mro.size(); i++) {
      Type entry = mro.get(i);
      ClassId cls = classOf(entry);
      if (!passed) {
        passed = cls != null && cls.equals(pivot);
        continue;
      }
      if (cls == null) {
        return new Found(null, null, entry);
      }
      ClassModel owner = i == 0 ? model : world.classModel(cls);
      Optional<Member> member = owner.member(name);
      if (member.isPresent() && !(onClass && member.get().place() == Member.Place.INSTANCE)) {
        return new Found(member.get(), owner, entry);
      }
    }
    return null;
  }

  /** The class of an entry of an MRO, null for an unknown one. */
  public static @Nullable ClassId classOf(Type entry) {
    return switch (entry) {
      case NominalType nominal -> nominal.cls();
      case TupleType _ -> WellKnown.TUPLE;
      default -> null;
    };
  }

  /**
   * What turns a definition of {@code owner} into what {@code self} sees: the owner's parameters
   * replaced by what the MRO gives them, {@code Self} by the object.
   *
   * @param model the class of the object
   * @param arguments its type arguments, null to leave its parameters as they are
   */
  Substitution specialization(
      ClassModel model, @Nullable List<Type> arguments, Found found, Type self) {
    ClassModel owner = found.owner();
    Type entry = found.entry();
    if (owner == null || entry == null) {
      return Substitution.EMPTY;
    }
    TypeVarType selfVariable = owner.id().selfVariable();
    // Self is the class of the object; another instance of it need not have the same value.
    Type replacement = self instanceof LiteralType literal ? literal.fallback() : self;
    List<TypeVarType> parameters = owner.typeParameters();
    if (parameters.isEmpty()) {
      return replacement.equals(selfVariable)
          ? Substitution.EMPTY
          : Substitution.of(selfVariable, replacement);
    }
    List<Type> values =
        owner == model
            ? arguments
            : argumentsOf(arguments == null ? entry : specialize(entry, model, arguments));
    Map<TypeVarType, Type> map = HashMap.newHashMap(parameters.size() + 1);
    if (values != null) {
      int count = Math.min(values.size(), parameters.size());
      for (int i = 0; i < count; i++) {
        map.put(parameters.get(i), values.get(i));
      }
    }
    if (!replacement.equals(selfVariable)) {
      map.put(selfVariable, replacement);
    }
    return new Substitution(map);
  }

  private static List<Type> argumentsOf(Type entry) {
    return switch (entry) {
      case NominalType nominal -> nominal.arguments();
      case TupleType tuple -> List.of(tuple.elementType());
      default -> List.of();
    };
  }

  /** An entry of a class's MRO with arguments in place of the class's type parameters. */
  public static Type specialize(Type entry, ClassModel model, List<Type> arguments) {
    return arguments.isEmpty()
        ? entry
        : Substitution.of(model.typeParameters(), arguments).apply(entry);
  }

  /**
   * How an instance of a class looks as an instance of one of its bases: the base specialized as
   * the MRO says. Unknown when only an unknown base could be or have it, null when it is no base.
   * Types without a class of their own (unions, intersections, variables with constraints) give
   * null.
   */
  public @Nullable Type superTypeOf(Type type, ClassId base) {
    Type view = type instanceof NominalType ? type : instanceView(type);
    return switch (view) {
      case null -> null;
      case NominalType nominal ->
          nominal.cls().equals(base)
              ? nominal
              : inMro(world.classModel(nominal.cls()), nominal.arguments(), base);
      case TupleType tuple ->
          base.equals(WellKnown.TUPLE)
              ? tuple
              : inMro(world.classModel(WellKnown.TUPLE), List.of(tuple.elementType()), base);
      default -> null;
    };
  }

  private @Nullable Type inMro(ClassModel model, List<Type> arguments, ClassId base) {
    boolean unknown = false;
    List<Type> mro = model.mro();
    for (int i = 1; i < mro.size(); i++) {
      Type entry = mro.get(i);
      ClassId cls = classOf(entry);
      if (cls == null) {
        unknown = true;
      } else if (cls.equals(base)) {
        return specialize(entry, model, arguments);
      }
    }
    return unknown ? DynamicType.UNKNOWN : null;
  }

  /**
   * The {@link NominalType} or {@link TupleType} whose class attributes of such a value are looked
   * up in; null where several classes (or no known one) answer.
   */
  @Nullable Type instanceView(Type type) {
    return switch (type) {
      case NominalType nominal -> nominal;
      case TupleType tuple -> tuple;
      case LiteralType literal -> literal.fallback();
      case LiteralStringType _ -> STR;
      case CallableType callable ->
          callable.binding() == CallableType.Binding.BOUND && callable.function() != null
              ? METHOD
              : FUNCTION;
      case PropertyType _ -> PROPERTY;
      case ModuleType _ -> MODULE;
      case ClassLiteralType _, SubclassOfType _ -> metaclassOf(type);
      case TypeGuardType _ -> BOOL;
      case TypeFormType _ -> WellKnown.TOP;
      case TypeFormValue value -> new NominalType(value.runtimeClass());
      case SpecialFormType _ -> SPECIAL_FORM;
      case SuperType _ -> SUPER;
      case ParamSpecPartType part -> part.args() ? POSITIONALS : KEYWORDS;
      case AliasType alias -> instanceView(world.aliasValue(alias));
      case TypeVarType variable -> {
        TypeVarModel model = world.typeVarModel(variable);
        Type bound = model.bound();
        yield !model.constraints().isEmpty()
            ? null
            : bound == null ? WellKnown.TOP : instanceView(bound);
      }
      case DynamicType _, NeverType _, UnionType _, IntersectionType _, ParametersType _ -> null;
    };
  }

  /** The class of a class object, as an instance type; null where it is not known. */
  @Nullable Type metaclassOf(Type classObject) {
    return switch (classObject) {
      case ClassLiteralType literal -> known(world.classModel(literal.cls()).metaclass());
      case SubclassOfType subclass ->
          switch (instanceView(subclass.instance())) {
            case null -> subclass.instance() instanceof DynamicType ? TYPE : null;
            case NominalType nominal -> known(world.classModel(nominal.cls()).metaclass());
            default -> TYPE;
          };
      default -> null;
    };
  }

  private static @Nullable Type known(Type metaclass) {
    return metaclass instanceof DynamicType ? null : metaclass;
  }

  /** The type parameters of a class as its own arguments. */
  public static List<Type> identity(List<TypeVarType> parameters) {
    List<Type> arguments = new ArrayList<>(parameters.size());
    for (TypeVarType parameter : parameters) {
      arguments.add(parameter.asArgument());
    }
    return arguments;
  }

  /** What stands for type parameters that nothing is known of: their defaults, else Unknown. */
  List<Type> defaults(List<TypeVarType> parameters) {
    if (parameters.isEmpty()) {
      return List.of();
    }
    List<Type> arguments = new ArrayList<>(parameters.size());
    Map<TypeVarType, Type> earlier = HashMap.newHashMap(parameters.size());
    for (TypeVarType parameter : parameters) {
      Type value = defaultOf(parameter);
      if (!earlier.isEmpty()) {
        value = new Substitution(Map.copyOf(earlier)).apply(value);
      }
      earlier.put(parameter, value);
      arguments.add(value);
    }
    return arguments;
  }

  boolean hasDefault(TypeVarType parameter) {
    return world.typeVarModel(parameter).defaultType() != null;
  }

  /** The default of a type parameter, perhaps in terms of earlier ones, else the gradual form. */
  Type defaultOf(TypeVarType parameter) {
    Type declared = world.typeVarModel(parameter).defaultType();
    if (declared != null) {
      return inScope(declared, parameter.scope());
    }
    return parameter.unknownArgument();
  }

  /** A default speaks of type variables as they were made, not yet bound to any class. */
  private static Type inScope(Type type, String scope) {
    Map<TypeVarType, Type> bound = new HashMap<>();
    FreeVariables.mentions(
        type,
        variable -> {
          if (variable.scope().isEmpty()) {
            bound.put(variable, identity(List.of(variable.inScope(scope))).getFirst());
          }
          return false;
        });
    return bound.isEmpty() ? type : new Substitution(bound).apply(type);
  }
}
