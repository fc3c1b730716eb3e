package dev.taipan.checker.types;

import org.jspecify.annotations.Nullable;

/** Looks into TypedDict types. */
public final class TypedDicts {
  private TypedDicts() {}

  /** The items of a TypedDict with its type arguments put in; null for any other type. */
  public static @Nullable TypedDictShape shapeOf(World world, Type type) {
    switch (type) {
      case NominalType nominal -> {
        ClassModel model = world.classModel(nominal.cls());
        TypedDictShape shape = model.typedDict();
        return shape == null || nominal.arguments().isEmpty()
            ? shape
            : shape.specialized(Substitution.of(model.typeParameters(), nominal.arguments()));
      }
      case TypeVarType variable -> {
        Type bound = world.typeVarModel(variable).bound();
        return bound == null ? null : shapeOf(world, bound);
      }
      case AliasType alias -> {
        return shapeOf(world, world.aliasValue(alias));
      }
      case IntersectionType intersection -> {
        TypedDictShape all = null;
        for (Type part : intersection.positive()) {
          TypedDictShape shape = shapeOf(world, part);
          all = all == null ? shape : shape == null ? all : all.with(shape);
        }
        return all;
      }
      default -> {
        return null;
      }
    }
  }
}
