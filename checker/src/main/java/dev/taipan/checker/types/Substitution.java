package dev.taipan.checker.types;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A replacement of type variables by types: by a type for a TypeVar or Self, by a {@link
 * ParametersType} for a ParamSpec, by a {@link TupleType} for a TypeVarTuple (gradual types stand
 * for {@code ...} and {@code tuple[Any, ...]} there).
 *
 * <p>All replacements happen at once: what a replacement mentions is not replaced again. A type
 * that mentions none of the variables comes back as the same object.
 */
public record Substitution(Map<TypeVarType, Type> replacements) {
  public static final Substitution EMPTY = new Substitution(Map.of());

  boolean isEmpty() {
    return replacements.isEmpty();
  }

  /** One replacement. */
  public static Substitution of(TypeVarType variable, Type replacement) {
    return new Substitution(Map.of(variable, replacement));
  }

  /** Unknown types for variables, but not for those that stand for parameters or several types. */
  public static Substitution toUnknown(Iterable<TypeVarType> variables) {
    Map<TypeVarType, Type> unknown = new HashMap<>();
    for (TypeVarType variable : variables) {
      if (variable.kind() == TypeVarType.Kind.TYPE_VAR) {
        unknown.put(variable, DynamicType.UNKNOWN);
      }
    }
    return new Substitution(unknown);
  }

  /**
   * The parameters replaced by the arguments at the same position. Parameters without an argument
   * stay.
   */
  public static Substitution of(List<TypeVarType> parameters, List<Type> arguments) {
    int count = Math.min(parameters.size(), arguments.size());
    if (count == 0) {
      return EMPTY;
    }
    if (count == 1) {
      return new Substitution(Map.of(parameters.getFirst(), arguments.getFirst()));
    }
    Map<TypeVarType, Type> map = HashMap.newHashMap(count);
    for (int i = 0; i < count; i++) {
      map.put(parameters.get(i), arguments.get(i));
    }
    return new Substitution(map);
  }

  /** The substitution that does what this one does and then what {@code next} does. */
  Substitution then(Substitution next) {
    if (isEmpty()) {
      return next;
    }
    if (next.isEmpty()) {
      return this;
    }
    Map<TypeVarType, Type> map = new HashMap<>(next.replacements);
    for (Map.Entry<TypeVarType, Type> entry : replacements.entrySet()) {
      map.put(entry.getKey(), next.apply(entry.getValue()));
    }
    return new Substitution(map);
  }

  public Type apply(Type type) {
    if (replacements.isEmpty() || type.isClosed()) {
      return type;
    }
    return switch (type) {
      case DynamicType _,
          NeverType _,
          LiteralType _,
          LiteralStringType _,
          ModuleType _,
          SpecialFormType _ ->
          type;
      case NominalType nominal -> {
        List<Type> arguments = applyAll(nominal.arguments());
        yield arguments == nominal.arguments() ? type : new NominalType(nominal.cls(), arguments);
      }
      case TypeVarType variable -> {
        Type replacement = replacements.get(variable);
        yield replacement == null ? type : replacement;
      }
      case UnionType union -> {
        List<Type> members = applyAll(union.members());
        yield members == union.members() ? type : Unions.of(members);
      }
      case TupleType tuple -> applyToTuple(tuple);
      case CallableType callable -> {
        List<Signature> signatures = applyToSignatures(callable.signatures());
        yield signatures == callable.signatures() ? type : callable.withSignatures(signatures);
      }
      case ClassLiteralType literal -> {
        if (literal.arguments() == null) {
          yield type;
        }
        List<Type> arguments = applyAll(literal.arguments());
        yield arguments == literal.arguments()
            ? type
            : new ClassLiteralType(literal.cls(), arguments);
      }
      case SubclassOfType subclass -> {
        Type instance = apply(subclass.instance());
        yield instance == subclass.instance() ? type : SubclassOfType.of(instance);
      }
      case IntersectionType intersection -> {
        List<Type> positive = applyAll(intersection.positive());
        List<Type> negative = applyAll(intersection.negative());
        yield positive == intersection.positive() && negative == intersection.negative()
            ? type
            : Intersections.of(positive, negative);
      }
      case PropertyType property -> {
        Type getter = apply(property.getter());
        Type setter = applyOrNull(property.setter());
        Type deleter = applyOrNull(property.deleter());
        yield getter == property.getter()
                && setter == property.setter()
                && deleter == property.deleter()
            ? type
            : new PropertyType(getter, setter, deleter);
      }
      case ParamSpecPartType part -> applyToPart(part);
      case ParametersType parameters -> {
        ParameterList applied = apply(parameters.parameters());
        List<TypeVarType> own =
            typeParameters(parameters.typeParameters(), parameters.parameters());
        yield applied == parameters.parameters() && own.equals(parameters.typeParameters())
            ? type
            : new ParametersType(applied, own);
      }
      case TypeGuardType guard -> {
        Type guarded = apply(guard.guarded());
        yield guarded == guard.guarded() ? type : new TypeGuardType(guarded, guard.exact());
      }
      case AliasType alias -> {
        List<Type> arguments = applyAll(alias.arguments());
        yield arguments == alias.arguments()
            ? type
            : new AliasType(alias.module(), alias.place(), arguments);
      }
      case TypeFormType form -> {
        Type described = apply(form.described());
        yield described == form.described() ? type : new TypeFormType(described);
      }
      case TypeFormValue value -> {
        Type denoted = apply(value.denoted());
        yield denoted == value.denoted()
            ? type
            : new TypeFormValue(
                denoted, value.typeParameters(), value.runtimeClass(), value.name());
      }
      case SuperType superType -> {
        Type object = apply(superType.object());
        yield object == superType.object() ? type : new SuperType(superType.pivot(), object);
      }
    };
  }

  private @Nullable Type applyOrNull(@Nullable Type type) {
    return type == null ? null : apply(type);
  }

  /** Applies to each element; the same list when nothing changed. */
  private List<Type> applyAll(List<Type> types) {
    if (replacements.isEmpty()) {
      return types;
    }
    Type[] changed = null;
    int size = types.size();
    for (int i = 0; i < size; i++) {
      Type before = types.get(i);
      Type after = apply(before);
      if (changed != null) {
        changed[i] = after;
      } else if (after != before) {
        changed = types.toArray(new Type[0]);
        changed[i] = after;
      }
    }
    return changed == null ? types : List.of(changed);
  }

  /** The signature with its variables replaced; those leave the type parameters. */
  Signature apply(Signature signature) {
    if (replacements.isEmpty() || signature.isClosed()) {
      return signature;
    }
    ParameterList parameters = apply(signature.parameters());
    Signature.Returns returns =
        switch (signature.returns()) {
          case Signature.Returns.Declared declared -> {
            Type type = apply(declared.type());
            yield type == declared.type() ? declared : new Signature.Returns.Declared(type);
          }
          case Signature.Returns.Inferred inferred ->
              new Signature.Returns.Inferred(
                  inferred.function(), inferred.substitution().then(this));
        };
    List<TypeVarType> own = typeParameters(signature.typeParameters(), signature.parameters());
    if (parameters == signature.parameters()
        && returns == signature.returns()
        && own.equals(signature.typeParameters())) {
      return signature;
    }
    return new Signature(own, parameters, returns, signature.origin());
  }

  /** The type parameters that are left, and those that come with what replaces the ParamSpec. */
  private List<TypeVarType> typeParameters(List<TypeVarType> own, ParameterList list) {
    List<TypeVarType> added =
        list.paramSpec() != null
                && replacements.get(list.paramSpec()) instanceof ParametersType generic
            ? generic.typeParameters()
            : List.of();
    if (own.isEmpty()) {
      return added;
    }
    List<TypeVarType> remaining = new ArrayList<>(own.size());
    for (TypeVarType variable : own) {
      if (!replacements.containsKey(variable)) {
        remaining.add(variable);
      }
    }
    for (TypeVarType variable : added) {
      if (!remaining.contains(variable)) {
        remaining.add(variable);
      }
    }
    return remaining;
  }

  /** The variable that a replacement consists of, if it is nothing but one. */
  private static @Nullable TypeVarType asVariable(Type replacement) {
    return switch (replacement) {
      case TypeVarType variable -> variable;
      case ParametersType list when list.parameters().parameters().isEmpty() ->
          list.parameters().paramSpec();
      case TupleType tuple
          when tuple.minimumLength() == 0
              && tuple.variadic() instanceof TypeVarType variable
              && variable.kind() == TypeVarType.Kind.TYPE_VAR_TUPLE ->
          variable;
      default -> null;
    };
  }

  private List<Signature> applyToSignatures(List<Signature> signatures) {
    Signature[] changed = null;
    for (int i = 0; i < signatures.size(); i++) {
      Signature before = signatures.get(i);
      Signature after = apply(before);
      if (changed != null) {
        changed[i] = after;
      } else if (after != before) {
        changed = signatures.toArray(new Signature[0]);
        changed[i] = after;
      }
    }
    return changed == null ? signatures : List.of(changed);
  }

  /** The parameters with their variables replaced; a ParamSpec and {@code *args: *Ts} expand. */
  private ParameterList apply(ParameterList list) {
    if (replacements.isEmpty() || list.isClosed()) {
      return list;
    }
    List<ParameterType> before = list.parameters();
    List<ParameterType> after = null;
    for (int i = 0; i < before.size(); i++) {
      ParameterType parameter = before.get(i);
      ParameterType applied = apply(parameter);
      if (applied != parameter && after == null) {
        after = new ArrayList<>(before.subList(0, i));
      }
      if (after != null) {
        after.add(applied);
      }
    }
    TypeVarType paramSpec = list.paramSpec();
    Type replacement = paramSpec == null ? null : replacements.get(paramSpec);
    if (replacement == null) {
      return after == null
          ? list
          : new ParameterList(ParameterList.normalize(after), paramSpec, list.gradual());
    }
    List<ParameterType> prefix = after == null ? before : after;
    return switch (replacement) {
      case ParametersType tail -> ParameterList.concatenate(prefix, tail.parameters());
      case TypeVarType other -> new ParameterList(prefix, other, list.gradual());
      default -> ParameterList.concatenate(prefix, ParameterList.GRADUAL);
    };
  }

  private ParameterType apply(ParameterType parameter) {
    Type type = apply(parameter.type());
    Type defaultType = applyOrNull(parameter.defaultType());
    if (type == parameter.type() && defaultType == parameter.defaultType()) {
      return parameter;
    }
    if (parameter.kind() == ParameterKind.VAR_POSITIONAL
        && !parameter.unpacked()
        && type instanceof DynamicType) {
      // Written `*args: Any, **kwargs: Any` is `...`, but a variable that becomes Any is not.
      return new ParameterType(
          parameter.name(),
          parameter.kind(),
          TupleType.homogeneous(type),
          true,
          defaultType,
          parameter.annotated());
    }
    return new ParameterType(
        parameter.name(),
        parameter.kind(),
        type,
        parameter.unpacked(),
        defaultType,
        parameter.annotated());
  }

  private Type applyToTuple(TupleType tuple) {
    List<Type> prefix = applyAll(tuple.prefix());
    List<Type> suffix = applyAll(tuple.suffix());
    Type variadic = tuple.variadic();
    if (variadic == null) {
      return prefix == tuple.prefix() ? tuple : TupleType.of(prefix);
    }
    Type applied = apply(variadic);
    if (applied == variadic) {
      return prefix == tuple.prefix() && suffix == tuple.suffix()
          ? tuple
          : new TupleType(prefix, variadic, suffix);
    }
    boolean pack =
        variadic instanceof TypeVarType variable
            && variable.kind() == TypeVarType.Kind.TYPE_VAR_TUPLE;
    if (pack && applied instanceof TupleType inner) {
      return TupleType.concatenate(prefix, inner, suffix);
    }
    return new TupleType(prefix, applied, suffix);
  }

  /**
   * {@code P.args} and {@code P.kwargs} of a known list of parameters are what the specification
   * leaves open; the tuple and the dictionary of what the parameters accept is all that is known.
   */
  private Type applyToPart(ParamSpecPartType part) {
    Type replacement = replacements.get(part.paramSpec());
    if (replacement == null) {
      return part;
    }
    TypeVarType other = asVariable(replacement);
    if (other != null) {
      return new ParamSpecPartType(other, part.args());
    }
    return part.args()
        ? TupleType.homogeneous(DynamicType.UNKNOWN)
        : new NominalType(
            WellKnown.DICT, List.of(new NominalType(WellKnown.STR), DynamicType.UNKNOWN));
  }
}
