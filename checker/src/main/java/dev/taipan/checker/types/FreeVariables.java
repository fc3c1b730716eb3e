package dev.taipan.checker.types;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Asks which type variables a type mentions, however deep. What a signature binds itself counts
 * too, since the callers give such variables other names before they solve.
 */
public final class FreeVariables {
  private FreeVariables() {}

  /** Shows every variable that the type mentions, in order, with repetitions. */
  public static void collect(@Nullable Type type, Consumer<TypeVarType> into) {
    mentions(
        type,
        variable -> {
          into.accept(variable);
          return false;
        });
  }

  /** Whether the type mentions a variable that passes the test. Linear in the type's size. */
  public static boolean mentions(@Nullable Type type, Predicate<TypeVarType> test) {
    if (type != null && type.isClosed()) {
      return false;
    }
    return switch (type) {
      case null -> false;
      case DynamicType _,
          NeverType _,
          LiteralType _,
          LiteralStringType _,
          ModuleType _,
          SpecialFormType _ ->
          false;
      case NominalType nominal -> mentionsAny(nominal.arguments(), test);
      case TypeVarType variable -> test.test(variable);
      case UnionType union -> mentionsAny(union.members(), test);
      case TupleType tuple ->
          mentionsAny(tuple.prefix(), test)
              || mentions(tuple.variadic(), test)
              || mentionsAny(tuple.suffix(), test);
      case CallableType callable -> {
        for (Signature signature : callable.signatures()) {
          if (mentions(signature, test)) {
            yield true;
          }
        }
        yield false;
      }
      case ClassLiteralType literal ->
          literal.arguments() != null && mentionsAny(literal.arguments(), test);
      case SubclassOfType subclass -> mentions(subclass.instance(), test);
      case IntersectionType intersection ->
          mentionsAny(intersection.positive(), test) || mentionsAny(intersection.negative(), test);
      case PropertyType property ->
          mentions(property.getter(), test)
              || mentions(property.setter(), test)
              || mentions(property.deleter(), test);
      case ParamSpecPartType part -> test.test(part.paramSpec());
      case ParametersType parameters -> mentions(parameters.parameters(), test);
      case TypeGuardType guard -> mentions(guard.guarded(), test);
      case AliasType alias -> mentionsAny(alias.arguments(), test);
      case TypeFormType form -> mentions(form.described(), test);
      case TypeFormValue value -> mentions(value.denoted(), test);
      case SuperType superType -> mentions(superType.object(), test);
    };
  }

  static boolean mentions(Signature signature, Predicate<TypeVarType> test) {
    if (mentions(signature.parameters(), test)) {
      return true;
    }
    return switch (signature.returns()) {
      case Signature.Returns.Declared declared -> mentions(declared.type(), test);
      case Signature.Returns.Inferred inferred -> {
        for (Type replacement : inferred.substitution().replacements().values()) {
          if (mentions(replacement, test)) {
            yield true;
          }
        }
        yield false;
      }
    };
  }

  static boolean mentions(ParameterList list, Predicate<TypeVarType> test) {
    for (ParameterType parameter : list.parameters()) {
      if (mentions(parameter.type(), test)) {
        return true;
      }
    }
    return list.paramSpec() != null && test.test(list.paramSpec());
  }

  private static boolean mentionsAny(List<? extends Type> types, Predicate<TypeVarType> test) {
    for (Type type : types) {
      if (mentions(type, test)) {
        return true;
      }
    }
    return false;
  }
}
