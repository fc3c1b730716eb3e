package dev.taipan.checker.types;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Classes with a closed set of values. */
public final class Enums {
  private Enums() {}

  /**
   * The union of the values of {@code bool}, or of an enum class with members, that is equivalent
   * to the class; null for any other class. The values of a flag combine, so flags have no such
   * union.
   */
  public static @Nullable Type expand(World world, NominalType type) {
    if (type.cls().equals(WellKnown.BOOL)) {
      return Values.BOOL;
    }
    if (type.cls().module().equals("builtins")) {
      return null;
    }
    ClassModel model = world.classModel(type.cls());
    if (!model.isEnum() || isFlag(model)) {
      return null;
    }
    List<String> names = model.enumMembers();
    if (names.isEmpty()) {
      return null;
    }
    List<Type> members = new ArrayList<>(names.size());
    for (String name : names) {
      members.add(new LiteralType(type.cls(), name));
    }
    return members.size() == 1 ? members.getFirst() : new UnionType(members);
  }

  /** Whether no class can inherit from this one: declared so, or an enum with members. */
  static boolean isSealed(ClassModel model) {
    return model.isFinal() || (model.isEnum() && !model.enumMembers().isEmpty());
  }

  /**
   * Whether the members of an enum equal nothing but themselves: none of its classes makes values
   * of another kind of them, or says itself what they equal.
   */
  public static boolean comparesByIdentity(World world, ClassId cls) {
    for (Type entry : world.classModel(cls).mro()) {
      ClassId id = Mro.classOf(entry);
      if (id == null) {
        return false;
      }
      ClassModel model = world.classModel(id);
      if (!id.equals(WellKnown.OBJECT) && (!model.isEnum() || model.member("__eq__").isPresent())) {
        return false;
      }
    }
    return true;
  }

  private static boolean isFlag(ClassModel model) {
    for (Type entry : model.mro()) {
      if (entry instanceof NominalType nominal && nominal.cls().equals(WellKnown.FLAG)) {
        return true;
      }
    }
    return false;
  }

  /** Both values of bool, without the normal form that would make them bool again. */
  private static final class Values {
    static final Type BOOL =
        new UnionType(
            List.of(new LiteralType(WellKnown.BOOL, true), new LiteralType(WellKnown.BOOL, false)));
  }
}
