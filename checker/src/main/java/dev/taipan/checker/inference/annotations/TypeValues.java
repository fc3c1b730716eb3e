package dev.taipan.checker.inference.annotations;

import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Region;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.types.Access;
import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.ClassLiteralType;
import dev.taipan.checker.types.ClassModel;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.LiteralType;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.SpecialFormType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.TypeFormValue;
import dev.taipan.checker.types.TypeVarType;
import dev.taipan.checker.types.UnionType;
import dev.taipan.checker.types.Unions;
import dev.taipan.checker.types.WellKnown;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Expressions that are values and type expressions at once: {@code list[int]}, {@code X | None},
 * {@code Callable[[int], str]} where a value stands, as in the value of an alias.
 */
public final class TypeValues {
  private final Program program;
  private final TypeNames names;

  public TypeValues(Program program, TypeNames names) {
    this.program = program;
    this.names = names;
  }

  private TypeExpressions expressions() {
    return program.typeExpressions();
  }

  /**
   * The value of {@code left | right} where the operands are classes and other forms; null for
   * other operands.
   */
  public @Nullable Type unionOfValues(Region region, Expr.Binary node, Type left, Type right) {
    if (!isForm(left) || !isForm(right) || left.equals(WellKnown.NONE) && right.equals(left)) {
      return null;
    }
    if (isVariable(region, node.left) || isVariable(region, node.right)) {
      return null;
    }
    if (hasOwnUnion(left, "__or__") || hasOwnUnion(right, "__ror__")) {
      return null;
    }
    TypePosition position = valuePosition(region);
    Type denoted =
        Unions.written(
            List.of(
                operand(region, node.left, left, position),
                operand(region, node.right, right, position)));
    boolean form = isSpecial(left) || isSpecial(right);
    return new TypeFormValue(
        denoted,
        Unspecialized.freeVariables(denoted),
        form ? WellKnown.SPECIAL_FORM : WellKnown.UNION_TYPE,
        "");
  }

  /** Whether the metaclass of a class says itself what {@code |} makes of the class. */
  private boolean hasOwnUnion(Type operand, String method) {
    ClassModel model =
        operand instanceof ClassLiteralType cls ? program.classModel(cls.cls()) : null;
    if (model == null
        || model.isNewType() // no class at run time, and no metaclass either
        || !(model.metaclass() instanceof NominalType metaclass)
        || metaclass.cls().equals(WellKnown.TYPE)) {
      return false;
    }
    return program
        .members()
        .specialMethod(metaclass, method)
        .map(Access::member)
        .filter(member -> !member.owner().equals(WellKnown.TYPE))
        .isPresent();
  }

  private boolean isVariable(Region region, Expr operand) {
    return operand instanceof Expr.Name name && names.isVariable(region, name);
  }

  private static boolean isForm(Type value) {
    return switch (value) {
      case ClassLiteralType _, TypeFormValue _ -> true;
      case SpecialFormType form -> form.name().equals("Any") || form.name().equals("Callable");
      // A class of a module that may not be there.
      case UnionType union ->
          union.members().stream().anyMatch(TypeValues::isMissing)
              && union.members().stream()
                  .allMatch(member -> member instanceof DynamicType || isForm(member));
      case LiteralType literal -> literal.isSentinel();
      default -> value.equals(WellKnown.NONE);
    };
  }

  /** Whether a value stands for a class that could not be imported. */
  private static boolean isMissing(Type value) {
    return value instanceof DynamicType || value.equals(WellKnown.NONE);
  }

  private static boolean isSpecial(Type value) {
    return value instanceof TypeFormValue form
        && form.runtimeClass().equals(WellKnown.SPECIAL_FORM);
  }

  private Type operand(Region region, Expr at, Type value, TypePosition position) {
    if (at instanceof Expr.Name || at instanceof Expr.Attribute) {
      return expressions().denoted(region, at, value, position);
    }
    return switch (value) {
      case ClassLiteralType cls when cls.arguments() != null -> TypeExpressions.instanceOf(cls);
      case TypeFormValue form -> form.denoted();
      default -> expressions().denoted(region, at, value, position);
    };
  }

  /** The position of a type expression that is evaluated as a value, such as that of an alias. */
  TypePosition valuePosition(Region region) {
    return TypePosition.of(
            program.typeVariableScopes().aroundValue(region.module(), region.scope()))
        .result();
  }

  /**
   * The value of a subscript that specializes a class, an alias or a form; null for any other
   * subscript.
   */
  public @Nullable Type subscriptValue(Region region, Expr.Subscript subscript, Type base) {
    if (base instanceof UnionType union && union.isPartlyUnknown()) {
      List<Type> known = new ArrayList<>(union.members());
      known.removeIf(DynamicType.class::isInstance);
      Type value = known.size() == 1 ? subscriptValue(region, subscript, known.getFirst()) : null;
      return value == null ? null : Unions.of(value, DynamicType.UNKNOWN);
    }
    boolean specializes =
        switch (base) {
          case ClassLiteralType cls -> takesArguments(cls);
          case TypeFormValue form ->
              !form.typeParameters().isEmpty() || !(form.denoted() instanceof TypeVarType);
          case SpecialFormType _ -> true;
          default -> false;
        };
    if (!specializes) {
      return null;
    }
    if (base instanceof SpecialFormType form) {
      if (form.name().equals("Generic") || form.name().equals("Protocol")) {
        for (Expr index : TypeArguments.indices(subscript)) {
          region.infer(index);
        }
        return base;
      }
    }
    if (region.scope().isInFunction() && isComputed(region, subscript.index)) {
      region.infer(subscript.index);
      return DynamicType.UNKNOWN;
    }
    TypePosition position = valuePosition(region);
    if (isMeantForElsewhere(base)) {
      List<Type> arguments = new ArrayList<>();
      for (Expr index : TypeArguments.indices(subscript)) {
        arguments.add(region.silently(() -> expressions().type(region, index, position.inner())));
      }
      return isInitVar(base) && arguments.size() == 1
          ? new NominalType(SubscriptedForms.INIT_VAR, arguments)
          : new NominalType(WellKnown.GENERIC_ALIAS);
    }
    Type denoted = expressions().subscripted().type(region, subscript, base, position);
    if (base instanceof ClassLiteralType cls
        && denoted instanceof NominalType nominal
        && nominal.cls().equals(cls.cls())) {
      return new ClassLiteralType(nominal.cls(), nominal.arguments());
    }
    return new TypeFormValue(denoted, Unspecialized.freeVariables(denoted), runtimeClass(base), "");
  }

  /**
   * Whether a form with its arguments is no type by itself, only a part of an annotation: as a
   * value it is an object like any other, which code that looks at annotations compares with
   * theirs.
   */
  private static boolean isMeantForElsewhere(Type form) {
    return switch (form) {
      case SpecialFormType special ->
          Annotations.qualifierOf(special.name()) != null
              || special.name().equals("Unpack")
              || special.name().equals("Concatenate");
      default -> isInitVar(form);
    };
  }

  private static boolean isInitVar(Type form) {
    return form instanceof ClassLiteralType cls && cls.cls().equals(SubscriptedForms.INIT_VAR);
  }

  /** Whether the program puts a type together at run time, out of what variables and calls give. */
  private boolean isComputed(Region region, Expr index) {
    return switch (index) {
      case Expr.Name name -> names.isVariable(region, name);
      case Expr.Attribute attribute -> isComputed(region, attribute.value);
      case Expr.Subscript subscript -> isComputed(region, subscript.value);
      case Expr.Starred starred -> isComputed(region, starred.value);
      case Expr.Tuple tuple -> {
        for (Expr element : tuple.elements) {
          if (isComputed(region, element)) {
            yield true;
          }
        }
        yield false;
      }
      case Expr.Call _, Expr.Conditional _, Expr.BoolOp _ -> true;
      default -> false;
    };
  }

  /** Reports type variables in a specialized class that is called, where nothing binds them. */
  public void checkBound(Region region, Expr callee, Type value) {
    if (callee instanceof Expr.Subscript subscript
        && value instanceof ClassLiteralType cls
        && cls.arguments() != null) {
      List<TypeVarType> free = Unspecialized.freeVariables(TypeExpressions.instanceOf(cls));
      if (!free.isEmpty()) {
        region.report(
            Rules.UNBOUND_TYPE_VARIABLE,
            subscript.index,
            "no class, function or alias around binds the type variable `"
                + free.getFirst().name()
                + "`");
      }
    }
  }

  private boolean takesArguments(ClassLiteralType cls) {
    if (cls.arguments() != null) {
      return !Unspecialized.freeVariables(TypeExpressions.instanceOf(cls)).isEmpty();
    }
    return cls.cls().equals(WellKnown.TUPLE)
        || cls.cls().equals(WellKnown.TYPE)
        || !program.classModel(cls.cls()).typeParameters().isEmpty();
  }

  static ClassId runtimeClass(Type base) {
    return switch (base) {
      case SpecialFormType form
          when form.name().equals("Union") || form.name().equals("Optional") ->
          WellKnown.UNION_TYPE;
      case SpecialFormType _ -> WellKnown.SPECIAL_FORM;
      // With arguments it is a GenericAlias that has and can what the alias has and can.
      case TypeFormValue alias when alias.runtimeClass().equals(WellKnown.TYPE_ALIAS_TYPE) ->
          WellKnown.TYPE_ALIAS_TYPE;
      default -> WellKnown.GENERIC_ALIAS;
    };
  }
}
