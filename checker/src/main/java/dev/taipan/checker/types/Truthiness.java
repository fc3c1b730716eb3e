package dev.taipan.checker.types;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** What {@code bool(value)} is known to be from the type of the value. */
public final class Truthiness {
  private final World world;
  private final Members members;

  public Truthiness(World world, Members members) {
    this.world = world;
    this.members = members;
  }

  /** What is known. */
  public enum Truth {
    ALWAYS_TRUE,
    ALWAYS_FALSE,
    /** True for instances of the class itself, but a subclass might define otherwise. */
    TRUE_UNLESS_OVERRIDDEN,
    AMBIGUOUS;

    /** Whether some value may be false, classes that nobody wrote left out. */
    public boolean canBeFalse() {
      return this == ALWAYS_FALSE || this == AMBIGUOUS;
    }

    private Truth or(Truth other) {
      if (this == other) {
        return this;
      }
      return canBeFalse() || other.canBeFalse() ? AMBIGUOUS : TRUE_UNLESS_OVERRIDDEN;
    }
  }

  /** The truth of a value of the type; of a union, what its members have in common. */
  public Truth of(Type type) {
    return switch (type) {
      case DynamicType _, NeverType _, LiteralStringType _, TypeGuardType _ -> Truth.AMBIGUOUS;
      case LiteralType literal -> ofLiteral(literal);
      case TupleType tuple ->
          tuple.minimumLength() > 0
              ? Truth.ALWAYS_TRUE
              : tuple.isFixedLength() ? Truth.ALWAYS_FALSE : Truth.AMBIGUOUS;
      case UnionType union -> {
        Truth all = of(union.members().getFirst());
        for (int i = 1; i < union.members().size() && all != Truth.AMBIGUOUS; i++) {
          all = all.or(of(union.members().get(i)));
        }
        yield all;
      }
      case IntersectionType intersection -> {
        Truth best = Truth.AMBIGUOUS;
        for (Type part : intersection.positive()) {
          Truth truth = of(part);
          if (truth == Truth.ALWAYS_TRUE || truth == Truth.ALWAYS_FALSE) {
            yield truth;
          }
          best = best == Truth.AMBIGUOUS ? truth : best;
        }
        yield best;
      }
      case TypeVarType variable -> {
        TypeVarModel model = world.typeVarModel(variable);
        Type bound = model.constraints().isEmpty() ? model.bound() : Unions.of(model.constraints());
        yield bound == null ? Truth.AMBIGUOUS : of(bound);
      }
      case AliasType alias -> of(world.aliasValue(alias));
      case NominalType nominal -> ofNominal(nominal);
      case ClassLiteralType _, SubclassOfType _ -> {
        Truth truth = byMethods(type);
        yield truth == null
            ? type instanceof ClassLiteralType ? Truth.ALWAYS_TRUE : Truth.TRUE_UNLESS_OVERRIDDEN
            : truth;
      }
      case CallableType callable ->
          callable.function() == null ? Truth.TRUE_UNLESS_OVERRIDDEN : Truth.ALWAYS_TRUE;
      case PropertyType _, ModuleType _, TypeFormValue _, SpecialFormType _, SuperType _ ->
          Truth.ALWAYS_TRUE;
      case TypeFormType _, ParamSpecPartType _, ParametersType _ -> Truth.AMBIGUOUS;
    };
  }

  private Truth ofLiteral(LiteralType literal) {
    if (literal.isEnumMember()) {
      Truth truth = byMethods(literal.fallback());
      return truth == null ? Truth.ALWAYS_TRUE : truth;
    }
    boolean truth =
        switch (literal.value()) {
          case Boolean value -> value;
          case Long value -> value != 0;
          case BigInteger value -> value.signum() != 0;
          case String value -> !value.isEmpty();
          default -> true;
        };
    return truth ? Truth.ALWAYS_TRUE : Truth.ALWAYS_FALSE;
  }

  private Truth ofNominal(NominalType type) {
    if (type.cls().equals(WellKnown.NONE_TYPE)) {
      return Truth.ALWAYS_FALSE;
    }
    if (type.cls().equals(WellKnown.OBJECT) || isPlain(type.cls())) {
      return Truth.AMBIGUOUS;
    }
    ClassModel model = world.classModel(type.cls());
    TypedDictShape items = model.typedDict();
    if (items != null) {
      return items.items().values().stream().anyMatch(TypedDictShape.Item::required)
          ? Truth.ALWAYS_TRUE
          : Truth.AMBIGUOUS;
    }
    Truth truth = byMethods(type);
    if (truth != null) {
      return truth;
    }
    return model.isFinal() || !model.enumMembers().isEmpty()
        ? Truth.ALWAYS_TRUE
        : model.isProtocol() ? Truth.AMBIGUOUS : Truth.TRUE_UNLESS_OVERRIDDEN;
  }

  /** Whether it is one of the classes that most tests are about; their methods need no look. */
  private static boolean isPlain(ClassId cls) {
    return cls.module().equals("builtins")
        && switch (cls.place()) {
          case "bool", "int", "float", "str", "bytes", "list", "dict", "set" -> true;
          default -> false;
        };
  }

  /** What {@code __bool__} and {@code __len__} say; null where the class has neither. */
  private @Nullable Truth byMethods(Type type) {
    Access method = members.special(type, type, "__bool__");
    if (method != null) {
      if (!(method.type() instanceof CallableType callable) || callable.isOverloaded()) {
        return Truth.AMBIGUOUS;
      }
      return callable.signatures().getFirst().returnType(world) instanceof LiteralType value
              && value.cls().equals(WellKnown.BOOL)
          ? ofLiteral(value)
          : Truth.AMBIGUOUS;
    }
    method = members.special(type, type, "__len__");
    if (method == null) {
      return null;
    }
    if (!(method.type() instanceof CallableType callable) || callable.isOverloaded()) {
      return Truth.AMBIGUOUS;
    }
    if (callable.signatures().getFirst().returnType(world) instanceof LiteralType value) {
      return ofLiteral(value);
    }
    Type tuple = members.mro().superTypeOf(type, WellKnown.TUPLE);
    return tuple instanceof TupleType shape ? of(shape) : Truth.AMBIGUOUS;
  }
}
