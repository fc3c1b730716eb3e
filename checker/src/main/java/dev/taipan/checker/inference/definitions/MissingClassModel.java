package dev.taipan.checker.inference.definitions;

import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.ClassModel;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.WellKnown;
import java.util.List;

/** The model of a class that cannot be found: nothing is known of it but its name. */
public record MissingClassModel(ClassId id) implements ClassModel {
  @Override
  public List<Type> bases() {
    return List.of(DynamicType.UNKNOWN);
  }

  @Override
  public List<Type> mro() {
    return id.equals(WellKnown.OBJECT)
        ? List.of(new NominalType(id))
        : List.of(new NominalType(id), DynamicType.UNKNOWN, WellKnown.TOP);
  }

  @Override
  public Type metaclass() {
    return DynamicType.UNKNOWN;
  }
}
