package dev.taipan.checker.inference.annotations;

import dev.taipan.checker.inference.Program;
import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.ClassLiteralType;
import dev.taipan.checker.types.ClassModel;
import dev.taipan.checker.types.Constraints;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.SubclassOfType;
import dev.taipan.checker.types.Substitution;
import dev.taipan.checker.types.TupleType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.TypeVarType;
import dev.taipan.checker.types.WellKnown;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds type arguments for classes that stand without any. */
public final class Specializer {
  private final Program program;

  public Specializer(Program program) {
    this.program = program;
  }

  /**
   * The arguments with which an instance of {@code cls} is assignable to {@code expected}; null if
   * there are none. Arguments that {@code expected} says nothing of are UNKNOWN.
   */
  public @Nullable List<Type> argumentsToMatch(ClassId cls, Type expected) {
    if (expected instanceof NominalType nominal && nominal.cls().equals(cls)) {
      return nominal.arguments();
    }
    if (expected instanceof DynamicType) {
      return null;
    }
    ClassModel model = program.classModel(cls);
    List<TypeVarType> parameters = model.typeParameters();
    if (parameters.isEmpty()) {
      return null;
    }
    Type source =
        cls.equals(WellKnown.TUPLE)
            ? TupleType.homogeneous(parameters.get(0))
            : new NominalType(cls, List.copyOf(parameters));
    Constraints constraints = new Constraints(parameters);
    if (!program.typeSystem().isAssignable(source, expected, constraints)) {
      return null;
    }
    Substitution solution = program.typeSystem().solve(constraints);
    List<Type> arguments = new ArrayList<>();
    for (TypeVarType parameter : parameters) {
      arguments.add(
          constraints.isUnconstrained(parameter)
              ? parameter.unknownArgument()
              : solution.apply(parameter));
    }
    return arguments;
  }

  /** {@code filter} with its arguments inferred from a type that it is to be a part of. */
  public Type toMatch(NominalType filter, Type context) {
    for (Type argument : filter.arguments()) {
      if (argument != DynamicType.UNKNOWN) {
        return filter;
      }
    }
    List<Type> arguments = argumentsToMatch(filter.cls(), context);
    return arguments == null ? filter : new NominalType(filter.cls(), arguments);
  }

  /** An instance of a class, arguments that nobody gave being UNKNOWN. */
  public Type unknownInstance(ClassLiteralType cls) {
    List<Type> given = cls.arguments();
    if (cls.cls().equals(WellKnown.TUPLE)) {
      return TupleType.homogeneous(given == null ? DynamicType.UNKNOWN : given.get(0));
    }
    if (given != null) {
      return new NominalType(cls.cls(), given);
    }
    List<Type> arguments = new ArrayList<>();
    for (TypeVarType parameter : program.classModel(cls.cls()).typeParameters()) {
      arguments.add(parameter.unknownArgument());
    }
    return new NominalType(cls.cls(), arguments);
  }

  /** The instances of a class object; null for anything else. */
  public @Nullable Type instanceOf(Type classObject) {
    return switch (classObject) {
      case ClassLiteralType cls -> unknownInstance(cls);
      case SubclassOfType subclass -> subclass.instance();
      case DynamicType dynamic -> dynamic;
      default -> null;
    };
  }
}
