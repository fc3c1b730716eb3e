package dev.taipan.checker.types;

import org.jspecify.annotations.Nullable;

/**
 * Whether no value can be of two types. Two unrelated classes may have a common subclass, unless
 * one of them is final or both have a base that lays out its instances in a way of its own, as
 * {@code int} and {@code str} do. Type arguments are not looked at: an empty list is of every list
 * type.
 */
final class Disjointness {
  private static final int MAX_DEPTH = 20;

  private final TypeSystem types;
  private final World world;
  private int depth;

  Disjointness(TypeSystem types) {
    this.types = types;
    this.world = types.world();
  }

  boolean disjoint(Type first, Type second) {
    if (first instanceof NeverType || second instanceof NeverType) {
      return true;
    }
    if (first instanceof DynamicType
        || second instanceof DynamicType
        || first.equals(WellKnown.TOP)
        || second.equals(WellKnown.TOP)
        || first.equals(second)
        || depth >= MAX_DEPTH) {
      return false;
    }
    depth++;
    boolean result = compare(first, second);
    depth--;
    return result;
  }

  private boolean compare(Type first, Type second) {
    if (rank(first) > rank(second)) {
      return compare(second, first);
    }
    return switch (first) {
      case AliasType alias -> disjoint(world.aliasValue(alias), second);
      case UnionType union -> {
        for (Type member : union.members()) {
          if (!disjoint(member, second)) {
            yield false;
          }
        }
        yield true;
      }
      case IntersectionType intersection -> {
        for (Type part : intersection.positive()) {
          if (disjoint(part, second)) {
            yield true;
          }
        }
        for (Type part : intersection.negative()) {
          if (types.isSubtype(second, part)) {
            yield true;
          }
        }
        yield false;
      }
      case TypeVarType variable ->
          switch (variable.kind()) {
            case TYPE_VAR, SELF -> disjoint(boundOf(variable), second);
            case PARAM_SPEC, TYPE_VAR_TUPLE -> false;
          };
      case LiteralType literal -> literal(literal, second);
      case LiteralStringType _ ->
          second instanceof LiteralStringType
              ? false
              : disjoint(new NominalType(WellKnown.STR), second)
                  || (view(second) instanceof NominalType nominal
                      && !types.isAssignable(new NominalType(WellKnown.STR), nominal));
      case TupleType tuple when second instanceof TupleType other -> tuples(tuple, other);
      case ClassLiteralType literal when second instanceof ClassLiteralType other ->
          !literal.cls().equals(other.cls());
      case ClassLiteralType literal when second instanceof SubclassOfType other ->
          other.instance() instanceof TypeVarType variable
              ? isOfNoBound(literal, variable)
              : !types.isAssignable(literal, other);
      case SubclassOfType subclass when second instanceof SubclassOfType other ->
          disjoint(subclass.instance(), other.instance());
      case ModuleType module when second instanceof ModuleType other -> !module.equals(other);
      case CallableType _ when second instanceof CallableType -> false;
      case CallableType callable -> callable(callable, second);
      case TypeFormType _, TypeFormValue _, SpecialFormType _, ParametersType _, SuperType _ ->
          false;
      case NominalType _,
          TupleType _,
          ClassLiteralType _,
          SubclassOfType _,
          PropertyType _,
          ModuleType _,
          ParamSpecPartType _,
          TypeGuardType _ ->
          views(first, second);
      case DynamicType _, NeverType _ -> false;
    };
  }

  /** What is taken apart first; a pair is looked at from the side of the lower rank. */
  private static int rank(Type type) {
    return switch (type) {
      case AliasType _ -> 0;
      case UnionType _ -> 1;
      case IntersectionType _ -> 2;
      case TypeVarType _ -> 3;
      case LiteralType _ -> 4;
      case LiteralStringType _ -> 5;
      case TypeFormType _, TypeFormValue _, SpecialFormType _, ParametersType _, SuperType _ -> 6;
      case CallableType _ -> 7;
      case ClassLiteralType _ -> 8;
      case SubclassOfType _ -> 9;
      case ModuleType _ -> 10;
      case TupleType _ -> 11;
      default -> 12;
    };
  }

  private Type boundOf(TypeVarType variable) {
    return new Relation(types, Relation.Kind.SUBTYPE, null).boundOf(variable);
  }

  /** Whether a class is none that {@code type[T]} may stand for. */
  private boolean isOfNoBound(ClassLiteralType literal, TypeVarType variable) {
    for (Type bound : Unions.members(boundOf(variable))) {
      if (!disjoint(literal, new SubclassOfType(bound))) {
        return false;
      }
    }
    return true;
  }

  /** A literal is of its very class, not of a subclass, but for what {@code NewType} makes. */
  private boolean literal(LiteralType literal, Type second) {
    return switch (second) {
      case LiteralType other -> !literal.equals(other);
      case LiteralStringType _ -> !literal.cls().equals(WellKnown.STR);
      case NominalType nominal ->
          !types.isAssignable(literal.fallback(), nominal) && !isNamedAnew(nominal, literal);
      case TypeFormType _, TypeFormValue _, ParametersType _ -> false;
      case CallableType _ -> !types.isAssignable(literal.fallback(), second);
      default -> views(literal.fallback(), second);
    };
  }

  /** Whether a {@code NewType} gives another name to the class of a literal. */
  private boolean isNamedAnew(NominalType nominal, LiteralType literal) {
    ClassModel model = world.classModel(nominal.cls());
    return model.isNewType() && model.inherits(literal.cls());
  }

  /** A callable may be an instance of any class that can have {@code __call__}. */
  private boolean callable(CallableType callable, Type second) {
    if (callable.function() != null) {
      Type view = types.mro().instanceView(callable);
      return view != null && second instanceof NominalType && !types.isAssignable(callable, second);
    }
    return second instanceof NominalType nominal
        && Enums.isSealed(world.classModel(nominal.cls()))
        && types.attribute(nominal, "__call__") == null;
  }

  private boolean tuples(TupleType first, TupleType second) {
    boolean possible =
        (first.variadic() != null || first.minimumLength() >= second.minimumLength())
            && (second.variadic() != null || second.minimumLength() >= first.minimumLength());
    if (!possible) {
      return true;
    }
    int common = Math.min(first.prefix().size(), second.prefix().size());
    for (int i = 0; i < common; i++) {
      if (disjoint(first.prefix().get(i), second.prefix().get(i))) {
        return true;
      }
    }
    return false;
  }

  private @Nullable Type view(Type type) {
    return types.mro().instanceView(type);
  }

  private boolean views(Type first, Type second) {
    ClassModel a = model(view(first));
    ClassModel b = model(view(second));
    if (a == null || b == null) {
      return false;
    }
    if (a.inherits(b.id()) || b.inherits(a.id()) || a.hasUnknownBase() || b.hasUnknownBase()) {
      return false;
    }
    if (a.typedDict() != null || b.typedDict() != null) {
      return typedDict(a, b);
    }
    if (Enums.isSealed(a) && !types.isAssignable(first, second)) {
      return true;
    }
    if (Enums.isSealed(b) && !types.isAssignable(second, first)) {
      return true;
    }
    if (types.isSubtype(first, second) || types.isSubtype(second, first)) {
      return false;
    }
    ClassId solidA = solidBase(a);
    ClassId solidB = solidBase(b);
    return solidA != null
        && solidB != null
        && !world.classModel(solidA).inherits(solidB)
        && !world.classModel(solidB).inherits(solidA);
  }

  /** A value of a TypedDict is a dict and of no subclass of it. */
  private boolean typedDict(ClassModel a, ClassModel b) {
    ClassModel dict = world.classModel(WellKnown.DICT);
    if (a.typedDict() != null && b.typedDict() != null) {
      return false;
    }
    ClassModel other = a.typedDict() != null ? b : a;
    return !dict.inherits(other.id()) && !other.isProtocol();
  }

  private @Nullable ClassModel model(@Nullable Type view) {
    return switch (view) {
      case NominalType nominal -> world.classModel(nominal.cls());
      case TupleType _ -> world.classModel(WellKnown.TUPLE);
      case null, default -> null;
    };
  }

  /** The nearest class in the MRO whose instances have a layout of their own. */
  private @Nullable ClassId solidBase(ClassModel model) {
    for (Type entry : model.mro()) {
      ClassId cls = Mro.classOf(entry);
      if (cls != null && world.classModel(cls).isDisjointBase()) {
        return cls;
      }
    }
    return null;
  }
}
