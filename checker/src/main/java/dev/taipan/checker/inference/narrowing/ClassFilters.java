package dev.taipan.checker.inference.narrowing;

import dev.taipan.checker.inference.NodeTypeSource;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.types.CallableType;
import dev.taipan.checker.types.ClassLiteralType;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.NeverType;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.SpecialFormType;
import dev.taipan.checker.types.SubclassOfType;
import dev.taipan.checker.types.TupleType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.TypeFormValue;
import dev.taipan.checker.types.UnionType;
import dev.taipan.checker.types.Unions;
import dev.taipan.checker.types.WellKnown;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The second argument of {@code isinstance} and {@code issubclass} as types. */
final class ClassFilters {
  private ClassFilters() {}

  /**
   * The type of such an argument. A union that is made of variables, {@code self.first | other}, is
   * but a {@code UnionType} to the type system, so its operands are taken for it. Of the classes
   * that a function gives without saying so nothing is known if it is not known which they are.
   */
  static Type classes(NodeTypeSource types, Expr filter) {
    Type type = types.of(filter);
    if (filter instanceof Expr.Call call
        && type instanceof TupleType tuple
        && tuple.variadic() != null
        && types.of(call.callee) instanceof CallableType function
        && !function.declaresReturns()) {
      return TupleType.homogeneous(DynamicType.UNKNOWN);
    }
    return filter instanceof Expr.Binary union
            && union.op == Expr.BinaryOp.OR
            && Unions.members(type).contains(new NominalType(WellKnown.UNION_TYPE))
        ? TupleType.of(List.of(classes(types, union.left), classes(types, union.right)))
        : type;
  }

  /** The instances that pass {@code isinstance(_, filter)}; null where that is not known. */
  static @Nullable Type instances(Program program, Type filter) {
    return switch (filter) {
      case ClassLiteralType cls -> program.specializer().unknownInstance(cls);
      // Any class at all, which an unknown one is not.
      case SubclassOfType subclass when subclass.instance() instanceof DynamicType -> null;
      case SubclassOfType subclass -> subclass.instance();
      case TypeFormValue form -> instancesOfForm(form.denoted());
      case SpecialFormType form when form.name().equals("Callable") ->
          new TypeNarrower(program).topCallable();
      case DynamicType ignored -> DynamicType.UNKNOWN;
      case TupleType tuple -> all(program, tuple);
      case UnionType union -> {
        List<Type> parts = new ArrayList<>();
        for (Type member : union.members()) {
          Type part = instances(program, member);
          if (part == null) {
            yield null;
          }
          parts.add(part);
        }
        yield Unions.of(parts);
      }
      case NominalType nominal when nominal.cls().equals(WellKnown.NONE_TYPE) -> WellKnown.NONE;
      default -> null;
    };
  }

  /**
   * The instances that never fail {@code isinstance(_, filter)}; Never where there may be none. A
   * variable of type {@code type[C]} may hold any subclass of {@code C}, and one that holds this
   * class or that is neither for sure.
   */
  static Type certainInstances(Program program, Type filter) {
    return switch (filter) {
      case SubclassOfType subclass ->
          subclass.instance() instanceof NominalType nominal
                  && program.classModel(nominal.cls()).isFinal()
              ? nominal
              : NeverType.NEVER;
      case UnionType union -> NeverType.NEVER;
      case TupleType tuple -> {
        List<Type> parts = new ArrayList<>();
        tuple.prefix().forEach(element -> parts.add(certainInstances(program, element)));
        tuple.suffix().forEach(element -> parts.add(certainInstances(program, element)));
        yield Unions.of(parts);
      }
      default -> Objects.requireNonNullElse(instances(program, filter), NeverType.NEVER);
    };
  }

  /** The class objects that never fail {@code issubclass(_, filter)}. */
  static Type certainClasses(Program program, Type filter) {
    return ofClasses(certainInstances(program, filter));
  }

  private static @Nullable Type instancesOfForm(Type denoted) {
    return switch (denoted) {
      case UnionType union -> {
        List<Type> parts = new ArrayList<>();
        for (Type member : union.members()) {
          parts.add(member);
        }
        yield Unions.of(parts);
      }
      default -> denoted;
    };
  }

  private static @Nullable Type all(Program program, TupleType tuple) {
    List<Type> parts = new ArrayList<>();
    List<Type> elements = new ArrayList<>(tuple.prefix());
    if (tuple.variadic() != null) {
      elements.add(tuple.variadic());
    }
    elements.addAll(tuple.suffix());
    for (Type element : elements) {
      Type part = instances(program, element);
      if (part == null) {
        return null;
      }
      parts.add(part);
    }
    return Unions.of(parts);
  }

  /** The class objects that pass {@code issubclass(_, filter)}; null where that is not known. */
  static @Nullable Type classes(Program program, Type filter) {
    Type instances = instances(program, filter);
    return instances == null ? null : ofClasses(instances);
  }

  private static Type ofClasses(Type instances) {
    List<Type> parts = new ArrayList<>();
    for (Type member : Unions.members(instances)) {
      parts.add(member instanceof DynamicType ? member : new SubclassOfType(member));
    }
    return Unions.of(parts);
  }
}
