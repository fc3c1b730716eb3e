package dev.taipan.checker.inference.narrowing;

import dev.taipan.checker.inference.Program;
import dev.taipan.checker.types.ClassLiteralType;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.NeverType;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.SubclassOfType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.TypeVarType;
import dev.taipan.checker.types.Unions;
import dev.taipan.checker.types.WellKnown;
import java.util.ArrayList;
import java.util.List;

/** What tests tell that compare classes: of a class object, or of the class of an object. */
final class ClassTests {
  private final Program program;
  private final TypeNarrower narrower;

  ClassTests(Program program, TypeNarrower narrower) {
    this.program = program;
    this.narrower = narrower;
  }

  /** {@code cls is C}, or {@code ==}, of a place that may hold the class. */
  Type identity(Type type, ClassLiteralType cls, boolean positive) {
    return narrower.each(
        type,
        member -> {
          if (member instanceof ClassLiteralType own) {
            return own.cls().equals(cls.cls()) == positive ? member : NeverType.NEVER;
          }
          if (positive) {
            return member instanceof DynamicType || narrower.isWithin(cls, member)
                ? cls
                : isOfVariable(member)
                    ? member
                    : member instanceof SubclassOfType || member.equals(WellKnown.NONE)
                        ? NeverType.NEVER
                        : member;
          }
          boolean only =
              member instanceof SubclassOfType subclass
                  && subclass.instance() instanceof NominalType nominal
                  && nominal.cls().equals(cls.cls())
                  && program.classModel(cls.cls()).isFinal();
          return only ? NeverType.NEVER : member;
        });
  }

  private static boolean isOfVariable(Type type) {
    return type instanceof SubclassOfType subclass && subclass.instance() instanceof TypeVarType;
  }

  /** {@code type(x) is C}. */
  Type exactly(Type type, Type value, boolean positive) {
    Type instance = program.specializer().instanceOf(value);
    if (instance == null || instance instanceof DynamicType) {
      return type;
    }
    if (type == DynamicType.UNKNOWN && instance instanceof TypeVarType) {
      return type; // the class of `self` may be a subclass, with members that nobody sees here
    }
    if (positive) {
      return narrower.each(
          type,
          member -> {
            if (!(member instanceof NominalType nominal)
                || !(instance instanceof NominalType wanted)) {
              return narrower.intersect(member, instance);
            }
            // Neither a subclass nor a common subclass is exactly the class.
            boolean sameClass = nominal.cls().equals(wanted.cls());
            return sameClass || narrower.isWithin(wanted, nominal)
                ? narrower.intersect(member, instance)
                : NeverType.NEVER;
          });
    }
    return narrower.each(
        type,
        member ->
            member instanceof NominalType nominal
                    && instance instanceof NominalType wanted
                    && nominal.cls().equals(wanted.cls())
                    && program.classModel(nominal.cls()).isFinal()
                ? NeverType.NEVER
                : member);
  }

  /**
   * {@code type(x) in (C, D)}. What nobody knows stays so: code that asks like this goes on to tell
   * the classes apart in ways that cannot be followed.
   */
  Type exactlyOneOf(Type type, List<Type> classes, boolean positive) {
    if (type instanceof DynamicType && classes.size() > 1) {
      return type;
    }
    List<Type> found = new ArrayList<>();
    Type rest = type;
    for (Type cls : classes) {
      found.add(exactly(type, cls, true));
      rest = exactly(rest, cls, false);
    }
    return positive ? Unions.of(found) : rest;
  }
}
