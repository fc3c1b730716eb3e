package dev.taipan.checker.types;

import org.jspecify.annotations.Nullable;

/** Class objects: {@code type[C]}, named classes, metaclasses, and forms that describe types. */
final class ClassObjectRelation {
  private final Relation relation;

  ClassObjectRelation(Relation relation) {
    this.relation = relation;
  }

  boolean toSubclassOf(Type source, SubclassOfType target) {
    Type wanted = target.instance();
    return switch (source) {
      case ClassLiteralType literal -> {
        if (wanted instanceof NominalType nominal
            && relation.world.classModel(nominal.cls()).isProtocol()
            && relation.world.classModel(literal.cls()).isProtocol()) {
          yield relation.fail(
              () -> "`" + literal.cls().name() + "` is a protocol, not a concrete class");
        }
        if (relation.world.classModel(literal.cls()).isNewType()) {
          yield relation.fail(() -> "`" + literal.cls().name() + "` is a `NewType`, not a class");
        }
        yield relation.holds(relation.types.instanceOf(literal), wanted);
      }
      case SubclassOfType subclass -> relation.holds(subclass.instance(), wanted);
      case TypeFormValue value when aliasedClass(value) != null ->
          relation.holds(value.denoted(), wanted);
      case NominalType nominal when nominal.cls().equals(WellKnown.TYPE) ->
          relation.holds(DynamicType.ANY, wanted) || wanted.equals(WellKnown.TOP);
      // What the instances of a class are its metaclass does not tell.
      case NominalType nominal when isMetaclass(nominal) ->
          wanted instanceof DynamicType
              || relation.holds(
                  wanted instanceof TypeVarType ? DynamicType.UNKNOWN : WellKnown.TOP, wanted);
      case SpecialFormType form ->
          form.isClass() && (wanted instanceof DynamicType || wanted.equals(WellKnown.TOP));
      default -> false;
    };
  }

  /** The class that {@code tuple[int, str]} and its like stand for; null for other forms. */
  static @Nullable SubclassOfType aliasedClass(TypeFormValue form) {
    return form.runtimeClass().equals(WellKnown.GENERIC_ALIAS)
            && (form.denoted() instanceof NominalType || form.denoted() instanceof TupleType)
        ? new SubclassOfType(form.denoted())
        : null;
  }

  private boolean isMetaclass(NominalType type) {
    return type.cls().equals(WellKnown.TYPE)
        || relation.world.classModel(type.cls()).inherits(WellKnown.TYPE);
  }

  /** The class itself; where things are assigned, a subclass stands in for it. */
  boolean toLiteral(Type source, ClassLiteralType target) {
    Type instance = relation.types.instanceOf(target);
    return switch (source) {
      case ClassLiteralType literal ->
          (literal.cls().equals(target.cls()) || relation.kind() == Relation.Kind.ASSIGNABLE)
              && relation.holds(relation.types.instanceOf(literal), instance);
      case SubclassOfType subclass ->
          (relation.kind() == Relation.Kind.ASSIGNABLE
                  || Enums.isSealed(relation.world.classModel(target.cls())))
              && relation.holds(subclass.instance(), instance);
      default -> false;
    };
  }

  /** A class object as an instance of its metaclass, or as an implementation of a protocol. */
  boolean toNominal(Type source, NominalType target) {
    if (target.cls().equals(WellKnown.TYPE)) {
      return !(source instanceof ClassLiteralType literal
          && relation.world.classModel(literal.cls()).isNewType());
    }
    if (target.cls().equals(WellKnown.GENERIC_ALIAS)
        && source instanceof ClassLiteralType literal
        && literal.arguments() != null) {
      return true;
    }
    if (relation.world.classModel(target.cls()).isProtocol()) {
      return relation.protocols().holds(source, target);
    }
    if (target.cls().equals(WellKnown.GENERIC_ALIAS)) {
      return source instanceof ClassLiteralType literal && literal.arguments() != null;
    }
    return switch (relation.mro.metaclassOf(source)) {
      case null -> relation.kind().dynamicSourceHolds();
      case NominalType metaclass -> relation.nominal().holds(metaclass, target, source);
      default -> false;
    };
  }

  boolean toTypeForm(Type source, TypeFormType target) {
    Type described = target.described();
    return switch (source) {
      case TypeFormType form -> relation.holds(form.described(), described);
      case TypeFormValue value ->
          !isOpen(value.denoted()) && relation.holds(value.denoted(), described);
      case ClassLiteralType literal -> {
        Type instance = relation.types.instanceOf(literal);
        yield !isOpen(instance) && relation.holds(instance, described);
      }
      case SubclassOfType subclass -> relation.holds(subclass.instance(), described);
      case SpecialFormType form -> {
        Type alone = denoted(form);
        yield alone != null && relation.holds(alone, described);
      }
      case NominalType nominal when nominal.cls().equals(WellKnown.NONE_TYPE) ->
          relation.holds(nominal, described);
      case NominalType nominal when nominal.cls().equals(WellKnown.TYPE) ->
          relation.holds(DynamicType.ANY, described);
      case NominalType nominal when isMetaclass(nominal) ->
          described instanceof DynamicType || relation.holds(WellKnown.TOP, described);
      default -> false;
    };
  }

  /** Whether something in it is a type variable that nothing binds: it is no type expression. */
  private static boolean isOpen(Type type) {
    return FreeVariables.mentions(type, variable -> variable.scope().isEmpty());
  }

  /** The type of a form that is a type expression without arguments; null for any other. */
  private static @Nullable Type denoted(SpecialFormType form) {
    return switch (form.name()) {
      case "Any" -> DynamicType.ANY;
      case "Never", "NoReturn" -> NeverType.NEVER;
      case "LiteralString" -> LiteralStringType.LITERAL_STRING;
      case "Callable" -> CallableType.of(Signature.of(ParameterList.GRADUAL, DynamicType.ANY));
      case "Tuple" -> TupleType.homogeneous(DynamicType.ANY);
      case "Type" -> new SubclassOfType(DynamicType.ANY);
      default -> null;
    };
  }
}
